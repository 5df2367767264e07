import { realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/**
 * The paths by which a command line names files, under the files that they lead to: a symbolic link to a Dockerfile is built
 * in the directory of the link, and with the link's own ignore file. The first name counts.
 */
export function namedPaths(paths: readonly string[], cwd: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const path of paths) {
    const named = resolve(cwd, path);
    if (statSync(named, { throwIfNoEntry: false })?.isFile() !== true) continue;
    const file = realpathSync(named);
    if (!names.has(file)) names.set(file, join(realpathSync(dirname(named)), basename(named)));
  }
  return names;
}
