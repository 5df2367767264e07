import { posix } from "node:path";
import type { Argument, Instruction } from "../dockerfile/instruction.js";

/** A file that a COPY or ADD takes from the build context, and where it puts it, if it is a file. */
export interface Destination {
  readonly source: Argument;
  /** Absolute. */
  readonly path: string;
}

/** Where the sources of a COPY or ADD go that are named: none that comes from elsewhere or stands behind a variable or a pattern. */
export function destinationsOf(copy: Instruction, workdir: string): readonly Destination[] {
  if (!copy.isCopy || copy.flag("from") !== undefined) return [];
  const target = copy.words.at(-1)?.value ?? "";
  const sources = copy.words.slice(0, -1);
  if (target.includes("$") || target.startsWith("~")) return [];
  const folder = posix.resolve("/", workdir, target);
  const isFolder = /(?:^|\/)\.{0,2}$/.test(target) || sources.length > 1;
  return sources.flatMap((source) => {
    const { value } = source;
    if (/[$*?[<]|^\w+:\/\/|\/$/.test(value)) return [];
    return [{ source, path: isFolder ? posix.join(folder, posix.basename(value)) : folder }];
  });
}
