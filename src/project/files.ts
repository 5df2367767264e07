import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** More entries than this make no list: what is missing from it would not be seen. */
const MOST_ENTRIES = 20_000;
const MOST_DEPTH = 12;

/** Folders of what others wrote or a build made. */
const SKIPPED =
  /^(?:\.git|\.hg|\.svn|node_modules|bower_components|vendor|\.?venv|\.?virtualenv|site-packages|__pycache__|\.tox|\.nox|\.next|\.nuxt|\.output|\.gradle|\.terraform|\.cache|\.yarn|dist|build|out|target|bin|obj|coverage)$/;

/** The same without the names that people give to folders of their own scripts as well. */
const GENERATED =
  /^(?:\.git|\.hg|\.svn|node_modules|bower_components|\.?venv|\.?virtualenv|site-packages|__pycache__|\.tox|\.nox|\.next|\.nuxt|\.output|\.gradle|\.terraform|\.cache|\.yarn)$/;

/** The files that a project keeps as source: paths below a directory, with `/`, sorted. Undefined: more than the bounds. */
export function filesBelow(directory: string): readonly string[] | undefined {
  return listedBelow(directory, (name) => SKIPPED.test(name));
}

/** All files of a repository but for what tools put there, and repositories in it. */
export function allFilesBelow(directory: string): readonly string[] | undefined {
  return listedBelow(directory, (name, folder) => GENERATED.test(name) || existsSync(join(folder, name, ".git")));
}

/** Symbolic links are not followed. */
function listedBelow(
  directory: string,
  isSkipped: (name: string, folder: string) => boolean,
): readonly string[] | undefined {
  const found: string[] = [];
  let entries = 0;
  const walk = (folder: string, depth: number): boolean => {
    if (depth > MOST_DEPTH) return false;
    for (const entry of listed(join(directory, folder))) {
      if (++entries > MOST_ENTRIES) return false;
      if (entry.isFile()) found.push(folder + entry.name);
      else if (
        entry.isDirectory() &&
        !isSkipped(entry.name, join(directory, folder)) &&
        !walk(`${folder}${entry.name}/`, depth + 1)
      )
        return false;
    }
    return true;
  };
  return walk("", 0) ? found.sort() : undefined;
}

function listed(directory: string) {
  try {
    return readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
}
