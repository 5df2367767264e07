import type { Dockerfile } from "../dockerfile/dockerfile.js";
import type { Instruction } from "../dockerfile/instruction.js";
import { lex } from "../dockerfile/lex.js";
import { flatten, type Unit } from "./flatten.js";
import { type BuildState, type StageFacts, stageFacts } from "./state.js";

/** One step of a stage's build that makes a layer or changes the file system. */
export interface Step {
  readonly kind: "run" | "copy" | "add" | "volume";
  /** User, directory, shell, environment, mounts and other flags it runs under. */
  readonly context: string;
  /** For `run`: what is executed. For the others one unit with flags, sources and destination. */
  readonly units: readonly Unit[];
}

/** The image's configuration as far as the Dockerfile decides it; later values win. */
export type Config = ReadonlyMap<string, string>;

export interface StagePlan {
  /** The stage's name, or its number as text. */
  readonly name: string;
  /** The image or `stage <number>` it is built on, with its platform. */
  readonly base: string;
  readonly steps: readonly Step[];
  readonly config: Config;
}

/** A symbolic build: what every stage would execute, and the configuration it would have. */
export interface ImagePlan {
  readonly stages: readonly StagePlan[];
  readonly directives: string;
}

export function imagePlan(file: Dockerfile, facts: readonly StageFacts[] = stageFacts(file)): ImagePlan {
  const plans: StagePlan[] = [];
  for (const stage of facts) plans.push(stagePlan(file, stage, stage.parent && plans[stage.parent.stage.index]));
  const globals = file.globalArgs.map(({ args }) => args.value);
  const directives = file.directives.map(({ name, value }) => `${name}=${value}`);
  return { stages: plans, directives: [...directives, ...globals].join("\n") };
}

function stagePlan(file: Dockerfile, facts: StageFacts, parent: StagePlan | undefined): StagePlan {
  const { stage, states } = facts;
  const steps: Step[] = [];
  const config = new Map(parent?.config);
  stage.instructions.forEach((instruction, index) => {
    const step = stepOf(file, instruction, states[index]!);
    if (step !== undefined) steps.push(step);
    configure(config, instruction, states[index]!, file);
  });
  if (facts.last.user !== "") config.set("user", facts.last.user);
  if (facts.last.workdir !== "") config.set("workdir", facts.last.workdir);
  const base = facts.parent ? `stage ${facts.parent.stage.index}` : (facts.base ?? stage.from.words[0]?.value ?? "");
  const platform = stage.from.flag("platform");
  return {
    name: stage.name ?? String(stage.index),
    base: platform === undefined ? base : `${base} (${platform})`,
    steps,
    config,
  };
}

function stepOf(file: Dockerfile, instruction: Instruction, state: BuildState): Step | undefined {
  const { keyword } = instruction;
  const flags = instruction.flags.map(({ name, value }) => `--${name}=${value ?? ""}`).sort();
  const context = JSON.stringify([state.user, state.workdir, state.shell, state.envKey, flags]);
  if (keyword === "RUN") return { kind: "run", context, units: flatten(instruction, state.shell, file.source) };
  if (keyword !== "COPY" && keyword !== "ADD" && keyword !== "VOLUME") return undefined;
  const bodies = instruction.heredocs.map(({ body, end }) => file.source.slice(body.start, end.end));
  const text = JSON.stringify([instruction.words.map(({ value }) => value), ...bodies]);
  const unit: Unit = { text, state: "", suppressed: false, packages: undefined, cleanup: undefined };
  return { kind: keyword.toLowerCase() as Step["kind"], context, units: [unit] };
}

/** Applies one instruction to the configuration. Values are expanded no further than names and quotes need. */
function configure(config: Map<string, string>, instruction: Instruction, state: BuildState, file: Dockerfile): void {
  const { keyword, args, exec } = instruction;
  const command = (text: string): string => (exec ? JSON.stringify(exec) : `${state.shell.join(" ")} ${text}`);
  switch (keyword) {
    case "CMD":
      config.set("cmd", command(args.value));
      break;
    case "ENTRYPOINT":
      config.set("entrypoint", command(args.value));
      break;
    case "HEALTHCHECK": {
      const flags = instruction.flags.map(({ name, value }) => `--${name}=${value ?? ""}`).sort();
      config.set("health check", instruction.probe ? [...flags, command(instruction.probe.value)].join(" ") : "NONE");
      break;
    }
    case "ENV":
    case "LABEL":
      for (const { name, value = "" } of instruction.pairs)
        config.set(`${keyword.toLowerCase()} ${name}`, unquote(value, file));
      break;
    case "ARG":
      for (const { name, value } of instruction.pairs)
        config.set(`arg ${name}`, value === undefined ? "" : unquote(value, file));
      break;
    case "EXPOSE":
      for (const { value } of instruction.words) config.set(`port ${value}`, "exposed");
      break;
    case "VOLUME":
      for (const { value } of instruction.words) config.set(`volume ${value}`, "declared");
      break;
    case "STOPSIGNAL":
    case "MAINTAINER":
      config.set(keyword.toLowerCase(), args.value);
      break;
    case "SHELL":
      config.set("shell", JSON.stringify(exec ?? args.value));
      break;
    case "ONBUILD": {
      const bodies = instruction.heredocs.map(({ body, end }) => file.source.slice(body.start, end.end));
      config.set("onbuild", [config.get("onbuild") ?? "", args.value, ...bodies].join("\n"));
      break;
    }
    default:
  }
}

function unquote(value: string, file: Dockerfile): string {
  const { text, error } = lex(value, { escape: file.escape, get: () => undefined, keepUnset: true });
  return error === undefined ? text : value;
}
