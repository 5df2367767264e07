import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";

/** An agent that answers for a key that was made for it. */
export class SshAgent implements AsyncDisposable {
  private constructor(
    private readonly directory: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(): Promise<SshAgent> {
    const directory = mkdtempSync(path.join(tmpdir(), "dockshift-e2e-"));
    const [key, socket] = [path.join(directory, "key"), path.join(directory, "socket")];
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "e2e", "-f", key]);
    const agent = new SshAgent(directory, spawn("ssh-agent", ["-D", "-a", socket], { stdio: "ignore" }));
    while (!existsSync(socket)) await setTimeout(20);
    execFileSync("ssh-add", ["-q", key], { env: { ...process.env, ...agent.env } });
    return agent;
  }

  /** What leads a client to it. */
  get env(): Readonly<Record<string, string>> {
    return { SSH_AUTH_SOCK: path.join(this.directory, "socket") };
  }

  get privateKey(): string {
    return readFileSync(path.join(this.directory, "key"), "utf8");
  }

  get publicKey(): string {
    return readFileSync(path.join(this.directory, "key.pub"), "utf8").trim();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.child, "close");
    this.child.kill();
    await ended;
    rmSync(this.directory, { recursive: true });
  }
}
