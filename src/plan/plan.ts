import type { Dockerfile } from "../dockerfile/dockerfile.js";
import type { Instruction, Keyword } from "../dockerfile/instruction.js";
import type { Manager } from "../shell/packages.js";
import { callsManager, LISTS } from "../shell/readers.js";
import { broughtBy, copiedFrom, holdsCaches } from "./copies.js";
import { flatten, opaque, type Unit } from "./flatten.js";
import { Settings } from "./settings.js";
import { type BuildState, type StageFacts, stageFacts } from "./state.js";

/** One step of a stage's build that may change the file system. */
export interface Step {
  readonly kind: "run" | "copy" | "add" | "volume" | "workdir";
  /** Whether the image has a layer of it. */
  readonly isLayer: boolean;
  /** User, directory, shell, environment, mounts and other flags it runs under. */
  readonly context: string;
  /** For `run`: what is executed. For the others one unit with flags, sources and destination. */
  readonly units: readonly Unit[];
  /** Comments that the shell drops, not the builder. */
  readonly comments: readonly string[];
}

/** The image's configuration as far as the Dockerfile decides it; later values win. */
export type Config = ReadonlyMap<string, string>;

export interface StagePlan {
  /** The stage's name, or its number as text. */
  readonly name: string;
  /** The number of the earlier stage it is built on. */
  readonly parent: number | undefined;
  /** The image or `stage <number>` it is built on. */
  readonly base: string;
  /** The same as FROM writes it, variables not filled in. */
  readonly writtenBase: string;
  readonly platform: string;
  readonly steps: readonly Step[];
  readonly config: Config;
  /** For the entries of `config` that use variables: what decides about their values. */
  readonly expansions: ReadonlyMap<string, string>;
  /** Managers whose package lists are read out of the finished stage: by triggers, what it starts, or copies of them. */
  readonly laterReads: readonly Manager[];
  /** Names of files that are copied in: programs of that name may do anything. */
  readonly brought: ReadonlySet<string>;
}

/** A symbolic build: what every stage would execute, and the configuration it would have. */
export interface ImagePlan {
  readonly stages: readonly StagePlan[];
  /** Names and values of the parser directives, in order. */
  readonly directives: readonly (readonly [name: string, value: string])[];
  /** Names and defaults of the ARGs before the first FROM, in order. */
  readonly globals: readonly (readonly [name: string, value: string | undefined])[];
}

export function imagePlan(file: Dockerfile, facts: readonly StageFacts[] = stageFacts(file)): ImagePlan {
  const plans: StagePlan[] = [];
  for (const stage of facts) plans.push(stagePlan(file, stage, stage.parent && plans[stage.parent.stage.index]));
  const globals = file.globalArgs.flatMap(({ pairs }) => pairs.map(({ name, value }) => [name, value] as const));
  const directives = file.directives.map(({ name, value }) => [name, value] as const);
  return { stages: plans, directives, globals };
}

function stagePlan(file: Dockerfile, facts: StageFacts, parent: StagePlan | undefined): StagePlan {
  const { stage, fired, states, last } = facts;
  const settings = new Settings(file, parent);
  const steps: Step[] = [];
  const all = [...fired, ...stage.instructions.map((instruction, index) => ({ instruction, state: states[index]! }))];
  for (const [index, { instruction, state }] of all.entries()) {
    const step = stepOf(file, instruction, state, all[index + 1]?.state ?? last);
    if (step !== undefined) steps.push(step);
    settings.take(instruction, state);
  }
  const { config, expansions } = settings;
  const copied = copiedFrom(file, stage).some(holdsCaches);
  const starts = ["cmd", "entrypoint", "health check"].map((name) => config.get(name) ?? "");
  const laterReads = LISTS.filter(
    (manager) =>
      copied || settings.triggerReads.includes(manager) || starts.some((command) => callsManager(command, manager)),
  );
  const brought = new Set([...(parent?.brought ?? []), ...all.flatMap(({ instruction }) => broughtBy(instruction))]);
  if (last.user !== "") config.set("user", last.user);
  if (last.workdir !== "") config.set("workdir", last.workdir);
  const writtenBase = stage.from.words[0]?.value ?? "";
  const base = facts.parent ? `stage ${facts.parent.stage.index}` : (facts.base ?? writtenBase);
  return {
    name: stage.name ?? String(stage.index),
    parent: facts.parent?.stage.index,
    base,
    writtenBase,
    platform: facts.platform ?? "",
    steps,
    config,
    expansions,
    laterReads,
    brought,
  };
}

function stepOf(file: Dockerfile, instruction: Instruction, state: BuildState, after: BuildState): Step | undefined {
  const { keyword } = instruction;
  const flags = instruction.flags.map(({ name, value }) => `--${name}=${value ?? ""}`).sort();
  const context = JSON.stringify([state.user, state.workdir, state.shell, state.envKey, flags]);
  if (keyword === "RUN") return { kind: "run", isLayer: true, context, ...flatten(instruction, state, file.source) };
  const kind = STEPS[keyword];
  if (kind === undefined) return undefined;
  const text = JSON.stringify([instruction.words.map(({ value }) => value), ...bodies(instruction, file)]);
  // the root directory is there already
  const isLayer = kind !== "volume" && !(kind === "workdir" && /^\/+$/.test(after.workdir));
  return { kind, isLayer, context, units: [opaque(text)], comments: [] };
}

const STEPS: Partial<Record<Keyword, Step["kind"]>> = {
  COPY: "copy",
  ADD: "add",
  VOLUME: "volume",
  WORKDIR: "workdir",
};

function bodies({ heredocs }: Instruction, { source }: Dockerfile): string[] {
  return heredocs.map(({ body, end }) => source.slice(body.start, end.end));
}
