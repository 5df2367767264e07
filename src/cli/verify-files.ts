import { dirname } from "node:path";
import type { RegistryAnswers } from "../engine/registry-facts.js";
import type { Outcome } from "../engine/types.js";
import { isChanged } from "../report/summary.js";
import { findEngine } from "../verify/find-engine.js";
import type { Engine } from "../verify/engines.js";
import { type Host, Interrupted, refuseInterrupted } from "../verify/host.js";
import { isVerified, type Verification } from "../verify/verification.js";
import { verify, type VerifyOptions } from "../verify/verify.js";
import type { Core } from "./core.js";
import { findFiles } from "./find.js";
import { ioMessage } from "./io-message.js";
import type { Io } from "./io.js";
import { openDesk } from "./open-desk.js";
import { contextDirectory, crashMessage, shifter, unreadable } from "./outcome-of.js";
import { shownPath } from "./paths.js";
import { Progress } from "./progress.js";
import type { RegistryDesk } from "./registry-desk.js";
import { checkSelection } from "./select.js";
import { readSource } from "./source.js";
import { UsageError } from "./usage-error.js";
import { namedPaths } from "./verify-names.js";
import type { VerifyRequest } from "./verify-options.js";
import { VerifyReporter } from "./verify-reporter.js";
import { replacementsOf, written } from "./write-outcome.js";

/** How long to wait for a health check, in seconds: with Docker's defaults, three failures take 90. */
const PATIENCE = 120;

/** Builds what the named files were and would become, and compares; 130 and the like when a signal stopped it. */
export async function verifyFiles(request: VerifyRequest, io: Io, core: Core): Promise<number> {
  checkSelection(request.only, request.skip, core.catalogue);
  using interruption = io.listen();
  const { env, cwd, temporary, signalGroup } = io;
  const host: Host = { env, cwd, temporary, signalGroup, interrupted: interruption.signal };
  const work = new Work(request, io, core, host);
  const announce = (): void => {
    // behind the line that shows the progress
    void io.stderr.write(io.stderr.isTerminal ? `\n${STOPPING}` : STOPPING);
  };
  host.interrupted.addEventListener("abort", announce, { once: true });
  try {
    return await work.run();
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    await io.stderr.write(work.left ? STOPPED_HALFWAY : STOPPED);
    return interruption.exitCode;
  }
}

const STOPPING = "dockshift: stopping, and removing what was made; Ctrl-C twice more leaves it behind\n";
const STOPPED = "dockshift: stopped; containers, images and temporary files are removed\n";
const STOPPED_HALFWAY = "dockshift: stopped; temporary files are removed, but not what is named above\n";

class Work {
  /** Whether something could not be removed from the engine. */
  left = false;
  readonly #reporter: VerifyReporter;
  readonly #progress: Progress;
  readonly #shift: ReturnType<typeof shifter>;
  readonly #names: ReadonlyMap<string, string>;
  #engine: Engine | undefined;
  #desk: RegistryDesk | undefined;
  /** What was written, which contexts may have read before. */
  readonly #overlay = new Map<string, string>();

  constructor(
    private readonly request: VerifyRequest,
    private readonly io: Io,
    core: Core,
    private readonly host: Host,
  ) {
    this.#reporter = new VerifyReporter(io, request.format, request.showSecrets);
    this.#progress = new Progress(io);
    this.#shift = shifter(request, io.cwd, core, this.#overlay);
    this.#names = namedPaths(request.paths, io.cwd);
  }

  async run(): Promise<number> {
    this.#desk = await openDesk(this.request, this.io, this.host.interrupted);
    const { files, failures } = await findFiles(this.request.paths, this.io.cwd);
    for (const failure of failures) await this.#reporter.failure(failure);
    if (files.length === 0 && failures.length === 0) {
      await this.io.stderr.write("No Dockerfile found; a file that is named is taken whatever its name\n");
    }
    try {
      for (const file of files) await this.#file(file);
    } catch (error) {
      await this.#reporter.breakOff(this.#engine?.name);
      throw error;
    }
    await this.#reporter.finish(this.#engine?.name);
    return this.#reporter.exitCode();
  }

  async #file(file: string): Promise<void> {
    const path = shownPath(this.io.cwd, file);
    const outcome = await this.#outcome(file, path);
    if (typeof outcome === "string") return this.#reporter.failure({ path, message: outcome });
    if (await this.#reporter.problems(outcome)) return;
    try {
      refuseInterrupted(this.host);
      const verification = await this.#verify(outcome, file);
      await this.#progress.clear();
      const failed = this.#write(outcome, file, verification);
      if (failed !== undefined) await this.#reporter.failure({ path, message: failed });
      else await this.#reporter.verification(verification, outcome, this.#writes(verification));
    } catch (error) {
      await this.#progress.clear();
      const failure = { path, message: `not verified: ${ioMessage(error)}` };
      if (!(error instanceof Interrupted || error instanceof UsageError)) return this.#reporter.failure(failure);
      this.#reporter.lastFailure(failure);
      throw error;
    }
  }

  /** The outcome, or why there is none. */
  async #outcome(file: string, path: string): Promise<Outcome | string> {
    const source = readSource(file);
    if (source.kind === "failure") return source.message;
    if (source.kind === "problem") return unreadable(path, source.problem);
    try {
      const run = (answers?: RegistryAnswers): Outcome => this.#shift(source.text, this.#named(file), path, answers);
      if (this.#desk === undefined) return run();
      this.#progress.show(`${path}: asking registries`);
      return await this.#desk.settle(run);
    } catch (error) {
      return crashMessage(error);
    } finally {
      await this.#progress.clear();
    }
  }

  async #verify(outcome: Outcome, file: string): Promise<Verification> {
    const { request, io, host } = this;
    const { context, buildArgs, secrets, target, platform, extra } = request;
    const options: Omit<VerifyOptions, "engine"> = {
      buildArgs,
      secrets,
      target,
      platform,
      extra,
      run: request.run ? { args: request.runArgs, patience: PATIENCE } : undefined,
      progress: (text) => {
        this.#progress.show(`${outcome.path}: ${text}`);
      },
      left: (names) => {
        this.left = true;
        void io.stderr.write(`dockshift: could not be removed, remove by hand: ${names.join(", ")}\n`);
      },
    };
    const named = this.#named(file);
    const directory = context === undefined ? dirname(named) : contextDirectory(io.cwd, context);
    const verifiedFile = { path: named, context: directory };
    // an engine is asked for only when there is something to build
    const engine = isChanged(outcome) ? await this.#findEngine() : undefined;
    return verify(outcome, verifiedFile, { ...options, engine }, host);
  }

  #named(file: string): string {
    return this.#names.get(file) ?? file;
  }

  async #findEngine(): Promise<Engine> {
    if (this.#engine !== undefined) return this.#engine;
    const found = await findEngine(this.request.engine, this.host);
    if (typeof found === "string") throw new UsageError(found);
    if (this.request.run && found.containers === undefined)
      throw new UsageError(`${found.name} runs no containers: leave out --run`);
    this.#engine = found;
    return found;
  }

  #writes(verification: Verification): boolean {
    return this.request.write && isVerified(verification);
  }

  /** Why what was verified is not on the disk. */
  #write(outcome: Outcome, file: string, verification: Verification): string | undefined {
    if (!this.#writes(verification)) return undefined;
    return written(replacementsOf(outcome, file, this.io.cwd), this.io.cwd, this.#overlay);
  }
}
