import { formatPatch, structuredPatch, type StructuredPatchHunk } from "diff";
import { visible, type Paint } from "./paint.js";

/** Above this many changed lines the search for the smallest diff, quadratic in them, gives way to one hunk. */
const MOST_EDITS = 1000;
const CONTEXT = 3;

/** The change of one file as `git apply` and `patch -p1` take it; empty when there is none. `path` is relative, with `/`. */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return "";
  const oldFileName = `a/${path}`;
  const newFileName = `b/${path}`;
  const hunks = smallestHunks(before, after, CONTEXT) ?? [oneHunk(before, after)];
  const header = { oldFileName, newFileName, oldHeader: undefined, newHeader: undefined, isGit: true };
  const text = formatPatch({ ...header, hunks });
  if (!path.includes(" ")) return text;
  // GNU patch ends a file name at a blank unless a tab follows; git writes it too.
  return text.replace(/^(--- .*)\n(\+\+\+ .*)\n/m, (_, old: string, now: string) => `${old}\t\n${now}\t\n`);
}

/** The lines of a diff over the whole text, each with its sign; for documentation. */
export function signedLines(before: string, after: string): readonly string[] {
  const hunks = smallestHunks(before, after, Number.MAX_SAFE_INTEGER) ?? [oneHunk(before, after)];
  return hunks.flatMap(({ lines }) => lines).filter((line) => !line.startsWith("\\"));
}

/** A diff for a terminal; with colours it is no longer one that can be applied. */
export function paintDiff(diff: string, paint: Paint): string {
  return visible(diff)
    .split("\n")
    .map((line) => paintLine(line, paint))
    .join("\n");
}

function paintLine(line: string, paint: Paint): string {
  if (/^(diff --git |--- |\+\+\+ )/.test(line)) return paint.bold(line);
  if (line.startsWith("@@")) return paint.cyan(line);
  if (line.startsWith("+")) return paint.green(line);
  if (line.startsWith("-")) return paint.red(line);
  return line;
}

function smallestHunks(before: string, after: string, context: number): StructuredPatchHunk[] | undefined {
  return structuredPatch("", "", before, after, undefined, undefined, { context, maxEditLength: MOST_EDITS })?.hunks;
}

/** One hunk from the first to the last line that differs. */
function oneHunk(before: string, after: string): StructuredPatchHunk {
  const old = linesOf(before);
  const now = linesOf(after);
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  const from = Math.max(0, head - CONTEXT);
  const behind = Math.min(tail, CONTEXT);
  const oldEnd = old.length - tail;
  return {
    oldStart: from + 1,
    oldLines: oldEnd + behind - from,
    newStart: from + 1,
    newLines: now.length - tail + behind - from,
    lines: [
      ...signed(" ", old.slice(from, head)),
      ...signed("-", old.slice(head, oldEnd)),
      ...signed("+", now.slice(head, now.length - tail)),
      ...signed(" ", old.slice(oldEnd, oldEnd + behind)),
    ],
  };
}

function signed(sign: string, lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    return line.endsWith("\n") ? [sign + line.slice(0, -1)] : [sign + line, "\\ No newline at end of file"];
  });
}

/** Lines with their line feeds. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
