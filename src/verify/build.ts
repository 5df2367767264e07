import { createReadStream, rmSync } from "node:fs";
import { join } from "node:path";
import { readCommand, runCommand } from "./command.js";
import type { Engine } from "./engines.js";
import { trouble } from "./find-engine.js";
import type { Host } from "./host.js";
import { type Image, type KnownLayers, readImage } from "./image.js";
import { labelStages } from "./label-stages.js";
import { PATIENCE, tidyAll } from "./tidy.js";
import type { Workspace } from "./workspace.js";

/** The label that makes an image this run's own: no other image can be the same one. */
export const OWN_LABEL = "dockshift.verify";

/** What clients say when the engine ends under them; it may be back already. */
const LOST =
  /^(?:ERROR|Error): .*(?:rpc error: code = Unavailable|Cannot connect to the Docker daemon|error reading from server: EOF)/;

/** What the user passes on to the builds. */
export interface BuildOptions {
  readonly buildArgs: readonly string[];
  readonly secrets: readonly string[];
  readonly target: string | undefined;
  readonly platform: string | undefined;
  /** Other arguments of the build command. */
  readonly extra: readonly string[];
}

/** One text to build. */
export interface BuildJob {
  readonly side: "before" | "after";
  readonly text: string;
  /** The path of the Dockerfile that the text stands for. */
  readonly original: string;
  readonly context: string;
}

/** The builds of one Dockerfile, and what they leave in the engine until `remove`. */
export class Builds {
  readonly #tags: string[] = [];
  readonly #known: KnownLayers = new Map();

  constructor(
    private readonly engine: Engine,
    private readonly options: BuildOptions,
    private readonly workspace: Workspace,
    private readonly host: Host,
    /** Unique to this run. */
    private readonly id: string,
  ) {}

  /**
   * Builds a text; gives the image's tag, or the log when it does not build. Throws `Interrupted`, and an error when the
   * engine is to blame.
   */
  async build(
    { side, text, original, context }: BuildJob,
    onLine: (line: string) => void,
  ): Promise<{ readonly tag: string } | { readonly log: readonly string[] }> {
    const labelled = this.engine.list === undefined ? text : labelStages(text, this.#label);
    const { file, ignoreFile } = this.workspace.dockerfile(side, original, labelled);
    const tag = `localhost/dockshift-verify:${this.id}-${side}`;
    const ignore = this.engine.needsIgnoreFile && ignoreFile !== undefined ? [`--ignorefile=${ignoreFile}`] : [];
    const own = [`--file=${file}`, `--tag=${tag}`, `--label=${this.#label}`, ...ignore];
    const argv = [...this.engine.build, ...own, ...passedOn(this.options), context];
    this.#tags.push(tag);
    const { code, tail } = await runCommand(argv, this.#plainHost(), { onLine });
    if (code === 0) return { tag };
    const reason = tail.findLast((line) => LOST.test(line)) ?? (await trouble(this.engine, this.host));
    if (reason !== undefined) throw new Error(`the engine went away: ${reason}`);
    if (code === 128) throw new Error("the build was ended by a signal");
    return { log: tail };
  }

  /** Reads what was built. Throws `ImageError`, `Interrupted`, and an error that says why the engine cannot save it. */
  async read(tag: string): Promise<Image> {
    const { save } = this.engine;
    if (save.to === "stdout") {
      return readCommand(save.command(tag), this.host, (archive) => readImage(archive, this.#known));
    }
    const file = join(this.workspace.directory, "image.tar");
    const { code, tail } = await runCommand(save.command(tag, file), this.host);
    if (code !== 0) throw new Error(`the image cannot be saved: ${tail.at(-1) ?? ""}`);
    const archive = createReadStream(file);
    try {
      return await readImage(archive, this.#known);
    } finally {
      archive.destroy();
      rmSync(file);
    }
  }

  /** Removes the images, also those of builds that were interrupted; what could not be removed is given back. */
  async remove(): Promise<readonly string[]> {
    const { list, remove } = this.engine;
    const left = await tidyAll(this.#tags, remove, this.host);
    if (list === undefined || left.length > 0) return left;
    // an image goes with those that it was made of, as long as nothing else needs them
    await tidyAll(await this.#unnamed(list), remove, this.host);
    return this.#unnamed(list);
  }

  async #unnamed(list: NonNullable<Engine["list"]>): Promise<readonly string[]> {
    const { stdout } = await runCommand(list(this.#label), this.host, { tidies: true, timeout: PATIENCE });
    return [...new Set(stdout.split("\n").filter((line) => line !== ""))];
  }

  get #label(): string {
    return `${OWN_LABEL}=${this.id}`;
  }

  /** BuildKit's fancy progress is for terminals; attestations would make an index of each image. */
  #plainHost(): Host {
    const env = { ...this.host.env, BUILDKIT_PROGRESS: "plain", BUILDX_NO_DEFAULT_ATTESTATIONS: "1" };
    return { ...this.host, env };
  }
}

function passedOn({ buildArgs, secrets, target, platform, extra }: BuildOptions): readonly string[] {
  return [
    ...buildArgs.map((value) => `--build-arg=${value}`),
    ...secrets.map((value) => `--secret=${value}`),
    ...(target === undefined ? [] : [`--target=${target}`]),
    ...(platform === undefined ? [] : [`--platform=${platform}`]),
    ...extra,
  ];
}
