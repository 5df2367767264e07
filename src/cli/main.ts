#!/usr/bin/env node
import manifest from "../../package.json" with { type: "json" };

const argv = process.argv.slice(2);

// Nothing else is loaded for the one question that scripts ask most.
if (argv.length === 1 && argv[0] === "--version") process.stdout.write(`${manifest.version}\n`);
else {
  // Read beside the command line's modules: nearly every call needs it.
  const core = import("../index.js");
  const { processIo, run } = await import("./run.js");
  process.exitCode = await run(argv, processIo(manifest.version), () => core);
}
