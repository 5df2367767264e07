import { bakeCaller } from "./bake.js";
import type { Caller } from "./caller.js";
import { composeCaller } from "./compose.js";
import { buildPushCaller } from "./github-build-push.js";
import { otherCallers } from "./other-callers.js";

/** Callers that are told what to build in data; the last one takes whatever YAML, HCL and Terraform files the others leave. */
export const DATA_CALLERS: readonly Caller[] = [composeCaller, buildPushCaller, bakeCaller, otherCallers];
