/**
 * Measures the built command against bare Node; every figure is the least of interleaved runs, so that ratios hold.
 *
 *     npm run bench [-- <directory of Dockerfiles>]
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { argv, execPath } from "node:process";

const ROUNDS = 15;
const root = path.join(import.meta.dirname, "..");
const cli = path.join(root, "dist/cli.js");
const small = path.join(root, "__fixtures__/documents/node-latest/before.Dockerfile");
const scratch = mkdtempSync(path.join(tmpdir(), "dockshift-bench-"));

try {
  startUp();
  manyFiles(argv[2] ?? copies(1000));
  for (const megabytes of [1, 10]) oneFile(megabytes);
} finally {
  rmSync(scratch, { recursive: true });
}

function startUp() {
  const commands = {
    "bare node": ["-e", "0"],
    "--version": [cli, "--version"],
    "--help": [cli, "--help"],
    "one small file": [cli, small],
  };
  const least = new Map(Object.keys(commands).map((name) => [name, Infinity]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, args] of Object.entries(commands)) {
      least.set(name, Math.min(least.get(name) ?? Infinity, time(args)));
    }
  }
  const bare = least.get("bare node") ?? 1;
  for (const [name, time] of least) {
    console.log(`${name}: ${time.toFixed(0)} ms, ${(time / bare).toFixed(2)} × bare node`);
  }
}

/** @type {(directory: string) => void} */
function manyFiles(directory) {
  const count = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  ).length;
  const args = [cli, "--format", "summary", directory];
  const each = (time(args) - time([cli, "--version"])) / count;
  console.log(`${count} files: ${each.toFixed(2)} ms a file, ${(1000 / each).toFixed(0)} a second, ${memory(args)} MB`);
}

/** @type {(size: number) => void} */
function oneFile(size) {
  const file = path.join(scratch, `Dockerfile.${size}`);
  writeFileSync(file, generated(size * 1_000_000));
  const args = [cli, "--format", "summary", file];
  const seconds = time(args) / 1000;
  console.log(`${size} MB file: ${seconds.toFixed(2)} s, ${(seconds / size).toFixed(2)} s a MB, ${memory(args)} MB`);
}

/**
 * A file of stages with comments, continued commands, variables and copies.
 * @type {(length: number) => string}
 */
function generated(length) {
  const stages = [];
  for (let size = 0, index = 0; size < length; index++) {
    const stage = `# Stage ${index}
FROM debian:12.9 AS stage${index}
ARG VERSION=${index}
ENV APP_VERSION=$VERSION \\
    # where it lives
    APP_HOME=/opt/app${index}
RUN apt-get update && \\
    apt-get install -y --no-install-recommends curl ca-certificates && \\
    rm -rf /var/lib/apt/lists/*
WORKDIR $APP_HOME
COPY --chown=1001:1001 app${index}/ ./
CMD ["./app", "--version", "${index}"]

`;
    stages.push(stage);
    size += stage.length;
  }
  return stages.join("");
}

/** @type {(count: number) => string} */
function copies(count) {
  const directory = mkdtempSync(path.join(scratch, "files-"));
  const text = readFileSync(small, "utf8");
  for (let index = 0; index < count; index++) writeFileSync(path.join(directory, `Dockerfile.${index}`), text);
  return directory;
}

/**
 * Milliseconds that Node takes.
 * @type {(args: string[]) => number}
 */
function time(args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(execPath, args, { encoding: "utf8", maxBuffer: 2 ** 30 });
  const milliseconds = performance.now() - start;
  // 2 says that some files have errors, which files of a corpus may have
  if (status !== 0 && status !== 2) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr}`);
  return milliseconds;
}

/**
 * The most memory that Node holds, in megabytes.
 * @type {(args: string[]) => number}
 */
function memory(args) {
  const hook = path.join(scratch, "memory.cjs");
  const result = path.join(scratch, "memory.txt");
  const write = `require("node:fs").writeFileSync(${JSON.stringify(result)}, String(process.resourceUsage().maxRSS))`;
  writeFileSync(hook, `process.on("exit", () => ${write})`);
  time(["--require", hook, ...args]);
  return Math.round(Number(readFileSync(result, "utf8")) / 1024);
}
