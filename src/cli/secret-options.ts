import type { SecretStyle } from "../engine/types.js";
import { oneOf } from "./option-values.js";

const STYLES = ["file", "env"] as const satisfies readonly SecretStyle[];

/** What becomes of secrets, in Dockerfiles and in what is printed. */
export interface SecretRequest {
  readonly secretStyle: SecretStyle;
  /** Print their values. */
  readonly showSecrets: boolean;
}

export const SECRET_OPTIONS = {
  "secret-style": {
    type: "string",
    requiresArg: true,
    coerce: (given: unknown) => oneOf("secret-style", STYLES, given),
    describe: "How a program gets its secret: file, env [file]",
  },
  "show-secrets": { type: "boolean", describe: "Print the values of secrets, not ***" },
} as const;

interface Given {
  readonly "secret-style": SecretStyle | undefined;
  readonly "show-secrets": boolean | undefined;
}

/** Reads the options above. */
export function secretRequest(given: Given): SecretRequest {
  return { secretStyle: given["secret-style"] ?? "file", showSecrets: given["show-secrets"] === true };
}
