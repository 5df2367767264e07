/**
 * Bundles the command and the library into `dist/`. Everything they import is bundled, and therefore a development
 * dependency: the published package installs fast and starts without resolving modules. The type
 * declarations come from `tsc -p tsconfig.build.json`; unbash is a dependency all the same, since they name its types.
 */
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { bundling } from "./bundling.js";

const root = path.join(import.meta.dirname, "..");
const out = path.join(root, "dist");

rmSync(out, { recursive: true, force: true });
const { metafile } = await build({
  ...bundling,
  entryPoints: { cli: "src/cli/main.ts", index: "src/index.ts" },
  outdir: "dist",
  chunkNames: "[name]-[hash]",
  splitting: true,
  minify: true,
  legalComments: "none",
  metafile: true,
});
chmodSync(path.join(out, "cli.js"), 0o755);

// Beside the bundle as it is beside its reader in the source: both find it by `import.meta.url`.
mkdirSync(path.join(out, "data"));
for (const name of readdirSync(path.join(root, "src/image/data"))) {
  const text = JSON.stringify(readJson(`src/image/data/${name}`));
  writeFileSync(path.join(out, "data", name), name === "contents.json" ? byLine(text) : text);
}
writeFileSync(path.join(out, "THIRD-PARTY.txt"), bundledPackages(Object.keys(metafile.inputs)).map(notice).join("\n"));

/**
 * One entry a line, since they are read line by line.
 * @type {(text: string) => string}
 */
function byLine(text) {
  return `${text.replace(/^\[/, "[\n").replaceAll('},{"image":', '},\n{"image":').replace(/\]$/, "\n]")}\n`;
}

/** @type {(inputs: string[]) => string[]} */
function bundledPackages(inputs) {
  const folders = inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []);
  return [...new Set(folders)].sort();
}

/**
 * What the licences of bundled packages ask to ship.
 * @type {(folder: string) => string}
 */
function notice(folder) {
  const { name, version, license } = readJson(`${folder}/package.json`);
  const file = readdirSync(path.join(root, folder)).find((entry) => /^licen[sc]e/i.test(entry));
  if (file === undefined) throw new Error(`${name} has no licence file`);
  return `${name} ${version} (${license})\n\n${readFileSync(path.join(root, folder, file), "utf8").trim()}\n`;
}

/** @type {(file: string) => any} */
function readJson(file) {
  return JSON.parse(readFileSync(path.join(root, file), "utf8"));
}
