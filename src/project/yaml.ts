import { createRequire } from "node:module";
import type * as Yaml from "yaml";
import type { Range } from "../dockerfile/text.js";

/** The library: loaded when the first file is read, since most repositories need it seldom, and it takes time. */
export function yaml(): typeof Yaml {
  return createRequire(import.meta.url)("yaml") as typeof Yaml;
}

/** Why a text is not understood; `at` is an offset. */
export interface YamlFault {
  readonly message: string;
  readonly at: number;
}

/** The end of a way through a file: a scalar, or a collection with nothing in it. */
export interface YamlLeaf {
  readonly path: readonly string[];
  /** As it stands; undefined for a collection. */
  readonly text: string | undefined;
  /** Where the scalar stands, an anchor's for its aliases; quotes are inside. */
  readonly place: Range | undefined;
}

/** A file that repeats itself more often by its anchors is not taken; large compose files do it some hundred times. */
export const MOST_ALIASES = 10_000;

/**
 * A value of a YAML file, with its place; one that is not there is a value without anything. Every scalar is the text that is
 * written, so that `3.10` stays that. Aliases and merge keys are followed.
 */
export class YamlValue {
  private constructor(
    private readonly node: unknown,
    private readonly document: Yaml.Document,
    private readonly lines: Yaml.LineCounter,
  ) {}

  /** The documents of a file, or what is wrong with it. */
  static read(text: string): YamlValue[] | YamlFault {
    const lineCounter = new (yaml().LineCounter)();
    try {
      const documents = parsed(text, lineCounter);
      const [error] = documents.flatMap(({ errors }) => errors);
      if (error !== undefined) return { message: error.message, at: error.pos[0] };
      for (const document of documents) document.toJS({ maxAliasCount: MOST_ALIASES });
      return documents.map((document) => new YamlValue(document.contents, document, lineCounter));
    } catch (error) {
      return { message: error instanceof Error ? error.message : String(error), at: 0 };
    }
  }

  /** The documents of a file; none when it is not understood. */
  static documents(text: string): YamlValue[] {
    const read = YamlValue.read(text);
    return "message" in read ? [] : read;
  }

  /** By keys of mappings and indices of sequences. */
  at(...keys: readonly string[]): YamlValue {
    return keys.reduce<YamlValue>((value, key) => value.below(key), this);
  }

  get isThere(): boolean {
    return this.node !== undefined && this.node !== null;
  }

  /** The entries of a sequence, or the values of a mapping. */
  get items(): YamlValue[] {
    const node = resolved(this.node, this.document);
    if (yaml().isSeq(node)) return node.items.map((each) => this.of(each));
    return this.entries.map(([, value]) => value);
  }

  get entries(): [key: string, value: YamlValue][] {
    return [...pairs(this.node, this.document)].map(([key, value]) => [key, this.of(value)]);
  }

  /** Of a scalar, without white space around it. */
  get text(): string | undefined {
    return scalar(resolved(this.node, this.document))?.trim();
  }

  /** Where the scalar stands, an anchor's for its aliases; quotes are inside. */
  get place(): Range | undefined {
    const node = resolved(this.node, this.document);
    return yaml().isScalar(node) && node.range ? { start: node.range[0], end: node.range[1] } : undefined;
  }

  get isSequence(): boolean {
    return yaml().isSeq(resolved(this.node, this.document));
  }

  /** Where it begins as it stands, an alias at itself; 0 for what is not there. */
  get start(): number {
    return yaml().isNode(this.node) ? (this.node.range?.[0] ?? 0) : 0;
  }

  /** Every way through the value to where it ends; one that comes back to itself ends there. */
  *leaves(path: readonly string[] = [], inside: readonly unknown[] = []): Iterable<YamlLeaf> {
    const node = resolved(this.node, this.document);
    const { isSeq } = yaml();
    const below = isSeq(node) ? this.items.map((each, index) => [String(index), each] as const) : this.entries;
    if (below.length === 0 || inside.includes(node)) yield { path, text: scalar(node), place: this.place };
    else for (const [key, value] of below) yield* value.leaves([...path, key], [...inside, node]);
  }

  /** 1-based; 0 for what is not there. */
  get line(): number {
    const { node } = this;
    return yaml().isNode(node) && node.range ? this.lines.linePos(node.range[0]).line : 0;
  }

  private below(key: string): YamlValue {
    const node = resolved(this.node, this.document);
    return this.of(yaml().isSeq(node) ? node.items[Number(key)] : pairs(node, this.document).get(key));
  }

  private of(node: unknown): YamlValue {
    return new YamlValue(node, this.document, this.lines);
  }
}

/** The documents of a text, in which every scalar is text; errors stand in them. */
export function parsed(text: string, lineCounter?: Yaml.LineCounter): readonly Yaml.Document[] {
  const options = { schema: "failsafe", merge: true, logLevel: "silent", prettyErrors: false } as const;
  return [
    ...yaml().parseAllDocuments(text, lineCounter ? { ...options, lineCounter } : options),
  ] as readonly Yaml.Document[];
}

function resolved(node: unknown, document: Yaml.Document): unknown {
  return yaml().isAlias(node) ? node.resolve(document) : node;
}

/** The entries of a mapping by key: its own, before those that are merged in. */
function pairs(node: unknown, document: Yaml.Document, inside: readonly unknown[] = []): Map<string, unknown> {
  const map = resolved(node, document);
  const found = new Map<string, unknown>();
  if (!yaml().isMap(map) || inside.includes(map)) return found;
  const merged: unknown[] = [];
  for (const { key, value } of map.items) {
    if (isMergeKey(key)) merged.push(...mergedMaps(value, document));
    else found.set(scalar(key) ?? "", value);
  }
  for (const each of merged) {
    for (const [key, value] of pairs(each, document, [...inside, map])) if (!found.has(key)) found.set(key, value);
  }
  return found;
}

function isMergeKey(key: unknown): boolean {
  return yaml().isScalar(key) && key.source === "<<" && key.type === "PLAIN";
}

function mergedMaps(value: unknown, document: Yaml.Document): readonly unknown[] {
  const source = resolved(value, document);
  return yaml().isSeq(source) ? source.items : [source];
}

function scalar(node: unknown): string | undefined {
  return yaml().isScalar(node) && typeof node.value === "string" ? node.value : undefined;
}
