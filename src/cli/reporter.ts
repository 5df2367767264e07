import { resolve } from "node:path";
import type { Outcome } from "../engine/types.js";
import { isInside } from "../project/inside.js";
import { paintDiff, unifiedDiff } from "../report/diff.js";
import { jsonText } from "../report/json.js";
import { type Mask, masked, maskFor } from "../report/mask.js";
import { maskedOutcome } from "../report/masked-outcome.js";
import { plain, visible, type Paint } from "../report/paint.js";
import { problemText } from "../report/problem.js";
import { hasSyntaxError, isChanged, summaryText, type Failure, type Results } from "../report/summary.js";
import { paintFor, type Io } from "./io.js";
import { patchPath, repositoryRoot } from "./paths.js";

/** What goes to stdout; `text` is the new text of the one file. */
export type Format = "diff" | "summary" | "json" | "text";

/** Takes outcomes as they come: diffs and errors are printed at once, the rest in the end. */
export class Reporter {
  readonly #outcomes: Outcome[] = [];
  readonly #failures: Failure[] = [];
  readonly #mask: Mask;
  readonly #outPaint: Paint;
  readonly #errPaint: Paint;
  readonly #base: string;
  /** Whether the terminal, or stderr, shows something that the summary has to stand apart from. */
  #printed = false;
  /** Lines of diffs that were printed otherwise than they are. */
  #maskedLines = 0;

  constructor(
    private readonly io: Io,
    private readonly format: Format,
    private readonly written: boolean,
    private readonly showSecrets: boolean,
  ) {
    this.#mask = showSecrets ? (text) => text : masked;
    this.#outPaint = paintFor(io.stdout, io.env);
    this.#errPaint = paintFor(io.stderr, io.env);
    this.#base = repositoryRoot(io.cwd) ?? io.cwd;
  }

  async outcome(outcome: Outcome): Promise<void> {
    const { path, after, errors, files } = outcome;
    this.#outcomes.push(outcome);
    for (const problem of errors) {
      if (problem.kind === "syntax") await this.#complain(problemText(path, problem, this.#errPaint, this.#mask));
    }
    if (this.format === "text") await this.io.stdout.write(after);
    if (this.format === "diff" && isChanged(outcome)) {
      const diff = [outcome, ...files]
        .map((file) => unifiedDiff(this.#patchPath(file.path), file.before, file.after))
        .join("");
      // a patch in a file is for a program, and is no wider known than the files themselves
      const shown = this.io.stdout.isFile || this.showSecrets ? diff : maskFor(outcome.before)(diff);
      this.#maskedLines += differingLines(diff, shown);
      await this.io.stdout.write(this.#outPaint === plain ? shown : paintDiff(shown, this.#outPaint));
      this.#printed ||= this.io.stdout.isTerminal;
    }
  }

  async failure({ path, message }: Failure): Promise<void> {
    const failure = { path, message: this.#mask(message) };
    this.#failures.push(failure);
    const { bold, red } = this.#errPaint;
    await this.#complain(`${bold(visible(`${failure.path}:`))} ${red(visible(failure.message))}\n`);
  }

  /** Prints what needs all outcomes. */
  async finish(): Promise<void> {
    const outcomes = this.showSecrets ? this.#outcomes : this.#outcomes.map(maskedOutcome);
    const results: Results = { outcomes, failures: this.#failures, written: this.written };
    if (this.format === "json") {
      const mask = this.showSecrets ? () => this.#mask : maskFor;
      await this.io.stdout.write(jsonText(results, (path) => this.#patchPath(path), mask));
    } else if (this.format === "summary") {
      await this.io.stdout.write(summaryText(results, this.#outPaint));
    } else {
      const gap = this.#printed ? "\n" : "";
      await this.io.stderr.write(gap + summaryText(results, this.#errPaint) + this.#outsideNote() + this.#maskedNote());
    }
  }

  /** 2 for bad input, else 1 when something would change and `check` asks, else 0. */
  exitCode(check: boolean): number {
    if (this.#failures.length > 0 || this.#outcomes.some(hasSyntaxError)) return 2;
    return check && this.#outcomes.some(isChanged) ? 1 : 0;
  }

  async #complain(text: string): Promise<void> {
    this.#printed = true;
    await this.io.stderr.write(text);
  }

  #patchPath(path: string): string {
    return patchPath(this.#base, resolve(this.io.cwd, path));
  }

  #maskedNote(): string {
    const count = this.#maskedLines;
    if (count === 0) return "";
    const lines = count === 1 ? "1 line of the diff is" : `${count} lines of the diff are`;
    return `\n${lines} masked for a secret, so that it does not apply: use --show-secrets, or write it to a file\n`;
  }

  #outsideNote(): string {
    if (this.format !== "diff") return "";
    const changed = this.#outcomes.filter(isChanged).flatMap((outcome) => [outcome, ...outcome.files]);
    const outside = changed.find(({ path }) => !isInside(this.#base, resolve(this.io.cwd, path)));
    if (outside === undefined) return "";
    return `\n${outside.path} lies outside of ${this.#base}: apply its diff with \`patch -p1 -d /\`, or use --write\n`;
  }
}

/** How many lines of two texts with the same number of lines are not the same. */
function differingLines(one: string, other: string): number {
  if (one === other) return 0;
  const lines = other.split("\n");
  return one.split("\n").filter((line, index) => line !== lines[index]).length;
}
