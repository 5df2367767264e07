import type { Instruction } from "../dockerfile/instruction.js";
import type { StageFacts } from "../plan/state.js";
import { cleanup, type Manager, packageCommand } from "../shell/packages.js";
import { type Command, isScript } from "../shell/script.js";
import type { Facts } from "./facts.js";

/**
 * Whether something behind an instruction of a stage (`index` counts in the stage) may install packages from the lists that are
 * there now: a later RUN of the stage or of a stage built on it, or ONBUILD. Programs whose work is not known count as such.
 */
export function laterNeedsLists({ stage }: StageFacts, index: number, manager: Manager, facts: Facts): boolean {
  const verdict = needs(stage.instructions, index + 1, manager, facts);
  return verdict ?? childrenNeed(stage.index, manager, facts);
}

function childrenNeed(index: number, manager: Manager, facts: Facts): boolean {
  return facts.stages.some(({ stage, parent }) => {
    if (parent?.stage.index !== index) return false;
    return needs(stage.instructions, 0, manager, facts) ?? childrenNeed(stage.index, manager, facts);
  });
}

/** Undefined: neither an update nor a need was found. */
function needs(
  instructions: readonly Instruction[],
  from: number,
  manager: Manager,
  facts: Facts,
): boolean | undefined {
  for (let index = from; index < instructions.length; index++) {
    const instruction = instructions[index]!;
    if (instruction.keyword === "ONBUILD" && /\b(?:apt|apk)\b/.test(instruction.args.value)) return true;
    if (instruction.keyword !== "RUN") continue;
    const script = facts.script(instruction);
    if (!isScript(script)) return true;
    for (const command of script.commands) {
      const call = packageCommand(command);
      if (call?.manager === manager) {
        if (call.verb === "update" && command.always) return false;
        if (call.verb !== "clean" && call.verb !== "update" && call.verb !== "remove") return true;
      } else if (cleanup(command)?.lists.includes(manager)) return false;
      else if (mayInstall(command)) return true;
    }
  }
  return undefined;
}

const INSTALLERS: ReadonlySet<string> = new Set([
  "sh", "bash", "dash", "ash", ".", "source", "eval", "make", "rosdep", "ansible", "ansible-playbook", "puppet", "salt-call", "chef-client",
  "chef-solo", "gdebi", "mk-build-deps", "aptitude", "tasksel", "dpkg", "install2.r", "su", "sudo", "gosu", "xargs", "env", "find",
]); // prettier-ignore

/** A program that could call a package manager by itself. */
function mayInstall({ name }: Command): boolean {
  if (name === undefined) return false;
  if (!name.literal || INSTALLERS.has(name.value) || name.value.endsWith(".sh")) return true;
  return (
    name.value.includes("/") &&
    !/^(?:\/usr(?:\/local)?)?\/s?bin\/|^\.\/(?:configure|gradlew|mvnw|bootstrap|autogen\.sh)$/.test(name.value)
  );
}
