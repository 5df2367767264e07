/** What a file says about a version, and the line that does, 1-based. */
export interface Said {
  readonly says: string;
  readonly line: number;
}

/** Finds a version in the text of a file; undefined when it says none. */
export type Reader = (text: string) => Said | undefined;

/** The first line that is neither empty nor a comment: `.nvmrc`. */
export const firstLine: Reader = (text) =>
  find(text, (line) => (/^\s*(?:#|$)/.test(line) ? undefined : line.replace(/\s#.*/, "").trim()));

/** The first group of a pattern that matches a line. */
export function line(pattern: RegExp): Reader {
  return (text) => find(text, (each) => pattern.exec(each)?.[1]);
}

/** A string or number below the keys of a JSON file. */
export function json(...keys: readonly string[]): Reader {
  return (text) => {
    const says = keys.reduce<unknown>((value, key) => property(value, key), parsed(text));
    if (typeof says !== "string" && typeof says !== "number") return undefined;
    let at = 0;
    for (const key of keys) at = Math.max(at, text.indexOf(JSON.stringify(key), at));
    return { says: String(says), line: text.slice(0, at).split("\n").length };
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function property(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** The first line in which something is said. */
export function find(text: string, says: (line: string) => string | undefined): Said | undefined {
  for (const [index, each] of text.split(/\r?\n/).entries()) {
    const found = says(each)?.trim();
    if (found !== undefined && found !== "") return { says: found, line: index + 1 };
  }
  return undefined;
}
