import type { Range } from "../../dockerfile/text.js";
import type { BuildInput } from "../../project/build-input.js";
import { baseName } from "../../shell/program-name.js";
import type { Command, Script } from "../../shell/script.js";
import { buildCall, OTHER_BUILDERS, PRINTERS } from "./build-call.js";
import type { CallerFile, CallerTodo } from "./caller.js";
import { advice } from "./given-value.js";
import type { ShellText } from "./shell-text.js";

/** What is to be done where a stretch of a file gives one of the build's arguments, one line after the other; lines in comments are left out. */
export function mentions(
  { text, inputs, dockerfile }: CallerFile,
  { start, end }: Range,
  comment = /^\s*#/,
  where = ` if this builds \`${dockerfile}\``,
): readonly CallerTodo[] {
  const found: CallerTodo[] = [];
  for (let at = start; at < end;) {
    const next = text.indexOf("\n", at);
    const stop = next === -1 || next >= end ? end : next + 1;
    const line = text.slice(at, stop);
    if (!comment.test(line)) {
      for (const [input, index] of given(line, inputs))
        found.push({ at: at + index, message: advice(input, input.argument, where) });
    }
    at = stop;
  }
  return found;
}

/** The same for a command that is no build, but may hold one, or its options. */
export function mentionIn(command: Command, script: Script, file: CallerFile, shell: ShellText): readonly CallerTodo[] {
  const { node, name } = command;
  if (node.type !== "Command" || PRINTERS.test(name?.value ?? "")) return [];
  const isOther = OTHER_BUILDERS.test(baseName(name?.value ?? ""));
  const reason = `${isOther ? " with a builder that takes secrets" : ""} if this builds \`${file.dockerfile}\``;
  const words = [
    ...node.prefix.filter(({ type }) => type === "Assignment"),
    ...(node.name ? [node.name] : []),
    ...node.args,
  ];
  const inside = script.commands.filter((each) => each !== command && buildCall(each, shell) !== undefined);
  const todos = words.flatMap((word, index): CallerTodo[] => {
    if (inside.some(({ node: { pos, end } }) => pos >= word.pos && end <= word.end)) return [];
    const next = words[index + 1];
    const isOption = next !== undefined && /^["']?--build-arg["']?$/.test(shell.text.value.slice(word.pos, word.end));
    const { start, end } = shell.text.range(word.pos, isOption ? next.end : word.end);
    return given(file.text.slice(start, end), file.inputs).map(([input, at]) => ({
      at: start + at,
      message: advice(input, input.argument, reason),
    }));
  });
  return todos;
}

/** The arguments that a text gives, with where. */
function given(text: string, inputs: readonly BuildInput[]): (readonly [BuildInput, number])[] {
  return inputs.flatMap((input) => {
    if (input.argument === undefined) return [];
    const option = new RegExp(`--build-arg[=,]?(?:["'\\\\\\s]|,)*${input.argument}(?!\\w)`, "g");
    return [...text.matchAll(option)].map(({ index }) => [input, index] as const);
  });
}
