import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Csv } from "./csv.js";

test.each<[line: string, fields: string[]]>([
  ["type=bind,source=a", ["type=bind", "source=a"]],
  ["a", ["a"]],
  ["a,,b,", ["a", "", "b", ""]],
  [",", ["", ""]],
  [" a , b ", [" a ", " b "]],
  ['"a,b",c', ["a,b", "c"]],
  ['"a""b"', ['a"b']],
  ['""', [""]],
  ['"a",', ["a", ""]],
])("%s", (line, fields) => {
  expect(Csv.parse(line)).toEqual({ fields });
});

describe("refused, with the column that BuildKit names", () => {
  test.each([
    ["", "EOF"],
    ['a"b', 'parse error on line 1, column 2: bare " in non-quoted-field'],
    ['a,b"', 'parse error on line 1, column 4: bare " in non-quoted-field'],
    ['"a"b', 'parse error on line 1, column 3: extraneous or missing " in quoted-field'],
    ['x,"ab', 'parse error on line 1, column 4: extraneous or missing " in quoted-field'],
    ['"a""b', 'parse error on line 1, column 5: extraneous or missing " in quoted-field'],
  ])("%s", (line, error) => {
    expect(Csv.parse(line)).toEqual({ error });
  });
});

test("quoted fields come back as they were", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('"', ",", "a", " ") }), { minLength: 1 }), (fields) => {
      const line = fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(",");
      expect(Csv.parse(line)).toEqual({ fields });
    }),
  );
});
