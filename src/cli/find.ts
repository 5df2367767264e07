import { readdirSync, realpathSync, statSync, type Dirent } from "node:fs";
import { join, resolve } from "node:path";
import { isInside } from "../project/inside.js";
import type { Failure } from "../report/summary.js";
import { GitIgnore } from "./git-ignore.js";
import { ioMessage } from "./io-message.js";
import { isDockerfileName, isSkippedDirectory } from "./names.js";
import { shownPath } from "./paths.js";

/** What stands behind the paths of a command line. */
export interface Found {
  /** Absolute, free of symbolic links, sorted, each once. */
  readonly files: readonly string[];
  readonly failures: readonly Failure[];
}

/**
 * Finds the files that `isWanted` takes by their names, by default Dockerfiles: a named file is taken whatever its name, a directory
 * is searched, a pattern stands for both.
 */
export async function findFiles(
  paths: readonly string[],
  cwd: string,
  isWanted: (name: string) => boolean = isDockerfileName,
): Promise<Found> {
  const files = new Set<string>();
  const failures: Failure[] = [];
  for (const path of paths.length === 0 ? ["."] : paths) {
    for (const named of await expand(path, cwd)) {
      const search = new Search(cwd, files, failures, isWanted);
      search.take(resolve(cwd, named));
    }
  }
  return { files: [...files].sort(), failures };
}

/** A path that exists is itself; else it may be a pattern that the shell has not expanded. */
async function expand(path: string, cwd: string): Promise<readonly string[]> {
  if (!/[*?[{]/.test(path) || statSync(resolve(cwd, path), { throwIfNoEntry: false }) !== undefined) return [path];
  const { glob } = await import("tinyglobby");
  const ignored = ["**/node_modules/**", "**/.git/**"];
  const matches = await glob(path, { cwd, ignore: ignored, onlyFiles: false, expandDirectories: false, dot: true });
  return matches.length === 0 ? [path] : matches;
}

class Search {
  constructor(
    private readonly cwd: string,
    private readonly files: Set<string>,
    private readonly failures: Failure[],
    private readonly isWanted: (name: string) => boolean,
  ) {}

  take(named: string): void {
    this.attempt(named, () => {
      const path = realpathSync(named);
      const stats = statSync(path);
      if (stats.isDirectory()) this.walk(path, path, GitIgnore.in(path));
      else if (stats.isFile()) this.files.add(path);
      else this.fail(named, "not a file; pipe its text to --stdin-filepath");
    });
  }

  private walk(root: string, directory: string, ignored: GitIgnore): void {
    this.attempt(directory, () => {
      for (const entry of readdirSync(directory, { withFileTypes: true })) this.visit(root, directory, entry, ignored);
    });
  }

  private visit(root: string, directory: string, entry: Dirent, ignored: GitIgnore): void {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      if (isSkippedDirectory(entry.name) || ignored.ignores(`${path}/`)) return;
      this.walk(root, path, ignored.below(path));
    } else if (this.isWanted(entry.name) && !ignored.ignores(path)) {
      const target = entry.isSymbolicLink() ? targetInside(root, path) : path;
      if (target !== undefined && (entry.isFile() || entry.isSymbolicLink())) this.files.add(target);
    }
  }

  private attempt(path: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.fail(path, ioMessage(error));
    }
  }

  private fail(path: string, message: string): void {
    this.failures.push({ path: shownPath(this.cwd, path), message });
  }
}

/** The file behind a symbolic link; a broken link, or one that leads out of the searched directory, is passed over. */
function targetInside(root: string, link: string): string | undefined {
  try {
    const target = realpathSync(link);
    return isInside(root, target) && statSync(target).isFile() ? target : undefined;
  } catch {
    return undefined;
  }
}
