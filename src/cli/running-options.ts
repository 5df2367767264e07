import type { ShiftOptions } from "../engine/types.js";
import { each, last } from "./option-values.js";
import { UsageError } from "./usage-error.js";

/** How what is built shall run, and what unknown base images are like. */
export type RunningRequest = Pick<ShiftOptions, "running" | "assumed">;

export const RUNNING_OPTIONS = {
  uid: { type: "string", requiresArg: true, coerce: last, describe: "Number of the user that is added [1001]" },
  "keep-code": { type: "boolean", describe: "Let root own what is copied in" },
  "health-path": { type: "string", requiresArg: true, coerce: last, describe: "Path that a health check asks" },
  assume: {
    type: "string",
    requiresArg: true,
    coerce: each,
    describe: "Take an unknown base for another: mine=debian:12",
  },
} as const;

interface Given {
  readonly uid: string | undefined;
  readonly "keep-code": boolean | undefined;
  readonly "health-path": string | undefined;
  readonly assume: readonly string[] | undefined;
}

/** Reads the options above. Throws `UsageError`. */
export function runningRequest({ uid, assume = [], ...given }: Given): RunningRequest {
  const healthPath = given["health-path"];
  const keepsCode = given["keep-code"] === true;
  if (uid !== undefined && !(/^\d{1,9}$/.test(uid) && Number(uid) > 0))
    throw new UsageError(`--uid is a number above 0, not ${JSON.stringify(uid)}`);
  if (healthPath !== undefined && !/^\/[\w./~?=&%-]*$/.test(healthPath))
    throw new UsageError(`--health-path begins with / and holds no blanks or quotes: ${JSON.stringify(healthPath)}`);
  const assumed = Object.fromEntries(assume.map(assumption));
  return {
    running: {
      ...(uid !== undefined && { uid: Number(uid) }),
      ...(keepsCode && { keepsCode }),
      ...(healthPath !== undefined && { healthPath }),
    },
    assumed,
  };
}

/** `image=like`, cut at the last `=`. */
function assumption(text: string): readonly [image: string, like: string] {
  const at = text.lastIndexOf("=");
  if (at < 1 || at === text.length - 1)
    throw new UsageError(
      `--assume is an image and one that it is like, as mine=debian:12, not ${JSON.stringify(text)}`,
    );
  return [text.slice(0, at), text.slice(at + 1)];
}
