import { children, type Node } from "../../shell/parse.js";
import { literalLogins } from "../../shell/literal-logins.js";
import type { Command, Script } from "../../shell/script.js";
import type { Replacement, Run } from "./each-run.js";
import type { Mounts } from "./mounts.js";
import type { Moved } from "./moved.js";

/** What stands for a secret in a script, however it is given. */
export function secret(name: string): string {
  return `\${SECRET_OF_${name}}`;
}

/** A secret in a script whose values are plain. */
export const IS_SECRET = /\$\{SECRET_OF_\w+\}/;

const SECRET = /^\$\(cat \/run\/secrets\/([\w.-]+)\)$/;

/** Secrets as the variables that they were, and commands as they get them. */
export function plainValues({ instruction, script }: Run, moved: Moved, given: Mounts): readonly Replacement[] {
  const found: Replacement[] = [];
  const visit = (node: Node): void => {
    const command = node.type === "Command" ? script.commandOf(node) : undefined;
    const test = command && plainTest(command, moved, given);
    if (test !== undefined) {
      found.push(test);
      return;
    }
    if (node.type === "Assignment" && isOwn(script.slice(node), moved, given)) {
      const { start, end } = script.range(node);
      const isPrefix = !isDeclaring(node, script);
      found.push({ start, end: isPrefix ? end + 1 : end, text: isPrefix ? "" : `${node.name}=` });
      return;
    }
    const value = valueOf(script.slice(node), moved, given);
    if (value !== undefined && node.type !== "Literal" && node.type !== "Word" && node.type !== "DoubleQuoted")
      found.push({ ...script.range(node), text: secret(value) });
    else children(node, visit);
  };
  visit(script.tree);
  for (const { pos, end, id } of literalLogins(script))
    found.push({ ...script.range({ pos, end }), text: secret(id.toUpperCase()) });
  const mounts = instruction.flags
    .filter(({ name, value = "" }) => name === "mount" && given.has(value))
    .map(({ range }) => ({ ...range, text: "" }));
  return [...mounts, ...found];
}

/** An argument of `export`, which stays with its name. */
function isDeclaring(node: Node, script: Script): boolean {
  return script.commands.some(
    ({ args, name }) => name !== undefined && args.some(({ range }) => range.start === script.range(node).start),
  );
}

/** The variable that a text puts in. */
function valueOf(text: string, moved: Moved, given: Mounts): string | undefined {
  const [, id] = SECRET.exec(text) ?? [];
  if (id !== undefined) return moved.ofSecret(id);
  const [, plain, braced] = /^\$(?:(\w+)|\{(\w+)\})$/.exec(text) ?? [];
  const name = plain ?? braced ?? "";
  return given.written.has(name) ? name : moved.root(name);
}

/** `X="$(cat /run/secrets/x)"`, which gives a variable that is gone the value that it had. */
function isOwn(text: string, moved: Moved, given: Mounts): boolean {
  const [, name = "", value = ""] = /^(\w+)=(.*)$/s.exec(text) ?? [];
  return moved.root(name) !== undefined && valueOf(value.replace(/^"(.*)"$/, "$1"), moved, given) === moved.root(name);
}

/** Whether there is a secret, asked of its variable. */
function plainTest({ name, args, range }: Command, moved: Moved, given: Mounts): Replacement | undefined {
  if (name?.value !== "[" && name?.value !== "test") return undefined;
  const words = (name.value === "[" ? args.slice(0, -1) : args).map(({ text }) => text);
  const [, , id] = /^(! )?-s \/run\/secrets\/([\w.-]+)$/.exec(words.join(" ")) ?? [];
  const [, variable] = /^(?:-[nz] )?"(\$\w+|\$\{\w+\})"$/.exec(words.join(" ")) ?? [];
  const value = id === undefined ? valueOf(variable ?? "", moved, given) : moved.ofSecret(id);
  return value === undefined
    ? undefined
    : { ...range, text: `[ ${/^(?:!|-z)/.test(words[0]!) ? "-z" : "-n"} "${secret(value)}" ]` };
}
