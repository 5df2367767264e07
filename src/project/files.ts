import { readdirSync } from "node:fs";
import { join } from "node:path";

/** More entries than this make no list: what is missing from it would not be seen. */
const MOST_ENTRIES = 20_000;
const MOST_DEPTH = 12;

/** Folders of what others wrote or a build made. */
const SKIPPED =
  /^(?:\.git|\.hg|\.svn|node_modules|bower_components|vendor|\.?venv|\.?virtualenv|site-packages|__pycache__|\.tox|\.nox|\.next|\.nuxt|\.output|\.gradle|\.terraform|\.cache|\.yarn|dist|build|out|target|bin|obj|coverage)$/;

/** Paths of the files below a directory, with `/`, sorted; symbolic links are not followed. Undefined: more than the bounds. */
export function filesBelow(directory: string): readonly string[] | undefined {
  const found: string[] = [];
  let entries = 0;
  const walk = (folder: string, depth: number): boolean => {
    if (depth > MOST_DEPTH) return false;
    for (const entry of listed(join(directory, folder))) {
      if (++entries > MOST_ENTRIES) return false;
      if (entry.isFile()) found.push(folder + entry.name);
      else if (entry.isDirectory() && !SKIPPED.test(entry.name) && !walk(`${folder}${entry.name}/`, depth + 1))
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
