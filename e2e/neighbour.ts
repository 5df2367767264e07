import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createInterface, type Interface } from "node:readline";
import { NEIGHBOUR_IMAGE, type Request } from "./apps.js";
import { LABEL } from "./build.js";

const PROGRAM = readFileSync(path.join(import.meta.dirname, "neighbour-program.js"), "utf8");

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** A container beside an app's, in its network and among its processes: it asks what an app serves, and sees who runs. */
export class Neighbour implements AsyncDisposable {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: Interface;
  readonly #ended: Promise<never>;

  constructor(container: string, group: string) {
    const shared = [`--network=container:${container}`, `--pid=container:${container}`, "--user=0"];
    const node = ["node", "--input-type=module", "--eval", PROGRAM];
    const own = ["--rm", "--interactive", `--label=${LABEL}=${group}`];
    this.#child = spawn("docker", ["run", ...own, ...shared, NEIGHBOUR_IMAGE, ...node]);
    this.#lines = createInterface({ input: this.#child.stdout });
    this.#ended = this.#end();
    this.#ended.catch(() => undefined);
  }

  async ask(port: number, request: Request): Promise<Answer> {
    return (await this.#tell({ act: "ask", port, request })) as Answer;
  }

  /** The users that the app's processes run as. */
  async uids(): Promise<readonly number[]> {
    return (await this.#tell({ act: "uids" })) as readonly number[];
  }

  /** Sends a signal to all of the app's processes but the first. */
  async signal(name: NodeJS.Signals): Promise<void> {
    await this.#tell({ act: "signal", name });
  }

  /** One at a time. Throws when it fails, or when the container is gone. */
  async #tell(what: object): Promise<unknown> {
    const answered = once(this.#lines, "line") as Promise<[string]>;
    this.#child.stdin.write(`${JSON.stringify(what)}\n`);
    const [line] = await Promise.race([answered, this.#ended]);
    const { result, error } = JSON.parse(line) as { readonly result?: unknown; readonly error?: string };
    if (error !== undefined) throw new Error(error);
    return result;
  }

  async #end(): Promise<never> {
    let printed = "";
    this.#child.stdin.on("error", () => undefined);
    this.#child.stderr.on("data", (text: Buffer) => (printed += text.toString()));
    await once(this.#child, "close");
    throw new Error(`the neighbour went away: ${printed}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.stdin.end();
    await this.#ended.catch(() => undefined);
  }
}
