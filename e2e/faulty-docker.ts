import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A program in front of the engine's client that takes over some of its commands. */
export class FaultyDocker implements Disposable {
  readonly directory = mkdtempSync(path.join(tmpdir(), "dockshift-e2e-"));
  /** What puts it in front. */
  readonly env = { PATH: `${this.directory}:${process.env.PATH}` };

  /** `faults` are cases of a shell's `case "$*"`; `$here` is its directory. */
  constructor(faults: string) {
    const real = `PATH=\${PATH#*:}; export PATH; exec docker "$@"`;
    const script = `#!/bin/sh\nhere=${this.directory}\ncase "$*" in\n${faults}\nesac\n${real}\n`;
    writeFileSync(path.join(this.directory, "docker"), script);
    chmodSync(path.join(this.directory, "docker"), 0o755);
  }

  /** Puts a file beside it. */
  write(name: string, content: Uint8Array): void {
    writeFileSync(path.join(this.directory, name), content);
  }

  [Symbol.dispose](): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
