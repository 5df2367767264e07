import type { Transform } from "../engine/types.js";
import { signedLines } from "./diff.js";
import type { Paint } from "./paint.js";

const WIDTH = 80;

/** A table of transforms: name, level, title. */
export function catalogueText(transforms: readonly Transform[], paint: Paint): string {
  const name = widest(transforms.map((transform) => transform.name));
  const level = widest(transforms.map((transform) => transform.level));
  return transforms
    .map((transform) => {
      const columns = [paint.bold(transform.name.padEnd(name)), transform.level.padEnd(level), transform.title];
      return `${columns.join("  ")}\n`;
    })
    .join("");
}

/** All that is known about one transform, with its example as a diff. */
export function explanation({ name, level, title, why, notes = [], refs, example }: Transform, paint: Paint): string {
  const diff = signedLines(example.before, example.after).map((line) => {
    if (line.startsWith("-")) return `  ${paint.red(line)}`;
    return `  ${line.startsWith("+") ? paint.green(line) : line}`;
  });
  const sections = [
    [`${paint.bold(name)} (${level})`, title],
    wrapped(why),
    diff,
    ...notes.map(wrapped),
    refs.length === 0 ? [] : [`See ${refs.join(", ")}`],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.map((line) => line.trimEnd()).join("\n")}\n`)
    .join("\n");
}

function widest(words: readonly string[]): number {
  return Math.max(0, ...words.map(({ length }) => length));
}

function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
