import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { jsonForm } from "./json.js";

function strings(args: string): string[] | undefined {
  const form = jsonForm(args);
  return form && "strings" in form ? form.strings.map(({ value }) => value) : undefined;
}

describe("the exec form", () => {
  test.each([
    ['["a", "b c"]', ["a", "b c"]],
    ['[ "a\\tb" , "caf\\u00e9\\n" ]', ["a\tb", "café\n"]],
    ['["[", "]", "a,b", "\\"x\\"", "\\\\"]', ["[", "]", "a,b", '"x"', "\\"]],
    ['\u00a0["a"]', ["a"]],
    ["[]", []],
    ['[""]', [""]],
  ])("%s", (args, expected) => {
    expect(strings(args)).toEqual(expected);
  });

  test.each(["[1]", '["a", null]', "[[]]", "[{}]", '["a", true]'])("%s holds something else than strings", (args) => {
    expect(jsonForm(args)).toEqual({ error: "when using JSON array syntax, arrays must be comprised of strings only" });
  });

  test.each([
    "a",
    '"a"',
    "",
    '["a"] x',
    '["a",]',
    "['a']",
    '["a"',
    "[ -f x ] && y",
    '["a\tb"]',
    '["\\d"]',
    '{"a": "b"}',
  ])("%s is the shell form", (args) => {
    expect(jsonForm(args)).toBeUndefined();
  });
});

test("each string stands where its quotes are", () => {
  const blank = fc.constantFrom("", " ", "\t");
  const items = fc.array(fc.tuple(blank, fc.string(), blank));
  fc.assert(
    fc.property(items, (list) => {
      const args = `[${list.map(([before, value, after]) => before + JSON.stringify(value) + after).join(",")}]`;
      const form = jsonForm(args) as { strings: { value: string; from: number; to: number }[] };
      expect(form.strings.map(({ value }) => value)).toEqual(list.map(([, value]) => value));
      for (const { value, from, to } of form.strings) expect(args.slice(from, to)).toBe(JSON.stringify(value));
    }),
  );
});
