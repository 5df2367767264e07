import { spawn } from "node:child_process";
import type { RegistryHost } from "./host.js";

/** What a credential helper knows. */
export interface HelperAnswer {
  readonly username: string;
  readonly secret: string;
}

/** Milliseconds after which a helper is given up; one may ask its user. */
const PATIENCE = 30_000;
const MOST_CHARACTERS = 2 ** 16;

/**
 * Asks `docker-credential-<name>` for what it keeps for a server; undefined when it keeps nothing. Throws an error that
 * says why it cannot say. Source: docker/docker-credential-helpers.
 */
export async function askCredentialHelper(
  name: string,
  server: string,
  { env }: Pick<RegistryHost, "env">,
  patience = PATIENCE,
): Promise<HelperAnswer | undefined> {
  const program = `docker-credential-${name}`;
  if (!/^[\w.-]+$/.test(name)) throw new Error("the credential helper of Docker's configuration has no usable name");
  const { code, stdout } = await run(program, server, env, patience);
  if (code === undefined) throw new Error(`${program} cannot be run`);
  if (code === "timeout") throw new Error(`${program} does not answer within ${patience / 1000} s`);
  if (code !== 0 && /credentials not found/i.test(stdout)) return undefined;
  const answer = code === 0 ? parse(stdout) : undefined;
  if (answer === undefined) throw new Error(`${program} fails`);
  return answer;
}

interface Ended {
  readonly code: number | "timeout" | undefined;
  readonly stdout: string;
}

function run(program: string, input: string, env: RegistryHost["env"], patience: number): Promise<Ended> {
  return new Promise((resolve) => {
    let stdout = "";
    const child = spawn(program, ["get"], { env, stdio: ["pipe", "pipe", "ignore"] });
    const end = (code: Ended["code"]): void => {
      clearTimeout(timer);
      resolve({ code, stdout });
    };
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      // what it started may hold the pipe open
      child.stdout.destroy();
      end("timeout");
    }, patience);
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (stdout.length < MOST_CHARACTERS) stdout += text;
    });
    // a helper that does not read what it is asked says so by its exit code
    child.stdin.on("error", () => undefined).end(input);
    child.once("error", () => {
      end(undefined);
    });
    child.once("close", (code) => {
      end(code ?? 128);
    });
  });
}

function parse(stdout: string): HelperAnswer | undefined {
  try {
    const { Username: username, Secret: secret } = JSON.parse(stdout) as Readonly<Record<string, unknown>>;
    return typeof username === "string" && typeof secret === "string" ? { username, secret } : undefined;
  } catch {
    return undefined;
  }
}
