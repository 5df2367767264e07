import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ignore, { type Ignore } from "ignore";
import { repositoryRoot, slashed } from "./paths.js";

/** The rules of one directory's `.gitignore`, and of those above it up to the repository's root. */
export class GitIgnore {
  private constructor(
    private readonly directory: string,
    private readonly rules: Ignore | undefined,
    private readonly above: GitIgnore | undefined,
  ) {}

  /** The rules that hold inside a directory. */
  static in(directory: string, root = repositoryRoot(directory) ?? directory): GitIgnore {
    if (directory === root) return new GitIgnore(directory, read(directory), undefined);
    return GitIgnore.in(dirname(directory), root).below(directory);
  }

  /** The rules that hold inside a directory of this one. */
  below(directory: string): GitIgnore {
    const rules = read(directory);
    return rules === undefined ? this : new GitIgnore(directory, rules, this);
  }

  /**
   * Whether an entry of a directory that is not ignored itself is ignored; a directory's path ends in `/`. The deepest rule
   * that speaks of the entry decides.
   */
  ignores(path: string): boolean {
    const { ignored, unignored } = this.rules?.test(this.nameOf(path)) ?? {};
    if (unignored === true) return false;
    if (ignored === true && !this.ignoresParent(path)) return true;
    return this.above?.ignores(path) ?? false;
  }

  /** Then the rule speaks of the parent, and a deeper rule, or the command line, has overruled it. */
  private ignoresParent(path: string): boolean {
    const parent = dirname(path);
    return parent !== this.directory && this.rules?.ignores(this.nameOf(`${parent}/`)) === true;
  }

  private nameOf(path: string): string {
    return slashed(relative(this.directory, path)) + (path.endsWith("/") ? "/" : "");
  }
}

function read(directory: string): Ignore | undefined {
  const texts = [join(directory, ".git", "info", "exclude"), join(directory, ".gitignore")].map(textOf);
  if (texts.every((text) => text === undefined)) return undefined;
  return ignore({ ignorecase: false }).add(texts.join("\n"));
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
