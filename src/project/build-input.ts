/** What a build is given in another way from now on. */
export interface BuildInput {
  /** `--secret id=…` or `--ssh default`. */
  readonly kind: "secret" | "ssh";
  /** The secret's id; `default` for ssh. */
  readonly id: string;
  /** The build argument that gave it before; it is gone from the Dockerfile. */
  readonly argument?: string;
  /** RUNs get it as a variable, which keeps a line break at its end. */
  readonly isVariable?: boolean;
  /** The file, as the build context names it, that was copied before. */
  readonly file?: string;
}

/** A file beside the Dockerfile, by its path from the build context (`../` leads above it), with its text before and after. */
export interface FileChange {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** What nobody but the user can change, at a 1-based line of a file by its path from the build context. */
export interface Todo {
  readonly path: string;
  readonly line: number;
  /** One sentence, no full stop. */
  readonly message: string;
}
