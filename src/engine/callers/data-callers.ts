import { bakeCaller } from "./bake.js";
import type { Caller } from "./caller.js";
import { composeCaller } from "./compose.js";
import { buildPushCaller } from "./github-build-push.js";

/** The files that tell in data what to build. */
export const DATA_CALLERS: readonly Caller[] = [composeCaller, buildPushCaller, bakeCaller];
