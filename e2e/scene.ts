import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

/** What a run of `verify` does when its Dockerfile asks the scene for the first, second and third time. */
export const MOMENTS = ["building the original", "building the rewrite", "running the original"] as const;

type Moment = (typeof MOMENTS)[number];

/** A Dockerfile whose builds and containers ask a server, which keeps them waiting at one moment. */
export class Scene implements AsyncDisposable {
  readonly directory = mkdtempSync(path.join(tmpdir(), "dockshift-e2e-"));
  readonly label: string;
  readonly text: string;
  readonly #waiting: Promise<void>;

  private constructor(
    private readonly server: Server,
    moment: Moment | "none of these",
  ) {
    const { port } = server.address() as AddressInfo;
    this.label = `dockshift.e2e=interruption-${process.pid}-${port}`;
    const ask = `wget -q -O - http://127.0.0.1:${port}/`;
    // the rewrite changes what stands above the first question, and so asks it again
    this.text = `FROM alpine:3\nLABEL ${this.label}\nRUN mkdir /data\nRUN chmod 700 /data\nENV NEXT=yes\nRUN ${ask}\nCMD ${ask}\n`;
    writeFileSync(path.join(this.directory, "Dockerfile"), this.text);
    this.#waiting = new Promise((resolve) => {
      let asked = 0;
      server.on("request", (_request, response) => {
        if (MOMENTS[asked++] === moment) resolve();
        else response.end("go on\n");
      });
    });
  }

  static async open(moment: Moment | "none of these"): Promise<Scene> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new Scene(server, moment);
  }

  /** The arguments of `verify`. */
  get args(): readonly string[] {
    const file = path.join(this.directory, "Dockerfile");
    return [file, "--only=merge-runs", "--write", "--run", "--run-arg=--network=host"];
  }

  /** Settles at the moment; throws when the run ends without it. */
  async reached(ended: Promise<{ readonly stdout: string; readonly stderr: string }>): Promise<void> {
    const early = ended.then(({ stdout, stderr }) => {
      throw new Error(`ended before: ${stdout}${stderr}`);
    });
    early.catch(() => undefined);
    await Promise.race([this.#waiting, early]);
  }

  /** Every file with its text. */
  files(): Readonly<Record<string, string>> {
    const names = readdirSync(this.directory);
    return Object.fromEntries(names.map((name) => [name, readFileSync(path.join(this.directory, name), "utf8")]));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.directory, { recursive: true, force: true });
  }
}
