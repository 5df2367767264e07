import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";

/** Where Debian's package has the program. */
const PROGRAM = "usr/bin/docker-registry";

/** Debian's docker-registry: the one that is installed, or one fetched into the cache directory; undefined without either. */
export function findDockerRegistry(): string | undefined {
  if (existsSync(`/${PROGRAM}`)) return `/${PROGRAM}`;
  const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), ".cache"), "dockshift-e2e");
  const unpacked = path.join(cache, "docker-registry");
  if (!existsSync(unpacked)) {
    mkdirSync(cache, { recursive: true });
    const scratch = mkdtempSync(path.join(cache, "fetching-"));
    try {
      fetchPackage(scratch);
      renameSync(path.join(scratch, "root"), unpacked);
    } catch {
      return undefined;
    } finally {
      rmSync(scratch, { recursive: true });
    }
  }
  return path.join(unpacked, PROGRAM);
}

/** Needs apt's package lists, and makes them when they are not there. */
function fetchPackage(directory: string): void {
  const download =
    "apt-get -q download docker-registry || { apt-get -q update && apt-get -q download docker-registry; }";
  execFileSync("sh", ["-ec", `${download}; dpkg -x docker-registry_*.deb root`], { cwd: directory, stdio: "pipe" });
}

/** A docker-registry at work, with a storage of its own. */
export class DockerRegistry implements AsyncDisposable {
  private constructor(
    private readonly directory: string,
    private readonly child: ChildProcess,
    /** Name and port. */
    readonly host: string,
  ) {}

  /** Starts one. `auth` is that part of its configuration, as JSON has it; `files` are made beside it, named `DIR/…` there. */
  static async start(program: string, auth?: object, files: Readonly<Record<string, string>> = {}) {
    const directory = mkdtempSync(path.join(tmpdir(), "dockshift-e2e-"));
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(directory, name), text);
    const config = {
      version: "0.1",
      storage: { filesystem: { rootdirectory: path.join(directory, "storage") } },
      http: { addr: "127.0.0.1:0" },
      ...(auth && { auth }),
    };
    // JSON is YAML
    writeFileSync(path.join(directory, "config.yml"), JSON.stringify(config).replaceAll("DIR/", `${directory}/`));
    const child = spawn(program, ["serve", path.join(directory, "config.yml")], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    return new DockerRegistry(directory, child, await listening(child));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.child.once("close", resolve));
    this.child.kill();
    await closed;
    rmSync(this.directory, { recursive: true });
  }
}

/** The address that a registry says it listens on. */
function listening({ stderr }: ReturnType<typeof spawn>): Promise<string> {
  let log = "";
  return new Promise((resolve, reject) => {
    stderr!.setEncoding("utf8").on("data", (text: string) => {
      log += text;
      const address = /listening on (127\.0\.0\.1:\d+)/.exec(log)?.[1];
      if (address !== undefined) resolve(address);
    });
    stderr!.once("end", () => {
      reject(new Error(`docker-registry does not start: ${log}`));
    });
  });
}
