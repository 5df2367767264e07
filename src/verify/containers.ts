import { setTimeout as sleep } from "node:timers/promises";
import { OWN_LABEL } from "./build.js";
import { runCommand } from "./command.js";
import { type Host, refuseInterrupted } from "./host.js";
import { tidyAll } from "./tidy.js";
import type { Observation } from "./verification.js";

/** How to run containers. */
export interface RunOptions {
  /** More arguments of the run command; without a network among them the container has none. */
  readonly args: readonly string[];
  /** How long to wait for the health check, in seconds. */
  readonly patience: number;
}

/** What a container without a health check gets to fall over, in seconds. */
const SETTLE = 2;
const POLL = 250;

/** The containers of one Dockerfile, removed by `remove`. */
export class Containers {
  readonly #names: string[] = [];

  constructor(
    private readonly program: "docker" | "podman",
    private readonly options: RunOptions,
    private readonly host: Host,
    /** Unique to this run. */
    private readonly id: string,
  ) {}

  /** Starts an image, waits for its health and tells what it sees. Throws `Interrupted`, or when it cannot be started. */
  async observe(tag: string, side: string): Promise<Observation> {
    const name = `dockshift-verify-${this.id}-${side}`;
    this.#names.push(name);
    const isolated = this.options.args.some((arg) => /^--net(?:work)?(?:=|$)/.test(arg)) ? [] : ["--network=none"];
    const own = ["--detach", "--pull=never", `--name=${name}`, `--label=${OWN_LABEL}=${this.id}`, ...isolated];
    const { code, tail } = await runCommand([this.program, "run", ...own, ...this.options.args, tag], this.host);
    if (code === 0) return this.#watch(name);
    if (!isImagesFault(code, tail.join("\n"))) throw new Error(`the container does not start: ${tail.at(-1) ?? ""}`);
    return { state: `does not start (${code})`, health: "none", user: "" };
  }

  /** Removes all containers; those that could not be removed are given back. */
  remove(): Promise<readonly string[]> {
    return tidyAll(this.#names, (name) => [this.program, "rm", "--force", "--volumes", name], this.host);
  }

  async #watch(name: string): Promise<Observation> {
    const start = Date.now();
    for (;;) {
      refuseInterrupted(this.host);
      const { Running: running, ExitCode: exit, Health: health } = await this.#state(name);
      const status = health?.Status ?? "none";
      if (!running) return { state: `exited with ${exit}`, health: status, user: "" };
      const isWaiting = status === "starting" || status === "none";
      const patience = status === "none" ? SETTLE : this.options.patience;
      if (!isWaiting || Date.now() - start > patience * 1000) {
        return { state: "running", health: status, user: await this.#user(name) };
      }
      await sleep(POLL);
    }
  }

  async #state(name: string): Promise<State> {
    const argv = [this.program, "container", "inspect", "--format", "{{json .State}}", name];
    const { code, stdout, tail } = await runCommand(argv, this.host);
    if (code !== 0) throw new Error(`the container cannot be inspected: ${tail.at(-1) ?? ""}`);
    const state = JSON.parse(stdout) as State;
    return state.Health?.Status === "" ? { ...state, Health: null } : state;
  }

  /** Docker lists host processes, podman the container's own. */
  async #user(name: string): Promise<string> {
    const columns = this.program === "docker" ? ["-eo", "uid,pid"] : ["user", "pid"];
    const { stdout } = await runCommand([this.program, "top", name, ...columns], this.host);
    return /^\S+/.exec(stdout.split("\n")[1]?.trim() ?? "")?.[0] ?? "";
  }
}

/** What is wrong with the image's own command or user is something to see; other failures are the engine's, or the arguments'. */
function isImagesFault(code: number | undefined, log: string): boolean {
  return (
    code === 126 || code === 127 || /unable to find (?:user|group)|no matching entries in (?:passwd|group)/i.test(log)
  );
}

interface State {
  readonly Running: boolean;
  readonly ExitCode: number;
  readonly Health?: { readonly Status: string } | null;
}
