import { catalogue } from "../transforms/index.js";
import { pinBaseImage } from "../transforms/pin-base-image.js";
import { shiftCompose as runOnCompose } from "./engine/compose/shift-compose.js";
import { shift as run } from "./engine/shift.js";
import type { Outcome, ShiftOptions } from "./engine/types.js";

export { catalogue, leftOut } from "../transforms/index.js";
export type { Problem } from "./dockerfile/problem.js";
export type {
  Advice,
  Applied,
  Edit,
  Evidence,
  Fix,
  Level,
  Outcome,
  ShiftOptions,
  Skip,
  Skipped,
  Transform,
} from "./engine/types.js";
export type { PlanChange } from "./plan/diff.js";
export type { Context } from "./project/context.js";

/** Rewrites one Dockerfile with the catalogue, or with `options.transforms`. Pure: no I/O; a bad file is an outcome with errors. */
export function shift(source: string, options: ShiftOptions = {}): Outcome {
  return run(source, options.transforms ?? catalogue, options);
}

/** Pins the images of a compose file as `pin-base-image` pins those of a Dockerfile. Pure; a bad file is an outcome with errors. */
export function shiftCompose(source: string, options: Omit<ShiftOptions, "transforms"> = {}): Outcome {
  return runOnCompose(source, pinBaseImage, options);
}
