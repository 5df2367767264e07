import type { Command, ShellWord } from "./script.js";

export type Manager = "apt" | "apk" | "dnf" | "zypper" | "pacman";

/** A call of a system package manager. */
export interface PackageCommand {
  readonly command: Command;
  readonly manager: Manager;
  /** As it is called: `apt-get`, `microdnf` … */
  readonly program: string;
  /** `update`: fetch the lists. `clean`: drop caches. Others keep the program's own word. */
  readonly verb: string;
  readonly verbWord: ShellWord;
  readonly options: readonly ShellWord[];
  readonly operands: readonly ShellWord[];
}

interface Program {
  readonly manager: Manager;
  /** Options that take the next word as their value. */
  readonly valued: RegExp;
  readonly verbs: Readonly<Record<string, string>>;
}

const DNF: Program = {
  manager: "dnf",
  valued:
    /^(?:-c|-x|--(?:config|enablerepo|disablerepo|repo|exclude|setopt|releasever|installroot|forcearch|repofrompath))$/,
  verbs: { makecache: "update", clean: "clean" },
};

const PROGRAMS: Readonly<Record<string, Program>> = {
  "apt-get": { manager: "apt", valued: /^(?:-o|-t|-c|-a|--(?:option|target-release|default-release|config-file|host-architecture))$/, verbs: { autoclean: "clean" } },
  apk: {
    manager: "apk",
    valued: /^(?:-t|-X|-p|--(?:virtual|repository|root|repositories-file|arch|keys-dir|cache-dir|cache-max-age|wait))$/,
    verbs: { add: "install", del: "remove", cache: "clean" },
  },
  yum: DNF,
  dnf: DNF,
  microdnf: DNF,
  tdnf: DNF,
  zypper: { manager: "zypper", valued: /^(?:-r|-p|--(?:repo|plus-repo|root))$/, verbs: { in: "install", ref: "update", refresh: "update", cc: "clean" } },
}; // prettier-ignore

/** The package manager call that a command is, or undefined. Words that the shell expands leave it undefined or unnamed. */
export function packageCommand(command: Command): PackageCommand | undefined {
  const name = command.name?.literal ? command.name.value.replace(/^(?:\/usr)?\/bin\//, "") : undefined;
  const key = name === "apt" ? "apt-get" : (name ?? "");
  const program = Object.hasOwn(PROGRAMS, key) ? PROGRAMS[key] : undefined;
  if (name === undefined || program === undefined) return undefined;
  const options: ShellWord[] = [];
  const operands: ShellWord[] = [];
  let verbWord: ShellWord | undefined;
  for (let at = 0; at < command.args.length; at++) {
    const word = command.args[at]!;
    if (word.text.startsWith("-")) {
      options.push(word);
      if (program.valued.test(word.text) && command.args[at + 1]) options.push(command.args[++at]!);
    } else if (verbWord === undefined) {
      if (!word.literal) return undefined;
      verbWord = word;
    } else operands.push(word);
  }
  if (verbWord === undefined) return undefined;
  const verb = Object.hasOwn(program.verbs, verbWord.value) ? program.verbs[verbWord.value]! : verbWord.value;
  return { command, manager: program.manager, program: name, verb, verbWord, options, operands };
}

/** A call of `apk` that fetches the package lists for itself. */
export function fetchesLists({ manager, options }: PackageCommand): boolean {
  return manager === "apk" && options.some(({ text }) => /^(?:--no-cache|-U|--update|--update-cache)$/.test(text));
}

/** A call of `apk` that fetches the package lists and leaves them there. */
export function leavesLists({ manager, options }: PackageCommand): boolean {
  const has = (pattern: RegExp): boolean => options.some(({ text }) => pattern.test(text));
  return manager === "apk" && has(/^(?:-U|--update|--update-cache)$/) && !has(/^--no-cache$/);
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
  // `apk cache` also downloads
  const isClean = call?.verb === "clean" && (call.manager !== "apk" || call.operands[0]?.text === "clean");
  if (isClean) return { lists: call.manager === "apt" ? [] : [call.manager] };
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

/** Whether the next install may find packages that this one did not: all but apt and apk look at their sources each time. */
export function opensSources({ manager, operands }: PackageCommand): boolean {
  return manager !== "apt" && manager !== "apk" && operands.some(bringsSources);
}

/** A package's name without the version that its operand may ask for. */
export function packageName(text: string): string {
  return text.split(/[=<>~]/)[0]!;
}

/** Whether packages name one twice, as `a` and `a=1.2`: which one counts depends on their order. */
export function namesOneTwice(packages: readonly string[]): boolean {
  const different = new Set(packages);
  return new Set([...different].map(packageName)).size < different.size;
}
