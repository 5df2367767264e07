import { expect, jest, test } from "@jest/globals";
import { perFile } from "./per-file.js";
import { memoryContext } from "./testing/memory-context.js";

test("a file is read again when it says something else", () => {
  const files = { a: "1" };
  const context = memoryContext(files);
  const read = jest.fn((text: string, path: string) => `${path} ${text}`);
  const reader = perFile(read);
  expect([reader(context, "a"), reader(context, "a")]).toEqual(["a 1", "a 1"]);
  expect(read).toHaveBeenCalledTimes(1);
  files.a = "2";
  expect(reader(context, "a")).toBe("a 2");
});

test("contexts do not share what they hold", () => {
  const reader = perFile((text) => text);
  expect(reader(memoryContext({ a: "1" }), "a")).toBe("1");
  expect(reader(memoryContext({ a: "2" }), "a")).toBe("2");
  expect(reader(memoryContext({}), "a")).toBeUndefined();
});
