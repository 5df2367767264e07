import { catalogueText, explanation } from "../report/catalogue.js";
import { masked } from "../report/mask.js";
import type { Core } from "./core.js";
import { paintFor, type Io } from "./io.js";
import { parseArguments } from "./options.js";
import { transformNamed } from "./select.js";
import { shiftFiles } from "./shift-files.js";
import { shiftStdin } from "./shift-stdin.js";
import { UsageError } from "./usage-error.js";

export { processIo } from "./io.js";

const WIDEST_HELP = 100;

/**
 * The command: does what the arguments ask for and gives the exit code, 0 for done, 1 when `--check` finds something to
 * change, 2 for bad input or usage. The library is loaded only when it is needed.
 */
export async function run(argv: readonly string[], io: Io, loadCore: () => Promise<Core>): Promise<number> {
  try {
    return await answer(argv, io, loadCore);
  } catch (error) {
    await io.stderr.write(`dockshift: ${masked(error instanceof UsageError ? error.message : bugMessage(error))}\n`);
    return 2;
  }
}

function bugMessage(error: unknown): string {
  const { stack = String(error) } = error as { readonly stack?: string };
  return `this is a bug, please report it\n${stack}`;
}

async function answer(argv: readonly string[], io: Io, loadCore: () => Promise<Core>): Promise<number> {
  const request = await parseArguments(argv, Math.min(io.columns ?? 80, WIDEST_HELP), io.version);
  if (request.kind === "text") {
    await io.stdout.write(request.text);
    return 0;
  }
  const core = await loadCore();
  if (request.kind === "verify") {
    const { verifyFiles } = await import("./verify-files.js");
    return verifyFiles(request, io, core);
  }
  if (request.kind === "shift") {
    return request.stdinPath === undefined
      ? await shiftFiles(request, io, core)
      : await shiftStdin(request, request.stdinPath, io, core);
  }
  const paint = paintFor(io.stdout, io.env);
  const text =
    request.kind === "list"
      ? catalogueText(core.catalogue, paint)
      : explanation(transformNamed(request.name, core.catalogue), paint);
  await io.stdout.write(text);
  return 0;
}
