/** Shows what dockshift does: the documents' bad examples, rewritten, as a diff. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { execPath, exit } from "node:process";

const root = path.join(import.meta.dirname, "..");
const documents = "__fixtures__/documents";
const files = readdirSync(path.join(root, documents))
  .sort()
  .map((name) => `${documents}/${name}/before.Dockerfile`);

const { status } = spawnSync(execPath, ["dist/cli.js", ...files], { cwd: root, stdio: "inherit" });
exit(status ?? 1);
