import type { Range } from "../dockerfile/text.js";
import type { Edit, Fix, Skip } from "./types.js";

export function replace({ start, end }: Range, text: string): Edit {
  return { start, end, text };
}

export function insertBefore({ start }: Range, text: string): Edit {
  return { start, end: start, text };
}

export function insertAfter({ end }: Range, text: string): Edit {
  return { start: end, end, text };
}

export function remove({ start, end }: Range): Edit {
  return { start, end, text: "" };
}

/** A fix; `more` carries level, deltas, evidence and what is left to do. */
export function fix(message: string, at: Range, edits: Edit | readonly Edit[], more: Partial<Fix> = {}): Fix {
  return { ...more, kind: "fix", message, at, edits: "text" in edits ? [edits] : edits };
}

export function skip(at: Range, reason: string, needs?: string): Skip {
  return needs === undefined ? { kind: "skip", at, reason } : { kind: "skip", at, reason, needs };
}

/** Words as an exec form. */
export function execForm(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(", ")}]`;
}

/** A fix that is only said. */
export function advice(message: string, at: Range): Fix {
  return { kind: "fix", message, at, edits: [], level: "advice" };
}

/** Applies disjoint edits; line breaks in their texts become the file's. Throws on edits that overlap or lie outside. */
export function applyEdits(source: string, edits: readonly Edit[], newline: string): string {
  if (!areDisjoint(edits, source.length)) throw new RangeError("edits overlap or lie outside the file");
  let out = "";
  let at = 0;
  for (const { start, end, text } of [...edits].sort(inOrder)) {
    out += source.slice(at, start) + text.replace(/\r?\n/g, newline);
    at = end;
  }
  return out + source.slice(at);
}

/** Whether edits lie inside a source of that length and apart from each other; they may touch. */
export function areDisjoint(edits: readonly Edit[], length: number): boolean {
  let at = 0;
  return [...edits].sort(inOrder).every(({ start, end }) => {
    const fits = start >= at && end >= start && end <= length;
    at = end;
    return fits;
  });
}

function inOrder(a: Edit, b: Edit): number {
  return a.start - b.start || a.end - b.end;
}

/** Disjoint edits, in order. */
export class EditSet {
  private readonly edits: Edit[] = [];

  /** Adds all of them, or none when one overlaps what is there; two at one place count as overlapping. */
  add(edits: readonly Edit[]): boolean {
    if (edits.some((edit) => this.clashes(edit))) return false;
    for (const edit of edits) this.edits.splice(this.position(edit), 0, edit);
    return true;
  }

  private clashes(edit: Edit): boolean {
    const at = this.position(edit);
    const [before, after] = [this.edits[at - 1], this.edits[at]];
    if (before !== undefined && (before.end > edit.start || before.start === edit.start)) return true;
    return after !== undefined && (after.start < edit.end || after.start === edit.start);
  }

  /** Where an edit belongs. */
  private position(edit: Edit): number {
    let low = 0;
    let high = this.edits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (inOrder(this.edits[middle]!, edit) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
