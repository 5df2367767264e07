import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** What everything carries that the tests make on the engine. */
export const LABEL = "dockshift.e2e";

export interface BuildSettings {
  readonly group?: string;
  /** More options for the build. */
  readonly options?: readonly string[];
  /** More variables for the client. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Builds a text and gives the image's name. Throws the end of the log when it does not build. */
export async function build(source: string, context: string, group = "image"): Promise<string> {
  return (await buildWith(source, context, { group })).image;
}

/** Builds a text, in the directory of its context, and gives the image's name and the whole log. Throws its end when it does not build. */
export async function buildWith(
  source: string,
  context: string,
  { group = "image", options = [], env = {} }: BuildSettings,
): Promise<{ readonly image: string; readonly log: string }> {
  // with a tag of its own an image is never the one that another test removes
  const id = `${process.pid}-${++count}`;
  const image = `localhost/dockshift-e2e:${id}`;
  const own = [`--tag=${image}`, `--label=${LABEL}=${group}`, `--label=${LABEL}.id=${id}`, ...options];
  const argv = ["buildx", "build", "--load", "--network=host", "--progress=plain", ...own, "--file=-", "."];
  const child = spawn("docker", argv, {
    cwd: context,
    env: { ...process.env, ...env },
    stdio: ["pipe", "ignore", "pipe"],
  });
  child.stdin.end(source);
  const [log] = await Promise.all([text(child.stderr), once(child, "close")]);
  if (child.exitCode !== 0) throw new Error(`does not build:\n${log.slice(-2000)}`);
  return { image, log };
}

let count = 0;
