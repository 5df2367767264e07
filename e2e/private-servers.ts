import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { NEIGHBOUR_IMAGE } from "./apps.js";
import { build } from "./build.js";
import { removeImage } from "./docker.js";

const PROGRAM = readFileSync(path.join(import.meta.dirname, "private-servers-program.js"), "utf8");

const IMAGE = `FROM ${NEIGHBOUR_IMAGE}
RUN apt-get update && apt-get install -y --no-install-recommends git openssh-server zip && rm -rf /var/lib/apt/lists/*
`;

/** The option that gives builds a name for the servers. They are at `localhost` as well, which pip trusts without TLS. */
export const NAMED = "--add-host=private.example:127.0.0.1";

/** Servers in the builds' network that let in who has the secret, and refuse all others. */
export class PrivateServers implements AsyncDisposable {
  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly image: string,
    readonly ports: { readonly http: number; readonly ssh: number },
  ) {}

  /** `publicKey`: of who may come by ssh. Throws what the servers print when they do not start. */
  static async start(secret: string, publicKey: string): Promise<PrivateServers> {
    const image = await build(IMAGE, import.meta.dirname, "private-servers");
    const node = ["node", "--input-type=module", "--eval", PROGRAM];
    const child = spawn("docker", ["run", "--rm", "--interactive", "--network=host", image, ...node]);
    let printed = "";
    child.stderr.on("data", (text: Buffer) => (printed += text.toString()));
    child.stdin.on("error", () => undefined);
    child.stdin.write(`${secret}\n${publicKey}\n`);
    const ended = once(child, "close").then(() => {
      throw new Error(`the servers do not start: ${printed}`);
    });
    ended.catch(() => undefined);
    const [line] = (await Promise.race([once(createInterface({ input: child.stdout }), "line"), ended])) as [string];
    return new PrivateServers(child, image, JSON.parse(line) as PrivateServers["ports"]);
  }

  /** What stands for the ports in the files of a case, and the ports. */
  get words(): Readonly<Record<string, string>> {
    const { http, ssh } = this.ports;
    return { ":8080": `:${http}`, ":2222": `:${ssh}`, "-p 2222": `-p ${ssh}` };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.child, "close");
    this.child.stdin.end();
    await ended;
    await removeImage(this.image);
  }
}
