/** The build context as transforms see it: paths are relative to its root, with `/`. Reading is lazy and never throws. */
export interface Context {
  /** The text of a file, or undefined when it is missing, unreadable, binary or larger than 1 MB. */
  read(path: string): string | undefined;
  /** The files that a project keeps as source, sorted; undefined when there are too many, absent when they cannot be listed. */
  files?(): readonly string[] | undefined;
  /** All files but for what tools put there, sorted, in the same way. */
  allFiles?(): readonly string[] | undefined;
  /**
   * The names in a directory, sorted, those of directories with a `/` behind; `.` is the root. Undefined when the directory is
   * missing, unreadable or has more than 1000 entries.
   */
  list?(directory: string): readonly string[] | undefined;
  /** The folder above, as far as it belongs to the same repository. */
  readonly parent?: Context | undefined;
  /** Its own name in `parent`. */
  readonly name?: string | undefined;
}
