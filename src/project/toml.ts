import { find, type Reader } from "./readers.js";

/**
 * The value of a key of a TOML file, such as `tools.node`, however its tables are written; of a list the first, of a table its
 * `version`. What is none of these is given as it is written. A parser would not say the line.
 */
export function toml(...keys: readonly string[]): Reader {
  const wanted = new Set(keys.flatMap((key) => [key, `${key}.version`]));
  return (text) => {
    let table = "";
    let isInString = false;
    let isInList = false;
    return find(text, (line) => {
      const isOutside = !isInString;
      if ((line.match(/"""|'''/g)?.length ?? 0) % 2 === 1) isInString = !isInString;
      if (!isOutside) return undefined;
      if (isInList) return /^\s*(?:#|$)/.test(line) ? undefined : value(`[${line}`);
      const header = /^\s*\[\s*([^[\]]+?)\s*\]\s*(?:#.*)?$/.exec(line)?.[1];
      if (header !== undefined || /^\s*\[\[/.test(line)) table = plain(header ?? "[[]]");
      const [, key = "", written = ""] = /^\s*([\w."'-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
      if (key === "" || !wanted.has(table === "" ? plain(key) : `${table}.${plain(key)}`)) return undefined;
      isInList = /^\[\s*(?:#.*)?$/.test(written);
      return isInList ? undefined : value(written);
    });
  };
}

function value(written: string): string {
  const entry = /^\[\s*(\{[^}]*\}|"[^"]*"|'[^']*')/.exec(written)?.[1] ?? written;
  return inTable(entry) ?? unquoted(entry);
}

/** The `version` of an inline table. */
function inTable(written: string): string | undefined {
  return /^\{(?:[^"'}]*(?:"[^"]*"|'[^']*'))*?[^"'}]*(?<![\w-])version\s*=\s*(["'])(.*?)\1/.exec(written)?.[2];
}

function unquoted(written: string): string {
  return /^(["'])(.*?)\1\s*(?:#.*)?$/.exec(written)?.[2] ?? written;
}

function plain(key: string): string {
  return key.replaceAll(/["'\s]/g, "");
}
