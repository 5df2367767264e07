/*
 * Writes `src/image/data/official-images.json` from a checkout of docker-library/official-images, or from a JSON file
 * `{source, commit, date, images: {name: [{tags, shared?, arch?}]}}`:
 *
 *     node scripts/refresh-catalogue.js <checkout | file.json>
 *
 * Shape of the result; one tag group, that is one built image, per string and line:
 *
 *     {
 *       "source": "docker-library/official-images", "commit": "…", "date": "2026-08-21",
 *       "arch": ["amd64 arm64v8", …],
 *       "images": { "python": ["3.12.14-trixie 3.12-trixie +3.12.14 +3.12 @1", …], … }
 *     }
 *
 * A group's words are its own tags, then `+` and each tag that it shares with groups for other platforms, then `@` and
 * the index of its architectures in `arch`; no `@` stands for a file that names none (amd64). Windows groups are those
 * whose architectures start with `windows-`. The order is the source's.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { argv } from "node:process";

/** @typedef {{tags: string[], shared?: string[], arch?: string[]}} Group */
/** @typedef {{source: string, commit: string, date: string, images: Record<string, Group[]>}} Catalogue */

const target = new URL("../src/image/data/official-images.json", import.meta.url);
const from = argv[2];
if (from === undefined) throw new Error("Usage: node scripts/refresh-catalogue.js <checkout | file.json>");

const catalogue = statSync(from).isDirectory() ? readCheckout(from) : readJson(from);
writeFileSync(target, print(catalogue));

/** @type {(file: string) => Catalogue} */
function readJson(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** @type {(directory: string) => Catalogue} */
function readCheckout(directory) {
  const [commit = "", date = ""] = git(directory, "log", "-1", "--format=%H %cs").split(" ");
  const library = path.join(directory, "library");
  const names = readdirSync(library).sort();
  const images = names.map((name) => [name, parseLibrary(readFileSync(path.join(library, name), "utf8"))]);
  return { source: "docker-library/official-images", commit, date, images: Object.fromEntries(images) };
}

/**
 * The entries of a library file: paragraphs of `Key: value` lines, of which the first holds the defaults.
 * @type {(text: string) => Group[]}
 */
function parseLibrary(text) {
  const paragraphs = text
    .replace(/^[ \t]*#.*$/gm, "")
    .split(/\n(?:[ \t]*\n)+/)
    .map(parseParagraph)
    .filter((fields) => fields.size > 0);
  const defaults = paragraphs[0];
  return paragraphs.flatMap((fields) => {
    const tags = fields.get("Tags");
    if (tags === undefined) return [];
    const shared = fields.get("SharedTags") ?? defaults?.get("SharedTags");
    const arch = fields.get("Architectures") ?? defaults?.get("Architectures");
    return [{ tags: list(tags), ...(shared && { shared: list(shared) }), ...(arch && { arch: list(arch) }) }];
  });
}

/** @type {(paragraph: string) => Map<string, string>} */
function parseParagraph(paragraph) {
  const unfolded = paragraph.replace(/\n[ \t]+(?=\S)/g, " ");
  return new Map(Array.from(unfolded.matchAll(/^([\w-]+):[ \t]*(.*)$/gm), ([, key = "", value = ""]) => [key, value]));
}

/** @type {(value: string) => string[]} */
function list(value) {
  return value.split(/[\s,]+/).filter(Boolean);
}

/** @type {(catalogue: Catalogue) => string} */
function print({ source, commit, date, images }) {
  /** @type {string[]} */
  const architectures = [];
  const body = Object.entries(images).map(([name, groups]) => {
    const lines = groups.map((group) => `      ${JSON.stringify(printGroup(group, architectures))}`);
    return `    ${JSON.stringify(name)}: [${lines.length === 0 ? "" : `\n${lines.join(",\n")}\n    `}]`;
  });
  const head = Object.entries({ source, commit, date }).map(
    ([key, value]) => `  "${key}": ${JSON.stringify(value)},\n`,
  );
  const arch = architectures.map((entry) => `    ${JSON.stringify(entry)}`).join(",\n");
  return `{\n${head.join("")}  "arch": [\n${arch}\n  ],\n  "images": {\n${body.join(",\n")}\n  }\n}\n`;
}

/**
 * Adds the group's architectures to the list when they are new.
 * @type {(group: Group, architectures: string[]) => string}
 */
function printGroup({ tags, shared = [], arch }, architectures) {
  const words = [...tags, ...shared.map((tag) => `+${tag}`)];
  if (arch === undefined) return words.join(" ");
  const key = arch.join(" ");
  if (!architectures.includes(key)) architectures.push(key);
  return [...words, `@${architectures.indexOf(key)}`].join(" ");
}

/** @type {(directory: string, ...args: string[]) => string} */
function git(directory, ...args) {
  return execFileSync("git", ["-C", directory, ...args], { encoding: "utf8" }).trim();
}
