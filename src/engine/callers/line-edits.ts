import type { Edit } from "../types.js";

/** Edits of whole lines that make one text of another; as few lines as can be. */
export function lineEdits(before: string, after: string): readonly Edit[] {
  const [was, is] = [linesOf(before), linesOf(after)];
  let head = 0;
  while (head < was.length && head < is.length && was[head] === is[head]) head++;
  let tail = 0;
  while (tail < Math.min(was.length, is.length) - head && was.at(-1 - tail) === is.at(-1 - tail)) tail++;
  const [from, to] = [was.slice(head, was.length - tail), is.slice(head, is.length - tail)];
  const edits: Edit[] = [];
  let at = was.slice(0, head).join("").length;
  let [start, text] = [at, ""];
  const close = () => {
    if (at > start || text !== "") edits.push({ start, end: at, text });
  };
  for (const [left, right] of paired(from, to)) {
    if (left !== undefined && right !== undefined) {
      close();
      at += left.length;
      [start, text] = [at, ""];
    } else {
      at += left?.length ?? 0;
      text += right ?? "";
    }
  }
  close();
  return edits;
}

/** Compared cell by cell, up to this many; beyond, all lines count as changed. */
const MOST_CELLS = 4_000_000;

/** Lines of both sides in order, those that stay beside each other. */
function* paired(
  was: readonly string[],
  is: readonly string[],
): Iterable<readonly [left: string | undefined, right: string | undefined]> {
  const width = is.length + 1;
  const isLarge = (was.length + 1) * width > MOST_CELLS;
  const longest = new Uint32Array(isLarge ? 0 : (was.length + 1) * width);
  for (let i = was.length - 1; i >= 0 && !isLarge; i--) {
    for (let j = is.length - 1; j >= 0; j--) {
      const cell = i * width + j;
      longest[cell] =
        was[i] === is[j] ? longest[cell + width + 1]! + 1 : Math.max(longest[cell + width]!, longest[cell + 1]!);
    }
  }
  let [i, j] = [0, 0];
  while (i < was.length || j < is.length) {
    if (!isLarge && i < was.length && j < is.length && was[i] === is[j]) yield [was[i++], is[j++]];
    else if (
      j === is.length ||
      (i < was.length && (isLarge || longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!))
    )
      yield [was[i++], undefined];
    else yield [undefined, is[j++]];
  }
}

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+/g) ?? [];
}
