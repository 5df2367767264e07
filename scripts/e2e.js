/**
 * Runs the engine tests of `e2e/` on the Docker engine that answers; needs a build.
 *
 *     npm run e2e [-- arguments of jest]
 *
 * The base images are the engine's own, or pulled. With DOCKSHIFT_E2E_STAND_INS=<cache directory>, for an engine that
 * reaches no registry and belongs to nobody, stand-ins are made and take the official names.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { argv, env, execPath, exit } from "node:process";
import { shift } from "dockshift";
import { allApps, AppCopy, NEIGHBOUR_IMAGE } from "../e2e/apps.js";
import { allCases } from "../e2e/cases.js";
import { allSecretCases } from "../e2e/secrets.js";

/** What stands in for which repository. */
const STAND_INS = new Map([
  ["alpine", "alpine"],
  ["debian", "debian"],
  ["gcr.io/distroless/static-debian12", "distroless"],
  ["golang", "golang"],
  ["nginx", "nginx"],
  ["node", "node"],
  ["php", "php"],
  ["python", "python"],
  ["ubuntu", "debian"],
]);

const root = path.join(import.meta.dirname, "..");
const cache = env.DOCKSHIFT_E2E_STAND_INS;

if (docker("version") === undefined) {
  console.log("e2e: no Docker engine answers; the engine tests are skipped");
  exit(cache === undefined ? 0 : 1);
}
if (cache === undefined) baseImages().forEach(provide);
else {
  execFileSync(path.join(root, "e2e/stand-ins/make"), [cache], { stdio: "inherit" });
  baseImages().forEach(standIn);
}
const jest = ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning", "node_modules/jest/bin/jest.js"];
const { status } = spawnSync(execPath, [...jest, "--config=e2e/jest.config.js", ...argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
exit(status ?? 1);

/**
 * The images that the cases, the apps and the builds with a secret are built on, before and after.
 * @type {() => string[]}
 */
function baseImages() {
  const ofCases = allCases().flatMap(({ dockerfile }) => {
    const { before, after } = shift(readFileSync(dockerfile, "utf8"));
    return [before, after];
  });
  const ofApps = allApps().flatMap((app) => {
    const copy = new AppCopy(app);
    const before = copy.dockerfile;
    copy.rewrite();
    const after = copy.dockerfile;
    copy[Symbol.dispose]();
    return [before, after];
  });
  const ofSecrets = allSecretCases().map(({ dockerfile }) => dockerfile);
  const images = [...ofCases, ...ofApps, ...ofSecrets].flatMap(imagesOf);
  return [...new Set([NEIGHBOUR_IMAGE, ...images])].sort();
}

/** @type {(text: string) => string[]} */
function imagesOf(text) {
  const defaults = new Map([...text.matchAll(/^ARG (\w+)=(\S+)/gm)].map(([, name = "", value = ""]) => [name, value]));
  const lines = [...text.matchAll(/^FROM (\S+)(?: AS (\S+))?/gim)];
  const stages = lines.map(([, , name]) => name?.toLowerCase());
  return lines
    .map(([, image = ""]) => image.replace(/\$\{(\w+)\}/g, (written, name) => defaults.get(name) ?? written))
    .filter((image) => !stages.includes(image.toLowerCase()));
}

/** @type {(image: string) => void} */
function provide(image) {
  if (docker("image", "inspect", image) === undefined) execFileSync("docker", ["pull", image], { stdio: "inherit" });
}

/** @type {(image: string) => void} */
function standIn(image) {
  const source = STAND_INS.get(image.split(":")[0] ?? "");
  if (source === undefined) throw new Error(`Nothing stands in for ${image}; see e2e/stand-ins`);
  execFileSync("docker", ["tag", `dockshift-e2e/${source}`, image]);
}

/**
 * What a command prints; undefined when it fails.
 * @type {(...args: string[]) => string | undefined}
 */
function docker(...args) {
  const { status, stdout } = spawnSync("docker", args, { encoding: "utf8" });
  return status === 0 ? stdout : undefined;
}
