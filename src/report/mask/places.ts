import type { Value } from "./value.js";

/** Places that are known by what stands around them; the group is the value. */
const PLACES: readonly RegExp[] = [
  // user:password@host, but not image:tag@sha256
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"'`]*:([^\s/"'`]+)@(?!sha\d{3}:)/dgi,
  // token@host
  /\b[a-z][a-z0-9+.-]*:\/\/([\w-]{20,})@/dgi,
  /\bauthorization\\?["']?\s*[:=]\s*\\?["']?(?:bearer|basic|token|digest|negotiate|key)\s+([^\s"'`\\]+)/dgi,
  // .netrc
  /(?:\bmachine\s+\S+\s+|^[-+ ]?\s*)login\s+\S+\s+password\s+([^\s"'`\\]+)/dgi,
  // SQL
  /\b(?:identified\s+by|password)\s+\\?'([^'\\]+)\\?'/dgi,
  // debconf
  /(?:\/[\w-]*password(?:[-_]again)?|\$\w+"?)\s+password\s+([^\s"'`\\|]+)/dgi,
  /["'\s][\w.-]+:([^\s"'`|\\]+)\\?["']?\s*\|\s*(?:sudo\s+)?chpasswd\b/dg,
];

const CURL_USER = /\s(?:-[A-Za-z]*u|--user|--proxy-user|-U)[\s=]*\\?["']?[^\s:"'`\\]*:([^\s"'`\\]+)/dg;

/** A cheap test for all of them but curl's. */
export const MAY_HOLD_PLACE = /:\/\/[^\s/]*@|authorization|password|identified|chpasswd/i;

/** Values in URLs, headers and statements; `isCurl`: the line belongs to a call of curl. */
export function* placedValues(line: string, isCurl: boolean): Generator<Value> {
  const patterns = MAY_HOLD_PLACE.test(line) ? PLACES : [];
  for (const pattern of isCurl ? [...patterns, CURL_USER] : patterns) {
    for (const { indices } of line.matchAll(pattern)) {
      const [start, end] = indices![1]!;
      yield { start, end, isQuoted: true };
    }
  }
}
