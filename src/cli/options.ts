import type { ShiftOptions } from "../engine/types.js";
import { baseCommandLine, refuseUnknownOptions } from "./command-line.js";
import { last, LEVELS, list, oneOf } from "./option-values.js";
import { REGISTRY_OPTIONS, type RegistryRequest, registryRequest } from "./registry-options.js";
import { RUNNING_OPTIONS, type RunningRequest, runningRequest } from "./running-options.js";
import { SECRET_OPTIONS, type SecretRequest, secretRequest } from "./secret-options.js";
import { UsageError } from "./usage-error.js";
import { asksToVerify, parseVerifyArguments, type VerifyRequest } from "./verify-options.js";

const FORMATS = ["diff", "summary", "json"] as const;
const ALSO = ["compose"] as const;

/** How to work on files. */
export interface ShiftRequest extends RegistryRequest, RunningRequest, SecretRequest {
  readonly kind: "shift";
  readonly paths: readonly string[];
  /** The name of the file whose text comes on stdin. */
  readonly stdinPath: string | undefined;
  readonly write: boolean;
  readonly check: boolean;
  readonly only: readonly string[] | undefined;
  readonly skip: readonly string[] | undefined;
  readonly level: NonNullable<ShiftOptions["level"]>;
  /** Undefined unless it was asked for. */
  readonly format: (typeof FORMATS)[number] | undefined;
  readonly context: string | undefined;
  /** Files to work on beside Dockerfiles. */
  readonly also: readonly (typeof ALSO)[number][];
}

/** What a command line asks for. `text` is an answer that is ready: help or version. */
export type Request =
  | ShiftRequest
  | VerifyRequest
  | { readonly kind: "list" }
  | { readonly kind: "explain"; readonly name: string }
  | { readonly kind: "text"; readonly text: string };

const OPTIONS = {
  write: { type: "boolean", describe: "Write the changes to the files" },
  check: { type: "boolean", describe: "Exit with 1 if something would change" },
  only: { type: "string", requiresArg: true, coerce: list, describe: "Run these transforms alone: a,b" },
  skip: { type: "string", requiresArg: true, coerce: list, describe: "Leave these transforms out: a,b" },
  level: {
    type: "string",
    requiresArg: true,
    coerce: (given: unknown) => oneOf("level", LEVELS, given),
    describe: `At most: ${LEVELS.join(", ")} [harden]`,
  },
  format: {
    type: "string",
    requiresArg: true,
    coerce: (given: unknown) => oneOf("format", FORMATS, given),
    describe: `How to print: ${FORMATS.join(", ")} [diff]`,
  },
  context: { type: "string", requiresArg: true, coerce: last, describe: "Build context [the directory of each file]" },
  ...REGISTRY_OPTIONS,
  ...RUNNING_OPTIONS,
  ...SECRET_OPTIONS,
  also: {
    type: "string",
    requiresArg: true,
    coerce: (given: unknown) => (list(given) ?? []).flatMap((name) => oneOf("also", ALSO, name) ?? []),
    describe: "Pin images in these files too: compose",
  },
  verify: { type: "boolean", describe: "Write only what was built and compared" },
  "stdin-filepath": { type: "string", requiresArg: true, coerce: last, describe: "Read this file's text from stdin" },
} as const;

/** Reads a command line. Throws `UsageError`. */
export async function parseArguments(argv: readonly string[], width: number, version: string): Promise<Request> {
  if (asksToVerify(argv)) return parseVerifyArguments(argv, width);
  const refreshes = argv[0] === "update-pins";
  let text = "";
  const args = await commandLine(width, version).parse(argv.slice(refreshes ? 1 : 0), {}, (_error, _args, output) => {
    text = output;
  });
  if (text !== "") return { kind: "text", text: `${text}\n` };
  refuseUnknownOptions(Object.keys(args), [...Object.keys(OPTIONS), "help", "version"]);
  const [command, ...rest] = refreshes ? [] : args._.map(String);
  const behindDashes = Array.isArray(args["--"]) ? args["--"].map(String) : [];
  if (command === "verify" || command === "update-pins")
    throw new UsageError(`write \`${command}\` first: dockshift ${command} [paths…]; for a path ./${command}`);
  if (command === "list" || command === "explain") refuseMore(command, [...rest, ...behindDashes]);
  if (command === "list") return { kind: "list" };
  if (command === "explain") return { kind: "explain", name: explained(args.transform) };
  const request: ShiftRequest = {
    kind: "shift",
    paths: [...args._.map(String), ...behindDashes],
    stdinPath: args["stdin-filepath"],
    write: args.write === true,
    check: args.check === true,
    only: refreshes ? ["pin-base-image"] : args.only,
    skip: args.skip,
    level: args.level ?? "harden",
    format: args.format,
    context: args.context,
    also: args.also ?? [],
    ...registryRequest(args, refreshes),
    ...runningRequest(args),
    ...secretRequest(args),
  };
  refuseContradictions(request);
  if (refreshes && (args.only !== undefined || args.skip !== undefined))
    throw new UsageError("`update-pins` runs one transform; leave --only and --skip out");
  return request;
}

function commandLine(width: number, version: string) {
  return baseCommandLine(width)
    .usage("dockshift [paths…]\n\nRewrites Dockerfiles, by default those in this directory, and prints a diff.")
    .command("list", "List the transforms")
    .command("explain [transform]", "Say what a transform does, and why")
    .command("update-pins [paths…]", "Bring pinned digests up to date")
    .command("verify [paths…]", "Build before and after, and compare")
    .options(OPTIONS)
    .alias("help", "h")
    .version(version)
    .epilogue("Exit codes: 0 done, 1 --check found something to change, 2 bad input or usage");
}

function explained(name: unknown): string {
  if (typeof name === "string") return name;
  throw new UsageError("`explain` needs the name of a transform; see dockshift list");
}

function refuseMore(command: string, more: readonly string[]): void {
  if (more.length === 0) return;
  throw new UsageError(
    `\`${command}\` takes no ${JSON.stringify(more[0])}; for a path of that name write ./${command}`,
  );
}

function refuseContradictions({ write, check, format, paths, stdinPath }: ShiftRequest): void {
  if (write && check) throw new UsageError("use --check or --write, not both");
  if (stdinPath === undefined) return;
  if (paths.length > 0) throw new UsageError("use --stdin-filepath or paths, not both");
  if (!write || format === undefined) return;
  throw new UsageError("use --format or --write with --stdin-filepath, not both: --write prints the new text");
}
