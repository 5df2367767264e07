/** One thing that is not the same in the two images. */
export interface Difference {
  readonly kind: "file" | "config" | "run";
  /** A path with its slash, an entry of the configuration as the plan names it (`env PATH`), or what was seen running. */
  readonly what: string;
  readonly change: FileChange | "value";
  /** Empty when there is nothing on that side. */
  readonly before: string;
  readonly after: string;
  /** What announced it: a delta's name, or `plan` for an entry of the plan's diff. Undefined: nothing did. */
  readonly declared?: string;
}

/** What of a file differs; `content` includes the size, `hard link`: it has become a copy. */
export type FileChange =
  "gone" | "new" | "type" | "mode" | "owner" | "content" | "target" | "device" | "attributes" | "hard link";

/** A difference of two file trees, with the layers that the two sides come from. */
export interface FileDifference extends Difference {
  readonly kind: "file";
  readonly change: FileChange;
  readonly layers: { readonly before: number | undefined; readonly after: number | undefined };
}
