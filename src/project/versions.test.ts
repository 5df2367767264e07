import { describe, expect, test } from "@jest/globals";
import { satisfies, statedVersion } from "./versions.js";

type Files = Readonly<Record<string, string>>;

function stated(image: string, files: Files): unknown {
  return statedVersion(image, { read: (path) => files[path] });
}

describe("the version that the build context states", () => {
  test.each<[image: string, files: Files, source: string, version: string, minimum: boolean]>([
    ["node", { ".nvmrc": "20.11.0\n" }, ".nvmrc:1", "20.11.0", false],
    ["node", { ".nvmrc": "v20" }, ".nvmrc:1", "20", false],
    ["node", { ".nvmrc": "# pinned\r\nv20.1\r\n" }, ".nvmrc:2", "20.1", false],
    ["node", { ".node-version": "18.0.0" }, ".node-version:1", "18.0.0", false],
    ["node", { ".nvmrc": "20", ".node-version": "18" }, ".nvmrc:1", "20", false],
    ["node", { ".nvmrc": "# long-term\nlts/iron", ".node-version": "18" }, ".nvmrc:2", "lts/iron", false],
    ["node", { ".nvmrc": "lts/*" }, ".nvmrc:1", "lts/*", false],
    ["node", { ".nvmrc": "20.x" }, ".nvmrc:1", "20.x", false],
    ["python", { ".python-version": "3.12.1\n3.11\n" }, ".python-version:1", "3.12.1", false],
    ["ruby", { ".ruby-version": "ruby-3.3.0\n" }, ".ruby-version:1", "3.3.0", false],
    ["golang", { "go.mod": "module a\n\ngo 1.22.1\n\ntoolchain go1.23\n" }, "go.mod:3", "1.22.1", true],
  ])("%s in %j", (image, files, source, version, minimum) => {
    expect(stated(image, files)).toEqual({ source, version, minimum });
  });

  test.each<[image: string, files: Files]>([
    ["node", {}],
    ["node", { ".nvmrc": "" }],
    ["python", { ".nvmrc": "20" }],
    ["golang", { "go.mod": "module a\n// go 1.22\n" }],
    ["toString", { ".nvmrc": "20" }],
  ])("%s in %j: none", (image, files) => {
    expect(stated(image, files)).toBeUndefined();
  });

  test("there is none without a build context", () => {
    expect(statedVersion("node", undefined)).toBeUndefined();
  });
});

test.each([
  ["20.11.0", "20", false, true],
  ["20.11.0", "20.11", false, true],
  ["20.11.0", "20.11.0", false, true],
  ["20.11.0", "20.1", false, false],
  ["21.0.0", "20", false, false],
  ["20", "20.0", false, true],
  ["20", "20.1", false, false],
  ["1.23.0", "1.22.5", true, true],
  ["2.0.0", "1.22", true, true],
  ["1.21.9", "1.22", true, false],
  ["1.22", "1.22.0", true, true],
  ["1.22", "1.22.1", true, false],
])("%s for %s, a minimum: %j: %j", (version, wanted, minimum, expected) => {
  expect(satisfies(version, { source: "a:1", version: wanted, minimum })).toBe(expected);
});
