import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
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
  readonly Config: { readonly Healthcheck?: HealthCheck };
  readonly RootFS: { readonly Layers?: readonly string[] };
}

interface HealthCheck {
  readonly Test: readonly string[];
  readonly Interval?: number;
  readonly Timeout?: number;
  readonly StartPeriod?: number;
  readonly StartInterval?: number;
  readonly Retries?: number;
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
  const entries = new Map(configEntries({ config }, [LABEL]));
  if (author !== "") entries.set("maintainer", author);
  if (config.Healthcheck !== undefined) entries.set("health check", healthCheck(config.Healthcheck));
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

/** A health check as the plan tells it: flags in order, times in nanoseconds, and the command. */
function healthCheck({ Test: [kind, ...words], ...times }: HealthCheck): string {
  if (kind === "NONE") return "NONE";
  const flags = Object.entries(times)
    .filter(([, value]) => value !== 0)
    .map(([name, value]) => `--${name.replace(/\B[A-Z]/g, "-$&").toLowerCase()}=${value}`);
  return [...flags.sort(), kind === "CMD" ? JSON.stringify(words) : `${kind} ${words.join(" ")}`].join(" ");
}
