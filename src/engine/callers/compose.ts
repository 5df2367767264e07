import { posix } from "node:path";
import type { BuildInput } from "../../project/build-input.js";
import { COMPOSE } from "../../project/probes/compose.js";
import { pathBelow } from "../../project/probes/probe.js";
import { YamlValue } from "../../project/yaml.js";
import type { Caller, CallerFile } from "./caller.js";
import { insteadOf, NEEDS_AGENT } from "./wording.js";
import type { YamlPath, YamlStep, YamlTree } from "./yaml-step.js";
import { doTasks, type Task, YAML } from "./tasks.js";

/** Services of compose files that build a Dockerfile. Source: compose-spec, build and secrets. */
export const composeCaller: Caller = {
  takes: (path) => COMPOSE.test(path),
  change(file) {
    const [root, second] = YamlValue.documents(file.text);
    if (root === undefined || second !== undefined) return { edits: [], todos: [] };
    const names = root.at("services").entries.map(([name]) => name);
    const tasks = names.flatMap((name) => file.inputs.map((input) => taskOf(file, root, name, input)));
    return doTasks(
      file.text,
      tasks.filter((task) => task !== undefined),
      YAML,
    );
  },
};

function taskOf(file: CallerFile, root: YamlValue, name: string, input: BuildInput): Task<YamlValue> | undefined {
  const build = root.at("services", name, "build");
  const context = contextOf(build, file);
  if (context === "another") return undefined;
  const [argument, twice] = input.argument === undefined ? [] : argumentsOf(build, input.argument);
  if (input.argument === undefined ? context === "unknown" : argument === undefined) return undefined;
  const at = (argument?.value ?? build).start;
  if (context === "unknown") return { at, todo: insteadOf(input, "which Dockerfile it builds is not known") };
  const others = root
    .at("services")
    .entries.filter(([other]) => other !== name)
    .map(([, service]) => service.at("extends"));
  if (others.some((parent) => (parent.text ?? parent.at("service").text) === name))
    return { at, todo: insteadOf(input, "another service takes it over") };
  if (twice !== undefined) return { at, todo: insteadOf(input, "it is given more than once") };
  const source = sourceOf(file, context, input, argument);
  if ("why" in source) return { at, todo: insteadOf(input, source.why) };
  const todo = insteadOf(input, "it is written in a way that is not changed by itself");
  const steps = (now: YamlValue) => stepsFor(now, ["services", name, "build"], input, source.secret);
  const note = input.kind === "ssh" ? NEEDS_AGENT : envNote(file, source.secret?.environment);
  return { at, steps, todo, ...(note !== undefined && { note }) };
}

/** Build arguments are filled in from `.env`; a secret may not be. */
function envNote({ path, exists }: CallerFile, variable: string | undefined): string | undefined {
  const names = [".env", ".env.example", ".env.sample", ".env.dist", ".env.template"];
  if (variable === undefined || !names.some((name) => exists(posix.join(posix.dirname(path), name)))) return undefined;
  return `Export \`${variable}\` where compose builds: a secret may not be read from \`.env\`, as build arguments are`;
}

/** The build context of a service that builds the Dockerfile, as a path from the repository's root. */
function contextOf(
  build: YamlValue,
  { path, dockerfile }: CallerFile,
): { readonly path: string } | "another" | "unknown" {
  if (!build.isThere || build.at("dockerfile_inline").isThere) return "another";
  const context = build.text ?? build.at("context").text ?? (build.at("dockerfile").isThere ? "." : undefined);
  const name = build.at("dockerfile").text ?? "Dockerfile";
  if (context === undefined || context === "" || /\$|:\/\/|^git@/.test(`${context} ${name}`)) return "unknown";
  const below = pathBelow(posix.dirname(path), context);
  return below !== undefined && pathBelow(below, name) === dockerfile ? { path: below } : "another";
}

interface Argument {
  /** The key of a mapping, or the index of a sequence. */
  readonly key: string;
  readonly value: YamlValue;
  /** Undefined: whatever the environment says. */
  readonly text: string | undefined;
}

function argumentsOf(build: YamlValue, name: string): readonly Argument[] {
  const args = build.at("args");
  if (!args.isSequence) {
    const value = args.at(name);
    const isGiven = args.entries.some(([key]) => key === name);
    const isEmpty = value.place === undefined || value.place.start === value.place.end;
    return isGiven ? [{ key: name, value: value.isThere ? value : args, text: isEmpty ? undefined : value.text }] : [];
  }
  return args.items.flatMap((value, index) => {
    const [, key, text] = /^([^=]*)(?:=([^]*))?$/.exec(value.text ?? "") ?? [];
    return key === name ? [{ key: String(index), value, text }] : [];
  });
}

type Source = { readonly secret: Record<string, string> | undefined } | { readonly why: string };

/** Where the secret comes from, as an entry of the top-level `secrets`. */
function sourceOf(
  file: CallerFile,
  context: { readonly path: string },
  input: BuildInput,
  argument: Argument | undefined,
): Source {
  const isVariable = argument?.text === undefined || VARIABLE.test(argument.text);
  if (!isVariable) return { why: whyNot(argument.text) };
  if (input.kind === "ssh") return { secret: undefined };
  if (argument !== undefined) {
    const [, braced, plain] = VARIABLE.exec(argument.text ?? "") ?? [];
    return { secret: { environment: braced ?? plain ?? input.argument! } };
  }
  const from = posix.relative(posix.dirname(file.path), posix.join(context.path, input.file ?? ""));
  return { secret: { file: from.startsWith("../") ? from : `./${from}` } };
}

const VARIABLE = /^\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))$/;

function whyNot(text: string): string {
  if (/^\$\{[A-Za-z_]\w*:?[-?+][^}]*\}$/.test(text)) return "what it falls back to is written here";
  return /\$\{?[A-Za-z_]/.test(text) ? "its value has several parts" : "its value is written here";
}

function stepsFor(
  root: YamlValue,
  path: YamlPath,
  input: BuildInput,
  secret: Record<string, string> | undefined,
): readonly YamlStep[] | undefined {
  const build = root.at(...path);
  const list = input.kind === "ssh" ? "ssh" : "secrets";
  const given = listSteps(build, [...path, list], input.id);
  const declared = secret === undefined ? [] : declaring(root, input.id, secret);
  if (given === undefined || declared === undefined) return undefined;
  const nest: YamlStep = { kind: "nest", path, key: "context" };
  const [argument] = input.argument === undefined ? [] : argumentsOf(build, input.argument);
  const args = build.at("args");
  // An anchor stands before what takes it over.
  if (argument !== undefined && argument.value.start < args.start) return undefined;
  const isOnly = (args.isSequence ? args.items : args.entries).length === 1;
  const gone = argument && [...path, "args", ...(isOnly ? [] : [argument.key])];
  return [
    ...(build.text === undefined ? [] : [nest]),
    ...(gone === undefined ? [] : [{ kind: "remove", path: gone } as const]),
    ...given,
    ...declared,
  ];
}

/** The entry of `build.secrets` or `build.ssh`. */
function listSteps(build: YamlValue, path: YamlPath, id: string): readonly YamlStep[] | undefined {
  const list = build.at(path.at(-1)!);
  if (!list.isThere) return [{ kind: "put", path, value: [id] }];
  if (!list.isSequence) return undefined;
  const named = (item: YamlValue) => item.text ?? item.at("target").text ?? item.at("source").text;
  const found = list.items.find((item) => named(item) === id);
  if (found === undefined) return [{ kind: "append", path, value: id }];
  return (found.text ?? found.at("source").text) === id ? [] : undefined;
}

/** The entry of the top-level `secrets`. */
function declaring(root: YamlValue, id: string, secret: Record<string, string>): readonly YamlStep[] | undefined {
  const secrets = root.at("secrets");
  const tree: YamlTree = { [id]: secret };
  if (!secrets.isThere) return [{ kind: "put", path: ["secrets"], value: tree }];
  const old = secrets.entries.find(([key]) => key === id)?.[1];
  if (old === undefined) return [{ kind: "put", path: ["secrets", id], value: secret }];
  const isSame = old.entries.every(([key, { text }]) => text !== undefined && samePath(text) === samePath(secret[key]));
  return isSame && old.entries.length === 1 ? [] : undefined;
}

function samePath(text: string | undefined): string | undefined {
  return text?.replace(/^\.\//, "");
}
