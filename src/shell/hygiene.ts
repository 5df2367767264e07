import type { Link } from "./chain.js";
import {
  bringsSources,
  cleanup,
  fetchesLists,
  isGlobal,
  isPlainPackage,
  leavesLists,
  type Manager,
  namesOneTwice,
  opensSources,
  packageCommand,
  packageName,
  type PackageCommand,
  takesBare,
  unlocksSources,
} from "./packages.js";

/** A command of a chain as it is written, with the comments above it. */
export interface CommentedLink {
  readonly link: Link;
  /** With its continuations and the comments among its words. */
  readonly text: string;
  readonly comments: readonly string[];
}

/** A command of the joined chain. */
export interface Step {
  /** The commands it was made of; empty for one that is new. */
  readonly origin: readonly CommentedLink[];
  readonly text: string;
  /** Words that shall stand one a line behind `text`. */
  readonly list: readonly string[];
}

export interface Hygiene {
  /** Remove what the package manager leaves behind, at the end of its work; false when something later needs the lists. */
  readonly clean: boolean;
  /** Join neighbouring installs: apt may choose other alternatives when it sees all packages at once. */
  readonly join: boolean;
  /** Options to add to `apt-get install`. */
  readonly aptOptions: readonly string[];
}

/**
 * The commands of a chain with the package work put in order: repeated list updates dropped, neighbouring installs joined and
 * sorted, caches removed once, behind the last package command. Only commands without comments are moved or joined.
 */
export function tidy(links: readonly CommentedLink[], manager: Manager | undefined, hygiene: Hygiene): Step[] {
  const works = links.some((link) => callOf(link.link) !== undefined && !isCleanup(link));
  if (manager === undefined || !works) return links.map(asWritten);
  const kept = withoutRepeatedUpdates(hygiene.clean ? withoutCleanups(links) : links);
  const options = manager === "apt" ? hygiene.aptOptions : manager === "apk" && hygiene.clean ? ["--no-cache"] : [];
  const steps = joinInstalls(kept, manager, options, hygiene.join);
  if (!hygiene.clean) return steps;
  const served = manager === "apk" ? withoutApkUpdates(steps) : undefined;
  if (served !== undefined) return served;
  const at = 1 + steps.findLastIndex(({ origin }) => origin.some(({ link }) => callOf(link) !== undefined));
  return [...steps.slice(0, at), ...cleanups(links, manager), ...steps.slice(at)];
}

function asWritten(link: CommentedLink): Step {
  return { origin: [link], text: link.text, list: [] };
}

function callOf({ command }: Link): PackageCommand | undefined {
  return command && packageCommand(command);
}

/** What is cleaned in front of the first package command makes that fetch anew, and stays. */
function withoutCleanups(links: readonly CommentedLink[]): CommentedLink[] {
  const first = links.findIndex((link) => callOf(link.link) !== undefined && !isCleanup(link));
  return links.filter((link, index) => index < first || !isCleanup(link));
}

function isCleanup({ link, comments }: CommentedLink): boolean {
  return comments.length === 0 && link.command !== undefined && cleanup(link.command) !== undefined;
}

/** Drops an update behind another one when only plain installs stand between them. */
function withoutRepeatedUpdates(links: readonly CommentedLink[]): CommentedLink[] {
  let settled: string | undefined;
  return links.filter(({ link, text, comments }) => {
    const call = callOf(link);
    if (call?.verb === "update" && call.operands.length === 0) {
      const repeated = settled === text && comments.length === 0;
      settled = text;
      return !repeated;
    }
    const plain =
      call?.verb === "install" &&
      call.understood &&
      call.operands.every((word) => isPlainPackage(word) && !unlocksSources(word));
    if (!plain) settled = undefined;
    return true;
  });
}

interface Install {
  readonly head: string;
  /** What each package's operand says, by the package's name. */
  readonly packages: Map<string, string>;
  readonly opensSources: boolean;
}

interface Draft {
  readonly origin: CommentedLink[];
  readonly text: string;
  install: Install | undefined;
}

function joinInstalls(
  links: readonly CommentedLink[],
  manager: Manager,
  options: readonly string[],
  join: boolean,
): Step[] {
  const drafts: Draft[] = [];
  for (const link of links) {
    const install = joinable(link, manager, options);
    const last = drafts.at(-1);
    const uncommented = link.comments.length === 0 && last?.origin[0]?.comments.length === 0;
    if (join && uncommented && install !== undefined && last.install !== undefined && joins(last.install, install)) {
      last.origin.push(link);
      for (const [name, text] of install.packages) last.install.packages.set(name, text);
      last.install = { ...install, packages: last.install.packages };
    } else drafts.push({ origin: [link], text: withOptions(link, manager, options), install });
  }
  return drafts.map(({ origin, text, install }) =>
    origin.length === 1 || install === undefined
      ? { origin, text, list: [] }
      : { origin, text: install.head, list: [...install.packages.values()].sort() },
  );
}

/** Whether two installs are one: a package that both name is asked for in the same words. */
function joins(first: Install, second: Install): boolean {
  if (first.head !== second.head || first.opensSources) return false;
  return [...second.packages].every(([name, text]) => (first.packages.get(name) ?? text) === text);
}

/** An install of plain packages: its words may be sorted and joined with another one's. */
function joinable({ link, text }: CommentedLink, manager: Manager, options: readonly string[]): Install | undefined {
  const call = callOf(link);
  if (call?.verb !== "install" || call.manager !== manager || !call.understood || call.operands.length === 0)
    return undefined;
  if (!call.operands.every(isPlainPackage) || call.command.redirects.length > 0 || /^\s*#/m.test(text))
    return undefined;
  // what comes behind such a package may come from the sources that it brings
  if (call.operands.some(bringsSources)) return undefined;
  // a virtual package is a name for what one call installs
  if (manager === "apk" && call.options.some((option) => /^(?:-t|--virtual)/.test(option.text))) return undefined;
  const texts = call.operands.map((word) => word.text);
  if (namesOneTwice(texts, manager)) return undefined;
  const packages = new Map(texts.map((each) => [packageName(each, manager), each]));
  return { head: headOf(call, options), packages, opensSources: opensSources(call) };
}

/** A call without its packages; options stay on their side of the verb. */
function headOf(call: PackageCommand, options: readonly string[]): string {
  const [global, own] = [true, false].map((side) => call.options.filter((option) => isGlobal(option, call) === side));
  const words = [...global!, call.verbWord, ...own!].map(({ text }) => text);
  return [...call.command.assignments, call.program, ...words, ...missing(call, options)].join(" ");
}

/** The options that a call lacks, if it may have them. */
function missing(call: PackageCommand, wanted: readonly string[]): string[] {
  return wanted.filter((option) => {
    if (option === "--no-cache") return call.understood && !fetchesLists(call) && !call.flags.has("--no-network");
    return takesBare(call) && !call.flags.has(option);
  });
}

/** An install as it is written, with missing options behind those that stand in front of its packages. */
function withOptions({ link, text }: CommentedLink, manager: Manager, wanted: readonly string[]): string {
  const call = callOf(link);
  if (call?.verb !== "install" || call.manager !== manager) return text;
  const first = call.operands[0]?.range.start ?? Infinity;
  const ends = [call.verbWord, ...call.options].map(({ range }) => range.end).filter((end) => end <= first);
  const at = Math.max(...ends) - link.range.start;
  return [text.slice(0, at), ...missing(call, wanted)].join(" ") + text.slice(at);
}

/** The cleaning that is written somewhere in the chain, completed when the chain installs something. */
function cleanups(links: readonly CommentedLink[], manager: Manager): Step[] {
  const at = links.findLastIndex(({ link }) => INSTALLS.has(callOf(link)?.verb ?? ""));
  // also in an `rm` that removes other things with the lists
  const others = links.slice(Math.max(at, 0)).filter((link) => !isCleanup(link));
  const isDone = others.some(({ text }) => text.includes("/var/lib/apt/lists"));
  const written = links.filter((link) => isCleanup(link) && !(isDone && link.text.startsWith("rm ")));
  const steps = [...new Map(written.map((link) => [link.text, asWritten(link)])).values()];
  const program = at === -1 ? undefined : callOf(links[at]!.link)?.program;
  if (program === undefined) return steps;
  const added = (text: string): Step => ({ origin: [], text, list: [] });
  const isClean = ({ origin }: Step): boolean => origin.some(({ link }) => callOf(link)?.verb === "clean");
  const clean = steps.some(isClean) ? [] : [added(`${program} clean${manager === "dnf" ? " all" : ""}`)];
  if (manager === "dnf") return [...clean, ...steps];
  if (manager !== "apt") return steps;
  const removes = isDone || written.some(({ text }) => text.includes("/var/lib/apt/lists"));
  const isOther = (step: Step): boolean => !isClean(step);
  return [
    ...clean,
    ...steps.filter(isClean),
    ...steps.filter(isOther),
    ...(removes ? [] : [added("rm -rf /var/lib/apt/lists/*")]),
  ];
}

const INSTALLS: ReadonlySet<string> = new Set([
  "install",
  "upgrade",
  "dist-upgrade",
  "full-upgrade",
  "build-dep",
  "groupinstall",
]);

/** Whether the package lists are gone behind the chain as it is written. */
export function endsWithoutLists(links: readonly CommentedLink[], manager: Manager): boolean {
  const last = links.findLast(
    // a list of commands may fetch them
    ({ link }) => link.command === undefined || fetches(callOf(link)) || removed(link).includes(manager),
  );
  return last !== undefined && removed(last.link).includes(manager);
}

function fetches(call: PackageCommand | undefined): boolean {
  return call !== undefined && (call.verb === "update" || leavesLists(call));
}

function removed({ command }: Link): readonly Manager[] {
  return (command && cleanup(command)?.lists) ?? [];
}

/** `apk add --no-cache` fetches its own lists and leaves none: undefined when the chain does other work that reads them. */
function withoutApkUpdates(steps: readonly Step[]): Step[] | undefined {
  const rest = steps.filter(
    ({ text, origin }) => !(/^apk (?:--no-cache )?update$/.test(text) && origin[0]?.comments.length === 0),
  );
  const served = rest.every(({ text }) => !text.startsWith("apk ") || / --no-cache(?= |$)/m.test(text));
  return served ? rest : undefined;
}
