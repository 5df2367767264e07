import { isRoot } from "../../plan/root.js";
import type { Facts } from "../facts.js";
import { Refusal } from "./refusal.js";
import type { SecretRun } from "./run.js";

/** A secret's mount, without who may read it. Source: docs.docker.com, RUN --mount=type=secret. */
export interface Mount {
  readonly id: string;
  /** The variable that it comes as. */
  readonly env?: string | undefined;
  /** The file that it comes as, where that is not its own. */
  readonly target?: string | undefined;
  readonly isRequired: boolean;
}

/** The value of the flag that mounts a secret for a RUN; its file belongs to root, and others may not read it by default. */
export function secretMount({ id, env, target, isRequired }: Mount, run: SecretRun, facts: Facts): string {
  return [
    `type=secret,id=${id}`,
    ...(env === undefined ? [] : [`env=${env}`]),
    ...(target === undefined ? [] : [`target=${target}`]),
    ...(isRequired ? ["required=true"] : []),
    ...(env !== undefined || isRunByRoot(run, facts) ? [] : ["mode=0444"]),
  ].join();
}

/** The value of the flag that lets an agent answer a RUN. Throws `Refusal`. */
export function sshMount(run: SecretRun): string {
  const { user } = stateOf(run);
  return user === "" || isRoot(user) ? "type=ssh" : `type=ssh,uid=${numberOf(user)}`;
}

/** The same for a key's file, which ssh wants to be readable for its user alone. Throws `Refusal`. */
export function keyMount(mount: Mount, run: SecretRun, facts: Facts): string {
  const plain = secretMount(mount, run, facts).replace(/,mode=0444$/, "");
  return isRunByRoot(run, facts) ? plain : `${plain},uid=${numberOf(stateOf(run).user)}`;
}

function stateOf({ seen: { stage, index } }: SecretRun) {
  return stage.states[index]!;
}

/** Whether that is known. */
function isRunByRoot(run: SecretRun, facts: Facts): boolean {
  const { user } = stateOf(run);
  if (user !== "") return isRoot(user);
  const base = facts.contents(run.seen.stage).base?.contents;
  return base !== undefined && base.user === undefined;
}

function numberOf(user: string): string {
  const [number = ""] = user.split(":");
  if (/^\d+$/.test(number)) return number;
  throw new Refusal(
    user === ""
      ? "nobody knows as whom the base image runs ssh"
      : `it has to belong to \`${user}\`, whose number is not known`,
  );
}
