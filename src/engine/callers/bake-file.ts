import { YamlValue } from "../../project/yaml.js";
import { type HclBody, type HclValue, readHcl } from "./hcl.js";

/** A value of a bake file, in either syntax. */
export interface BakeValue {
  readonly at: number;
  /** As it stands. */
  readonly raw: string;
  /** Of a text with nothing to fill in. */
  readonly text?: string | undefined;
  /** Of a list. */
  readonly items?: readonly BakeValue[] | undefined;
  /** Of an object. */
  readonly entries?: BakeEntries | undefined;
}

export type BakeEntries = ReadonlyMap<string, BakeValue>;

export interface BakeFile {
  readonly targets: ReadonlyMap<string, BakeEntries>;
  /** Variables with nothing but what the environment says. */
  readonly variables: ReadonlySet<string>;
}

/** A file for `docker buildx bake`, in HCL or JSON; undefined when it is not understood. Source: Bake file reference. */
export function readBake(path: string, text: string): BakeFile | undefined {
  return path.endsWith(".json") ? ofJson(text) : ofHcl(text);
}

function ofHcl(text: string): BakeFile | undefined {
  const root = readHcl(text);
  if (root === undefined) return undefined;
  const names = root.blocks.map(({ type, labels }) => [type, ...labels].join(" "));
  if (new Set(names).size < names.length) return undefined;
  const of = (type: string) =>
    new Map(
      root.blocks.flatMap(({ type: own, labels: [label], body }) =>
        own === type && label !== undefined ? [[label, hclEntries(body.entries, text)]] : [],
      ),
    );
  // An attribute of the file takes the place of a variable.
  return { targets: of("target"), variables: open(of("variable"), new Set(root.entries.map(({ name }) => name))) };
}

function ofJson(text: string): BakeFile | undefined {
  const [root] = YamlValue.documents(text);
  if (root === undefined) return undefined;
  const of = (type: string) => new Map(root.at(type).entries.map(([name, value]) => [name, jsonEntries(value, text)]));
  return { targets: of("target"), variables: open(of("variable"), new Set(root.entries.map(([name]) => name))) };
}

function open(variables: ReadonlyMap<string, BakeEntries>, others: ReadonlySet<string>): ReadonlySet<string> {
  const isOpen = (value: BakeValue | undefined) => value === undefined || /^(?:""|null)$/.test(value.raw);
  return new Set(
    [...variables].flatMap(([name, value]) => (isOpen(value.get("default")) && !others.has(name) ? name : [])),
  );
}

function hclEntries(entries: HclBody["entries"], text: string): BakeEntries {
  return new Map(entries.map(({ name, value }) => [name, hclValue(value, text)]));
}

function hclValue({ range, text: own, items, entries }: HclValue, text: string): BakeValue {
  return {
    at: range.start,
    raw: text.slice(range.start, range.end),
    text: own,
    items: items?.map((item) => hclValue(item, text)),
    entries: entries && hclEntries(entries, text),
  };
}

function jsonEntries(value: YamlValue, text: string): BakeEntries {
  return new Map(value.entries.map(([key, each]) => [key, jsonValue(each, text)]));
}

function jsonValue(value: YamlValue, text: string): BakeValue {
  const { place, start } = value;
  return {
    at: start,
    raw: place ? text.slice(place.start, place.end) : "",
    text: value.text === undefined || /[$%]\{/.test(value.text) ? undefined : value.text,
    items: value.isSequence ? value.items.map((item) => jsonValue(item, text)) : undefined,
    entries: place || value.isSequence ? undefined : jsonEntries(value, text),
  };
}
