import path from "node:path";
import { type Dockerfile, parse } from "../src/dockerfile/dockerfile.js";
import { planDiff } from "../src/plan/diff.js";
import { type ImagePlan, imagePlan, type StagePlan } from "../src/plan/plan.js";
import { expand, stageFacts } from "../src/plan/state.js";
import { entryNames } from "../src/verify/entry-names.js";
import { inNanoseconds } from "../src/verify/health-check.js";
import { triggers } from "../src/verify/planned.js";
import type { Reality } from "./reality.js";

/** What the plan says about the image that a text makes, and what it is. */
export interface Claim {
  readonly what: string;
  readonly claimed: string;
  readonly real: string;
}

/** Everything that the plan says about the last stage, beside what the engine says; `base` is the image it starts from. */
export function claims(source: string, real: Reality, base: Reality): readonly Claim[] {
  const file = parse(source);
  const plan = imagePlan(file);
  const stage = plan.stages.at(-1)!;
  const config = claimedConfig(file, stage, { base, real });
  const names = new Set([...config.keys(), ...real.config.keys()]);
  return [
    ...[...names].map((what) => ({ what, claimed: config.get(what) ?? "none", real: real.config.get(what) ?? "none" })),
    { what: "layers", claimed: String(layers(plan, stage)), real: String(real.layers - base.layers) },
    { what: "commands", claimed: commands(plan, stage).join("\n"), real: realCommands(real, base).join("\n") },
  ];
}

/** The image at the bottom of the last stage, as FROM names it. */
export function bottom(source: string): string {
  return stageFacts(parse(source)).at(-1)?.baseImage ?? "";
}

/** The base's configuration with what the plan says, in the engine's words. */
function claimedConfig(
  file: Dockerfile,
  { config, expansions }: StagePlan,
  { base, real }: { readonly base: Reality; readonly real: Reality },
): ReadonlyMap<string, string> {
  const facts = stageFacts(file).at(-1)!;
  const result = new Map(base.config);
  if (config.has("entrypoint") && !config.has("cmd")) result.delete("cmd");
  const filled = (text: string): string => expand(text, facts.env, file.escape).text;
  for (const [entry, value] of config) {
    const [, kind = entry, name = ""] = /^(env|label|port|volume|arg) (.*)$/s.exec(entry) ?? [];
    if (kind === "arg") continue;
    // what comes out of the base's own environment is not claimed
    const env = expansions.has(entry) ? (facts.env.get(name) ?? real.config.get(entry)!) : value;
    if (kind === "env") result.set(entry, env);
    // in single quotes a variable is none, which the plan's text does not tell
    else if (kind === "label") result.set(entry, real.config.get(entry) === value ? value : filled(value));
    else if (kind === "port" || kind === "volume")
      for (const own of entryNames(entry, { env: facts.env, escape: file.escape })) result.set(own, value);
    else if (kind === "workdir") result.set(kind, path.posix.resolve(base.config.get(kind) ?? "/", value));
    else if (kind === "stopsignal") result.set(kind, filled(value));
    else if (kind === "health check") result.set(kind, inNanoseconds(value));
    else if (kind === "onbuild") result.set(kind, JSON.stringify(triggers(value)));
    else if (value === "[]") result.delete(kind);
    else result.set(kind, spokenAs(value, real.config.get(kind)));
  }
  return result;
}

/** The plan writes a shell form with its shell in front, the engine has an array: the array, if the words are the same. */
function spokenAs(value: string, real = ""): string {
  const isSame = real.startsWith("[") && (JSON.parse(real) as readonly string[]).join(" ") === value;
  return isSame ? real : value;
}

/** The layers that the plan's diff tells, with those of the stages below. */
function layers(plan: ImagePlan, stage: StagePlan): number {
  const empty = { ...stage, steps: [] };
  const [change] = planDiff({ ...plan, stages: [empty] }, { ...plan, stages: [stage] });
  const own = change?.what === "layers" ? Number(change.after) : 0;
  return stage.parent === undefined ? own : own + layers(plan, plan.stages[stage.parent]!);
}

/** What the plan executes, copies and declares, one line a step, without what is layout. */
function commands(plan: ImagePlan, stage: StagePlan): readonly string[] {
  const below = stage.parent === undefined ? [] : commands(plan, plan.stages[stage.parent]!);
  const own = stage.steps.map(({ kind, context, units }) => {
    const text = units.map((unit) => unit.text).join("");
    if (kind !== "run") return kind;
    const [, , shell] = JSON.parse(context) as readonly [string, string, readonly string[]];
    return `run ${plain(text.startsWith("[") ? (JSON.parse(text) as readonly string[]).join(" ") : `${shell.join(" ")} ${text}`)}`;
  });
  return [...below, ...own];
}

function realCommands({ history }: Reality, base: Reality): readonly string[] {
  return history.slice(base.history.length).flatMap((line) => {
    const [, kind = "", text = ""] = /^(RUN|COPY|ADD|VOLUME|WORKDIR) (.*?)(?: # buildkit)?$/s.exec(line) ?? [];
    if (kind === "") return [];
    if (kind !== "RUN") return kind.toLowerCase();
    return `run ${plain(withoutArguments(text))}`;
  });
}

/** `|2 NAME=value NAME=value command`: build arguments that are in force. */
function withoutArguments(text: string): string {
  const [head = "", count] = /^\|(\d+) /.exec(text) ?? [];
  if (count === undefined) return text;
  return text.slice(head.length).replace(new RegExp(`^(?:\\w+=\\S* ){${count}}`), "");
}

/** Without blanks, operators and comments, which the plan takes apart; a here-document is where its command is. */
function plain(text: string): string {
  const bare = text.replace(/(?:^|\s)#[^\n]*/g, "");
  const [, name] = /<<-?["']?(\w+)/.exec(bare) ?? [];
  if (name !== undefined) {
    const words = bare.split(/[\s;&(){}]+/).filter((word) => word !== name);
    return [...new Set(words)].sort().join("");
  }
  return bare.replace(/[\s;&(){}]/g, "");
}
