/** Something wrong with a file, at a 1-based line and column (UTF-16 units). */
export interface Problem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** The text of the line it stands on, without its line break; cut at 200 characters. */
  readonly text: string;
  /**
   * `syntax`: BuildKit refuses the file. `unsupported`: BuildKit may take it, dockshift does not edit it (a template, readers
   * that disagree, text it cannot decode). Both leave the file untouched; `syntax` is an error of the user's.
   */
  readonly kind: "syntax" | "unsupported";
}
