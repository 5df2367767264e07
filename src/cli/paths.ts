import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { isInside } from "../project/inside.js";

/** A file's name in messages: relative to the working directory when it lies inside, with `/`. */
export function shownPath(cwd: string, file: string): string {
  return isInside(cwd, file) ? slashed(relative(cwd, file)) : file;
}

/**
 * The name of a file in a diff. `git apply` reads names from the root of the repository that it runs in, wherever below it
 * runs (others it passes over without a word), and from the working directory outside of one.
 */
export function patchPath(base: string, file: string): string {
  return isInside(base, file) ? slashed(relative(base, file)) : slashed(file).replace(/^\/+/, "");
}

/** The root of the repository that a directory is in. */
export function repositoryRoot(directory: string): string | undefined {
  for (let at = directory; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (dirname(at) === at) return undefined;
  }
}

/** With `/` on every system. */
export function slashed(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}
