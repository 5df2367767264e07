import { type Dockerfile, parse } from "../../dockerfile/dockerfile.js";
import type { Instruction } from "../../dockerfile/instruction.js";
import type { Range } from "../../dockerfile/text.js";
import { chainOf, cutRanges, isChain, type Link } from "../../shell/chain.js";
import { literalLogins } from "../../shell/literal-logins.js";
import { children, type Node } from "../../shell/parse.js";
import { baseName } from "../../shell/program-name.js";
import { type Command, isScript, type Script, scriptOf } from "../../shell/script.js";
import { destinationsOf } from "../destinations.js";
import { stageFacts } from "../state.js";
import { Credentials } from "./credentials.js";
import { Moved } from "./moved.js";

interface Replacement extends Range {
  readonly text: string;
}

/**
 * Two files without what it takes to give a build its secrets by mounts: what is left has to be the same. A text says what of the
 * new file is not as it must be for that.
 */
export function forgotten(
  before: Dockerfile,
  after: Dockerfile,
): { readonly before: Dockerfile; readonly after: Dockerfile } | string {
  const moved = Moved.between(before, after);
  const wrong = misgiven(after, moved) ?? Moved.lost(before, moved, mountedIds(after));
  if (wrong !== undefined) return wrong;
  const mounted = mountedFiles(after);
  const [was, is] = [before, after].map((file) =>
    eachRun(withoutDirective(withoutCopies(withoutPairs(file, moved), mounted)), (run, script) =>
      plainValues(run, script, moved),
    ),
  );
  const credentials = new Credentials(new Set([...moved.names, ...writtenOut(before)]), mounted);
  for (const file of [was!, is!]) eachRun(file, (_run, script, user) => (credentials.collect(script, user), []));
  const left = leftBehind(is!, credentials) ?? otherwiseMade(was!, is!, after, credentials);
  if (left !== undefined) return left;
  const [one, other] = [was!, is!].map((file) =>
    eachRun(file, (run, script, user) => withoutCredentials(run, script, user, credentials)),
  );
  return { before: one!, after: other! };
}

/** A file with edits in each RUN that is understood. */
function eachRun(
  file: Dockerfile,
  editsOf: (run: Instruction, script: Script, user: User) => readonly Replacement[],
): Dockerfile {
  const edits = stageFacts(file).flatMap(({ stage, states }) =>
    stage.instructions.flatMap((instruction, index) => {
      if (instruction.keyword !== "RUN") return [];
      const { shell, user, workdir } = states[index]!;
      const script = scriptOf(instruction, shell, file.source);
      return isScript(script) ? editsOf(instruction, script, { user, workdir }) : [];
    }),
  );
  return edits.length === 0 ? file : parse(replaced(file.source, edits));
}

/** Who runs a RUN, and where. */
export interface User {
  readonly user: string;
  readonly workdir: string;
}

function replaced(source: string, edits: readonly Replacement[]): string {
  return [...edits]
    .sort((one, other) => other.start - one.start || other.end - one.end)
    .reduce((text, { start, end, text: by }) => text.slice(0, start) + by + text.slice(end), source);
}

function withoutPairs(file: Dockerfile, moved: Moved): Dockerfile {
  const edits = file.instructions.flatMap((instruction): readonly Replacement[] => {
    if (!/^(?:ARG|ENV)$/.test(instruction.keyword)) return [];
    const kept = instruction.pairs.filter((pair) => !moved.has(instruction, pair));
    if (kept.length === instruction.pairs.length) return [];
    if (kept.length === 0) return [{ ...instruction.range, text: "" }];
    const text = kept.map(({ range }) => file.source.slice(range.start, range.end)).join(" ");
    return [{ start: instruction.pairs[0]!.range.start, end: instruction.pairs.at(-1)!.range.end, text }];
  });
  return parse(replaced(file.source, edits));
}

/** What the secrets that stand in a file's addresses are called. */
function writtenOut(file: Dockerfile): readonly string[] {
  const found: string[] = [];
  eachRun(file, (_run, script) => {
    found.push(...literalLogins(script).map(({ id }) => id.toUpperCase()));
    return [];
  });
  return found;
}

function mountedIds({ instructions }: Dockerfile): ReadonlySet<string> {
  const flags = instructions.flatMap((each) => (each.keyword === "RUN" ? each.flags : []));
  return new Set(
    flags.flatMap(({ name, value = "" }) =>
      name === "mount" && isSecretMount(value) ? (/,id=([^,]+)/.exec(value)?.[1] ?? []) : [],
    ),
  );
}

/** Why credentials are not made as they were before. */
function otherwiseMade(
  before: Dockerfile,
  after: Dockerfile,
  given: Dockerfile,
  credentials: Credentials,
): string | undefined {
  const [was, is] = [before, after].map((file) => {
    const made: string[] = [];
    eachRun(file, (_run, script, user) => {
      made.push(...credentials.madeBy(script, user));
      return [];
    });
    return new Set(made);
  });
  const fresh = [...is!].find((text) => !was!.has(text));
  if (fresh !== undefined) return "a credential is made in another way";
  const lost = [...was!].filter((text) => !is!.has(text));
  if (lost.length === 0) return undefined;
  const hasAgent = given.instructions.some(({ flags }) =>
    flags.some(({ name, value = "" }) => name === "mount" && value.startsWith("type=ssh")),
  );
  return hasAgent && credentials.hasKey ? undefined : "a credential is no longer made";
}

/** The paths of files that RUNs get as secrets. */
function mountedFiles({ instructions }: Dockerfile): ReadonlySet<string> {
  const flags = instructions.flatMap((each) => (each.keyword === "RUN" ? each.flags : []));
  const targets = flags.flatMap(({ name, value = "" }) =>
    name === "mount" && isSecretMount(value) ? (/,target=([^,]+)/.exec(value)?.[1] ?? []) : [],
  );
  return new Set(targets);
}

/** Without copies of files that are secrets from now on. */
function withoutCopies(file: Dockerfile, mounted: ReadonlySet<string>): Dockerfile {
  if (mounted.size === 0) return file;
  const edits = stageFacts(file).flatMap(({ stage, states }) =>
    stage.instructions.flatMap((copy, index): readonly Replacement[] => {
      const gone = destinationsOf(copy, states[index]!.workdir).filter(({ path }) => mounted.has(path));
      if (gone.length > 0 && gone.length === copy.words.length - 1) return [{ ...copy.range, text: "" }];
      return gone.map(({ source }) => ({ start: source.range.start - 1, end: source.range.end, text: "" }));
    }),
  );
  return parse(replaced(file.source, edits));
}

/** A frontend that knows mounts of secrets may be named. */
function withoutDirective(file: Dockerfile): Dockerfile {
  const named = file.directives.find(({ name }) => name === "syntax");
  if (named === undefined || !/^(?:docker\.io\/)?docker\/dockerfile(?=$|[:@-])/.test(named.value)) return file;
  const { start, end } = named.range;
  const next = file.source.indexOf("\n", end - 1) + 1;
  return parse(file.source.slice(0, start) + file.source.slice(next));
}

const SECRET = /^\$\(cat \/run\/secrets\/([\w.-]+)\)$/;

/** Secrets as the variables that they were, and commands as they get them. */
function plainValues({ flags }: Instruction, script: Script, moved: Moved): readonly Replacement[] {
  const found: Replacement[] = [];
  const visit = (node: Node): void => {
    const command = node.type === "Command" ? script.commandOf(node) : undefined;
    const test = command && plainTest(command, moved);
    if (test !== undefined) {
      found.push(test);
      return;
    }
    if (node.type === "Assignment" && isOwn(script.slice(node), moved)) {
      const { start, end } = script.range(node);
      const isPrefix = !isDeclaring(node, script);
      found.push({ start, end: isPrefix ? end + 1 : end, text: isPrefix ? "" : `${node.name}=` });
      return;
    }
    const value = valueOf(script.slice(node), moved);
    if (value !== undefined && node.type !== "Literal" && node.type !== "Word" && node.type !== "DoubleQuoted")
      found.push({ ...script.range(node), text: `\${${value}}` });
    else children(node, visit);
  };
  visit(script.tree);
  for (const { pos, end, id } of literalLogins(script))
    found.push({ ...script.range({ pos, end }), text: `\${${id.toUpperCase()}}` });
  const mounts = flags
    .filter(({ name, value = "" }) => name === "mount" && isSecretMount(value))
    .map(({ range }) => ({ ...range, text: "" }));
  return [...mounts, ...found];
}

function isSecretMount(value: string): boolean {
  return /^type=(?:secret|ssh)(?=,|$)/.test(value);
}

/** An argument of `export`, which stays with its name. */
function isDeclaring(node: Node, script: Script): boolean {
  return script.commands.some(
    ({ args, name }) => name !== undefined && args.some(({ range }) => range.start === script.range(node).start),
  );
}

/** The variable that a text puts in. */
function valueOf(text: string, moved: Moved): string | undefined {
  const [, id] = SECRET.exec(text) ?? [];
  if (id !== undefined) return moved.ofSecret(id);
  const [, plain, braced] = /^\$(?:(\w+)|\{(\w+)\})$/.exec(text) ?? [];
  return moved.root(plain ?? braced ?? "");
}

/** `X="$(cat /run/secrets/x)"`, which gives a variable that is gone the value that it had. */
function isOwn(text: string, moved: Moved): boolean {
  const [, name = "", value = ""] = /^(\w+)=(.*)$/s.exec(text) ?? [];
  return moved.root(name) !== undefined && valueOf(value.replace(/^"(.*)"$/, "$1"), moved) === moved.root(name);
}

/** Whether there is a secret, asked of its variable. */
function plainTest({ name, args, range }: Command, moved: Moved): Replacement | undefined {
  if (name?.value !== "[" && name?.value !== "test") return undefined;
  const words = (name.value === "[" ? args.slice(0, -1) : args).map(({ text }) => text);
  const [, , id] = /^(! )?-s \/run\/secrets\/([\w.-]+)$/.exec(words.join(" ")) ?? [];
  const [, variable] = /^(?:-[nz] )?"(\$\w+|\$\{\w+\})"$/.exec(words.join(" ")) ?? [];
  const value = id === undefined ? valueOf(variable ?? "", moved) : moved.ofSecret(id);
  return value === undefined
    ? undefined
    : { ...range, text: `[ ${/^(?:!|-z)/.test(words[0]!) ? "-z" : "-n"} "\${${value}}" ]` };
}

/** Why a RUN does not get what it reads. */
function misgiven(file: Dockerfile, moved: Moved): string | undefined {
  for (const { keyword, text, flags } of file.instructions) {
    if (keyword !== "RUN") continue;
    const mounts = flags.flatMap(({ name, value }) =>
      name === "mount" && value !== undefined ? [value.split(",")] : [],
    );
    const given = (option: string): boolean => mounts.some((mount) => mount.includes(option));
    for (const [, id] of text.value.matchAll(/\/run\/secrets\/([\w.-]+)/g))
      if (!given(`id=${id!}`)) return `a RUN reads the secret ${id!}, which it is not given`;
    for (const [, plain, braced] of text.value.matchAll(/\$(?:(\w+)|\{(\w+))/g)) {
      const name = plain ?? braced!;
      const isSet = new RegExp(`(?:^|\\s|;|&)${name}=`).test(text.value);
      if (moved.names.has(name) && !given(`env=${name}`) && !isSet) return `a RUN uses ${name}, which is gone`;
    }
  }
  return undefined;
}

/** A credential that a RUN leaves in its layer. */
function leftBehind(file: Dockerfile, credentials: Credentials): string | undefined {
  let found: string | undefined;
  eachRun(file, (_run, script, user) => {
    found ??= credentials.leftBy(script, user);
    return [];
  });
  return found && `a RUN leaves ${found} in its layer`;
}

/** Without what makes and takes away credentials, logins of git, and commands that do nothing. */
function withoutCredentials(
  run: Instruction,
  script: Script,
  user: User,
  credentials: Credentials,
): readonly Replacement[] {
  const links = chainOf(script);
  if (!isChain(links)) return [...withoutExports(script), ...gitLogins(script)];
  const isGone = (link: Link): boolean =>
    isEmptyExport(link) ||
    (link.command !== undefined && credentials.makesFolder(link.command)) ||
    credentials.isAbout(link, script, user);
  if (links.every(isGone)) return [{ ...run.range, text: "" }];
  const cut = cutRanges(links, isGone).map((range) => ({ ...range, text: "" }));
  const kept = gitLogins(script).filter(
    ({ start, end }) => !cut.some((range) => start >= range.start && end <= range.end),
  );
  return [...cut, ...kept];
}

/** A list without the variables that stand in front of its first commands. */
function withoutExports(script: Script): readonly Replacement[] {
  const first = script.tree.commands[0]?.command;
  if (first?.type !== "AndOr") return [];
  const at = first.commands.findIndex(
    (node, index) => !isEmptyExport({ command: script.commandOf(node) }) || first.operators[index] !== "&&",
  );
  if (at < 1) return [];
  return [{ start: script.range(first).start, end: script.range(first.commands[at]!).start, text: "" }];
}

/** `export X=` with nothing behind it: what `plainValues` leaves of a variable that gets its own value. */
function isEmptyExport({ command }: Pick<Link, "command">): boolean {
  return (
    command?.name?.value === "export" &&
    command.args.length > 0 &&
    command.args.every(({ text }) => /^\w+=$/.test(text))
  );
}

/** git's addresses with their logins, wherever these are given. */
function gitLogins(script: Script): readonly Replacement[] {
  return script.commands.flatMap(({ name, args }) => {
    if (baseName(name?.value ?? "") !== "git") return [];
    const at = args.findIndex(({ text }) => text === "-c");
    const [, scheme = "", login = "", server = "", plain = ""] =
      /^"url\.(https?:\/\/)([^@"]*\$\{\w+\}[^@"]*)@([^"]+)\.insteadOf=([^"]+)"$/.exec(args[at + 1]?.text ?? "") ?? [];
    if (plain === "" || plain !== scheme + server) return [];
    const option = { start: name!.range.end, end: args[at + 1]!.range.end, text: "" };
    const addresses = args.flatMap(({ text, range }) => {
      const to = text.indexOf(plain);
      return to === -1 || to > 1 ? [] : [{ ...range, text: text.replace(plain, `${scheme}${login}@${server}`) }];
    });
    return [option, ...addresses.filter(({ start }) => start > option.end)];
  });
}
