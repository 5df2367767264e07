import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "@jest/globals";
import { drain } from "./byte-reader.js";
import { readCommand, runCommand } from "./command.js";
import { ImageError } from "./image-error.js";
import type { Host } from "./host.js";
import { readImage } from "./image.js";
import { tar } from "./testing/archive.js";

const HOST: Host = {
  env: process.env,
  cwd: process.cwd(),
  temporary: [],
  interrupted: new AbortController().signal,
  signalGroup: (pid, signal) => process.kill(-pid, signal),
};
const node = (script: string) => [process.execPath, "-e", script];
/** Writes more than any pipe holds, and goes on after that. */
const ENDLESS = node("process.stdout.write(Buffer.alloc(2 ** 22)); setInterval(() => {}, 1000)");

test("a reader that fails ends the command, whatever is left to read", async () => {
  const read = async (stdout: AsyncIterable<unknown>): Promise<never> => {
    await stdout[Symbol.asyncIterator]().next();
    throw new ImageError("unreadable");
  };
  await expect(readCommand(ENDLESS, HOST, read)).rejects.toThrow(/^unreadable$/);
});

test("a damaged image ends the command, whatever is left to read", async () => {
  const directory = mkdtempSync(path.join(tmpdir(), "dockshift-"));
  try {
    const damaged = gzipSync(tar([{ path: "x", content: randomBytes(2 ** 20) }]));
    // its checksum
    damaged.fill(0xff, damaged.length - 8);
    const rest = Buffer.alloc(2 ** 22);
    writeFileSync(
      path.join(directory, "image.tar"),
      tar([
        { path: "a", content: damaged },
        { path: "b", content: rest },
      ]),
    );
    const cat = ["cat", path.join(directory, "image.tar")];
    await expect(readCommand(cat, HOST, (archive) => readImage(archive))).rejects.toThrow(
      /^a layer cannot be decompressed: /,
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test("a command that fails says why, beside what the reader missed", async () => {
  const failing = node("console.error('no space left'); process.exitCode = 3");
  const read = async (stdout: AsyncIterable<unknown>): Promise<never> => {
    await drain(stdout);
    throw new ImageError("ends too early");
  };
  const error: unknown = await readCommand(failing, HOST, read).catch((reason: unknown) => reason);
  expect((error as Error).message).toMatch(/^ends too early; .*: no space left$/);
  await expect(readCommand(failing, HOST, () => Promise.resolve(1))).rejects.toThrow("no space left");
});

test("a command that takes too long is stopped", async () => {
  const waiting = node("setInterval(() => {}, 1000)");
  expect(await runCommand(waiting, HOST, { timeout: 100 })).toMatchObject({ code: 128, timedOut: true });
  expect(await runCommand(node(""), HOST, { timeout: 60_000 })).toMatchObject({ code: 0, timedOut: false });
});
