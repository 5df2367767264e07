import type { StageFacts } from "../plan/state.js";
import { type Command, freeScript, isScript } from "../shell/script.js";
import { originOf, textOf } from "./copied-file.js";
import type { Facts } from "./facts.js";
import { appDirectory, isWithin } from "../plan/app-directory.js";
import { programOf } from "./program.js";
import { ONLY_ROOT, OWN_USER, ROOT_PROGRAMS } from "./root-programs.js";
import { baseName, SHELL } from "../shell/program-name.js";
import type { StartCommand, Startup } from "./startup.js";

/** Why something cannot be done, and the fact that would make it possible. */
export interface Obstacle {
  readonly reason: string;
  readonly needs?: string;
}

/** That nobody can tell anything about what a stage is built on. */
export function unknownBase({ baseImage, stage }: StageFacts): Obstacle {
  const name = baseImage ?? stage.from.words[0]?.value ?? "its base";
  return { reason: `what \`${name}\` contains is not known`, needs: "--assume with an image that it is like" };
}

/** What a stage's process may need root for; undefined when all that it starts is known to do without. */
export function rootNeed(
  stage: StageFacts,
  { commands, cmd, entrypoint }: Startup,
  facts: Facts,
): Obstacle | undefined {
  const { line } = facts.file.lines.place((cmd ?? entrypoint)?.range.start ?? 0);
  if (commands === undefined) return { reason: `what line ${line} starts is not understood` };
  for (const [index, command] of commands.entries()) {
    const isLast = index === commands.length - 1;
    const found = ofCommand(command, isLast, stage, facts);
    if (found !== undefined) return found;
  }
  return undefined;
}

function ofCommand(command: StartCommand, isLast: boolean, stage: StageFacts, facts: Facts): Obstacle | undefined {
  const { words } = command;
  const [program = ""] = words;
  const name = baseName(program);
  if (name === facts.contents(stage).base?.contents.command) return undefined;
  const need = ROOT_PROGRAMS.get(name) ?? (/^(?:mysqld|mariadbd|php-fpm|apache)/.test(name) ? OWN_USER : undefined);
  if (need !== undefined) return { reason: `\`${name}\` ${need}` };
  const started = words.slice(1).find((word) => ROOT_PROGRAMS.has(word));
  if (started !== undefined) return { reason: `\`${started}\` ${ROOT_PROGRAMS.get(started)!}` };
  const onDisk = writesOutside(words, command.redirects, stage);
  if (onDisk !== undefined) return onDisk;
  if (!isLast && HARMLESS.has(name)) return undefined;
  if (SHELL.test(name)) {
    const script = words.slice(1).find((word) => !word.startsWith("-"));
    return script === undefined
      ? { reason: "it starts a shell: an image to work in or to build on" }
      : ofFile(script, stage, facts);
  }
  if (isLast && WAITING.test(words.join(" ")))
    return { reason: `it starts \`${words.join(" ")}\`: an image to work in` };
  if (BUILDS.test(words.join(" ")))
    return {
      reason: `\`${words.slice(0, 2).join(" ")}\` builds at the start, in directories and caches that are root's`,
    };
  const known = programOf(words, stage, facts);
  if (known !== undefined)
    return isInteractive(words)
      ? { reason: `it starts \`${name}\` with nothing to run: an image to work in or to build on` }
      : undefined;
  if (program.includes("$")) return { reason: `\`${program}\` is known only when a container starts` };
  return ofFile(program, stage, facts);
}

/** A program that the Dockerfile brings along: a script is read, a binary that was built for the image is the application. */
function ofFile(program: string, stage: StageFacts, facts: Facts, depth = 0): Obstacle | undefined {
  const full = program.includes("/") ? program : undefined;
  const places =
    full === undefined
      ? ["/usr/local/bin", "/usr/bin", "/bin", "/usr/local/sbin", "/usr/sbin"].map((place) => `${place}/${program}`)
      : [full];
  const origin = places.map((place) => originOf(place, stage, facts)).find((found) => found !== undefined);
  const name = baseName(program);
  if (origin === undefined && /\.(?:sh|bash)$/.test(name)) return unreadable(name);
  if (origin === undefined) {
    if (full !== undefined && isBuiltHere(full, stage, facts)) return undefined;
    return { reason: `nobody knows whether \`${name}\` works without root`, needs: "where it comes from" };
  }
  if (origin.kind === "stage") {
    const isOwn = facts.stages.some(
      ({ stage: { name: own, index } }) => own === origin.from.toLowerCase() || String(index) === origin.from,
    );
    if (!isOwn) return { reason: `nobody knows whether \`${name}\` of \`${origin.from}\` works without root` };
    return /\.(?:sh|bash)$/.test(name) ? unreadable(name) : undefined;
  }
  const text = textOf(origin, facts);
  if (text !== undefined) return ofScript(text, name, stage, facts, depth);
  // the context's binary files are not read as text
  return facts.context === undefined || /\.(?:sh|bash)$/.test(name) ? unreadable(name) : undefined;
}

/** What keeps a container open. */
const WAITING = /^(?:sleep (?:infinity|inf|\d+[dh]?|\d{4,}s?)|tail (?:-[fF]|--follow)\b.*\/dev\/null)$/;

/** What compiles before it runs. */
const BUILDS =
  /^(?:\S*\/)?(?:go (?:run|test|build)|cargo (?:run|test|build|watch)|(?:mvn|mvnw|gradle|gradlew|sbt|lein|ant|make|mix|dotnet (?:run|watch|test|build))\b)/;

/** An interpreter without a program. */
export function isInteractive(words: readonly string[]): boolean {
  const [program = "", ...rest] = words;
  if (!INTERPRETERS.test(baseName(program))) return false;
  return (
    rest.every((word) => word.startsWith("-") && !/^-(?:jar|m|c|e|r|S|p)$/.test(word)) &&
    !rest.some((word) => /^--?(?:eval|print|run|server)/.test(word))
  );
}

const INTERPRETERS =
  /^(?:node|nodejs|python[\d.]*|pypy[\d.]*|ruby|irb|php|perl|java|dotnet|deno|bun|Rscript|julia|lua[\d.]*|luajit|elixir|npm|npx|yarn|pnpm|bundle)$/;

function unreadable(name: string): Obstacle {
  return { reason: `what \`${name}\` does cannot be read`, needs: "the build context" };
}

/** A path that a RUN of the stage builds: `go build -o /app/server`. */
function isBuiltHere(path: string, { stage, last }: StageFacts, facts: Facts): boolean {
  if (appDirectory(path.startsWith("/") ? path : `${last.workdir}/${path}`) === undefined) return false;
  return stage.instructions
    .flatMap((instruction) => facts.commands(instruction))
    .some(({ name, args }) =>
      BUILDERS.test([baseName(name?.value ?? ""), ...args.map(({ value }) => value)].join(" ")),
    );
}

const BUILDERS =
  /^(?:go (?:build|install)|cargo (?:build|install)|gcc|g\+\+|cc|clang|make|cmake|npm run build|pip3? install|bundle install|meson|ninja)\b/;

/** What a script at the start of a container does that only root may. */
function ofScript(text: string, name: string, stage: StageFacts, facts: Facts, depth: number): Obstacle | undefined {
  const [, interpreter = ""] = /^#!\s*(?:\/usr\/bin\/env\s+)?(\S+)/.exec(text) ?? [];
  if (interpreter !== "" && !SHELL.test(baseName(interpreter)))
    return /python|node|ruby|perl|php/.test(interpreter)
      ? undefined
      : { reason: `\`${name}\` is a script of \`${interpreter}\`` };
  const script = freeScript(text, [interpreter === "" ? "/bin/sh" : interpreter, "-c"]);
  if (!isScript(script)) return { reason: `\`${name}\` is not understood: ${script.reason}` };
  const own = script.commands.flatMap(({ name: program, assignments }) => (program === undefined ? assignments : []));
  const values = new Map([...stage.env, ...own.flatMap(literal)]);
  for (const command of script.commands) {
    const need = ofScriptCommand(command, stage, values);
    if (need !== undefined) return { reason: `\`${name}\` ${need}` };
    const called = calledScript(command);
    if (called !== undefined && depth < MOST_DEPTH) {
      const found = ofFile(called, stage, facts, depth + 1);
      if (found !== undefined) return { ...found, reason: `\`${name}\` calls \`${called}\`: ${found.reason}` };
    }
  }
  return undefined;
}

/** `name=value` without anything that a shell expands. */
function literal(assignment: string): readonly (readonly [string, string])[] {
  const [, name, value] = /^(\w+)=["']?([\w./:@%+-]*)["']?$/.exec(assignment) ?? [];
  return name === undefined || value === undefined ? [] : [[name, value]];
}

/** A word with the variables that the script sets. */
function expanded(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (written, braced?: string, bare?: string) => values.get(braced ?? bare ?? "") ?? written,
  );
}

/** Scripts that call each other are followed so far. */
const MOST_DEPTH = 4;

/** Another script that a command runs or reads in. */
function calledScript({ name, args }: Command): string | undefined {
  const program = name?.value ?? "";
  const [first] = args;
  if (/^(?:\.|source)$/.test(program) || SHELL.test(baseName(program)))
    return first?.literal === true && !first.value.startsWith("-") && !/(?:^|\/)\.env|activate$/.test(first.value)
      ? first.value
      : undefined;
  return name?.literal === true && /\.(?:sh|bash)$/.test(program) ? program : undefined;
}

function ofScriptCommand(
  { name, args, redirects }: Command,
  stage: StageFacts,
  values: ReadonlyMap<string, string>,
): string | undefined {
  const program = baseName(name?.value ?? "");
  const called = `calls \`${program}\``;
  if (ROOT_PROGRAMS.has(program) || ONLY_ROOT.has(program)) return called;
  if (/^(?:npm|pnpm|yarn)$/.test(program) && args.some(({ value }) => /^(?:-g|--global|global)$/.test(value)))
    return called;
  const places = redirects.map((text) => expanded(text, values));
  if (places.some((text) => /^\d*>>?\s*"?\$\{?[A-Z]/.test(text)))
    return `${called}, whose output goes to a place that is known only then`;
  const found = writesOutside([program, ...args.map(({ value }) => expanded(value, values))], places, stage);
  return found && `${called}, which ${found.reason}`;
}

/** A path outside of the application's directory that a command writes. */
function writesOutside(
  words: readonly string[],
  redirects: readonly string[],
  stage: StageFacts,
): Obstacle | undefined {
  const [program = "", ...args] = words;
  const name = baseName(program);
  const written = [
    ...redirects.flatMap((text) => /^\d*(?:>>?|&>>?|>\|)\s*"?(\/[^"\s]*)/.exec(text)?.[1] ?? []),
    ...(WRITERS.has(name) ? args.filter((word) => word.startsWith("/")) : []),
    ...(name === "sed" && args.some((word) => /^-\w*i|^--in-place/.test(word))
      ? args.filter((word) => word.startsWith("/"))
      : []),
  ];
  const outside = written.find(
    (path) =>
      !/^\/(?:dev|tmp|proc\/self|var\/tmp)(?:\/|$)/.test(path) &&
      !isOwn(path, stage.last.workdir) &&
      !isMade(path, stage),
  );
  return outside === undefined ? undefined : { reason: `writes \`${outside}\`` };
}

/** Whether a path lies in a directory that a RUN makes, which becomes the account's. */
function isMade(path: string, { stage, parent }: StageFacts): boolean {
  const above = path.split("/").map((_, index, parts) => parts.slice(0, parts.length - index).join("/"));
  const made = above.filter((each) => appDirectory(each) !== undefined);
  const makes = stage.instructions.some(
    ({ keyword, args }) =>
      keyword === "RUN" &&
      made.some((each) => new RegExp(`mkdir [^&;|]*${each.replace(/[.+]/g, "\\$&")}(?=[\\s/]|$)`).test(args.value)),
  );
  return makes || (parent !== undefined && isMade(path, parent));
}

/** Whether a path is the application's directory or lies in it. */
function isOwn(path: string, directory: string): boolean {
  return appDirectory(directory) !== undefined && isWithin(path, directory.replace(/\/+$/, ""));
}

const WRITERS: ReadonlySet<string> = new Set([
  "cp",
  "mv",
  "ln",
  "rm",
  "touch",
  "mkdir",
  "tee",
  "install",
  "rsync",
  "chmod",
  "unzip",
]);

/** Programs that may stand in front of the one that stays. */
const HARMLESS: ReadonlySet<string> = new Set([
  "echo", "printf", "cd", "sleep", "export", "set", "true", ":", "test", "[", "date", "env", "cat", "ls", "pwd", "mkdir", "touch", "rm", "source", ".",
]); // prettier-ignore
