import { createRequire } from "node:module";
import type * as Yaml from "yaml";

/** Loaded when the first file is read: most repositories need it seldom, and it takes time. */
function yaml(): typeof Yaml {
  return createRequire(import.meta.url)("yaml") as typeof Yaml;
}

/** A value of a YAML file, with its place. A value that is not there is one without anything. */
export class YamlValue {
  private constructor(
    private readonly node: unknown,
    private readonly document: Yaml.Document,
    private readonly lines: Yaml.LineCounter,
  ) {}

  /** The documents of a file; none when it is not understood. */
  static documents(text: string): YamlValue[] {
    const { LineCounter, parseAllDocuments } = yaml();
    const lines = new LineCounter();
    try {
      const documents = [...parseAllDocuments(text, { lineCounter: lines, logLevel: "silent" })];
      if (documents.some((each) => each.errors.length > 0)) return [];
      return documents.map((each) => new YamlValue(each.contents, each as Yaml.Document, lines));
    } catch {
      return [];
    }
  }

  at(...keys: readonly string[]): YamlValue {
    return keys.reduce<YamlValue>((value, key) => new YamlValue(value.child(key), this.document, this.lines), this);
  }

  private child(key: string): unknown {
    const node = this.resolved;
    return yaml().isMap(node) ? node.get(key, true) : undefined;
  }

  private get resolved(): unknown {
    return yaml().isAlias(this.node) ? this.node.resolve(this.document) : this.node;
  }

  get isThere(): boolean {
    return this.node !== undefined && this.node !== null;
  }

  get items(): YamlValue[] {
    const node = this.resolved;
    return yaml().isSeq(node) ? node.items.map((each) => new YamlValue(each, this.document, this.lines)) : [];
  }

  get entries(): [key: string, value: YamlValue][] {
    const node = this.resolved;
    if (!yaml().isMap(node)) return [];
    return node.items.map(({ key, value }) => [scalar(key) ?? "", new YamlValue(value, this.document, this.lines)]);
  }

  /** Of a text, number or truth value. */
  get text(): string | undefined {
    return scalar(this.resolved);
  }

  /** 1-based; 0 for what is not there. */
  get line(): number {
    const { node } = this;
    return yaml().isNode(node) && node.range ? this.lines.linePos(node.range[0]).line : 0;
  }
}

function scalar(node: unknown): string | undefined {
  if (!yaml().isScalar(node)) return undefined;
  const { value } = node;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}
