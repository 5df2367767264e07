import path from "node:path";

/** @typedef {import("./examine.js").Result} Result */

/** How many failures of a kind are shown. */
const SHOWN = 15;

/**
 * The report of a run. `refused`: names of the files that BuildKit refuses; `sources`: file name → where it is from.
 * @type {(results: Result[], refused?: Set<string>, sources?: Map<string, string>) => {text: string, failed: boolean}}
 */
export function report(results, refused, sources) {
  const changed = results.filter((result) => result.changed);
  /** @type {[string, string[]][]} */
  const failures = [
    ["Crashes", results.flatMap(({ name, crash }) => (crash === undefined ? [] : [`${name}: ${crash}`]))],
    ["Unstable", changed.filter(({ unstable }) => unstable).map(({ name }) => name)],
    [
      "Unreadable",
      changed.flatMap(({ name, unreadable }) => (unreadable === undefined ? [] : [`${name}:${unreadable}`])),
    ],
    ["Rejected by the guard", results.flatMap(rejections)],
    ["Changed in spite of an error", changed.filter(({ errors }) => errors.length > 0).map(({ name }) => name)],
    [
      "Refused by BuildKit, but not reported",
      results.filter((result) => isMissed(result, refused)).map(({ name }) => name),
    ],
  ];
  const surplus =
    refused === undefined ? [] : results.filter((result) => isSyntaxError(result) && !isListed(result, refused));
  const text = [
    `${results.length} files, ${changed.length} changed`,
    sources && section("Changed by source", countBySource(results, sources)),
    section(
      "Applied",
      counts(results, ({ applied }) => applied.map(({ transform }) => transform)),
    ),
    section(
      "Skipped",
      counts(results, ({ skipped }) =>
        skipped.map(({ transform, by, reason }) => `${transform} (${by}): ${normal(reason)}`),
      ),
    ),
    section(
      "Advice",
      counts(results, ({ advice }) => advice.map(({ transform, message }) => `${transform}: ${normal(message)}`)),
    ),
    section(
      "Errors",
      counts(results, ({ errors }) => errors.map(({ kind, message }) => `${kind}: ${normal(message)}`)),
    ),
    section(
      "Called syntax errors, but not refused by BuildKit",
      surplus.map(({ name, errors }) => `${name}: ${errors[0]?.message}`),
      SHOWN,
    ),
    section("Time", times(results)),
    ...failures.map(([title, entries]) => section(title, entries, SHOWN)),
    failures.map(([title, entries]) => `${title}: ${entries.length}`).join(" · "),
  ];
  return { text: text.filter(Boolean).join("\n\n"), failed: failures.some(([, entries]) => entries.length > 0) };
}

/** @type {(result: Result) => string[]} */
function rejections({ name, skipped }) {
  return skipped
    .filter(({ by }) => by === "guard")
    .map(({ line, transform, reason }) => `${name}:${line}: ${transform}: ${reason}`);
}

/** @type {(result: Result, refused?: Set<string>) => boolean} */
function isMissed(result, refused) {
  return refused !== undefined && isListed(result, refused) && (result.errors.length === 0 || result.changed);
}

/** @type {(result: Result, refused: Set<string>) => boolean} */
function isListed({ name }, refused) {
  return refused.has(stem(name));
}

/** @type {(result: Result) => boolean} */
function isSyntaxError({ errors }) {
  return errors.some(({ kind }) => kind === "syntax");
}

/**
 * How often each text is said and in how many files, the most frequent first.
 * @type {(results: Result[], said: (result: Result) => string[]) => string[]}
 */
function counts(results, said) {
  /** @type {Map<string, {times: number, files: number}>} */
  const tally = new Map();
  for (const result of results) {
    const texts = said(result);
    for (const text of texts) {
      const { times, files } = tally.get(text) ?? { times: 0, files: 0 };
      tally.set(text, { times: times + 1, files });
    }
    for (const text of new Set(texts)) {
      const entry = tally.get(text);
      if (entry !== undefined) entry.files++;
    }
  }
  return [...tally]
    .sort(([, a], [, b]) => b.times - a.times)
    .map(([text, { times, files }]) => `${String(times).padStart(6)} in ${String(files).padStart(5)} files  ${text}`);
}

/** @type {(results: Result[], sources: Map<string, string>) => string[]} */
function countBySource(results, sources) {
  return [...new Set(sources.values())].sort().flatMap((source) => {
    const of = results.filter(({ name }) => sources.get(stem(name)) === source);
    if (of.length === 0) return [];
    const errors = of.filter((result) => result.errors.length > 0).length;
    return `${source}: ${of.filter(({ changed }) => changed).length} of ${of.length}, ${errors} with errors`;
  });
}

/** @type {(results: Result[]) => string[]} */
function times(results) {
  const total = results.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  const slowest = [...results].sort((a, b) => b.milliseconds - a.milliseconds).slice(0, 5);
  return [
    `${(total / results.length).toFixed(3)} ms a file, ${(total / 1000).toFixed(1)} s in all`,
    ...slowest.map(
      ({ name, milliseconds, before }) => `${milliseconds.toFixed(1)} ms for ${name} (${before.length} characters)`,
    ),
  ];
}

/**
 * A message without what differs from file to file: numbers and quoted names.
 * @type {(message: string) => string}
 */
function normal(message) {
  return message
    .replace(/`[^`]*`/g, "`…`")
    .replace(/"[^"]*"/g, '"…"')
    .replace(/'[^']*'/g, "'…'")
    .replace(/(unknown (?:instruction|flag): ).*/, "$1…")
    .replace(/\d+/g, "N");
}

/** @type {(title: string, entries: string[], most?: number) => string | undefined} */
function section(title, entries, most = entries.length) {
  if (entries.length === 0) return undefined;
  const rest = entries.length - most;
  return [title, ...entries.slice(0, most), ...(rest > 0 ? [`… and ${rest} more`] : [])].join("\n  ");
}

/** @type {(name: string) => string} */
function stem(name) {
  return path.basename(name).replace(/\.[dD]ockerfile$/, "");
}
