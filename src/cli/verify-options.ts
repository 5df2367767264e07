import type { ShiftOptions } from "../engine/types.js";
import { type EngineName, ENGINES } from "../verify/engines.js";
import { baseCommandLine, refuseUnknownOptions } from "./command-line.js";
import { each, last, LEVELS, list, oneOf } from "./option-values.js";
import { REGISTRY_OPTIONS, type RegistryRequest, registryRequest } from "./registry-options.js";
import { RUNNING_OPTIONS, type RunningRequest, runningRequest } from "./running-options.js";
import { SECRET_OPTIONS, type SecretRequest, secretRequest } from "./secret-options.js";
import { UsageError } from "./usage-error.js";

const FORMATS = ["summary", "json"] as const;

/** How to verify files. */
export interface VerifyRequest extends RegistryRequest, RunningRequest, SecretRequest {
  readonly kind: "verify";
  readonly paths: readonly string[];
  /** Write what was verified. */
  readonly write: boolean;
  readonly only: readonly string[] | undefined;
  readonly skip: readonly string[] | undefined;
  readonly level: NonNullable<ShiftOptions["level"]>;
  readonly format: (typeof FORMATS)[number];
  readonly context: string | undefined;
  readonly engine: EngineName | undefined;
  readonly buildArgs: readonly string[];
  readonly secrets: readonly string[];
  readonly target: string | undefined;
  readonly platform: string | undefined;
  readonly run: boolean;
  readonly runArgs: readonly string[];
  /** What stands behind `--`: more arguments of the build command. */
  readonly extra: readonly string[];
}

const value = { type: "string", requiresArg: true } as const;

const OPTIONS = {
  write: { type: "boolean", describe: "Write what is the same or differs as declared" },
  only: { ...value, coerce: list, describe: "Run these transforms alone: a,b" },
  skip: { ...value, coerce: list, describe: "Leave these transforms out: a,b" },
  level: {
    ...value,
    coerce: (given: unknown) => oneOf("level", LEVELS, given),
    describe: `At most: ${LEVELS.join(", ")} [harden]`,
  },
  format: {
    ...value,
    coerce: (given: unknown) => oneOf("format", FORMATS, given),
    describe: `How to print: ${FORMATS.join(", ")} [summary]`,
  },
  context: { ...value, coerce: last, describe: "Build context [the directory of each file]" },
  ...REGISTRY_OPTIONS,
  ...RUNNING_OPTIONS,
  ...SECRET_OPTIONS,
  engine: {
    ...value,
    coerce: (given: unknown) => oneOf("engine", ENGINES, given),
    describe: `Build with ${ENGINES.join(", ")} [any]`,
  },
  "build-arg": { ...value, coerce: each, describe: "Build argument, NAME=value or NAME" },
  secret: { ...value, coerce: each, describe: "Build secret, id=…,src=… or id=…,env=…" },
  target: { ...value, coerce: last, describe: "Build this stage [the last]" },
  platform: { ...value, coerce: last, describe: "Build for this platform" },
  run: { type: "boolean", describe: "Start both images, compare health and user" },
  "run-arg": { ...value, coerce: each, describe: "Argument for these, as --run-arg=--env=A=1" },
} as const;

/** Options of the build command that this one has to set itself, or that would leave or send something somewhere. */
const OWN =
  /^(?:-[qD]*[fto].*|--(?:file|tag|output|push|load|iidfile|metadata-file|cache-to|manifest|label|print|call|check)(?:=.*)?)$/s;

/** Options of the build command that are options of this one too, which has to know their values. */
const NAMED = /^--(?:target|platform)(?:=|$)/;

/** Options of the run command that decide what is left behind, or that open a port. */
const OWN_RUN = /^(?:-[ditqP]*[pP].*|--(?:name|rm|restart|cidfile|publish|publish-all)(?:=.*)?)$/s;

/** Whether a command line asks for `verify`: the command itself, or `--verify` among other options. */
export function asksToVerify(argv: readonly string[]): boolean {
  const dashes = argv.indexOf("--");
  return argv[0] === "verify" || argv.slice(0, dashes === -1 ? undefined : dashes).includes("--verify");
}

/** Reads a command line that asks for `verify`. Throws `UsageError`. */
export async function parseVerifyArguments(
  argv: readonly string[],
  width: number,
): Promise<VerifyRequest | { readonly kind: "text"; readonly text: string }> {
  const words = argv[0] === "verify" ? argv.slice(1) : argv;
  let text = "";
  const args = await commandLine(width).parse([...words], {}, (_error, _args, output) => {
    text = output;
  });
  if (text !== "") return { kind: "text", text: `${text}\n` };
  refuseUnknownOptions(Object.keys(args), [...Object.keys(OPTIONS), "help", "verify"]);
  const request: VerifyRequest = {
    kind: "verify",
    paths: args._.map(String),
    write: args.write === true,
    only: args.only,
    skip: args.skip,
    level: args.level ?? "harden",
    format: args.format ?? "summary",
    context: args.context,
    ...registryRequest(args, false),
    ...runningRequest(args),
    ...secretRequest(args),
    engine: args.engine,
    buildArgs: args["build-arg"] ?? [],
    secrets: args.secret ?? [],
    target: args.target,
    platform: args.platform,
    run: args.run === true,
    runArgs: args["run-arg"] ?? [],
    extra: Array.isArray(args["--"]) ? args["--"].map(String) : [],
  };
  refuseContradictions(request);
  return request;
}

function commandLine(width: number) {
  return baseCommandLine(width)
    .usage(
      "dockshift verify [paths…] [-- arguments of the build]\n\n" +
        "Builds each Dockerfile as it is and as dockshift writes it, and compares.",
    )
    .options(OPTIONS)
    .option("verify", { type: "boolean", hidden: true })
    .version(false)
    .alias("help", "h")
    .epilogue("Exit codes: 0 same or as declared, 1 differs or fails after, 2 bad input, no engine");
}

function refuseContradictions({ run, runArgs, engine, extra }: VerifyRequest): void {
  if (runArgs.length > 0 && !run) throw new UsageError("--run-arg needs --run");
  if (run && engine === "buildah") throw new UsageError("buildah runs no containers: use --run with another engine");
  const named = extra.find((arg) => NAMED.test(arg));
  if (named !== undefined) throw new UsageError(`${optionOf(named)} stands before the \`--\`: verify has to know it`);
  const refused = extra.find((arg) => OWN.test(arg)) ?? runArgs.find((arg) => OWN_RUN.test(arg));
  if (refused !== undefined) throw new UsageError(`verify sets ${optionOf(refused)} itself: leave it out`);
}

function optionOf(arg: string): string {
  return arg.replace(/=.*/s, "");
}
