/**
 * Holds Dockerfiles and what dockshift makes of them against BuildKit's own parser and linter (`e2e/oracle`, in Go). Needs
 * a build; without Go, or where its modules cannot be had, it says so and exits with 0.
 *
 *     npm run oracle -- <directory> [--level safe|harden|restructure]
 *     npm run oracle -- <before> <after>
 *
 * With one directory the files are rewritten in memory. What BuildKit accepts before it must accept after, without new
 * warnings but the stated ones; and dockshift must read every file as BuildKit does. Exits with 1 otherwise.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { exit } from "node:process";
import { parseArgs } from "node:util";
import { shift } from "dockshift";
import { globSync } from "tinyglobby";
import { Findings } from "./oracle/findings.js";
import { newWarnings } from "./oracle/warnings.js";
import { loadParse } from "./oracle/parse.js";
import { readingDifferences } from "./oracle/reading.js";
import { startOracle } from "./oracle/start.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { level: { type: "string", default: "harden" } },
});
const [before, after] = positionals;
if (before === undefined) throw new Error("Usage: npm run oracle -- <directory> [--level L], or <before> <after>");
const level = /** @type {"safe" | "harden" | "restructure"} */ (values.level);

const names = globSync(["**/Dockerfile*", "**/*.{d,D}ockerfile", "**/Containerfile*"], { cwd: before, dot: true });
if (names.length === 0) throw new Error(`No Dockerfile in ${before}`);

const oracle = startOracle();
if (typeof oracle === "string") {
  console.log(`oracle: ${oracle}; BuildKit is not asked`);
  exit(0);
}
const parse = await loadParse();
const findings = new Findings();
for (const name of names.sort()) {
  const source = decode(readFileSync(path.join(before, name)));
  if (source === undefined) continue;
  const answer = await oracle.ask(source);
  findings.file(name, answer, readingDifferences(answer, parse(source), source));
  const rewritten = rewrite(name, source);
  if (rewritten === source) continue;
  const then = await oracle.ask(rewritten);
  findings.rewrite(
    name,
    answer,
    then,
    newWarnings(answer, then),
    readingDifferences(then, parse(rewritten), rewritten),
  );
}
oracle.stop();
console.log(findings.text());
exit(findings.failed ? 1 : 0);

/** @type {(name: string, source: string) => string} */
function rewrite(name, source) {
  if (after === undefined) return shift(source, { level, path: name }).after;
  const file = path.join(after, name);
  return (existsSync(file) ? decode(readFileSync(file)) : undefined) ?? source;
}

/** @type {(bytes: Uint8Array) => string | undefined} */
function decode(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
