import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { shift } from "dockshift";
import type { Host } from "../src/verify/host.js";
import type { Verification } from "../src/verify/verification.js";
import { verify } from "../src/verify/verify.js";
import { engines } from "../src/verify/engines.js";
import { labelled } from "./docker.js";

const LABEL = `dockshift.e2e=damage-${process.pid}`;

const BEFORE = `FROM alpine:3
LABEL ${LABEL}
RUN mkdir -m 750 /data
RUN echo text > /data/file
RUN chown 33:33 /data/file
RUN ln -s file /data/link
ENV KEPT=yes
WORKDIR /data
EXPOSE 80
CMD ["cat", "file"]
`;

/** Each is what a bad rewrite might do: `wrong` takes the place of `right`. */
const DAMAGES: readonly (readonly [damage: string, right: string, wrong: string, seen: readonly string[]])[] = [
  ["a dropped file", "ln -s file /data/link", "true", ["file /data/link gone"]],
  ["a file too many", "ENV", "RUN touch /extra\nENV", ["file /extra new"]],
  ["a changed mode", "-m 750", "-m 755", ["file /data mode"]],
  ["a changed owner", "33:33", "33:34", ["file /data/file owner"]],
  ["another content of the same size", "echo text", "echo Text", ["file /data/file content"]],
  ["another target of a link", "-s file", "-s ./file", ["file /data/link target"]],
  ["a file for a link", "ln -s file /data/link", "cp /data/file /data/link", ["file /data/link type"]],
  ["a lost ENV", "ENV KEPT=yes\n", "", ["config env KEPT value"]],
  ["another directory", "WORKDIR /data", "WORKDIR /", ["config workdir value"]],
  ["a lost port", "EXPOSE 80\n", "", ["config port 80 value"]],
  ["another command", '"cat"', '"tac"', ["config cmd value"]],
];

test.concurrent.each(DAMAGES)("sees %s", async (_damage, right, wrong, seen) => {
  const { verdict, differences } = await verifyDamage(right, wrong);
  expect(differences.map(({ kind, what, change }) => `${kind} ${what} ${change}`)).toEqual(seen);
  expect(verdict).toBe("differs");
});

test("without damage sees none", async () => {
  const { verdict } = await verifyDamage("", "");
  expect(verdict).toBe("same");
});

test("tells whose fault a build is that fails", async () => {
  const failing = "RUN echo to be seen && false\n";
  const after = await verifyDamage("ENV", `${failing}ENV`);
  expect(after.verdict).toBe("does not build after");
  expect(after.log?.join("\n")).toContain("to be seen");
  const before = await verifyTexts(`${BEFORE}${failing}`, BEFORE);
  expect(before.verdict).toBe("did not build before");
  expect(before.log?.join("\n")).toContain("to be seen");
});

afterAll(async () => {
  expect(await labelled(LABEL)).toEqual({ containers: [], images: [] });
});

function verifyDamage(right: string, wrong: string): Promise<Verification> {
  const { after } = shift(BEFORE, { only: ["merge-runs"] });
  expect(after).not.toBe(BEFORE);
  return verifyTexts(BEFORE, damaged(after, right, wrong));
}

/** Verifies as the command does; the rewrite announces what merge-runs announced. */
async function verifyTexts(before: string, after: string): Promise<Verification> {
  const context = mkdtempSync(path.join(tmpdir(), "dockshift-e2e-"));
  try {
    const outcome = { ...shift(before, { only: ["merge-runs"] }), after };
    const file = { path: path.join(context, "Dockerfile"), context };
    return await verify(outcome, file, { ...OPTIONS, engine: engines.buildx }, host());
  } finally {
    rmSync(context, { recursive: true });
  }
}

const OPTIONS = {
  buildArgs: [],
  secrets: [],
  target: undefined,
  platform: undefined,
  extra: ["--network=host"],
  run: undefined,
  progress: () => undefined,
  left: (names: readonly string[]) => {
    throw new Error(`left behind: ${names.join(", ")}`);
  },
} as const;

function host(): Host {
  const interrupted = new AbortController().signal;
  return {
    env: process.env,
    cwd: tmpdir(),
    temporary: [tmpdir()],
    interrupted,
    signalGroup: (pid, signal) => process.kill(-pid, signal),
  };
}

function damaged(text: string, right: string, wrong: string): string {
  if (!text.includes(right)) throw new Error(`no ${right} in ${text}`);
  return text.replace(right, wrong);
}
