import { visible } from "../report/paint.js";
import type { Io } from "./io.js";

/** One line on a terminal that says what is done at the moment; elsewhere nothing is shown. */
export class Progress {
  #isShown = false;

  constructor(private readonly io: Io) {}

  show(text: string): void {
    if (!this.io.stderr.isTerminal) return;
    this.#isShown = true;
    const room = (this.io.columns ?? 80) - 1;
    const line = visible(text).replace(/\s+/g, " ");
    void this.io.stderr.write(`\r\x1b[2K${line.length > room ? `${line.slice(0, room - 1)}…` : line}`);
  }

  /** Takes the line away, so that something else can be printed. */
  async clear(): Promise<void> {
    if (!this.#isShown) return;
    this.#isShown = false;
    await this.io.stderr.write("\r\x1b[2K");
  }
}
