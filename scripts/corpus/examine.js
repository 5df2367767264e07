import { shift } from "dockshift";

/** @typedef {import("../../src/engine/types.js").ShiftOptions} ShiftOptions */
/** @typedef {import("../../src/engine/types.js").Outcome} Outcome */
/** @typedef {import("../../src/engine/types.js").Transform} Transform */
/**
 * @typedef {object} Result
 * @property {string} name
 * @property {string} before
 * @property {string} after
 * @property {boolean} changed
 * @property {number} milliseconds of the first `shift`
 * @property {Outcome["applied"]} applied
 * @property {Outcome["skipped"]} skipped
 * @property {Outcome["advice"]} advice
 * @property {Outcome["errors"]} errors
 * @property {string} [crash] the stack
 * @property {boolean} [unstable] a second run changes the result again
 * @property {string} [unreadable] why the result does not parse any more
 */

const NOTHING = { changed: false, milliseconds: 0, applied: [], skipped: [], advice: [], errors: [] };

/**
 * What becomes of one file, and whether its result holds.
 * @type {(name: string, bytes: Uint8Array, options: ShiftOptions) => Result}
 */
export function examine(name, bytes, options) {
  const before = decode(bytes);
  if (before === undefined) {
    const error = { line: 1, column: 1, message: "not UTF-8", text: "", kind: /** @type {const} */ ("unsupported") };
    return { ...NOTHING, name, before: "", after: "", errors: [error] };
  }
  const start = performance.now();
  try {
    const { after, applied, skipped, advice, errors } = shift(before, { ...options, path: name });
    const milliseconds = performance.now() - start;
    const result = { name, before, after, changed: after !== before, milliseconds, applied, skipped, advice, errors };
    return result.changed ? { ...result, ...check(after, options) } : result;
  } catch (error) {
    const milliseconds = performance.now() - start;
    return { ...NOTHING, name, before, after: before, milliseconds, crash: stack(error) };
  }
}

/** @type {(after: string, options: ShiftOptions) => Pick<Result, "unstable" | "unreadable">} */
function check(after, options) {
  const problem = readProblem(after);
  return {
    unstable: shift(after, options).after !== after,
    ...(problem && { unreadable: `${problem.line}:${problem.column}: ${problem.message}` }),
  };
}

/**
 * Why a text cannot be read, by the scanner or by dockerfile-ast. A transform that does nothing gets at the parsed file.
 * @type {(text: string) => Outcome["errors"][number] | undefined}
 */
function readProblem(text) {
  /** @type {Outcome["errors"][number] | undefined} */
  let disagreement;
  /** @type {Transform} */
  const look = {
    ...{ name: "look", title: "", why: "", level: "safe", refs: [], example: { before: "", after: "" } },
    run(file) {
      ({ disagreement } = file);
      return [];
    },
  };
  return shift(text, { transforms: [look] }).errors[0] ?? disagreement;
}

/** @type {(bytes: Uint8Array) => string | undefined} */
function decode(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** @type {(error: unknown) => string} */
function stack(error) {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
