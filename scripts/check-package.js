/** Checks what `npm pack` would publish: its size, its command, its library and its types. Needs a build. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { execPath } from "node:process";
import { isBuiltin } from "node:module";

const MOST_KILOBYTES = 500;
const root = path.join(import.meta.dirname, "..");
const scratch = mkdtempSync(path.join(tmpdir(), "dockshift-package-"));

try {
  const npm = ["pack", "--ignore-scripts", "--json", "--pack-destination", scratch];
  const [pack] = JSON.parse(execFileSync("npm", npm, { cwd: root, encoding: "utf8" }));
  const kilobytes = Math.round(pack.size / 1000);
  if (kilobytes > MOST_KILOBYTES)
    throw new Error(`The package has ${kilobytes} kB; at most ${MOST_KILOBYTES} are wanted`);

  execFileSync("tar", ["-xzf", path.join(scratch, pack.filename), "-C", scratch]);
  const unpacked = path.join(scratch, "package");
  const { version, exports, dependencies = {} } = JSON.parse(readFileSync(path.join(unpacked, "package.json"), "utf8"));
  const printed = execFileSync(execPath, [path.join(unpacked, "dist/cli.js"), "--version"], { encoding: "utf8" });
  if (printed.trim() !== version) throw new Error(`--version prints ${printed.trim()}, package.json has ${version}`);

  const dockerfile = 'FROM debian:12.9\nCMD ["true"]\n';
  const program = `import { shift } from "dockshift"; console.log(shift(${JSON.stringify(dockerfile)}).before)`;
  const before = execFileSync(execPath, ["--input-type=module", "-e", program], { cwd: unpacked, encoding: "utf8" });
  if (before !== `${dockerfile}\n`) throw new Error("The library does not run outside the repository");

  checkTypes(path.join(unpacked, exports["."].types), Object.keys(dependencies));
  console.log(`${pack.filename}: ${kilobytes} kB, ${pack.entryCount} files`);
} finally {
  rmSync(scratch, { recursive: true });
}

/**
 * The declarations that users reach must not name a package that an installation does not bring.
 * @type {(entry: string, dependencies: string[]) => void}
 */
function checkTypes(entry, dependencies) {
  const files = new Set([entry]);
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    for (const [, name = ""] of text.matchAll(/(?:from|import\()\s*"([^"]+)"/g)) {
      if (name.startsWith(".")) files.add(path.resolve(path.dirname(file), name.replace(/\.js$/, ".d.ts")));
      else if (!isBuiltin(name) && !dependencies.includes(name)) throw new Error(`${file} imports ${name}`);
    }
  }
}
