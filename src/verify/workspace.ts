import { copyFileSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { isInside } from "../project/inside.js";
import type { Host } from "./host.js";

/** A private directory outside of the build context; removed with everything in it. */
export class Workspace {
  private constructor(readonly directory: string) {}

  /** Throws when no temporary directory lies outside of the context, or none can be made. */
  static open(context: string, { temporary }: Host): Workspace {
    const outside = temporary.filter((path) => existsSync(path)).map((path) => realpathSync(path));
    const root = outside.find((path) => path !== context && !isInside(context, path));
    if (root === undefined) throw new Error("every temporary directory lies inside of the build context; set TMPDIR");
    // mkdtemp gives it the mode 0700
    return new Workspace(mkdtempSync(join(root, "dockshift-verify-")));
  }

  /**
   * Writes a Dockerfile under the name that it has beside its context, with the ignore file that belongs to that name,
   * and gives both paths.
   */
  dockerfile(
    side: string,
    original: string,
    text: string,
  ): { readonly file: string; readonly ignoreFile: string | undefined } {
    const directory = join(this.directory, side);
    mkdirSync(directory, { mode: 0o700 });
    const file = join(directory, basename(original));
    writeFileSync(file, text);
    const ignore = `${original}.dockerignore`;
    if (!existsSync(ignore)) return { file, ignoreFile: undefined };
    copyFileSync(ignore, `${file}.dockerignore`);
    return { file, ignoreFile: `${file}.dockerignore` };
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
