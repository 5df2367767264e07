import type { Dockerfile } from "../../dockerfile/dockerfile.js";
import type { Instruction, Pair } from "../../dockerfile/instruction.js";
import { stageFacts } from "../state.js";
import { takenOver } from "../taken-over.js";

/** The variables that are gone from a file, by what each is called in the end. */
export class Moved {
  private constructor(
    /** The variable that each of them takes its value from, or it itself. */
    private readonly roots: ReadonlyMap<string, string>,
    /** Those that the file gave a value. */
    private readonly valued: ReadonlySet<string>,
  ) {}

  /** What ARG and ENV declare in `before` and nowhere in `after`. */
  static between(before: Dockerfile, after: Dockerfile): Moved {
    const kept = new Set(pairsOf(after).map(({ name }) => name));
    const gone = pairsOf(before).filter(({ name }) => !kept.has(name));
    const names = new Set(gone.map(({ name }) => name));
    const roots = new Map([...names].map((name) => [name, name]));
    const valued = new Set<string>();
    for (const pair of gone) {
      const source = takenOver(pair);
      if (source !== undefined && source !== pair.name && names.has(source)) roots.set(pair.name, source);
      if (source === undefined && !/^(?:""|'')?$/.test(pair.value ?? "")) valued.add(pair.name);
    }
    return new Moved(roots, valued);
  }

  /** A variable that is gone although something needs it: the container, or ENV gives it a value that nobody mounts. */
  lost(before: Dockerfile, ids: ReadonlySet<string>): string | undefined {
    const stages = stageFacts(before);
    for (let stage = stages.at(-1); stage !== undefined; stage = stage.parent) {
      const own = stage.stage.instructions.filter(({ keyword }) => keyword === "ENV").flatMap(({ pairs }) => pairs);
      const lost = own.find(({ name }) => this.roots.has(name));
      if (lost !== undefined) return lost.name;
    }
    return [...this.valued]
      .map((name) => this.roots.get(name)!)
      .find((root) => !ids.has(root.toLowerCase()) && this.isSet(root, before));
  }

  private isSet(root: string, { instructions }: Dockerfile): boolean {
    return instructions.some(
      ({ keyword, pairs }) => keyword === "ENV" && pairs.some(({ name }) => this.roots.get(name) === root),
    );
  }

  /** Whether the secret of that id always had a value. */
  isNeeded(id: string): boolean {
    return [...this.valued].some((name) => name.toLowerCase() === id);
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

  has({ keyword }: Instruction, { name }: Pair): boolean {
    return /^(?:ARG|ENV)$/.test(keyword) && this.roots.has(name);
  }
}

function pairsOf({ instructions }: Dockerfile): readonly Pair[] {
  return instructions.flatMap((each) => (/^(?:ARG|ENV)$/.test(each.keyword) ? each.pairs : []));
}
