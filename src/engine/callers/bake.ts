import { posix } from "node:path";
import type { BuildInput } from "../../project/build-input.js";
import { type BakeFile, type BakeValue, readBake } from "./bake-file.js";
import { type BakeUser, bakeUser, isBuilt, takersOf, usersOf } from "./bake-targets.js";
import type { Caller, CallerFile } from "./caller.js";
import { afterHclSteps } from "./hcl-step.js";
import { doTasks, type Task } from "./tasks.js";
import { insteadOf, NEEDS_AGENT } from "./wording.js";
import { afterSteps, type YamlPath, type YamlStep } from "./yaml-step.js";

/** Targets of bake files that build a Dockerfile. Source: Bake file reference, `target.args`, `target.secret`, `target.inherits`. */
export const bakeCaller: Caller = {
  takes: (path) => BAKE.test(path),
  change(file) {
    const { path, text, inputs } = file;
    const bake = readBake(path, text);
    const tasks =
      bake === undefined
        ? inputs.flatMap((input) => unread(text, input) ?? [])
        : inputs.flatMap((input) => [...bake.targets.keys()].flatMap((name) => taskOf(file, bake, name, input) ?? []));
    return doTasks(text, tasks, {
      read: (now) => readBake(path, now),
      after: path.endsWith(".json") ? afterSteps : afterHclSteps,
    });
  },
};

const BAKE = /(?:^|\/)(?:docker-bake(?:\.[\w-]+)*|[^/]+\.bake)\.(?:hcl|json)$/;

const WAY = "it is written in a way that is not changed by itself";

function unread(text: string, input: BuildInput): Task<BakeFile> | undefined {
  const at = input.argument === undefined ? -1 : text.search(new RegExp(`(?<![\\w-])${input.argument}(?![\\w-])`));
  return at === -1 ? undefined : { at, todo: insteadOf(input, WAY) };
}

function taskOf(file: CallerFile, bake: BakeFile, name: string, input: BuildInput): Task<BakeFile> | undefined {
  if (input.argument === undefined) return taskForAll(file, bake, name, input);
  const target = bake.targets.get(name)!;
  const args = target.get("args");
  const argument = args?.entries?.get(input.argument);
  if (argument === undefined) return args?.entries === undefined ? hiddenTask(args, input) : undefined;
  const users = usersOf(file, bake, name);
  if (users.every((user) => user === "another")) return undefined;
  const left = (why: string): Task<BakeFile> => ({ at: argument.at, todo: insteadOf(input, why) });
  if (users.includes("unknown")) return left("which Dockerfile it builds is not known");
  if (users.includes("another")) return left("targets take it over that build something else");
  const variable = VARIABLE.exec(argument.raw);
  const from = variable?.[1] ?? variable?.[2];
  if (from === undefined)
    return left(argument.text === undefined ? "its value has several parts" : "its value is written here");
  if (!bake.variables.has(from)) return left(`\`${from}\` is no variable of this file that only the environment sets`);
  return {
    ...left(WAY),
    steps: (now) => stepsFor(now, ["target", name], input, `id=${input.id},env=${from}`),
    ...(input.kind === "ssh" && { note: NEEDS_AGENT }),
  };
}

const VARIABLE = /^(?:([A-Za-z_]\w*)|"\$\{\s*([A-Za-z_]\w*)\s*\}")$/;

/** For arguments that an expression makes. */
function hiddenTask(args: BakeValue | undefined, input: BuildInput): Task<BakeFile> | undefined {
  const isNamed = args !== undefined && new RegExp(`(?<![\\w-])${input.argument!}(?![\\w-])`).test(args.raw);
  return isNamed ? { at: args.at, todo: insteadOf(input, WAY) } : undefined;
}

/** An input that every build needs; one that takes over another target has it from there. */
function taskForAll(file: CallerFile, bake: BakeFile, name: string, input: BuildInput): Task<BakeFile> | undefined {
  const own = bakeUser(file, bake, name);
  if (typeof own === "string" || !isBuilt(file, bake, name)) return undefined;
  const isTaken = [...bake.targets.keys()].some(
    (each) =>
      takersOf(bake, each).includes(name) &&
      isBuilt(file, bake, each) &&
      typeof bakeUser(file, bake, each) === "object",
  );
  if (isTaken) return undefined;
  const at = [...bake.targets.get(name)!.values()][0]?.at ?? 0;
  return {
    at,
    todo: insteadOf(input, WAY),
    steps: (now) => stepsFor(now, ["target", name], input, `id=${input.id},src=${sourceOf(own, input)}`),
    ...(input.kind === "ssh" && { note: NEEDS_AGENT }),
  };
}

function sourceOf({ context, folder }: BakeUser, { file = "" }: BuildInput): string {
  return posix.relative(folder, posix.join(context, file));
}

function stepsFor(bake: BakeFile, path: YamlPath, input: BuildInput, secret: string): readonly YamlStep[] | undefined {
  const target = bake.targets.get(path[1]!);
  const args = target?.get("args")?.entries;
  const [name, line] = input.kind === "ssh" ? ["ssh", input.id] : ["secret", secret];
  const list = target?.get(name);
  const added = listSteps(list, [...path, name], line);
  if (target === undefined || added === undefined) return undefined;
  if (input.argument === undefined) return added;
  const gone = args?.size === 1 ? [...path, "args"] : [...path, "args", input.argument];
  // First what is new: a body with nothing in it has no place to show how it is indented.
  return [...added, { kind: "remove", path: gone }];
}

/** The entry of a target's `secret` or `ssh`; undefined when the list says something else of the same id. */
function listSteps(list: BakeValue | undefined, path: YamlPath, line: string): readonly YamlStep[] | undefined {
  if (list === undefined) return [{ kind: "put", path, value: [line] }];
  const texts = list.items?.map(({ text }) => text);
  if (texts === undefined || texts.includes(undefined)) return undefined;
  if (texts.includes(line)) return [];
  const id = /^id=[^,]*/.exec(line)?.[0] ?? line;
  return texts.some((text) => text!.split(/[,=]/).includes(id.replace("id=", "")) && text !== line)
    ? undefined
    : [{ kind: "append", path, value: line }];
}
