import { randomBytes } from "node:crypto";
import type { Outcome } from "../engine/types.js";
import { announced } from "./announced.js";
import { type BuildOptions, Builds, OWN_LABEL } from "./build.js";
import { configDifferences } from "./compare-configs.js";
import { treeDifferences } from "./compare-trees.js";
import { Containers, type RunOptions } from "./containers.js";
import type { Engine } from "./engines.js";
import type { Host } from "./host.js";
import type { Image } from "./image.js";
import { configEntries } from "./image-config.js";
import { type Judgement, judge } from "./judge.js";
import { redactor, withoutSecrets } from "./redact.js";
import { runDifferences } from "./compare-runs.js";
import { fileTree } from "./tree.js";
import type { ImageSize, Observation, Sides, Verdict, Verification } from "./verification.js";
import { Workspace } from "./workspace.js";

/** How to verify. */
export interface VerifyOptions extends BuildOptions {
  /** Undefined when there is nothing to build. */
  readonly engine: Engine | undefined;
  /** Undefined: nothing is run. */
  readonly run: RunOptions | undefined;
  /** Takes what is done at the moment, in a few words. */
  readonly progress: (text: string) => void;
  /** Takes what could not be removed from the engine. */
  readonly left: (names: readonly string[]) => void;
}

/** The file whose rewrite is verified; both absolute. */
export interface VerifiedFile {
  readonly path: string;
  readonly context: string;
}

/**
 * Builds a file as it was and as it became, and compares the two images. Nothing is left in the engine but its build cache.
 * Throws `ImageError`, `Interrupted`, and errors that say what the engine could not do.
 */
export async function verify(
  outcome: Outcome,
  file: VerifiedFile,
  options: VerifyOptions,
  host: Host,
): Promise<Verification> {
  const { engine, run } = options;
  if (outcome.before === outcome.after || engine === undefined) return unbuilt(outcome.path, "unchanged");
  const id = randomBytes(8).toString("hex");
  const workspace = Workspace.open(file.context, host);
  const builds = new Builds(engine, options, workspace, host, id);
  const containers = run && engine.containers && new Containers(engine.containers, run, host, id);
  try {
    return await compare(outcome, file, { builds, containers }, options, host);
  } finally {
    // the engine may keep one waiting
    workspace.remove();
    const left = [...((await containers?.remove()) ?? []), ...(await builds.remove())];
    if (left.length > 0) options.left(left);
  }
}

interface Works {
  readonly builds: Builds;
  readonly containers: Containers | undefined;
}

async function compare(
  outcome: Outcome,
  { path: original, context }: VerifiedFile,
  { builds, containers }: Works,
  options: VerifyOptions,
  host: Host,
): Promise<Verification> {
  const redact = redactor(options, host);
  const build = (side: "before" | "after"): ReturnType<Builds["build"]> => {
    const what = side === "before" ? "building the original" : "building the rewrite";
    options.progress(what);
    return builds.build({ side, text: outcome[side], original, context }, (line) => {
      options.progress(`${what}: ${redact(line)}`);
    });
  };
  const failed = (verdict: Verdict, log: readonly string[]): Verification => {
    return { ...unbuilt(outcome.path, verdict), log: log.map(redact) };
  };
  const before = await build("before");
  if ("log" in before) return failed("did not build before", before.log);
  const after = await build("after");
  if ("log" in after) return failed("does not build after", after.log);
  options.progress("reading the images");
  const images = { before: await builds.read(before.tag), after: await builds.read(after.tag) };
  const judgement = judgeImages(outcome, images, options.target, redact);
  if (containers === undefined) return verification(outcome, judgement, images);
  options.progress("running the original");
  const was = await containers.observe(before.tag, "before");
  options.progress("running the rewrite");
  const run = { before: was, after: await containers.observe(after.tag, "after") };
  const differences = [...judgement.differences, ...runDifferences(run, judgement.differences)];
  return verification(outcome, { ...judgement, differences }, images, run);
}

function judgeImages(
  outcome: Outcome,
  { before, after }: Sides<Image>,
  target: string | undefined,
  redact: (text: string) => string,
): Judgement {
  const layers = { before: before.layers.length, after: after.layers.length };
  const trees = { before: fileTree(before.layers), after: fileTree(after.layers) };
  const config = configDifferences(configEntries(before.config, [OWN_LABEL]), configEntries(after.config, [OWN_LABEL]));
  const files = treeDifferences(trees.before, trees.after);
  const judgement = judge(files, config, trees, announced(outcome, target, layers));
  return { ...judgement, differences: judgement.differences.map((each) => withoutSecrets(each, redact)) };
}

function verification(
  { path }: Outcome,
  { differences, ignored, packages }: Judgement,
  images: Sides<Image>,
  run?: Sides<Observation>,
): Verification {
  const verdict = verdictOf(differences);
  const sizes = { before: sizeOf(images.before), after: sizeOf(images.after) };
  return { path, verdict, differences, ignored, packages, images: sizes, ...(run === undefined ? {} : { run }) };
}

function verdictOf(differences: Judgement["differences"]): Verdict {
  if (differences.length === 0) return "same";
  return differences.every(({ declared }) => declared !== undefined) ? "differs as declared" : "differs";
}

function sizeOf({ layers }: Image): ImageSize {
  return { layers: layers.length, bytes: layers.reduce((sum, { bytes }) => sum + bytes, 0) };
}

function unbuilt(path: string, verdict: Verdict): Verification {
  return { path, verdict, differences: [], ignored: 0, packages: [] };
}
