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

/** A fix that is only said. */
export function advice(message: string, at: Range): Fix {
  return { kind: "fix", message, at, edits: [], level: "advice" };
}

/** Applies disjoint edits; line breaks in their texts become the file's. Throws on edits that overlap or lie outside. */
export function applyEdits(source: string, edits: readonly Edit[], newline: string): string {
  let out = "";
  let at = 0;
  for (const { start, end, text } of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < at || end < start || end > source.length) throw new RangeError(`edits overlap at offset ${start}`);
    out += source.slice(at, start) + text.replace(/\r?\n/g, newline);
    at = end;
  }
  return out + source.slice(at);
}

/** Disjoint edits, in order. */
export class EditSet {
  private readonly edits: Edit[] = [];

  /** Adds all of them, or none when one overlaps what is there; insertions at one place count as overlapping. */
  add(edits: readonly Edit[]): boolean {
    const places = edits.map((edit) => this.place(edit));
    if (places.includes(-1)) return false;
    for (const edit of edits) this.edits.splice(this.place(edit), 0, edit);
    return true;
  }

  /** Where an edit belongs; -1 when it overlaps. */
  private place({ start, end }: Edit): number {
    let low = 0;
    let high = this.edits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.edits[middle]!.start < start) low = middle + 1;
      else high = middle;
    }
    const [before, after] = [this.edits[low - 1], this.edits[low]];
    const clash =
      (before !== undefined && before.end > start) ||
      (after !== undefined && (after.start < end || after.start === start));
    return clash ? -1 : low;
  }
}
