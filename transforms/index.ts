import type { Transform } from "../src/engine/types.js";
import { mergeRuns } from "./merge-runs.js";
import { pinBaseImage } from "./pin-base-image.js";

/** Every transform, in the order in which they run. */
export const catalogue: readonly Transform[] = [pinBaseImage, mergeRuns];

/** Rules of other tools that dockshift does not fix, and why. */
export const leftOut: readonly { readonly rule: string; readonly because: string }[] = [];
