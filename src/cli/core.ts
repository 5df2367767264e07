import type { Outcome, ShiftOptions, Transform } from "../engine/types.js";

/** What the command needs of the library; loaded only when a file is worked on or a transform is asked for. */
export interface Core {
  readonly catalogue: readonly Transform[];
  shift(source: string, options?: ShiftOptions): Outcome;
  /** The same for a compose file, whose images are pinned. */
  shiftCompose(source: string, options?: ShiftOptions): Outcome;
}
