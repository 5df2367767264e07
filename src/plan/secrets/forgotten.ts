import { type Dockerfile, parse } from "../../dockerfile/dockerfile.js";
import { chainOf, cutRanges, isChain, type Link } from "../../shell/chain.js";
import type { Script } from "../../shell/script.js";
import { destinationsOf } from "../destinations.js";
import { stageFacts } from "../state.js";
import { Credentials } from "./credentials.js";
import { type Replacement, rewritten, type Run, runsOf } from "./each-run.js";
import { gitLogins, storesLogin } from "./git-logins.js";
import { Mounts } from "./mounts.js";
import { Moved } from "./moved.js";
import { plainValues } from "./plain-values.js";

/**
 * Two files without what it takes to give a build its secrets by mounts: what is left has to be the same. A text says what of the
 * new file is not as it must be for that.
 */
export function forgotten(
  before: Dockerfile,
  after: Dockerfile,
): { readonly before: Dockerfile; readonly after: Dockerfile } | string {
  const moved = Moved.between(before, after);
  const given = Mounts.between(before, after, moved);
  const lost = moved.lost(before, Mounts.ids(after));
  const wrong = given.misgiven(after, moved) ?? (lost && `${lost} is lost`);
  if (wrong !== undefined) return wrong;
  const [was, is] = [before, after].map((file) => {
    const rest = withoutDirective(withoutCopies(withoutPairs(file, moved), given.files));
    return rewritten(
      rest,
      runsOf(rest).flatMap((run) => plainValues(run, moved, given)),
    );
  });
  const credentials = new Credentials(given.files);
  const [old, now] = [runsOf(was!), runsOf(is!)];
  for (const run of [...old, ...now]) credentials.collect(run);
  if (now.some(({ script }) => storesLogin(script))) return "git stores a login with the address";
  const hasAgent = after.instructions.some(({ flags }) =>
    flags.some(({ name, value = "" }) => name === "mount" && value.startsWith("type=ssh")),
  );
  const left = credentials.wrongIn(old, now, hasAgent);
  if (left !== undefined) return left;
  const [one, other] = [was!, is!].map((file) =>
    rewritten(
      file,
      runsOf(file).flatMap((run) => withoutCredentials(run, credentials)),
    ),
  );
  return { before: one!, after: other! };
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
  return rewritten(file, edits);
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
  return rewritten(file, edits);
}

/** A frontend that knows mounts of secrets may be named. */
function withoutDirective(file: Dockerfile): Dockerfile {
  const named = file.directives.find(({ name }) => name === "syntax");
  if (named === undefined || !/^(?:docker\.io\/)?docker\/dockerfile(?=$|[:@-])/.test(named.value)) return file;
  const { start, end } = named.range;
  const next = file.source.indexOf("\n", end - 1) + 1;
  return parse(file.source.slice(0, start) + file.source.slice(next));
}

/** Without what makes and takes away credentials, logins of git, and commands that do nothing. */
function withoutCredentials(run: Run, credentials: Credentials): readonly Replacement[] {
  const { instruction, script } = run;
  const links = chainOf(script);
  if (!isChain(links)) return [...withoutExports(script), ...gitLogins(script)];
  const isGone = (link: Link): boolean =>
    isEmptyExport(link) ||
    (link.command !== undefined && credentials.makesFolder(link.command)) ||
    credentials.isAbout(link, run);
  if (links.every(isGone)) return [{ ...instruction.range, text: "" }];
  const cut = cutRanges(links, isGone).map((range) => ({ ...range, text: "" }));
  const kept = [...gitLogins(script), ...credentials.operands(run)].filter(
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
