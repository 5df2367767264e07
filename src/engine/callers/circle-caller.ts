import type { YamlValue } from "../../project/yaml.js";
import type { Caller } from "./caller.js";
import { checkoutFolder } from "./checkout-folder.js";
import { changeYaml, type YamlCommands } from "./yaml-caller.js";

/** `run` steps of CircleCI's jobs and commands. Source: circleci.com, Configuration reference. */
export const circleCaller: Caller = {
  takes: (path) => path === ".circleci/config.yml",

  change: (file) =>
    changeYaml(file, (root) =>
      [...root.at("jobs").items, ...root.at("commands").items].flatMap((job) => {
        const steps = stepsOf(job.at("steps"));
        const isElsewhere = steps.some((step) => step.at("checkout", "path").isThere);
        return steps.flatMap((step) => runOf(step, isElsewhere) ?? []);
      }),
    ),
};

function runOf(step: YamlValue, isElsewhere: boolean): YamlCommands | undefined {
  const run = step.at("run");
  const command = run.text === undefined ? run.at("command") : run;
  if (command.text === undefined || !/\b(?:ba|da|z)?sh\b/.test(run.at("shell").text ?? "bash")) return undefined;
  const folders = isElsewhere ? [] : checkoutFolder(run.at("working_directory").text);
  return { scalars: [command], folders, templates: /<<\s*(?:pipeline|parameters|matrix)\.[\w.-]+\s*>>/g };
}

/** Steps, those that run under a condition too. */
function stepsOf(steps: YamlValue, depth = 0): readonly YamlValue[] {
  if (depth > 10) return [];
  return steps.items.flatMap((step) => [
    step,
    ...["when", "unless"].flatMap((key) => stepsOf(step.at(key, "steps"), depth + 1)),
  ]);
}
