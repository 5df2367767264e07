import type { Instruction } from "../../dockerfile/instruction.js";
import type { Range } from "../../dockerfile/text.js";
import { remove } from "../edits.js";
import type { Edit } from "../types.js";
import type { Holder } from "./variables.js";

/** The edits that take entries out of ARG and ENV, and out of the file the instructions that are left with none or in `gone`. */
export function withoutHolders(
  holders: readonly Holder[],
  gone: readonly Instruction[],
  source: string,
): readonly Edit[] {
  const byInstruction = new Map<Instruction, Set<number>>();
  for (const { instruction, pair } of holders)
    byInstruction.set(instruction, (byInstruction.get(instruction) ?? new Set()).add(pair.range.start));
  const isEmpty = ([{ pairs }, starts]: [Instruction, Set<number>]): boolean => pairs.length === starts.size;
  const emptied = [...byInstruction].filter(isEmpty).map(([instruction]) => instruction);
  const entries = [...byInstruction]
    .filter((each) => !isEmpty(each))
    .flatMap(([{ pairs }, starts]) => {
      const firstKept = pairs.findIndex(({ range }) => !starts.has(range.start));
      return pairs.flatMap(({ range }, at) => {
        if (!starts.has(range.start)) return [];
        return remove(
          at < firstKept
            ? { start: range.start, end: pairs[at + 1]!.range.start }
            : { start: pairs[at - 1]!.range.end, end: range.end },
        );
      });
    });
  return [...entries, ...withoutInstructions([...emptied, ...gone], source)];
}

/** The edits that take whole instructions out of a file. */
export function withoutInstructions(gone: readonly Instruction[], source: string): readonly Edit[] {
  return lines(
    gone.map(({ range }) => range),
    source,
  ).map(remove);
}

/** Whole lines, neighbours as one; of blank lines on both sides one stays. */
function lines(ranges: readonly Range[], source: string): readonly Range[] {
  const joined: { start: number; end: number }[] = [];
  for (const range of [...ranges].sort((one, other) => one.start - other.start)) {
    const start = source.lastIndexOf("\n", range.start - 1) + 1;
    const end = source.indexOf("\n", range.end - 1) + 1 || source.length;
    const last = joined.at(-1);
    if (last?.end === start) last.end = end;
    else joined.push({ start, end });
  }
  return joined.map(({ start, end }) => {
    const isApart = start === 0 || /\n[ \t]*\r?\n$/.test(source.slice(0, start));
    const blank = isApart ? (/^[ \t]*\r?\n/.exec(source.slice(end))?.[0].length ?? 0) : 0;
    return { start, end: end + blank };
  });
}
