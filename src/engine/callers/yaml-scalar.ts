import { type Range, Text } from "../../dockerfile/text.js";
import type { YamlValue } from "../../project/yaml.js";
import { TextBuilder } from "./shell-text.js";

/** A scalar's text with where it stands in the source; undefined when the two do not go line by line. Source: YAML 1.2, 7.3, 8.1. */
export function scalarText(value: YamlValue, source: string): Text | undefined {
  const { place, text } = value;
  if (place === undefined || text === undefined) return undefined;
  const built = /^[|>]/.test(source.slice(place.start)) ? blockText(source, place) : lineText(source, place);
  return built?.value.trim() === text ? built : undefined;
}

/** A plain scalar, whose line breaks are blanks, or a quoted one on one line; nothing in it is escaped. */
function lineText(source: string, { start, end }: Range): Text | undefined {
  const written = source.slice(start, end);
  const isQuoted = /^["']/.test(written);
  if (isQuoted && written.includes("\n")) return undefined;
  if (isQuoted) return Text.of(source, { start: start + 1, end: end - 1 });
  const builder = new TextBuilder();
  for (const { 0: line, index } of written.matchAll(/\S[^\r\n]*/g)) {
    if (index > 0) builder.add(" ", start + index - 1);
    builder.add(line.trimEnd(), start + index);
  }
  return builder.text;
}

/** A block scalar without its indentation; the line breaks of a folded one are blanks. */
function blockText(source: string, { start, end }: Range): Text | undefined {
  const header = /^([|>])[-+]?[ \t]*(?:#[^\n]*)?\r?\n/.exec(source.slice(start, end));
  if (header === null) return undefined;
  const from = start + header[0].length;
  const [, indent = ""] = /^(?:[ \t]*\r?\n)*( *)/.exec(source.slice(from, end)) ?? [];
  const builder = new TextBuilder();
  let at = from;
  for (const line of source.slice(from, end).split(/(?<=\n)/)) {
    const text = line.replace(/\r?\n$/, "");
    const isLast = at + line.length >= end;
    if (header[1] === ">" && !isLast && !/^ *[^\s]/.test(text)) return undefined;
    if (text.startsWith(indent)) builder.add(text.slice(indent.length), at + indent.length);
    if (text.length < line.length) builder.add(header[1] === ">" && !isLast ? " " : "\n", at + line.length - 1);
    at += line.length;
  }
  return builder.text;
}
