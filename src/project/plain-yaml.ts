import { createRequire } from "node:module";
import type * as Yaml from "yaml";

/** Loaded when the first CI file is read: most repositories are asked for less, and it takes time. */
function yaml(): typeof Yaml {
  return createRequire(import.meta.url)("yaml") as typeof Yaml;
}

type Path = readonly (string | number)[];

/** A value of a YAML file and where it stands; every scalar is the text that is written, so that `3.10` stays that. */
export class PlainYaml {
  private constructor(
    private readonly value: unknown,
    private readonly path: Path,
    private readonly lineAt: (path: Path) => number,
  ) {}

  /** Undefined when the text is no YAML, such as a template, or repeats itself without end. */
  static parse(text: string): PlainYaml | undefined {
    const { LineCounter, parseDocument } = yaml();
    try {
      const lineCounter = new LineCounter();
      const document = parseDocument(text, { schema: "failsafe", merge: true, logLevel: "silent", lineCounter });
      if (document.errors.length > 0) return undefined;
      return new PlainYaml(document.toJS({ maxAliasCount: 100 }), [], (path) => lineOf(document, lineCounter, path));
    } catch {
      return undefined;
    }
  }

  /** What stands below keys, if anything does. */
  get(...keys: readonly string[]): PlainYaml | undefined {
    return keys.reduce<PlainYaml | undefined>((value, key) => value?.below(key), this);
  }

  /** The entries of a sequence, or the values of a mapping. */
  get items(): readonly PlainYaml[] {
    const { value } = this;
    if (typeof value !== "object" || value === null) return [];
    return Object.keys(value).map((key) => this.below(Array.isArray(value) ? Number(key) : key)!);
  }

  /** The text of a scalar. */
  get text(): string | undefined {
    return typeof this.value === "string" ? this.value.trim() : undefined;
  }

  /** 1-based. */
  get line(): number {
    return this.lineAt(this.path);
  }

  private below(key: string | number): PlainYaml | undefined {
    const { value } = this;
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    return new PlainYaml((value as Record<string | number, unknown>)[key], [...this.path, key], this.lineAt);
  }
}

/** What comes from an anchor has no place of its own: then the line of what takes it. */
function lineOf(document: Yaml.Document, lines: Yaml.LineCounter, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as Yaml.Node | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
