import { BUILTINS } from "../../shell/builtins.js";
import { freeScript, isScript } from "../../shell/script.js";
import type { StagePlan } from "../plan.js";
import { withEntry } from "./rest.js";

/** A command may lose the shell in front of it: as an exec form of the same words, or by an `exec` for its last command. */
export function withoutExecForm(before: StagePlan, after: StagePlan): StagePlan {
  return ["cmd", "entrypoint"].reduce((rest, name) => {
    const [was, is] = [before.config.get(name), rest.config.get(name)];
    const isFree = name === "cmd" && !before.config.has("entrypoint");
    if (was === undefined || is === undefined || !isSame(was, is, isFree)) return rest;
    return { ...rest, config: withEntry(rest.config, name, was) };
  }, after);
}

/** `isFree`: it may lose the shell, since nobody else is given its words. */
function isSame(was: string, is: string, isFree: boolean): boolean {
  const shell = /^((?:\S*\/)?(?:ba|da|a)?sh)(?: -\w+(?: pipefail)?)*? -\w*c /.exec(was);
  if (shell === null) return false;
  const script = freeScript(was.slice(shell[0].length), [shell[1]!, "-c"]);
  if (!isScript(script)) return false;
  const { commands, text, lastCommand: last } = script;
  if (last?.name === undefined || last.assignments.length > 0 || BUILTINS.has(last.name.value)) return false;
  if (!commands.every(({ always }) => always)) return false;
  if (commands.some(({ name }) => name?.value === "trap")) return false;
  if (is.startsWith("[")) {
    const words = [last.name, ...last.args];
    const isPlain = commands.length === 1 && last.redirects.length === 0 && last.range.start === 0;
    const areLiteral = words.every(({ literal, text: written }) => literal && !written.startsWith("~"));
    return isFree && isPlain && areLiteral && JSON.stringify(words.map(({ value }) => value)) === is;
  }
  const at = last.range.start;
  return is === `${shell[0]}${text.value.slice(0, at)}exec ${text.value.slice(at)}`;
}
