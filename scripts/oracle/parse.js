import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { bundling } from "../bundling.js";

/**
 * The library's parser, which it does not export: bundled as the library is, and not shipped.
 * @type {() => Promise<typeof import("../../src/dockerfile/dockerfile.js").parse>}
 */
export async function loadParse() {
  const scratch = mkdtempSync(path.join(tmpdir(), "dockshift-parse-"));
  const outfile = path.join(scratch, "parse.mjs");
  try {
    await build({ ...bundling, entryPoints: ["src/dockerfile/dockerfile.ts"], outfile });
    const { parse } = await import(pathToFileURL(outfile).href);
    return parse;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
