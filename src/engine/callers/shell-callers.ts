import { azureCaller } from "./azure-caller.js";
import type { Caller } from "./caller.js";
import { circleCaller } from "./circle-caller.js";
import { githubCaller } from "./github-caller.js";
import { bitbucketCaller, gitlabCaller, taskfileCaller, travisCaller } from "./list-callers.js";
import { makefileCaller } from "./makefile-caller.js";
import { groovyCaller, markdownCaller } from "./mention-callers.js";
import { packageJsonCaller } from "./package-json-caller.js";
import { scriptCaller } from "./script-caller.js";

/** The files whose shell commands build images; a script without an extension is the last guess. */
export const SHELL_CALLERS: readonly Caller[] = [
  githubCaller,
  gitlabCaller,
  circleCaller,
  azureCaller,
  travisCaller,
  bitbucketCaller,
  taskfileCaller,
  packageJsonCaller,
  makefileCaller,
  groovyCaller,
  markdownCaller,
  scriptCaller,
];
