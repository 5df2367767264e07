import { stripVTControlCharacters } from "node:util";

const MOST_LINES = 200;
const LONGEST_LINE = 2000;

/** Keeps the last lines of a log as it comes. */
export class Tail {
  readonly #lines: string[] = [];
  #open = "";

  constructor(private readonly onLine: (line: string) => void = () => undefined) {}

  add(text: string): void {
    const parts = (this.#open + text).split(/\r\n|[\r\n]/);
    this.#open = parts.pop()!.slice(-LONGEST_LINE);
    for (const part of parts) this.#push(part);
  }

  /** The lines so far, empty ones left out. */
  lines(): readonly string[] {
    const open = stripVTControlCharacters(this.#open);
    return open.trim() === "" ? [...this.#lines] : [...this.#lines, open];
  }

  #push(coloured: string): void {
    const line = stripVTControlCharacters(coloured);
    if (line.trim() === "") return;
    this.#lines.push(line.slice(0, LONGEST_LINE));
    if (this.#lines.length > MOST_LINES) this.#lines.shift();
    this.onLine(line);
  }
}
