import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseChallenges } from "./challenge.js";

test.each([
  ["", []],
  ["Basic", [["basic", {}]]],
  ['Basic realm="Registry Realm"', [["basic", { realm: "Registry Realm" }]]],
  ['bearer realm="https://a/t",service=s , scope="repository:a:pull,push"', [["bearer", { realm: "https://a/t", service: "s", scope: "repository:a:pull,push" }]]],
  ['Basic realm="a, Bearer realm=b", Bearer REALM = "c"', [["basic", { realm: "a, Bearer realm=b" }], ["bearer", { realm: "c" }]]],
  ['Negotiate, Basic realm="x"', [["negotiate", {}], ["basic", { realm: "x" }]]],
  ['Basic realm="a \\"b\\" \\\\"', [["basic", { realm: 'a "b" \\' }]]],
  ['Bearer realm="a",realm="b"', [["bearer", { realm: "a" }]]],
  ['Bearer realm="', [["bearer", { realm: "" }]]],
  ["realm=lost, Basic", [["basic", {}]]],
])("%s", (header, expected) => {
  const found = parseChallenges(header).map(({ scheme, params }) => [scheme, Object.fromEntries(params)]);
  expect(found).toEqual(expected);
}); // prettier-ignore

test("any text is read, quickly", () => {
  fc.assert(fc.property(fc.string(), (text) => Array.isArray(parseChallenges(text))));
  for (const part of ['"', "\\", "a=", 'a="', " ,"]) expect(parseChallenges(part.repeat(100_000))).toBeDefined();
});
