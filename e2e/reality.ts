import { healthCheckText } from "../src/verify/health-check.js";
import { configEntries } from "../src/verify/image-config.js";
import { build, LABEL } from "./build.js";
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
  const entries = new Map(configEntries({ author, config }, [LABEL, `${LABEL}.id`]));
  if (config.Healthcheck !== undefined) entries.set("health check", healthCheckText(config.Healthcheck));
  const history = await docker("history", "--no-trunc", "--format={{json .CreatedBy}}", image);
  const steps = history.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as string]));
  return { config: entries, layers: files.Layers?.length ?? 0, history: steps.reverse() };
}
