/** `npm run new <name>`: a new transform, its fixtures, and its place at the end of the catalogue. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { argv } from "node:process";
import { format } from "prettier";

const root = path.join(import.meta.dirname, "..");
const name = argv[2] ?? "";
if (!/^[a-z]+(-[a-z0-9]+)+$/.test(name)) throw new Error("Usage: npm run new <verb-noun>, such as add-user");

const file = path.join(root, "transforms", `${name}.ts`);
if (existsSync(file)) throw new Error(`transforms/${name}.ts is there already`);
const constant = name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

writeFileSync(
  file,
  `import type { Transform } from "../src/engine/types.js";

export const ${constant}: Transform = {
  name: "${name}",
  title: "TODO: what it does, in one line",
  why: "TODO: why that is better.",
  level: "harden",
  refs: ["TODO"],
  example: {
    before: "FROM debian:12.9\\n",
    after: "FROM debian:12.9\\n",
  },

  *run(file) {
    for (const stage of file.stages) {
      yield { kind: "skip", at: stage.from.range, reason: "TODO" };
    }
  },
};
`,
);
writeFixture("changed/before.Dockerfile", "FROM debian:12.9\n");
writeFixture("changed/after.Dockerfile", "FROM debian:12.9\n# TODO: what becomes of it\n");
writeFixture("unchanged/before.Dockerfile", "FROM debian:12.9\n");

const index = path.join(root, "transforms/index.ts");
const source = readFileSync(index, "utf8");
const extended = source.replace(
  /(export const catalogue: readonly Transform\[\] = \[[^\]]*?),?\s*\];/,
  `$1, ${constant}];`,
);
if (extended === source) throw new Error("transforms/index.ts holds no catalogue to extend");
const imports = `import { ${constant} } from "./${name}.js";\n${extended}`;
writeFileSync(index, await format(imports, { parser: "typescript", printWidth: 120 }));

/** @type {(name: string, text: string) => void} */
function writeFixture(fixture, text) {
  const target = path.join(root, "__fixtures__", name, fixture);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}
