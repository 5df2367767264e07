import type { YamlValue } from "../../project/yaml.js";
import type { Caller } from "./caller.js";
import { checkoutFolder } from "./checkout-folder.js";
import { stepEnv, variableWith } from "./step-env.js";
import { changeYaml, type YamlCommands } from "./yaml-caller.js";

/** `script` and `bash` steps of Azure Pipelines. Source: learn.microsoft.com, YAML schema reference for Azure Pipelines. */
export const azureCaller: Caller = {
  takes: (path) => /(?:^|\/)azure-pipelines[\w.-]*\.ya?ml$|(?:^|\/)\.azure-pipelines\/[^/]+\.ya?ml$/.test(path),

  change: (file) =>
    changeYaml(file, (root) => {
      const isElsewhere = [...file.text.matchAll(/^\s*-\s+checkout:/gm)].length > 1;
      const isWindows = /vmImage:\s*["']?(?:windows|vs20)/i.test(file.text);
      return stepsOf(root).flatMap((step) =>
        (isWindows ? ["bash"] : ["script", "bash"]).flatMap((key): YamlCommands[] => {
          if (step.at(key).text === undefined) return [];
          return [stepCommands(step, key, isElsewhere, file.text)];
        }),
      );
    }),
};

/** A macro, or an expression of a template. Lower-case words are commands. */
const TEMPLATE =
  /\$\{\{.*?\}\}|\$\[.*?\]|\$\((?!(?:pwd|date|whoami|hostname|nproc|uname|arch|id)\))[A-Za-z_][\w.]*\)/gs;

function stepCommands(step: YamlValue, key: string, isElsewhere: boolean, source: string): YamlCommands {
  // the command has to be a step's first key
  const env = step.at("env").isThere ? stepEnv(step, key, source) : undefined;
  return {
    scalars: [step.at(key)],
    folders: isElsewhere ? [] : checkoutFolder(step.at("workingDirectory").text),
    templates: TEMPLATE,
    env,
    template(template, argument) {
      const missing = { missing: `set \`${argument}\` in the step's \`env\` first` };
      if (!/^\$\([A-Za-z_][\w.]*\)$/.test(template)) return missing;
      const given = variableWith(template, step);
      if (given !== undefined) return { name: given };
      return env === undefined || step.at("env", argument).isThere ? missing : { name: argument, entry: template };
    },
  };
}

/** The steps of all jobs and stages, however deep; not what stands in the parameters of templates and the inputs of tasks. */
function stepsOf(value: YamlValue, depth = 0): readonly YamlValue[] {
  if (depth > 20 || value.text !== undefined) return [];
  const own = value.at("steps").items.flatMap(underConditions);
  const below = value.isSequence
    ? value.items
    : value.entries.flatMap(([key, each]) => (/^(?:parameters|inputs|steps)$/.test(key) ? [] : [each]));
  return [...own, ...below.flatMap((each) => stepsOf(each, depth + 1))];
}

/** A step, or those below `${{ if … }}`. */
function underConditions(step: YamlValue): readonly YamlValue[] {
  const [key] = step.entries[0] ?? [];
  return key?.startsWith("${{") === true
    ? step.entries.flatMap(([, steps]) => steps.items.flatMap(underConditions))
    : [step];
}
