import { pathBelow } from "../../project/probes/probe.js";
import type { YamlValue } from "../../project/yaml.js";

/** A build context of a workflow's step, as a path from the repository's root. */
export interface ActionContext {
  readonly path: string;
  /** Whether its files lie where the step runs too. */
  readonly isCheckedOut: boolean;
}

/**
 * The context of a step that builds a Dockerfile. Without an input it is the commit itself, not what is checked out. Source:
 * docker/build-push-action, inputs `context` and `file`.
 */
export function actionContext(
  step: YamlValue,
  steps: readonly YamlValue[],
  dockerfile: string,
): ActionContext | "another" | "unknown" {
  const root = rootOf(steps);
  const file = step.at("with", "file").text;
  const context = step.at("with", "context").text ?? COMMIT;
  if (context.startsWith(COMMIT)) {
    const [, folder] = /^\{\{defaultContext\}\}(?::([\w./-]+))?$/.exec(context) ?? [COMMIT];
    const path = pathBelow("", folder ?? "");
    if (path === undefined || isOdd(context.slice(COMMIT.length)) || isOdd(file ?? "")) return "unknown";
    return pathBelow(path, file ?? "Dockerfile") === dockerfile ? { path, isCheckedOut: root === "here" } : "another";
  }
  const path = isOdd(context) ? undefined : pathBelow("", context);
  if (root === "unknown" || path === undefined || isOdd(file ?? "")) return "unknown";
  const built = file === undefined ? pathBelow(path, "Dockerfile") : pathBelow("", file);
  return built === dockerfile ? { path, isCheckedOut: true } : "another";
}

const COMMIT = "{{defaultContext}}";

/** Not a plain path inside of the working directory. */
function isOdd(path: string): boolean {
  return /\$|\{\{|:|^\/|^~/.test(path.replace(/^:/, ""));
}

/** Where the repository is checked out: in the working directory, nowhere, or elsewhere. */
function rootOf(steps: readonly YamlValue[]): "here" | "nowhere" | "unknown" {
  const checkouts = steps.filter((step) => /(?:^|\/)actions\/checkout@/.test(step.at("uses").text ?? ""));
  if (checkouts.length === 0) return "nowhere";
  const isPlain = (step: YamlValue) => !step.at("with", "path").isThere && !step.at("with", "repository").isThere;
  return checkouts.some(isPlain) ? "here" : "unknown";
}
