import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** What everything carries that the tests make on the engine. */
export const LABEL = "dockshift.e2e";

/** Builds a text and gives the image's name. Throws the end of the log when it does not build. */
export async function build(source: string, context: string, group = "image"): Promise<string> {
  // with a tag of its own an image is never the one that another test removes
  const id = `${process.pid}-${++count}`;
  const tag = `localhost/dockshift-e2e:${id}`;
  const own = [`--tag=${tag}`, `--label=${LABEL}=${group}`, `--label=${LABEL}.id=${id}`];
  const argv = ["buildx", "build", "--load", "--network=host", "--progress=plain", ...own, "--file=-", context];
  const child = spawn("docker", argv, { stdio: ["pipe", "ignore", "pipe"] });
  child.stdin.end(source);
  const [log] = await Promise.all([text(child.stderr), once(child, "close")]);
  if (child.exitCode !== 0) throw new Error(`does not build:\n${log.slice(-2000)}`);
  return tag;
}

let count = 0;
