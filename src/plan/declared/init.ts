import type { StagePlan, Step } from "../plan.js";
import { withEntry, withoutNew } from "./rest.js";

/** Programs that forward signals and reap processes. */
export const INITS = ["dumb-init", "tini"] as const;

/** One of them may be installed on the bare base image and put in front of the entry point. */
export function withoutInit(before: StagePlan, after: StagePlan): StagePlan {
  const [first, ...others] = after.steps;
  const isNew = before.parent === undefined && first !== undefined && isInstallation(first);
  const steps = isNew ? [...withoutNew(before.steps.slice(0, 1), [first], isInstallation), ...others] : after.steps;
  const [was, is] = [before, after].map(({ config }) => config.get("entrypoint"));
  const words = is?.startsWith("[") ? (JSON.parse(is) as readonly string[]) : [];
  const isInit = (INITS as readonly string[]).includes(words[0] ?? "") && words[1] === "--";
  const rest = words.length === 2 ? undefined : JSON.stringify(words.slice(2));
  // an entry point makes the builder forget the base image's command
  const isFree = was !== undefined || after.config.has("cmd");
  return {
    ...after,
    steps,
    config: isInit && isFree && rest === was ? withEntry(after.config, "entrypoint", was) : after.config,
  };
}

function isInstallation({ kind, units }: Step): boolean {
  const isOwn = ({ text }: { readonly text: string }): boolean => (INITS as readonly string[]).includes(text);
  return (
    kind === "run" &&
    units.some(({ packages }) => packages?.verb === "install") &&
    units.every(({ packages, cleanup }) => {
      if (cleanup !== undefined || packages?.verb === "update") return true;
      return (
        packages?.verb === "install" &&
        packages.understood &&
        packages.operands.length === 1 &&
        packages.operands.every(isOwn)
      );
    })
  );
}
