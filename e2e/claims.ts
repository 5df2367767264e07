import path from "node:path";
import { type Dockerfile, parse } from "../src/dockerfile/dockerfile.js";
import { planDiff } from "../src/plan/diff.js";
import { type ImagePlan, imagePlan, type StagePlan } from "../src/plan/plan.js";
import { expand, stageFacts } from "../src/plan/state.js";
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
    else if (kind === "port") for (const port of ports(filled(name))) result.set(`port ${port}`, value);
    else if (kind === "volume") result.set(`volume ${filled(name)}`, value);
    else if (kind === "workdir") result.set(kind, path.posix.resolve(base.config.get(kind) ?? "/", value));
    else if (kind === "stopsignal") result.set(kind, filled(value));
    else if (kind === "health check") result.set(kind, healthCheck(value));
    else if (kind === "onbuild") result.set(kind, JSON.stringify(triggers(value)));
    else if (value === "[]") result.delete(kind);
    else result.set(kind, spokenAs(value, real.config.get(kind)));
  }
  return result;
}

/** `80`, `80/tcp`, `80-82/udp` one by one, without the protocol that goes without saying. */
function ports(text: string): string[] {
  const [, first = "", last = first, protocol = "tcp"] = /^(\d+)(?:-(\d+))?(?:\/(\w+))?$/.exec(text) ?? [];
  if (first === "") return [];
  const suffix = protocol.toLowerCase() === "tcp" ? "" : `/${protocol.toLowerCase()}`;
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => `${Number(first) + index}${suffix}`);
}

/** The plan writes a shell form with its shell in front, the engine has an array: the array, if the words are the same. */
function spokenAs(value: string, real = ""): string {
  const isSame = real.startsWith("[") && (JSON.parse(real) as readonly string[]).join(" ") === value;
  return isSame ? real : value;
}

/** One text for each trigger; the lines of a here-document belong to the one above. */
function triggers(value: string): readonly string[] {
  return value.split(/\n(?=(?:[A-Z]+) )/).slice(1);
}

/** As `reality.ts` tells it. */
function healthCheck(value: string): string {
  return value.replace(/(?<=^|\s)--[a-z-]+=\S+(?=\s)/g, inNanoseconds);
}

const UNITS: Readonly<Record<string, number>> = { ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };

function inNanoseconds(flag: string): string {
  const [name = "", value = ""] = flag.split("=");
  const parts = [...value.matchAll(/([\d.]+)([a-z]+)/g)];
  return parts.length === 0
    ? flag
    : `${name}=${parts.reduce((sum, [, number, unit = ""]) => sum + Number(number) * (UNITS[unit] ?? NaN), 0)}`;
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
