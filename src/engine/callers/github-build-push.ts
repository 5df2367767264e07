import { posix } from "node:path";
import type { BuildInput } from "../../project/build-input.js";
import { YamlValue } from "../../project/yaml.js";
import { actionContext } from "./actions-context.js";
import type { Caller, CallerFile } from "./caller.js";
import { insteadOf } from "./wording.js";
import type { YamlPath, YamlStep } from "./yaml-step.js";
import { doTasks, type Task, YAML } from "./tasks.js";

/**
 * Steps of workflows that build a Dockerfile with docker/build-push-action, and others that get its arguments. Source:
 * docker/build-push-action, inputs `build-args`, `secrets` and `secret-files`.
 */
export const buildPushCaller: Caller = {
  takes: (path) => WORKFLOW.test(path),
  change(file) {
    const [root, second] = YamlValue.documents(file.text);
    if (root === undefined || second !== undefined) return { edits: [], todos: [] };
    const lists = root.at("jobs").entries.map(([name]): YamlPath => ["jobs", name, "steps"]);
    const tasks = [...lists, ["runs", "steps"]].flatMap((path) =>
      root
        .at(...path)
        .items.flatMap((step, index) =>
          file.inputs.map((input) =>
            taskOf(file, root.at(...path).items, step, [...path, String(index), "with"], input),
          ),
        ),
    );
    const calls = root.at("jobs").entries.flatMap(([, job]) => file.inputs.map((input) => otherTask(file, job, input)));
    return doTasks(
      file.text,
      [...tasks, ...calls].filter((task) => task !== undefined),
      YAML,
    );
  },
};

const WORKFLOW = /^\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$|(?:^|\/)action\.ya?ml$/;

/** The action, and those that take its place with the same inputs. */
const BUILD_PUSH = /(?:^|\/)(?:docker|depot|useblacksmith)\/build-push-action@(?!v1(?:$|\.))/i;

function taskOf(
  file: CallerFile,
  steps: readonly YamlValue[],
  step: YamlValue,
  path: YamlPath,
  input: BuildInput,
): Task<YamlValue> | undefined {
  if (!BUILD_PUSH.test(step.at("uses").text ?? "")) return otherTask(file, step, input);
  const context = actionContext(step, steps, file.dockerfile);
  if (context === "another") return undefined;
  const args = step.at("with", "build-args");
  const given = input.argument === undefined ? [] : linesFor(args, input.argument);
  if (input.argument === undefined ? context === "unknown" : given.length === 0) return undefined;
  const at = given[0] === undefined ? step.start : placeOf(file.text, args, given[0]);
  const left = (why: string): Task<YamlValue> => ({ at, todo: insteadOf(input, why) });
  if (context === "unknown") return left("which Dockerfile it builds is not known");
  if (input.kind === "ssh")
    return left("start an agent with the key before (as `webfactory/ssh-agent` does) and add `ssh: default`");
  if (given.length > 1) return left("it is given more than once");
  if (given[0] === undefined) {
    if (!context.isCheckedOut) return left("its file is not checked out where the step runs");
    const line = `${input.id}=${posix.join(context.path, input.file ?? "")}`;
    return { ...left(WAY), steps: (root) => addLine(root, [...path, "secret-files"], line) };
  }
  const value = /=([^]*)$/.exec(given[0])?.[1]?.trim();
  if (value === undefined) return left("it comes from the environment, from which `secret-envs` takes a secret");
  if (!/^\$\{\{(?:(?!\}\}).)*\}\}$/.test(value))
    return left(value.includes("${{") ? "its value has several parts" : "its value is written here");
  const [line] = given;
  return {
    ...left(WAY),
    steps(root) {
      const gone = dropLine(root, [...path, "build-args"], line);
      const added = addLine(root, [...path, "secrets"], `${input.id}=${value}`);
      return added && [...gone, ...added];
    },
  };
}

const WAY = "it is written in a way that is not changed by itself";

/** A step or a job that passes an argument to another action or workflow. */
function otherTask(file: CallerFile, step: YamlValue, input: BuildInput): Task<YamlValue> | undefined {
  const { argument } = input;
  if (argument === undefined || !step.at("uses").isThere) return undefined;
  const word = new RegExp(`(?<![\\w-])${argument}(?![\\w-])`);
  for (const [key, value] of step.at("with").entries) {
    if (!/^(?:.*build[-_]?arg.*|set)$/i.test(key) || (key === "set" && !value.text?.includes(`.args.${argument}`)))
      continue;
    const line = value.text?.split("\n").find((each) => word.test(each));
    if (line === undefined) continue;
    return { at: placeOf(file.text, value, line), todo: insteadOf(input, "how it gives secrets is not known") };
  }
  return undefined;
}

/** The lines of a list that give an argument. */
function linesFor(list: YamlValue, argument: string): readonly string[] {
  return linesOf(list).filter((line) => line.split("=")[0]!.trim() === argument);
}

function linesOf(list: YamlValue): readonly string[] {
  return (list.text ?? "").split("\n").flatMap((line) => line.trim() || []);
}

/** Of a line of a scalar. */
function placeOf(text: string, value: YamlValue, line: string): number {
  const at = text.indexOf(line.trim(), value.start);
  return at === -1 ? value.start : at;
}

function dropLine(root: YamlValue, path: YamlPath, line: string): readonly YamlStep[] {
  const isOnly = linesOf(root.at(...path)).length === 1;
  return [isOnly ? { kind: "remove", path } : { kind: "remove-line", path, line }];
}

/** A line of the list at `path`, which need not be there; undefined when the list says something else of the same secret. */
function addLine(root: YamlValue, path: YamlPath, line: string): readonly YamlStep[] | undefined {
  const list = root.at(...path);
  const lines = linesOf(list);
  if (!list.isThere) return [{ kind: "put", path, value: `${line}\n` }];
  const old = lines.filter((each) => each.split("=")[0]!.trim() === line.split("=")[0]);
  if (old.length > 0) return old.every((each) => each === line) ? [] : undefined;
  return [{ kind: "add-line", path, line }];
}
