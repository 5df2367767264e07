import type { Context } from "./context.js";

/** A version that a file of the repository states for a runtime. */
export interface StatedVersion {
  /** `.nvmrc:1` */
  readonly source: string;
  readonly version: string;
  /** The file states the least version, not the one to use. */
  readonly minimum: boolean;
}

interface Statement {
  readonly path: string;
  readonly pattern: RegExp;
  readonly minimum?: boolean;
}

const STATEMENTS: Readonly<Record<string, readonly Statement[]>> = {
  node: [
    { path: ".nvmrc", pattern: /^v?(\d[\d.]*)\s*$/m },
    { path: ".node-version", pattern: /^v?(\d[\d.]*)\s*$/m },
  ],
  python: [{ path: ".python-version", pattern: /^(\d[\d.]*)\s*$/m }],
  ruby: [{ path: ".ruby-version", pattern: /^(?:ruby-)?(\d[\d.]*)\s*$/m }],
  golang: [{ path: "go.mod", pattern: /^go\s+(\d[\d.]*)/m, minimum: true }],
};

/** What the build context states about the version of an official image's runtime; undefined when it states nothing. */
export function statedVersion(image: string, context: Context | undefined): StatedVersion | undefined {
  if (context === undefined || !Object.hasOwn(STATEMENTS, image)) return undefined;
  for (const { path, pattern, minimum = false } of STATEMENTS[image]!) {
    const text = context.read(path);
    const match = text === undefined ? null : pattern.exec(text);
    if (match === null) continue;
    const line = text!.slice(0, match.index).split("\n").length;
    return { source: `${path}:${line}`, version: match[1]!, minimum };
  }
  return undefined;
}

/** Whether an exact version is one that the statement allows. */
export function satisfies(version: string, { version: stated, minimum }: StatedVersion): boolean {
  const have = version.split(".").map(Number);
  for (const [index, wanted] of stated.split(".").map(Number).entries()) {
    const part = have[index] ?? 0;
    if (part !== wanted) return minimum && part > wanted;
  }
  return true;
}
