import { setTimeout as sleep } from "node:timers/promises";
import { runCommand } from "./command.js";
import type { Host } from "./host.js";

const ABSENT = /no such (?:image|container)|not known|not found|does not exist|no container with name/i;
/** An engine that removes several images at once may say that of one that is there. */
const CONFUSED = /unrecognized image ID/i;
const ATTEMPTS = 3;
const PAUSE = 500;
/** How long an engine may take to remove something, in milliseconds. */
export const PATIENCE = 15_000;

/** Whether something is gone; `no answer`: the engine did not say in time, and will not be quicker with the next. */
export type Tidied = "gone" | "left" | "no answer";

/** Runs a command that removes something, `patience` milliseconds at most. Runs also after an interruption. */
export async function tidy(argv: readonly string[], host: Host, patience = PATIENCE): Promise<Tidied> {
  let isGone = false;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await sleep(PAUSE);
    const { code, tail, timedOut } = await runCommand(argv, host, { tidies: true, timeout: patience });
    if (timedOut) return "no answer";
    const answer = tail.join("\n");
    isGone = code === 0 || ABSENT.test(answer);
    // an engine may still finish what a stopped client asked for: then it is looked for again
    if (!host.interrupted.aborted && !CONFUSED.test(answer)) break;
  }
  return isGone ? "gone" : "left";
}

/** Removes things by their names, each with its command; gives back those that are left. */
export async function tidyAll(
  names: readonly string[],
  command: (name: string) => readonly string[],
  host: Host,
): Promise<readonly string[]> {
  const left: string[] = [];
  for (const [index, name] of names.entries()) {
    const tidied = await tidy(command(name), host);
    if (tidied === "no answer") return [...left, ...names.slice(index)];
    if (tidied === "left") left.push(name);
  }
  return left;
}
