import { runCommand } from "./command.js";
import { type Engine, type EngineName, ENGINES, engines } from "./engines.js";
import type { Host } from "./host.js";

/** Milliseconds after which an engine that does not answer is given up. */
const PATIENCE = 30_000;

/** The engine of this name, or the first that answers; else why there is none. Throws `Interrupted`. */
export async function findEngine(wanted: EngineName | undefined, host: Host): Promise<Engine | string> {
  const reasons = new Set<string>();
  for (const name of wanted === undefined ? ENGINES : [wanted]) {
    const reason = await trouble(engines[name], host);
    if (reason === undefined) return engines[name];
    reasons.add(reason);
  }
  const said = [...reasons].map((reason) => `\n  ${reason}`).join("");
  return wanted === undefined
    ? `no engine: to verify, docker buildx, docker, podman or buildah must be there and answer${said}`
    : `no engine: ${wanted} cannot build here${said}`;
}

/** Why an engine cannot build; undefined when it answers. Throws `Interrupted`. */
export async function trouble({ name, checks }: Engine, host: Host): Promise<string | undefined> {
  for (const [index, check] of checks.entries()) {
    const { code, stdout, tail } = await runCommand(check, host, { timeout: PATIENCE });
    if (code === undefined) return `${check[0]!} is not installed`;
    if (code !== 0) return `${check.slice(0, 2).join(" ")} failed: ${tail.at(-1) ?? `exit code ${code}`}`;
    // some systems bring podman under docker's name; it has other defaults
    if (index === 0 && check[0] === "docker" && stdout.includes("podman")) return `${name} is podman by another name`;
  }
  return undefined;
}
