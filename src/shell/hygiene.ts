import type { Link } from "./chain.js";
import {
  bringsSources,
  cleanup,
  isPlainPackage,
  type Manager,
  packageCommand,
  type PackageCommand,
} from "./packages.js";

/** A command of a joined chain: either one that stays as it is written, or an install with its packages. */
export interface Step {
  readonly comments: readonly string[];
  /** As it is written, with its continuations. */
  readonly text: string;
  readonly install: Install | undefined;
}

export interface Install {
  readonly call: PackageCommand;
  readonly packages: readonly string[];
  readonly options: readonly string[];
}

/** A link with the comments above it. */
export interface CommentedLink {
  readonly link: Link;
  readonly text: string;
  readonly comments: readonly string[];
}

export interface Hygiene {
  /** Remove what the package manager leaves behind, at the end of its work; false when something later needs the lists. */
  readonly clean: boolean;
  /** Options to add to `apt-get install`. */
  readonly aptOptions: readonly string[];
}

/**
 * The commands of a chain with the package work put in order: repeated list updates dropped, neighbouring installs joined and
 * sorted, caches removed once, behind the last package command. Only commands that carry no comment are moved or joined.
 */
export function tidy(
  links: readonly CommentedLink[],
  manager: Manager | undefined,
  { clean, aptOptions }: Hygiene,
): Step[] {
  if (manager === undefined) return links.map(asWritten);
  const kept = clean ? withoutRepeatedUpdates(withoutCleanups(links)) : links;
  const steps: Step[] = [];
  for (const link of kept) {
    const install = installOf(link, manager, aptOptions);
    const last = steps.at(-1);
    if (
      install !== undefined &&
      last?.install !== undefined &&
      last.comments.length + link.comments.length === 0 &&
      headOf(last.install) === headOf(install)
    ) {
      const packages = [...new Set([...last.install.packages, ...install.packages])];
      steps[steps.length - 1] = { ...last, install: { ...install, packages: packages.sort() } };
    } else steps.push({ ...asWritten(link), install });
  }
  if (!clean) return steps;
  const served = manager === "apk" ? withoutApkUpdates(steps) : undefined;
  if (served !== undefined) return served;
  const at = steps.length - (kept.length - 1 - kept.findLastIndex(({ link }) => isPackageWork(link)));
  return [...steps.slice(0, at), ...cleanupsOf(links, manager), ...steps.slice(at)];
}

function asWritten({ text, comments }: CommentedLink): Step {
  return { comments, text, install: undefined };
}

function withoutCleanups(links: readonly CommentedLink[]): CommentedLink[] {
  return links.filter(
    ({ link, comments }) => comments.length > 0 || link.command === undefined || cleanup(link.command) === undefined,
  );
}

/** Drops an update behind another one when only plain installs stand between them. */
function withoutRepeatedUpdates(links: readonly CommentedLink[]): CommentedLink[] {
  let settled: string | undefined;
  return links.filter(({ link, text, comments }) => {
    const call = link.command && packageCommand(link.command);
    if (call?.verb === "update" && call.operands.length === 0) {
      const repeated = settled === text && comments.length === 0;
      settled = text;
      return !repeated;
    }
    const plain =
      call?.verb === "install" && call.operands.every((word) => isPlainPackage(word) && !bringsSources(word));
    if (!plain) settled = undefined;
    return true;
  });
}

/** An install whose packages may be joined and sorted. */
function installOf(
  { link, text }: CommentedLink,
  manager: Manager,
  aptOptions: readonly string[],
): Install | undefined {
  const call = link.command && packageCommand(link.command);
  if (call?.verb !== "install" || call.manager !== manager || call.operands.length === 0) return undefined;
  // a comment or a redirection among its words stays where it is
  if (!call.operands.every(isPlainPackage) || call.command.redirects.length > 0 || /^\s*#/m.test(text))
    return undefined;
  if (call.options.some(({ text: option }) => /^(?:-t|--virtual)/.test(option)) && manager === "apk") return undefined;
  const options = call.options.map((option) => option.text);
  const extra = manager === "apt" ? aptOptions : manager === "apk" && !fetchesLists(options) ? ["--no-cache"] : [];
  const packages = [...new Set(call.operands.map((word) => word.text))].sort();
  return { call, packages, options: [...options, ...extra.filter((option) => !options.includes(option))] };
}

function fetchesLists(options: readonly string[]): boolean {
  return options.some((option) => /^(?:--no-cache|-U|--update|--update-cache)$/.test(option));
}

/** The command line of an install without its packages. */
export function headOf({ call, options }: Install): string {
  const verb = call.program === "apk" ? "add" : "install";
  return [...call.command.assignments, call.program, verb, ...options].join(" ");
}

function isPackageWork({ command }: Link): boolean {
  return command !== undefined && packageCommand(command) !== undefined;
}

/** The cleaning that is written somewhere in the chain, completed when the chain installs something. */
function cleanupsOf(links: readonly CommentedLink[], manager: Manager): Step[] {
  const written = links.filter(
    ({ link, comments }) => comments.length === 0 && link.command !== undefined && cleanup(link.command) !== undefined,
  );
  const calls = links.flatMap(({ link }) => (link.command && packageCommand(link.command)) ?? []);
  const install = calls.findLast(({ verb }) => verb === "install");
  const texts = written.map(({ text }) => text);
  return [...new Set(install === undefined ? texts : complete(texts, manager, install.program))].map((text) => ({
    comments: [],
    text,
    install: undefined,
  }));
}

/** Adds what is missing from a manager's usual cleaning. */
function complete(written: readonly string[], manager: Manager, program: string): string[] {
  if (manager === "apt") {
    const cleans = written.some((text) => /^apt(?:-get)? (?:-\S+ )*(?:auto)?clean$/.test(text));
    const removes = written.some((text) => text.includes("/var/lib/apt/"));
    return [...(cleans ? [] : [`${program} clean`]), ...written, ...(removes ? [] : ["rm -rf /var/lib/apt/lists/*"])];
  }
  if (manager === "dnf")
    return written.some((text) => /\bclean\b/.test(text)) ? [...written] : [`${program} clean all`, ...written];
  return [...written];
}

/** `apk add --no-cache` fetches its own lists and leaves none: undefined when the chain does other work that reads them. */
function withoutApkUpdates(steps: readonly Step[]): Step[] | undefined {
  const rest = steps.filter(
    ({ text, comments }) => !(/^apk (?:--no-cache )?update$/.test(text) && comments.length === 0),
  );
  const served = rest.every(({ text, install }) => !text.startsWith("apk ") || install?.options.includes("--no-cache"));
  return served ? rest : undefined;
}
