import type { Transform } from "../src/engine/types.js";
import { addHealthcheck } from "./add-healthcheck.js";
import { addInit } from "./add-init.js";
import { addUser } from "./add-user.js";
import { mergeRuns } from "./merge-runs.js";
import { mountSecrets } from "./mount-secrets.js";
import { ownCopiedFiles } from "./own-copied-files.js";
import { pinBaseImage } from "./pin-base-image.js";
import { removeSudo } from "./remove-sudo.js";
import { setRuntimeEnv } from "./set-runtime-env.js";
import { useExecForm } from "./use-exec-form.js";

/** Every transform, in the order in which they run. */
export const catalogue: readonly Transform[] = [
  pinBaseImage,
  mountSecrets,
  removeSudo,
  ownCopiedFiles,
  setRuntimeEnv,
  addUser,
  addHealthcheck,
  useExecForm,
  addInit,
  mergeRuns,
];

/** Rules of other tools that dockshift does not fix, and why. */
export const leftOut: readonly { readonly rule: string; readonly because: string }[] = [];
