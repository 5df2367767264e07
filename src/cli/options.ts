import yargs from "yargs";
import type { ShiftOptions } from "../engine/types.js";
import { suggestion } from "./suggest.js";
import { UsageError } from "./usage-error.js";

const FORMATS = ["diff", "summary", "json"] as const;
const LEVELS = ["safe", "harden", "restructure"] as const;

/** How to work on files. */
export interface ShiftRequest {
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
}

/** What a command line asks for. `text` is an answer that is ready: help or version. */
export type Request =
  | ShiftRequest
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
    describe: `Change at most: ${LEVELS.join(", ")} [harden]`,
  },
  format: {
    type: "string",
    requiresArg: true,
    coerce: (given: unknown) => oneOf("format", FORMATS, given),
    describe: `How to print: ${FORMATS.join(", ")} [diff]`,
  },
  context: { type: "string", requiresArg: true, coerce: last, describe: "Build context [the directory of each file]" },
  "stdin-filepath": { type: "string", requiresArg: true, coerce: last, describe: "Read this file's text from stdin" },
} as const;

/** Reads a command line. Throws `UsageError`. */
export async function parseArguments(argv: readonly string[], width: number, version: string): Promise<Request> {
  let text = "";
  const args = await commandLine(width, version).parse([...argv], {}, (_error, _args, output) => {
    text = output;
  });
  if (text !== "") return { kind: "text", text: `${text}\n` };
  refuseUnknownOptions(Object.keys(args));
  const [command, ...rest] = args._.map(String);
  const behindDashes = Array.isArray(args["--"]) ? args["--"].map(String) : [];
  if (command === "list" || command === "explain") refuseMore(command, [...rest, ...behindDashes]);
  if (command === "list") return { kind: "list" };
  if (command === "explain") return { kind: "explain", name: explained(args.transform) };
  const request: ShiftRequest = {
    kind: "shift",
    paths: [...args._.map(String), ...behindDashes],
    stdinPath: args["stdin-filepath"],
    write: args.write === true,
    check: args.check === true,
    only: args.only,
    skip: args.skip,
    level: args.level ?? "harden",
    format: args.format,
    context: args.context,
  };
  refuseContradictions(request);
  return request;
}

function commandLine(width: number, version: string) {
  return yargs()
    .scriptName("dockshift")
    .locale("en")
    .parserConfiguration({
      "boolean-negation": false,
      "camel-case-expansion": false,
      "dot-notation": false,
      "parse-numbers": false,
      "parse-positional-numbers": false,
      "populate--": true,
    })
    .updateStrings({ "Not enough arguments following: %s": "--%s needs a value" })
    .exitProcess(false)
    .wrap(width)
    .usage("dockshift [paths…]\n\nRewrites Dockerfiles, by default those in this directory, and prints a diff.")
    .command("list", "List the transforms")
    .command("explain [transform]", "Say what a transform does, and why")
    .options(OPTIONS)
    .alias("help", "h")
    .version(version)
    .epilogue("Exit codes: 0 done, 1 --check found something to change, 2 bad input or usage")
    .fail((message: string | null, error: Error | undefined) => {
      throw error instanceof UsageError ? error : new UsageError(message ?? error?.message ?? "cannot be read");
    });
}

function refuseUnknownOptions(keys: readonly string[]): void {
  const known = [...Object.keys(OPTIONS), "help", "version"];
  for (const key of keys) {
    if (known.includes(key) || ["_", "$0", "--", "h", "transform"].includes(key)) continue;
    const option = key.length === 1 ? `-${key}` : `--${key}`;
    const candidates = known.map((name) => `--${name}`);
    throw new UsageError(`unknown option ${option}${suggestion(option, candidates)}`);
  }
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

/** The names of `--only a,b --only c`. */
function list(given: unknown): readonly string[] | undefined {
  if (given === undefined) return undefined;
  const names = [given].flat().flatMap((part) => (typeof part === "string" ? part.split(",") : []));
  return names.map((name) => name.trim()).filter((name) => name !== "");
}

/** The last of an option given several times wins. */
function last(given: unknown): string | undefined {
  const value: unknown = [given].flat().at(-1);
  return typeof value === "string" ? value : undefined;
}

function oneOf<Value extends string>(name: string, values: readonly Value[], given: unknown): Value | undefined {
  const text = last(given);
  const value = values.find((candidate) => candidate === text);
  if (text === undefined || value !== undefined) return value;
  throw new UsageError(
    `--${name} is ${values.slice(0, -1).join(", ")} or ${values.at(-1)!}, not ${JSON.stringify(text)}`,
  );
}
