import { describe, expect, test } from "@jest/globals";
import type { Host } from "./host.js";
import { tidy, tidyAll } from "./tidy.js";

const HOST: Host = {
  env: process.env,
  cwd: process.cwd(),
  temporary: [],
  interrupted: new AbortController().signal,
  signalGroup: (pid, signal) => process.kill(-pid, signal),
};
const node = (script: string) => [process.execPath, "-e", script];

describe("removing", () => {
  test("what is removed, or was never there, is gone", async () => {
    expect(await tidy(node(""), HOST)).toBe("gone");
    expect(await tidy(node("console.error('Error: No such image: x'); process.exitCode = 1"), HOST)).toBe("gone");
  });

  test("an engine that refuses leaves it", async () => {
    const refusing = node("console.error('Cannot connect'); process.exitCode = 1");
    expect(await tidyAll(["a", "b"], (name) => (name === "a" ? refusing : node("")), HOST)).toEqual(["a"]);
  });

  test("an engine that does not answer is not waited for", async () => {
    expect(await tidy(node("setInterval(() => {}, 1000)"), HOST, 100)).toBe("no answer");
  });
});
