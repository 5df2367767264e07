import type { Manager } from "./manager.js";
import { optionsOf } from "./package-options.js";
import type { Command, ShellWord } from "./script.js";

export type { Manager } from "./manager.js";

/** A call of a system package manager. */
export interface PackageCommand {
  readonly command: Command;
  readonly manager: Manager;
  /** As it is called: `apt-get`, `microdnf` … */
  readonly program: string;
  /**
   * `update`: fetch the lists. `upgrade`: bring installed packages up to date. `clean`: drop caches. Others keep the program's own
   * word.
   */
  readonly verb: string;
  readonly verbWord: ShellWord;
  /** Options with their values, in order. */
  readonly options: readonly ShellWord[];
  /** Options without a value, those of bundles one by one. */
  readonly flags: ReadonlySet<string>;
  /** Every option is known, so that the operands are packages and nothing else. */
  readonly understood: boolean;
  readonly operands: readonly ShellWord[];
}

interface Program {
  readonly manager: Manager;
  readonly verbs: Readonly<Record<string, string>>;
}

const DNF: Program = { manager: "dnf", verbs: { makecache: "update", update: "upgrade" } };

const PROGRAMS: Readonly<Record<string, Program>> = {
  "apt-get": { manager: "apt", verbs: { autoclean: "clean" } },
  apk: { manager: "apk", verbs: { add: "install", del: "remove", cache: "clean" } },
  yum: DNF,
  dnf: DNF,
  microdnf: DNF,
  tdnf: DNF,
  zypper: {
    manager: "zypper",
    verbs: { in: "install", ref: "update", refresh: "update", update: "upgrade", up: "upgrade", dup: "dist-upgrade", cc: "clean" },
  },
}; // prettier-ignore

/** The package manager call that a command is, or undefined. Words that the shell expands leave it undefined or unnamed. */
export function packageCommand(command: Command): PackageCommand | undefined {
  const name = command.name?.literal ? command.name.value.replace(/^(?:\/usr)?\/bin\//, "") : undefined;
  const key = name === "apt" ? "apt-get" : (name ?? "");
  const program = Object.hasOwn(PROGRAMS, key) ? PROGRAMS[key] : undefined;
  if (name === undefined || program === undefined) return undefined;
  const { manager, verbs } = program;
  const { options, others } = optionsOf(command.args, manager);
  const [verbWord, ...operands] = others;
  if (verbWord?.literal !== true) return undefined;
  const verb = Object.hasOwn(verbs, verbWord.value) ? verbs[verbWord.value]! : verbWord.value;
  const { words, flags, known } = options;
  return { command, manager, program: name, verb, verbWord, options: words, flags, understood: known, operands };
}

/** Whether an `apt-get install` may be told to leave recommended packages out: nothing in it asks for them. */
export function takesBare({ manager, verb, understood, flags, options, operands }: PackageCommand): boolean {
  if (manager !== "apt" || verb !== "install" || !understood || operands.length === 0) return false;
  return !flags.has("--install-recommends") && !options.some(({ text }) => /APT::Install-Recommends/i.test(text));
}

/** Whether an option stands in front of the verb, where other managers than apt and apk may read it in another way. */
export function isGlobal(option: ShellWord, { manager, verbWord }: PackageCommand): boolean {
  return manager !== "apt" && manager !== "apk" && option.range.start < verbWord.range.start;
}

const FETCHES = ["-U", "--update", "--update-cache"];

/** A call of `apk` that fetches the package lists for itself. */
export function fetchesLists({ manager, flags }: PackageCommand): boolean {
  return manager === "apk" && ["--no-cache", ...FETCHES].some((flag) => flags.has(flag));
}

/** A call of `apk` that fetches the package lists and leaves them there. */
export function leavesLists({ manager, flags }: PackageCommand): boolean {
  return manager === "apk" && FETCHES.some((flag) => flags.has(flag)) && !flags.has("--no-cache");
}

const CACHES: readonly { readonly path: RegExp; readonly lists: readonly Manager[] }[] = [
  { path: /^\/var\/lib\/apt\/lists(?:\/\*|\/)?$/, lists: ["apt"] },
  { path: /^\/var\/lib\/apt\/(?:lists\/)?\*$/, lists: ["apt"] },
  { path: /^\/var\/cache\/apt(?:\/archives)?(?:\/\*|\/|\/\*\.deb|\/archives\/partial\/\*)?$/, lists: [] },
  { path: /^\/var\/cache\/apk(?:\/\*|\/)?$/, lists: ["apk"] },
  { path: /^\/var\/cache\/(?:yum|dnf)(?:\/\*|\/)?$/, lists: ["dnf"] },
];

/** What a command that only removes package caches removes; undefined for any other command. */
export interface Cleanup {
  /** Managers whose package lists are gone afterwards. */
  readonly lists: readonly Manager[];
}

export function cleanup(command: Command): Cleanup | undefined {
  if (command.assignments.length > 0 || command.redirects.length > 0) return undefined;
  const call = packageCommand(command);
  // `apk cache` works on a directory that somebody made to keep packages
  if (call?.verb === "clean" && call.manager !== "apk") return { lists: call.manager === "apt" ? [] : [call.manager] };
  if (command.name?.text !== "rm") return undefined;
  const paths = command.args.filter(({ text }) => !text.startsWith("-"));
  if (paths.length === 0 || !command.args.some(({ text }) => /^-[rfvR]+$/.test(text) && /r/i.test(text)))
    return undefined;
  const found = paths.map(({ text }) => CACHES.find(({ path }) => path.test(text)));
  return found.includes(undefined) ? undefined : { lists: found.flatMap((cache) => cache!.lists) };
}

/** Names of packages that bring or unlock package sources: after installing one, `update` sees other lists. */
const BRINGS_SOURCES =
  /(?:^|-)(?:release|repos?|repository|keyring|archive|extrepo|neurodebian|ppa)(?:$|[-_=.\d])|:|\.(?:deb|rpm|apk)$|[/*?]/;

/** An operand that is a plain package of the distribution: a literal name, perhaps with version, architecture or release. */
export function isPlainPackage(word: ShellWord): boolean {
  return (
    /^[a-z0-9A-Z][\w.+-]*(?::\w+)?(?:(?:=|==|~=|<|>|>=|<=|=~)[\w.:+~-]+\*?)?$/.test(word.text) &&
    !word.text.endsWith("-")
  );
}

export function bringsSources({ text }: ShellWord): boolean {
  // the one frequent name that only looks like it
  return text !== "lsb-release" && BRINGS_SOURCES.test(text);
}

/** Packages with which a list update may see sources that were out of reach. */
export function unlocksSources(word: ShellWord): boolean {
  return /^(?:ca-certificates|apt-transport-.*|gnupg2?|dirmngr)$/.test(word.text) || bringsSources(word);
}

/** Whether the next install may find packages that this one did not: all but apt and apk look at their sources each time. */
export function opensSources({ manager, operands }: PackageCommand): boolean {
  if (manager === "apt" || manager === "apk") return false;
  return operands.some((word) => bringsSources(word) || /^(?:yum|dnf)-(?:plugins?|utils)(?:-|$)/.test(word.text));
}

/** A package's name without the version that its operand may ask for. */
export function packageName(text: string, manager: Manager): string {
  const name = text.split(/[=<>~]/)[0]!;
  return manager === "apt" || manager === "apk" ? name : name.replace(/-\d.*$/, "");
}

/** Whether packages name one twice, as `a` and `a=1.2`: which one counts depends on their order. */
export function namesOneTwice(packages: readonly string[], manager: Manager): boolean {
  const different = new Set(packages);
  return new Set([...different].map((text) => packageName(text, manager))).size < different.size;
}
