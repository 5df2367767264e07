import type { Context } from "./context.js";

/** A version that a file of the repository states for a runtime. */
export interface StatedVersion {
  /** `.nvmrc:1` */
  readonly source: string;
  /** Numbers, or what else stands there: `lts/iron`. */
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
    const first = text
      ?.split("\n")
      .find((line) => line.trim() !== "" && !line.startsWith("#"))
      ?.trim();
    if (match === null && (minimum || first === undefined)) continue;
    const line = text!.slice(0, match?.index ?? text!.indexOf(first!)).split("\n").length;
    const version = match?.[1] ?? first!;
    return { source: `${path}:${line}`, version, minimum };
  }
  return undefined;
}

/** Whether an exact version is one that the statement allows. */
export function satisfies(version: string, { version: stated, minimum }: StatedVersion): boolean {
  // an alias such as `lts/iron` is not read here
  if (!/^\d[\d.]*$/.test(stated)) return false;
  const have = version.split(".").map(Number);
  for (const [index, wanted] of stated.split(".").map(Number).entries()) {
    const part = have[index] ?? 0;
    if (part !== wanted) return minimum && part > wanted;
  }
  return true;
}
