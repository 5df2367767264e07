import { truncateSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { decodeSource, MOST_BYTES, readSource, readStream } from "./source.js";
import { scene } from "./testing/scene.js";

test("keeps every byte", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.boolean(), (text, mark) => {
      const bytes = Buffer.from((mark ? "\ufeff" : "") + text.replaceAll("\0", ""));
      const source = decodeSource(bytes);
      expect(source.kind === "text" && Buffer.from(source.text).equals(bytes)).toBe(true);
    }),
  );
});

describe("names the place of", () => {
  const latin1 = Buffer.concat([Buffer.from("# \ufffd\n"), Buffer.from("# caf\xe9\n# \xfc\n", "latin1")]);

  test.each([
    ["text that is not UTF-8", latin1, 2, 6, "unsupported", "not UTF-8; save the file as UTF-8"],
    ["a cut sequence at the end", Buffer.from([0x61, 0x0a, 0xe2, 0x82]), 2, 1, "unsupported", "not UTF-8"],
    ["a NUL byte", Buffer.from("FROM a\nRUN\0"), 2, 4, "syntax", "binary file: it holds a NUL byte"],
    ["UTF-16", Buffer.from("\ufeffFROM a\n", "utf16le"), 1, 1, "syntax", "UTF-16 text; save the file as UTF-8"],
  ])("%s", (_, bytes, line, column, kind, message) => {
    const source = decodeSource(bytes);
    expect(source).toMatchObject({ kind: "problem", problem: { line, column, kind } });
    expect(source.kind === "problem" && source.problem.message).toContain(message);
  });
});

test("says why a file cannot be read", () => {
  using place = scene({ large: "" });
  truncateSync(place.path("large"), MOST_BYTES + 1);
  expect(readSource(place.path("large"))).toEqual({
    kind: "failure",
    message: "larger than 64 MB, which no Dockerfile is",
  });
  expect(readSource(place.path("gone"))).toEqual({
    kind: "failure",
    message: "cannot be read: no such file or directory",
  });
  expect(readSource(place.directory)).toEqual({ kind: "failure", message: "cannot be read: is a directory" });
});

test("stops reading an endless stream", async () => {
  async function* endless() {
    for (;;) yield await Promise.resolve(new Uint8Array(2 ** 20));
  }
  expect(await readStream(endless())).toMatchObject({ kind: "failure" });
});

test("joins a sequence that two chunks share", async () => {
  async function* chunks() {
    yield await Promise.resolve(Buffer.from([0xc3]));
    yield await Promise.resolve(Buffer.from([0xa9]));
  }
  expect(await readStream(chunks())).toEqual({ kind: "text", text: "é" });
});
