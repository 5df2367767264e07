import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { healthCheckText } from "../src/verify/health-check.js";
import { configEntries } from "../src/verify/image-config.js";
import { docker, removeImage } from "./docker.js";

/** What the engine says about an image, in the words of the image plan. */
export interface Reality {
  readonly config: ReadonlyMap<string, string>;
  readonly layers: number;
  /** What made it, the oldest first, with what made its base. */
  readonly history: readonly string[];
}

interface Inspected {
  readonly Author: string;
  readonly Config: { readonly Healthcheck?: Parameters<typeof healthCheckText>[0] };
  readonly RootFS: { readonly Layers?: readonly string[] };
}

/** Builds a text, tells what the engine says about the image, and removes it. */
export async function built(source: string, context: string): Promise<Reality> {
  const image = await build(source, context);
  try {
    return await seen(image);
  } finally {
    await removeImage(image);
  }
}

/** What the engine says about an image that is there. */
export async function seen(image: string): Promise<Reality> {
  const [inspected] = JSON.parse(await docker("image", "inspect", image)) as readonly Inspected[];
  const { Author: author, Config: config, RootFS: files } = inspected!;
  const entries = new Map(configEntries({ author, config }, [LABEL]));
  if (config.Healthcheck !== undefined) entries.set("health check", healthCheckText(config.Healthcheck));
  const history = await docker("history", "--no-trunc", "--format={{json .CreatedBy}}", image);
  const steps = history.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as string]));
  return { config: entries, layers: files.Layers?.length ?? 0, history: steps.reverse() };
}

async function build(source: string, context: string): Promise<string> {
  // with a label of its own an image is never the one that another test removes
  const id = `${process.pid}-${++count}`;
  const tag = `localhost/dockshift-e2e:${id}`;
  const own = [`--tag=${tag}`, `--label=${LABEL}=${id}`];
  const argv = ["buildx", "build", "--load", "--network=host", "--progress=plain", ...own, "--file=-", context];
  const child = spawn("docker", argv, { stdio: ["pipe", "ignore", "pipe"] });
  child.stdin.end(source);
  const [log] = await Promise.all([text(child.stderr), once(child, "close")]);
  if (child.exitCode !== 0) throw new Error(`does not build:\n${log.slice(-2000)}`);
  return tag;
}

const LABEL = "dockshift.e2e";
let count = 0;
