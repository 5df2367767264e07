/** One way in that a registry names. */
export interface Challenge {
  /** In lower case: `basic`, `bearer`. */
  readonly scheme: string;
  /** By names in lower case; the first of each counts. */
  readonly params: ReadonlyMap<string, string>;
}

/** Longer headers are cut. */
const MOST_CHARACTERS = 8192;
/** A scheme, or a parameter with its bare or quoted value. */
const PIECE = /([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?/g;

/** The challenges of a `WWW-Authenticate` header, also of several joined by commas. Source: RFC 9110, 11.6.1. */
export function parseChallenges(header: string): readonly Challenge[] {
  const challenges: { scheme: string; params: Map<string, string> }[] = [];
  for (const [, name = "", quoted, bare] of header.slice(0, MOST_CHARACTERS).matchAll(PIECE)) {
    const value = quoted?.replace(/\\(.)/g, "$1") ?? bare;
    if (value === undefined) challenges.push({ scheme: name.toLowerCase(), params: new Map() });
    else {
      const params = challenges.at(-1)?.params;
      if (!params?.has(name.toLowerCase())) params?.set(name.toLowerCase(), value);
    }
  }
  return challenges;
}
