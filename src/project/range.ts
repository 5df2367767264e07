import { createRequire } from "node:module";
import type * as Semver from "semver";

/** Loaded when the first version is read: most files need none, and it takes time. */
function semver(): typeof Semver {
  return createRequire(import.meta.url)("semver") as typeof Semver;
}

/** Versions that a statement allows, in npm's grammar: `20` is any 20.x.y, `>=3.9 <3.13`. Undefined: not understood. */
export type Range = string | undefined;

/** Whether a tag's version is one that a range allows; missing numbers count as 0. */
export function allows(range: Range, version: string): boolean {
  if (range === undefined) return false;
  const { coerce, satisfies } = semver();
  const numbers = coerce(version.replaceAll("_", "."));
  return numbers !== null && satisfies(numbers, range);
}

/** npm's own. Source: npm/node-semver. */
export function npmRange(text: string): Range {
  return semver().validRange(text.trim()) === null ? undefined : text.trim();
}

/** A JDK's: `17`, and `1.8` for 8. */
export function javaRange(text: string): Range {
  return npmRange(text.replace(/^1\.(?=\d+$)/, ""));
}

/** Python's specifiers. Source: PEP 440; Poetry's `^` and `~` are npm's. */
export function pythonRange(text: string): Range {
  return anyOf(text, (choice) => allOf(choice.split(/,|\s+(?=[<>=!~^])/), comparison));
}

/** Bundler's requirements. Source: RubyGems, Gem::Requirement. */
export function gemRange(text: string): Range {
  return allOf(text.split(","), comparison);
}

/** Composer's constraints: like npm's, but `~8.1` goes up to 9. Source: getcomposer.org, Versions and constraints. */
export function composerRange(text: string): Range {
  return anyOf(text, (choice) =>
    choice.includes(" - ")
      ? npmRange(choice)
      : allOf(choice.split(/[\s,]+(?![\d.])/), (part) => comparison(part.replace(/^~(?=\d)/, "~> "))),
  );
}

/** A least version, as go.mod and Cargo state it. */
export function atLeast(version: string): Range {
  return npmRange(`>=${version}`);
}

/**
 * One comparison, as alternatives. Outside npm a version with fewer numbers is that with zeros: `<=3.13` leaves 3.13.1 out. A
 * `.*` behind it stands for the rest.
 */
function comparison(part: string): readonly string[] | undefined {
  if (part === "*") return ["*"];
  const [, operator = "", version = "", rest] =
    /^(~=|~>|===?|!=|>=|<=|<|>|=|\^|~)?\s*v?(\d+(?:\.\d+){0,2})(\.\*)?$/.exec(part) ?? [];
  if (version === "") return undefined;
  const full = [...version.split("."), "0", "0"].slice(0, 3).join(".");
  switch (operator) {
    case "^":
    case "~":
      return [`${operator}${version}`];
    case "~=":
    case "~>":
      return [compatible(version)];
    case "!=":
      return rest === undefined ? [`<${full}`, `>${full}`] : [`<${full}`, `>=${next(version)}`];
    case "":
    case "=":
    case "==":
    case "===":
      return [rest === undefined ? `=${full}` : `>=${full} <${next(version)}`];
    default:
      return rest === undefined ? [`${operator}${full}`] : undefined;
  }
}

/** `3.10` → up to 4, `3.10.2` → up to 3.11, `3` → up to 4. */
function compatible(version: string): string {
  const numbers = version.split(".");
  return `>=${version} <${next(numbers.slice(0, Math.max(1, numbers.length - 1)).join("."))}`;
}

/** The version behind all that begin with this one: `3.13` of `3.12`. */
function next(version: string): string {
  const numbers = version.split(".").map(Number);
  return [...numbers.slice(0, -1), numbers.at(-1)! + 1, 0, 0].slice(0, 3).join(".");
}

function anyOf(text: string, convert: (choice: string) => Range): Range {
  const ranges = text.split(/\s*\|\|?\s*/).map((choice) => convert(choice.trim()));
  return ranges.includes(undefined) ? undefined : ranges.join(" || ");
}

/** What holds when every part does; each part is a list of alternatives. */
function allOf(parts: readonly string[], convert: (part: string) => readonly string[] | undefined): Range {
  let ranges = [""];
  for (const part of parts.map((each) => each.trim()).filter((each) => each !== "")) {
    const alternatives = convert(part);
    if (alternatives === undefined) return undefined;
    ranges = ranges.flatMap((range) => alternatives.map((each) => `${range} ${each}`.trim()));
  }
  return npmRange(ranges.join(" || "));
}
