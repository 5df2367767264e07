/** Writes `transforms/README.md`; with `--check` only tells whether it is up to date. */
import { readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { catalogue, leftOut } from "dockshift";
import { cataloguePage } from "./catalogue-page.js";

const file = new URL("../transforms/README.md", import.meta.url);
const page = cataloguePage(catalogue, leftOut);

if (!argv.includes("--check")) writeFileSync(file, page);
else if (readFileSync(file, "utf8") !== page) throw new Error("transforms/README.md is stale: run `npm run docs`");
