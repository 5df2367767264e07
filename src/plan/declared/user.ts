import { appDirectory } from "../app-directory.js";
import type { StagePlan, Step } from "../plan.js";
import { isRoot } from "../root.js";
import { withEntry, withoutNew } from "./rest.js";

/** Accounts are made, paths of the application get an owner, and root is left. */
export function withoutUser(before: StagePlan, after: StagePlan): StagePlan {
  const [was, is] = [before, after].map(({ config }) => config.get("user"));
  // only in a stage that leaves root
  if ((was !== undefined && !isRoot(was)) || is === undefined || isRoot(is)) return after;
  const owners = new Set<string>();
  const steps = withoutNew(before.steps, after.steps, (step) => isAccountWork(step, owners)).map((step, index) => {
    const old = before.steps[index];
    return old === undefined || step.kind === "run" ? step : { ...step, context: contextOf(old, step, owners) };
  });
  const isOne = [...owners].every((owner) => owner === is || owner.startsWith(`${is}:`));
  return isOne ? { ...after, steps, config: withEntry(after.config, "user", was) } : after;
}

/** Accounts as they are created, with a number above 0 and a group of their own. */
const CREATION =
  /^(?:groupadd -r -g [1-9]\d* [\w-]+|useradd -r -m -u [1-9]\d* -g [\w-]+ [\w-]+|addgroup -g [1-9]\d* -S [\w-]+|adduser -u [1-9]\d* -S [\w-]+ -G [\w-]+)$/;

/** A RUN that does nothing but create accounts and give them directories of an application; notes to whom. */
function isAccountWork({ kind, units }: Step, owners: Set<string>): boolean {
  const given: string[] = [];
  const isWork = units.every(({ text, state }) => {
    if (state !== "") return false;
    if (CREATION.test(text)) return true;
    const [, owner, paths] =
      /^(?:chown(?: -R)? ([\w.-]+(?::[\w.-]+)?)|mkdir -p|touch) (\S+(?: \S+)*)$/.exec(text) ?? [];
    if (!paths?.split(" ").every((path) => appDirectory(path) !== undefined)) return false;
    if (owner !== undefined) given.push(owner);
    return !text.startsWith("touch ") || paths.split(" ").every((path) => path.endsWith(".pid"));
  });
  if (kind !== "run" || units.length === 0 || !isWork) return false;
  for (const owner of given) owners.add(owner);
  return true;
}

/** A copy may get an owner, but keeps the one that it has; a directory that is made may be the new user's. */
function contextOf(before: Step, after: Step, owners: Set<string>): string {
  const [was, is] = [before, after].map(({ context }) => JSON.parse(context) as [user: string, ...unknown[], string[]]);
  const [, ...rest] = is!;
  const flags = rest.pop() as string[];
  const hadOwner = (was!.at(-1) as string[]).some((flag) => flag.startsWith(CHOWN));
  const kept = hadOwner ? flags : flags.filter((flag) => !flag.startsWith(CHOWN));
  if (!hadOwner) for (const flag of flags) if (flag.startsWith(CHOWN)) owners.add(flag.slice(CHOWN.length));
  return JSON.stringify([was![0], ...rest, kept]);
}

const CHOWN = "--chown=";
