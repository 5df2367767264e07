import { expect, test } from "@jest/globals";
import { type HclBody, type HclValue, readHcl } from "./hcl.js";

/** A file as JSON, expressions as they stand. */
function plain(text: string): unknown {
  const value = ({ text: own, items, entries, range }: HclValue): unknown =>
    own ??
    items?.map(value) ??
    (entries ? Object.fromEntries(entries.map((each) => [each.name, value(each.value)])) : `\`${text.slice(range.start, range.end)}\``);
  const body = ({ entries, blocks }: HclBody): unknown => ({
    ...Object.fromEntries(entries.map((each) => [each.name, value(each.value)])),
    ...Object.fromEntries(blocks.map((each) => [[each.type, ...each.labels].join(" "), body(each.body)])),
  });
  const read = readHcl(text);
  return read && body(read);
} // prettier-ignore

test.each<[what: string, text: string, is: unknown]>([
  ["blocks", 'target "a" {\n  b = "c"\n}\ngroup d e { f { } }', { "target a": { b: "c" }, "group d e": { f: {} } }],
  ["comments", "# x = 1\n// y {\n/* z = 1\n*/ a = \"b\" # c\nd = [ # e\n \"f\", // g\n]\nh = 1 // i", { a: "b", d: ["f"], h: "`1`" }],
  ["objects", 'a = { b = "c", "d" : "e"\n f = g\n}\nh = {}', { a: { b: "c", d: "e", f: "`g`" }, h: {} }],
  ["templates", 'a = "b${c["d"]}}e"\nf = "${"}"}"\ng = "\\"}"\nh = "$${"\ni = "%{ if x }{%{ endif }"', { a: '`"b${c["d"]}}e"`', f: '`"${"}"}"`', g: '`"\\"}"`', h: '`"$${"`', i: '`"%{ if x }{%{ endif }"`' }],
  ["expressions", 'a = b ? "c" : ["d"]\ne = f(g,\n "}", h)[0]\ni = "j" == k ? 1 : 2\nl = [for m in n : m]\no = { for p in q : p => 1 }', { a: '`b ? "c" : ["d"]`', e: '`f(g,\n "}", h)[0]`', i: '`"j" == k ? 1 : 2`', l: "`[for m in n : m]`", o: "`{ for p in q : p => 1 }`" }],
  ["heredocs", "a = <<-E\n  b = {\n  EE\n  E\nc = <<E\r\n}\r\nE\r\n", { a: "`<<-E\n  b = {\n  EE\n  E`", c: "`<<E\r\n}\r\nE`" }],
  ["an open block", "a {", undefined],
  ["an open text", 'a = "b\n"', undefined],
  ["a brace too many", "a = 1\n}\n", undefined],
  ["a computed key", "a = { (b) = 1 }", undefined],
])("%s", (_, text, is) => {
  expect(plain(text)).toEqual(is);
}); // prettier-ignore
