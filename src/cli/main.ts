#!/usr/bin/env node
import manifest from "../../package.json" with { type: "json" };

const argv = process.argv.slice(2);

// Nothing else is loaded for the one question that scripts ask most.
if (argv.length === 1 && argv[0] === "--version") process.stdout.write(`${manifest.version}\n`);
else {
  const [{ processIo }, { run }] = await Promise.all([import("./io.js"), import("./run.js")]);
  process.exitCode = await run(argv, processIo(manifest.version), () => import("../index.js"));
}
