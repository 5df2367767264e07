import type { BuildInput } from "../../project/build-input.js";
import type { Edit } from "../types.js";

/** A file that may call the build; all paths are from the repository's root, with `/`. */
export interface CallerFile {
  readonly path: string;
  readonly text: string;
  /** The Dockerfile whose build is given something in another way. */
  readonly dockerfile: string;
  readonly inputs: readonly BuildInput[];
  /** Whether there is such a file in the repository. */
  readonly exists: (path: string) => boolean;
}

/** What changes in a file that calls the build, and what is not certain enough to be changed. */
export interface CallerChange {
  /** Disjoint; offsets into the file's text. */
  readonly edits: readonly Edit[];
  readonly todos: readonly CallerTodo[];
}

export interface CallerTodo {
  /** Offset into the file's text. */
  readonly at: number;
  /** One sentence, no full stop. */
  readonly message: string;
}

/** One kind of file that calls builds. */
export interface Caller {
  /** Whether a file is of that kind, by its path. */
  readonly takes: (path: string) => boolean;
  /** What changes in one; nothing when it does not call the build or is not understood. Never throws. */
  readonly change: (file: CallerFile) => CallerChange;
}
