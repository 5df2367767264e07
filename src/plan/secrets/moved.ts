import type { Dockerfile } from "../../dockerfile/dockerfile.js";
import type { Instruction, Pair } from "../../dockerfile/instruction.js";
import { takenOver } from "../taken-over.js";

/** The variables that are gone from a file, by what each is called in the end. */
export class Moved {
  private constructor(
    /** The variable that each of them takes its value from, or it itself. */
    private readonly roots: ReadonlyMap<string, string>,
  ) {}

  /** What ARG and ENV declare in `before` and nowhere in `after`. */
  static between(before: Dockerfile, after: Dockerfile): Moved {
    const kept = new Set(pairsOf(after).map(({ name }) => name));
    const gone = pairsOf(before).filter(({ name }) => !kept.has(name));
    const names = new Set(gone.map(({ name }) => name));
    const roots = new Map([...names].map((name) => [name, name]));
    for (const pair of gone) {
      const source = takenOver(pair);
      if (source !== undefined && source !== pair.name && names.has(source)) roots.set(pair.name, source);
    }
    return new Moved(roots);
  }

  /** A variable that is gone although nobody mounts it and ENV gives it a value. */
  static lost(before: Dockerfile, moved: Moved, ids: ReadonlySet<string>): string | undefined {
    const values = before.instructions.filter(({ keyword }) => keyword === "ENV").flatMap(({ pairs }) => pairs);
    const own = values.filter(
      (pair) => moved.root(pair.name) !== undefined && moved.root(takenOver(pair) ?? "") === undefined,
    );
    return own.map(({ name }) => moved.root(name)!).find((root) => !ids.has(root.toLowerCase()));
  }

  /** The variable that a name stands for; undefined when it is not gone. */
  root(name: string): string | undefined {
    return this.roots.get(name);
  }

  /** The variable that was the secret of that id. */
  ofSecret(id: string): string {
    return [...new Set(this.roots.values())].find((name) => name.toLowerCase() === id) ?? id.toUpperCase();
  }

  get names(): ReadonlySet<string> {
    return new Set(this.roots.keys());
  }

  has(instruction: Instruction, { name }: Pair): boolean {
    return /^(?:ARG|ENV)$/.test(instruction.keyword) && this.roots.has(name);
  }
}

function pairsOf({ instructions }: Dockerfile): readonly Pair[] {
  return instructions.flatMap((each) => (/^(?:ARG|ENV)$/.test(each.keyword) ? each.pairs : []));
}
