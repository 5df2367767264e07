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

/** Python's specifiers. Source: PEP 440; Poetry's `^` and `~` are npm's. */
export function pythonRange(text: string): Range {
  return joined(text.split(","), (part) => {
    const [, operator = "", version = ""] = /^(~=|===?|>=|<=|<|>|\^|~)?\s*v?(\d+(?:\.\d+)*(?:\.\*)?)$/.exec(part) ?? [];
    if (operator === "~=") return compatible(version);
    return version === "" ? (part === "*" ? "*" : undefined) : `${operator.replace(/^=+$/, "=")}${version}`;
  });
}

/** Bundler's requirements. Source: RubyGems, Gem::Requirement. */
export function gemRange(text: string): Range {
  return joined(text.split(","), (part) => {
    const [, operator = "", version = ""] = /^(~>|=|>=|<=|<|>)?\s*(\d+(?:\.\d+)*)$/.exec(part) ?? [];
    if (version === "") return undefined;
    return operator === "~>" ? compatible(version) : `${operator}${version}`;
  });
}

/** Composer's constraints: like npm's, but `~8.1` goes up to 9. Source: getcomposer.org, Versions and constraints. */
export function composerRange(text: string): Range {
  const ranges = text.split(/\s*\|\|?\s*/).map((choice) =>
    joined(choice.split(/[\s,]+(?![\d.])/), (part) => {
      const [, tilde] = /^~(\d+(?:\.\d+)*)$/.exec(part) ?? [];
      return tilde === undefined ? npmRange(part) : compatible(tilde);
    }),
  );
  return ranges.includes(undefined) ? undefined : ranges.join(" || ");
}

/** A least version, as go.mod and Cargo state it. */
export function atLeast(version: string): Range {
  return npmRange(`>=${version}`);
}

/** `3.10` → up to 4, `3.10.2` → up to 3.11. */
function compatible(version: string): Range {
  const numbers = version.split(".").map(Number);
  if (numbers.length < 2) return `>=${version}`;
  const last = numbers.length - 2;
  return `>=${version} <${[...numbers.slice(0, last), numbers[last]! + 1].join(".")}`;
}

function joined(parts: readonly string[], convert: (part: string) => Range): Range {
  const ranges = parts.map((part) => part.trim()).map((part) => (part === "" ? "" : convert(part)));
  if (ranges.includes(undefined)) return undefined;
  return npmRange(ranges.filter(Boolean).join(" "));
}
