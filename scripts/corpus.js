/**
 * Runs the catalogue over a directory of real Dockerfiles and tells what happened; no file is written but the reports.
 *
 *     npm run corpus -- <directory> [--level safe|harden|restructure] [--only NAME]… [--out DIR] [--json FILE]
 *                       [--refused FILE] [--groups FILE]
 *
 * `--out` takes the diffs, `--json` the results file by file. `--refused` lists the files that BuildKit refuses, one name
 * a line, without `.Dockerfile`: each must be reported and left alone. `--groups` is a TSV with the columns `sha16` (the
 * file's name) and `source`: the changed files are also counted by source.
 *
 * Exits with 1 on a crash, an unstable or unreadable result, a rewrite that the guard rejected, a change in spite of an
 * error, or a refused file that was not reported.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { exit } from "node:process";
import { parseArgs } from "node:util";
import { createTwoFilesPatch } from "diff";
import { globSync } from "tinyglobby";
import { examine } from "./corpus/examine.js";
import { report } from "./corpus/report.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    level: { type: "string", default: "harden" },
    only: { type: "string", multiple: true },
    out: { type: "string" },
    json: { type: "string" },
    refused: { type: "string" },
    groups: { type: "string" },
  },
});
const [directory] = positionals;
if (directory === undefined) throw new Error("Usage: npm run corpus -- <directory> [--level L] [--out DIR] …");

const names = globSync(["**/Dockerfile*", "**/*.{d,D}ockerfile", "**/Containerfile*"], { cwd: directory, dot: true });
if (names.length === 0) throw new Error(`No Dockerfile in ${directory}`);
const level = /** @type {"safe" | "harden" | "restructure"} */ (values.level);
const options = { level, ...(values.only && { only: values.only }) };

const results = names.sort().map((name) => examine(name, readFileSync(path.join(directory, name)), options));

if (values.out !== undefined) {
  for (const { name, before, after } of results.filter(({ changed }) => changed)) {
    const file = path.join(values.out, `${name}.diff`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(
      file,
      createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, { timeout: 2000 }) ?? "",
    );
  }
}
if (values.json !== undefined) {
  writeFileSync(values.json, JSON.stringify(results, withoutTexts, 1));
}
const refused = values.refused === undefined ? undefined : new Set(readLines(values.refused));
const { text, failed } = report(results, refused, values.groups === undefined ? undefined : sources(values.groups));
console.log(text);
exit(failed ? 1 : 0);

/** @type {(key: string, value: unknown) => unknown} */
function withoutTexts(key, value) {
  return key === "before" || key === "after" ? undefined : value;
}

/** @type {(file: string) => string[]} */
function readLines(file) {
  return readFileSync(file, "utf8").split("\n").filter(Boolean);
}

/** @type {(file: string) => Map<string, string>} */
function sources(file) {
  const [head = "", ...rows] = readLines(file);
  const columns = head.split("\t");
  const [name, source] = [columns.indexOf("sha16"), columns.indexOf("source")];
  return new Map(rows.map((line) => line.split("\t")).map((row) => [row[name] ?? "", row[source] ?? ""]));
}
