import { execFile } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import type { Expected } from "./apps.js";
import { docker } from "./docker.js";
import { Neighbour } from "./neighbour.js";

/** How long anything may take that an app does by itself, in milliseconds. */
const PATIENCE = 60_000;

/** As often as the engine can, so that no test waits for it. */
const OFTEN = [
  "--health-interval=1s",
  "--health-timeout=3s",
  "--health-retries=2",
  "--health-start-period=1ms",
] as const;

interface State {
  readonly Running: boolean;
  readonly ExitCode: number;
  readonly FinishedAt: string;
  readonly Health?: { readonly Status: string; readonly Log: readonly { readonly Output: string }[] };
}

/** A container of an app, in a network of its own, with a neighbour that looks at it. */
export class AppContainer implements AsyncDisposable {
  readonly neighbour: Neighbour;

  private constructor(
    private readonly id: string,
    group: string,
  ) {
    this.neighbour = new Neighbour(id, group);
  }

  static async start(image: string, { volumes = [] }: Expected, group: string): Promise<AppContainer> {
    const check = (await docker("image", "inspect", "--format={{json .Config.Healthcheck}}", image)).trim();
    const options = [...(check === "null" ? [] : OFTEN), ...volumes.map((directory) => `--volume=${directory}`)];
    return new AppContainer((await docker("run", "--detach", "--network=none", ...options, image)).trim(), group);
  }

  /** A file's text when it has this part, waiting for it. Throws with what the app says when it never has. */
  async written(file: string, part: string): Promise<void> {
    let seen = "nothing";
    const isThere = async (): Promise<boolean> => {
      seen = await this.#read(file).catch((error: unknown) => String(error));
      return seen.includes(part);
    };
    await this.#until(isThere, () => `${file} has no ${part}: ${seen}`);
  }

  /** Whether it has a health check. */
  async isWatched(): Promise<boolean> {
    return (await this.#state()).Health !== undefined;
  }

  async reaches(status: "healthy" | "unhealthy"): Promise<void> {
    let last: State["Health"];
    const isReached = async (): Promise<boolean> => {
      last = (await this.#state()).Health;
      return last?.Status === status;
    };
    await this.#until(isReached, () => `never ${status}: ${JSON.stringify(last?.Log.at(-1))}`);
  }

  /** Stops all of its processes where they are; the container runs on. */
  async freeze(): Promise<void> {
    await this.#signal("SIGSTOP");
  }

  async thaw(): Promise<void> {
    await this.#signal("SIGCONT");
  }

  /** Stops it as `docker stop` does, and tells how long that took, in seconds, and its exit code. */
  async stop(): Promise<{ readonly seconds: number; readonly code: number }> {
    const start = Date.now();
    await docker("stop", "--time=10", this.id);
    const { FinishedAt: end, ExitCode: code } = await this.#state();
    return { seconds: (Date.parse(end) - start) / 1000, code };
  }

  /** Starts it anew, and gives it time to come up. */
  async startAgain(): Promise<void> {
    await docker("start", this.id);
    await setTimeout(5000);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await docker("rm", "--force", "--volumes", this.id);
    await this.neighbour[Symbol.asyncDispose]();
  }

  /** The first process hears signals such as SIGSTOP only from outside. */
  async #signal(name: "SIGSTOP" | "SIGCONT"): Promise<void> {
    await this.neighbour.signal(name);
    await docker("kill", `--signal=${name}`, this.id);
  }

  async #state(): Promise<State> {
    return JSON.parse(await docker("inspect", "--format={{json .State}}", this.id)) as State;
  }

  async #read(file: string): Promise<string> {
    return untarred(await docker("cp", `${this.id}:${file}`, "-"));
  }

  async #until(isSo: () => Promise<boolean>, complaint: () => string): Promise<void> {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const isDone = await isSo();
      const { Running: isRunning } = await this.#state();
      if (!isRunning || (!isDone && Date.now() > end)) throw new Error(`${complaint()}\n${await this.#log()}`);
      if (isDone) return;
      await setTimeout(300);
    }
  }

  async #log(): Promise<string> {
    const { stdout, stderr } = await promisify(execFile)("docker", ["logs", this.id]);
    return `${stdout}${stderr}`;
  }
}

/** The text of the one file in an archive: its header has a block of 512 bytes, with the size in octal digits at 124. */
function untarred(archive: string): string {
  const size = parseInt(archive.slice(124, 135), 8);
  return archive.slice(512, 512 + size);
}
