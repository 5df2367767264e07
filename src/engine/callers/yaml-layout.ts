import { yaml } from "../../project/yaml.js";
import { columnOf } from "./line-places.js";
import type { YamlTree } from "./yaml-step.js";

/** How a YAML file is indented: what is below a key, and a sequence below its key. */
export interface YamlLayout {
  readonly unit: number;
  readonly list: number;
}

/** By the first collections that stand below keys. */
export function layoutOf(text: string, root: unknown): YamlLayout {
  const found: { unit?: number; list?: number } = {};
  const { visit, isMap, isScalar, isSeq } = yaml();
  visit(root as Parameters<typeof visit>[0], {
    Pair(_, { key, value }) {
      if (!isScalar(key) || (!isMap(value) && !isSeq(value)) || value.flow === true) return;
      const [from, to] = [key.range?.[0], value.range?.[0]];
      if (from === undefined || to === undefined) return;
      found[isMap(value) ? "unit" : "list"] ??= columnOf(text, to) - columnOf(text, from);
    },
  });
  const unit = Math.max(found.unit ?? 2, 1);
  return { unit, list: Math.max(found.list ?? unit, 0) };
}

/** An entry of a block mapping, without the indentation of its key. */
export function blockLines(key: string, value: YamlTree, layout: YamlLayout): readonly string[] {
  const head = `${flowText(key, false)}:`;
  const indented = (lines: readonly string[], by: number) => lines.map((line) => " ".repeat(by) + line);
  if (isList(value))
    return [
      head,
      ...indented(
        value.map((item) => `- ${flowText(item, false)}`),
        layout.list,
      ),
    ];
  if (typeof value !== "string") {
    const entries = Object.entries(value).flatMap(([inner, each]) => blockLines(inner, each, layout));
    return [head, ...indented(entries, layout.unit)];
  }
  if (!value.endsWith("\n")) return [`${head} ${flowText(value, false)}`];
  return [`${head} |`, ...indented(value.split("\n").slice(0, -1), layout.unit)];
}

/** A value on one line; texts in quotes where they need them, or always. */
export function flowText(value: YamlTree, isQuoted: boolean): string {
  if (typeof value === "string") return isQuoted || !PLAIN.test(value) ? JSON.stringify(value) : value;
  if (isList(value)) return `[${value.map((item) => flowText(item, isQuoted)).join(", ")}]`;
  return `{${Object.entries(value)
    .map(([key, each]) => `${flowText(key, isQuoted)}: ${flowText(each, isQuoted)}`)
    .join(", ")}}`;
}

/** Texts that every reader of YAML takes for texts without quotes. */
const PLAIN = /^(?!(?:true|false|yes|no|on|off|null|y|n)$)(?:[A-Za-z_]|\.{1,2}\/)[\w./-]*$/i;

function isList(value: YamlTree): value is readonly string[] {
  return Array.isArray(value);
}
