import type { Dockerfile } from "../dockerfile/dockerfile.js";
import { variables } from "../dockerfile/lex.js";
import type { Range } from "../dockerfile/text.js";
import { globalDefault, hasDefault, ownDefault } from "./from-variables.js";

/** Where a digest, or the end of it, is written. */
export interface DigestPlace {
  /** The global ARG whose default says it; undefined when it stands in the image's word. */
  readonly argument: string | undefined;
  /** Counts in the word, or in the file for an argument. */
  readonly range: Range;
  /** How many characters of the digest stand elsewhere, in front of it. */
  readonly elsewhere: number;
}

/**
 * Where a word that ends in this digest, variables filled in, has it: in its own text, in the default of its last variable, or
 * in that of the variable's ARG. Undefined when it does not stand there in plain text.
 */
export function digestPlace(word: string, digest: string, file: Dockerfile): DigestPlace | undefined {
  const all = variables(word, file.escape);
  const last = all.find(({ range }) => range.end === word.length);
  if (last === undefined) {
    const start = Math.max(word.length - digest.length, ...all.map(({ range }) => range.end));
    return found(undefined, { start, end: word.length }, word, digest);
  }
  if (!/^(?::?-)?$/.test(last.modifier)) return undefined;
  if (hasDefault(file, last.name)) {
    const value = globalDefault(file, last.name)?.value;
    return value && found(last.name, value, file.source, digest);
  }
  const own = ownDefault(word, last);
  return own && found(undefined, own, word, digest);
}

function found(
  argument: string | undefined,
  { start, end }: Range,
  text: string,
  digest: string,
): DigestPlace | undefined {
  const length = Math.min(end - start, digest.length);
  const range = { start: end - length, end };
  const isThere = length > 0 && digest.endsWith(text.slice(range.start, end));
  return isThere ? { argument, range, elsewhere: digest.length - length } : undefined;
}
