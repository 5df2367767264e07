import { setTimeout as sleep } from "node:timers/promises";
import { runCommand } from "./command.js";
import type { Host } from "./host.js";

const ABSENT = /no such (?:image|container)|not known|not found|does not exist|no container with name/i;
/** An engine that removes several images at once may say that of one that is there. */
const CONFUSED = /unrecognized image ID/i;
const ATTEMPTS = 3;
const PAUSE = 500;

/** Runs a command that removes something; true when it is gone. Runs also after an interruption. */
export async function tidy(argv: readonly string[], host: Host): Promise<boolean> {
  let isGone = false;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await sleep(PAUSE);
    const { code, tail } = await runCommand(argv, host, { tidies: true });
    const answer = tail.join("\n");
    isGone = code === 0 || ABSENT.test(answer);
    // an engine may still finish what a stopped client asked for: then it is looked for again
    if (!host.interrupted.aborted && !CONFUSED.test(answer)) break;
  }
  return isGone;
}
