import { posix } from "node:path";
import type { YamlValue } from "../../project/yaml.js";
import type { Caller } from "./caller.js";
import { checkoutFolder } from "./checkout-folder.js";
import type { InEnvironment } from "./shell-text.js";
import { stepEnv, variableWith } from "./step-env.js";
import { changeYaml, type YamlCommands } from "./yaml-caller.js";

/** `run` steps of GitHub's workflows and composite actions. Source: docs.github.com, Workflow syntax. */
export const githubCaller: Caller = {
  takes: (path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path) || /^action\.ya?ml$/.test(posix.basename(path)),
  change: (file) => changeYaml(file, (root) => commandsOf(root, file.text)),
};

function commandsOf(root: YamlValue, source: string): readonly YamlCommands[] {
  const steps = (job: YamlValue): readonly YamlCommands[] =>
    job.at("steps").items.flatMap((step) => stepCommands(step, job, root, source) ?? []);
  return [root.at("runs"), ...root.at("jobs").items].flatMap(steps);
}

function stepCommands(step: YamlValue, job: YamlValue, root: YamlValue, source: string): YamlCommands | undefined {
  const run = step.at("run");
  const setting = (key: string): string | undefined =>
    [step.at(key), job.at("defaults", "run", key), root.at("defaults", "run", key)].find(({ isThere }) => isThere)
      ?.text;
  const shell = setting("shell") ?? (job.at("runs-on").text?.startsWith("windows") === true ? "pwsh" : "bash");
  if (run.text === undefined || !/^(?:ba)?sh\b/.test(shell)) return undefined;
  const env = stepEnv(step, "run", source);
  const outer = [job.at("env"), root.at("env")];
  /** What a variable is set to for the step; undefined when it is not set. */
  const set = (name: string): string | undefined =>
    [step.at("env", name), ...outer.map((each) => each.at(name))].find(({ isThere }) => isThere)?.text;
  return {
    scalars: [run],
    folders: isElsewhere(job) ? [] : checkoutFolder(setting("working-directory")),
    templates: /\$\{\{.*?\}\}/gs,
    env,
    variable: (name) =>
      set(name) !== undefined || DEFAULTS.test(name) || isExported(name, source)
        ? { name }
        : { missing: `set \`${name}\` in the step's \`env\` first` },
    template(template, argument): InEnvironment {
      const [, own] = /^\$\{\{\s*env\.([A-Za-z_]\w*)\s*\}\}$/.exec(template) ?? [];
      if (own !== undefined) return { name: own };
      const given = variableWith(template, step);
      if (given !== undefined) return { name: given };
      const now = set(argument);
      if (now === template) return { name: argument };
      if (now === undefined && env !== undefined && IN_PLAIN_SCALAR.test(template))
        return { name: argument, entry: template };
      return { missing: `set \`${argument}\` in the step's \`env\` first` };
    },
  };
}

/** An expression that needs no quotes as a value. */
const IN_PLAIN_SCALAR = /^\$\{\{[^#:'"\n]*\}\}$/;

/** Variables that every step has. Source: docs.github.com, Variables reference. */
const DEFAULTS = /^(?:GITHUB_(?!TOKEN$)|RUNNER_)|^(?:CI|HOME|USER|PATH|PWD)$/;

/** An earlier step writes it to `GITHUB_ENV`. */
function isExported(name: string, source: string): boolean {
  return source.includes("GITHUB_ENV") && new RegExp(`\\b${name}(?:=|<<).*GITHUB_ENV`).test(source);
}

/** The repository is not checked out at the root: elsewhere, another one, or none. An action runs where its caller is. */
function isElsewhere(job: YamlValue): boolean {
  const checkouts = job
    .at("steps")
    .items.filter((step) => (step.at("uses").text ?? "").startsWith("actions/checkout@"));
  const isOther = checkouts.some((step) => ["path", "repository"].some((key) => step.at("with", key).isThere));
  return (
    isOther ||
    (checkouts.length === 0 && job.at("steps").items.some((step) => /\bgit\s+clone\b/.test(step.at("run").text ?? "")))
  );
}
