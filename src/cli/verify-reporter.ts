import type { Outcome } from "../engine/types.js";
import { type Mask, masked } from "../report/mask.js";
import { maskedVerification } from "../report/masked-outcome.js";
import { visible, type Paint } from "../report/paint.js";
import { problemText } from "../report/problem.js";
import { hasSyntaxError, type Failure } from "../report/summary.js";
import { verificationText, verificationsLine } from "../report/verification.js";
import { type Verified, verificationsJson } from "../report/verification-json.js";
import type { Verification } from "../verify/verification.js";
import { paintFor, type Io } from "./io.js";
import type { VerifyRequest } from "./verify-options.js";

/** Takes verifications as they come, prints each at once, and the counts (or one JSON document) in the end. */
export class VerifyReporter {
  readonly #files: Verified[] = [];
  readonly #failures: Failure[] = [];
  readonly #mask: Mask;
  readonly #outPaint: Paint;
  readonly #errPaint: Paint;

  constructor(
    private readonly io: Io,
    private readonly format: VerifyRequest["format"],
    private readonly showSecrets: boolean,
  ) {
    this.#mask = showSecrets ? (text) => text : masked;
    this.#outPaint = paintFor(io.stdout, io.env);
    this.#errPaint = paintFor(io.stderr, io.env);
  }

  async verification(verification: Verification, { files, todos }: Outcome, written: boolean): Promise<void> {
    const others = files.map(({ path }) => path);
    const verified = { ...verification, written, others, todos };
    const file = this.showSecrets ? verified : maskedVerification(verified);
    this.#files.push(file);
    if (this.format === "summary") await this.io.stdout.write(verificationText(file, this.#outPaint));
  }

  /** Reports why a file cannot be read as a Dockerfile; false when it can. */
  async problems(outcome: Outcome): Promise<boolean> {
    if (!hasSyntaxError(outcome)) return false;
    const { path, errors } = outcome;
    const [first] = errors;
    this.#failures.push({ path, message: this.#mask(`line ${first!.line}: ${first!.message}`) });
    for (const problem of errors) await this.io.stderr.write(problemText(path, problem, this.#errPaint, this.#mask));
    return true;
  }

  async failure({ path, message }: Failure): Promise<void> {
    const failure = { path, message: this.#mask(message) };
    this.#failures.push(failure);
    const { bold, red } = this.#errPaint;
    await this.io.stderr.write(`${bold(visible(`${failure.path}:`))} ${red(visible(failure.message))}\n`);
  }

  /** Notes what ends the whole run, which says so itself. */
  lastFailure({ path, message }: Failure): void {
    this.#failures.push({ path, message: this.#mask(message) });
  }

  /** Ends a run that goes no further: scripts get what was found so far. */
  async breakOff(engine: string | undefined): Promise<void> {
    if (this.format === "json") await this.finish(engine);
  }

  /** `engine` is what built, if anything was built. */
  async finish(engine: string | undefined): Promise<void> {
    const results = { files: this.#files, failures: this.#failures };
    const text =
      this.format === "json" ? verificationsJson(results, engine) : verificationsLine(results, this.#outPaint);
    await this.io.stdout.write(text);
  }

  /** 2 for bad input, of which a file that did not build before is some; else 1 when a rewrite is not good; else 0. */
  exitCode(): number {
    const verdicts = this.#files.map(({ verdict }) => verdict);
    if (this.#failures.length > 0 || verdicts.includes("did not build before")) return 2;
    return verdicts.includes("differs") || verdicts.includes("does not build after") ? 1 : 0;
  }
}
