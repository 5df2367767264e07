import { setTimeout as sleep } from "node:timers/promises";
import { runCommand } from "./command.js";
import type { Host } from "./host.js";

const ABSENT = /no such (?:image|container)|not known|not found|does not exist|no container with name/i;
/** An engine may still finish what a stopped client asked for: then it is looked for again. */
const ATTEMPTS_AFTER_STOP = 3;
const PAUSE = 500;

/** Runs a command that removes something; true when it is gone. Runs also after an interruption. */
export async function tidy(argv: readonly string[], host: Host): Promise<boolean> {
  const attempts = host.interrupted.aborted ? ATTEMPTS_AFTER_STOP : 1;
  let isGone = true;
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (attempt > 0) await sleep(PAUSE);
    const { code, tail } = await runCommand(argv, host, { tidies: true });
    isGone = code === 0 || ABSENT.test(tail.join("\n"));
  }
  return isGone;
}
