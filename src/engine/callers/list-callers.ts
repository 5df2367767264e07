import { posix } from "node:path";
import type { YamlValue } from "../../project/yaml.js";
import type { Caller } from "./caller.js";
import { changeYaml, type YamlCommands } from "./yaml-caller.js";

/** Jobs of GitLab: a job's `before_script` and `script` are one shell. Source: docs.gitlab.com, CI/CD YAML syntax. */
export const gitlabCaller: Caller = {
  takes: (path) => /(?:^|[/.])gitlab-ci\.ya?ml$/.test(path),
  change: (file) => changeYaml(file, (root) => gitlabCommands(root, file.text)),
};

/** Phases of Travis, which are one shell. Source: docs.travis-ci.com, Job lifecycle. */
export const travisCaller: Caller = {
  takes: (path) => path === ".travis.yml",

  change: (file) =>
    changeYaml(file, (root) => {
      const jobs = ["jobs", "matrix"].flatMap((key) => root.at(key, "include").items);
      return [root, ...jobs].map((job) =>
        atRoot(PHASES.flatMap((key) => scalarsOf([job.at(key), root.at(key)].find(({ isThere }) => isThere)))),
      );
    }),
};

const PHASES = [
  "before_install",
  "install",
  "before_script",
  "script",
  "after_success",
  "after_script",
  "before_deploy",
];

/** Steps of Bitbucket. Source: support.atlassian.com, Bitbucket Pipelines configuration reference. */
export const bitbucketCaller: Caller = {
  takes: (path) => path === "bitbucket-pipelines.yml",

  change: (file) =>
    changeYaml(file, (root) =>
      stepsOf(root).flatMap((step) => ["script", "after-script"].map((key) => atRoot(scalarsOf(step.at(key))))),
    ),
};

/** Tasks of Task; each command is a shell of its own. Source: taskfile.dev, Schema reference. */
export const taskfileCaller: Caller = {
  takes: (path) => /^taskfile(?:\.dist)?\.ya?ml$/i.test(posix.basename(path)),

  change: (file) =>
    changeYaml(file, (root) => {
      const own = posix.dirname(file.path);
      return root.at("tasks").items.flatMap((task) => {
        const dir = task.at("dir").text ?? ".";
        const folders = /[{$~]|^\//.test(dir) ? [] : [...new Set([posix.join(own, dir), posix.join(".", dir)])];
        const commands = task.at("cmds").items.map((each) => (each.at("cmd").isThere ? each.at("cmd") : each));
        return [...commands, task.at("cmds"), task.at("cmd"), task]
          .filter(({ text }) => text !== undefined)
          .map((command) => ({ scalars: [command], folders, templates: /\{\{.*?\}\}/gs }));
      });
    }),
};

function gitlabCommands(root: YamlValue, source: string): readonly YamlCommands[] {
  const jobs = root.entries.filter(([name]) => name !== "default").map(([, job]) => job);
  return jobs.flatMap((job) => {
    const part = (key: string): readonly YamlValue[] => scalarsOf(inherited(job, key, root));
    const commands = [[...part("before_script"), ...part("script")], part("after_script")];
    const isKnown = isWhole(job, root) && !source.includes("!reference");
    return commands.map((scalars) => (isKnown ? atRoot(scalars) : { scalars, folders: [] }));
  });
}

/** Whether all that a job takes over stands in the file. */
function isWhole(job: YamlValue, root: YamlValue, depth = 0): boolean {
  const parents = job.at("extends");
  const names = parents.text === undefined ? parents.items.map(({ text }) => text ?? "") : [parents.text];
  return (
    !job.at("inherit").isThere &&
    depth < 10 &&
    names.every((name) => root.at(name).isThere && isWhole(root.at(name), root, depth + 1))
  );
}

/** A part of a job, or of one that it extends, or of all jobs. */
function inherited(job: YamlValue, key: string, root: YamlValue, depth = 0): YamlValue | undefined {
  if (job.at(key).isThere) return job.at(key);
  const parents = job.at("extends");
  const names = parents.text === undefined ? parents.items.map(({ text }) => text).toReversed() : [parents.text];
  for (const name of depth > 10 ? [] : names) {
    const found = name === undefined ? undefined : inherited(root.at(name), key, root, depth + 1);
    if (found !== undefined) return found;
  }
  return depth > 0 ? undefined : [root.at("default", key), root.at(key)].find(({ isThere }) => isThere);
}

/** Every mapping with a `script`. */
function stepsOf(value: YamlValue, depth = 0): readonly YamlValue[] {
  if (depth > 20) return [];
  const below = value.items.flatMap((each) => stepsOf(each, depth + 1));
  return value.at("script").isThere ? [value, ...below] : below;
}

/** The strings of a list, of lists in it too, or a string alone. */
function scalarsOf(value: YamlValue | undefined): readonly YamlValue[] {
  if (value === undefined) return [];
  if (value.text !== undefined) return [value];
  return value.entries.length > 0 ? [] : value.items.flatMap((each) => scalarsOf(each));
}

function atRoot(scalars: readonly YamlValue[]): YamlCommands {
  return { scalars, folders: ["."] };
}
