/** @typedef {import("./start.js").Answer} Answer */

/**
 * Rules of BuildKit's linter that a rewrite may break, and why.
 * @type {ReadonlyMap<string, string>}
 */
const EXCEPTIONS = new Map([]);

/**
 * Warnings that were not there before, as `rule: message`.
 * @type {(before: Answer, after: Answer) => string[]}
 */
export function newWarnings(before, after) {
  const known = before.warnings.map(text);
  return after.warnings
    .filter(({ rule }) => !EXCEPTIONS.has(rule))
    .map(text)
    .filter((warning) => {
      const at = known.indexOf(warning);
      if (at !== -1) known.splice(at, 1);
      return at === -1;
    });
}

/**
 * Without the instruction that some messages quote whole.
 * @type {(warning: Answer["warnings"][number]) => string}
 */
function text({ rule, message }) {
  return `${rule}: ${message.replace(/ found in: .*/s, "")}`;
}
