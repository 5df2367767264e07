import { type Family, familyOf } from "./families.js";
import { baseName } from "./program-name.js";
import type { Command } from "./script.js";

/** What a credential opens: the servers of a family, those of git or ssh, or any. */
export type Readers = Family | "git" | "ssh" | "any";

/** Whether a command may ask a server for what the credential opens, or nobody knows. */
export function mayFetch(command: Command, readers: Readers): boolean {
  const family = familyOf(command);
  const isRemote = readers === "git" || readers === "ssh";
  switch (family) {
    case "inert":
      return readers === "any" && readsNetrc(command);
    case "unknown":
      return true;
    case "git":
    case "ssh":
      return (isRemote || readers === "any") && connects(command);
    default:
      if (isRemote && namesOnly(command)) return false;
      return (isRemote || readers === "any" || readers === family) && FETCHES[family](callOf(command));
  }
}

/** git's commands that speak to a remote, and all of ssh's. */
export function connects(command: Command): boolean {
  if (familyOf(command) === "ssh") return true;
  return /^(?:clone|fetch|pull|push|ls-remote|submodule|lfs|archive|remote)$/.test(subcommand(command));
}

/** The first word that is no option, nor the value of one in front of it. */
export function subcommand({ args }: Command): string {
  const at = args.findIndex(
    ({ value }, index) => !value.startsWith("-") && !/^-[cC]$/.test(args[index - 1]?.value ?? ""),
  );
  return args[at]?.value ?? "";
}

/** wget looks into `.netrc`, curl when it is told so. */
function readsNetrc({ name, args }: Command): boolean {
  const program = baseName(name?.value ?? "");
  return program === "wget" || (program === "curl" && args.some(({ value }) => /^(?:-\w*n\w*|--netrc.*)$/.test(value)));
}

/** A program with its words that are no options, and those. */
interface Call {
  readonly program: string;
  readonly words: readonly string[];
  readonly options: readonly string[];
}

function callOf({ name, args }: Command): Call {
  const values = args.map(({ value }) => value);
  const own = values[0] === "-m" ? values.slice(2) : values;
  const program = values[0] === "-m" ? values[1]! : baseName(name!.value);
  return {
    program,
    words: own.filter((value) => !value.startsWith("-")),
    options: own.filter((value) => value.startsWith("-")),
  };
}

/** Whether a call installs packages by their names alone, from a registry: git, ssh and the project have nothing to do with them. */
export function namesOnly(command: Command): boolean {
  const {
    program,
    words: [verb = "", ...names],
    options,
  } = callOf(command);
  if (!/^(?:pip[\d.]*|npm|yarn|pnpm|gem)$/.test(program) || !/^(?:install|i|add|global|download)$/.test(verb))
    return false;
  const own = names[0] === "add" ? names.slice(1) : names;
  const isPlain = (name: string): boolean =>
    /^(?:@[\w.-]+\/)?[\w.-]+(?:\[[\w,-]+\])?(?:(?:[@=<>~!]=?|===?)[\w.*^~-]+)?$/.test(name) && !/^\.+$/.test(name);
  return (
    own.length > 0 &&
    own.every(isPlain) &&
    !options.some((option) => /^(?:-r|--requirement|-e|--editable|-c|--constraint)/.test(option))
  );
}

/** Scripts that work on what is installed, by the names that everybody gives them. */
const PLAIN_SCRIPT =
  /^(?:build|compile|dist|pack|lint|stylelint|test|start|serve|clean|format|prettier|typecheck|types|check|coverage|e2e|unit|generate|docs|tsc|webpack|prod|prune)(?:[:.-](?!install|bootstrap|deps)[\w:.-]*)?$/;

const INSTALLER = /install|bootstrap|setup|deps/;

/** Whether a call of the family's programs may connect. What runs what is there already does not. Source: the programs' manuals. */
const FETCHES: Readonly<Record<Family, (call: Call) => boolean>> = {
  node: ({ program, words: [verb = "", script = ""] }) => {
    if (program === "node") return INSTALLER.test(verb);
    if (!/^(?:npm|npx|yarn|yarnpkg|pnpm|pnpx|bunx?|lerna|rush|corepack)$/.test(program)) return false;
    if (/^(?:run|run-script)$/.test(verb)) return !PLAIN_SCRIPT.test(script);
    if (program.startsWith("yarn"))
      return (
        verb === "" ||
        (!PLAIN_SCRIPT.test(verb) && !/^(?:exec|config|cache|list|remove|why|pack|version|link)$/.test(verb))
      );
    return !/^(?:start|test|t|exec|config|set|cache|version|root|prefix|bin|ls|list|rebuild|prune|dedupe|link)$/.test(
      verb,
    );
  },
  python: ({ program, words: [verb = ""] }) => {
    if (program.startsWith("python")) return /^(?:\.\/)?setup\.py$/.test(verb);
    if (!/^(?:pip[\d.]*|pipx|poetry|pipenv|uv|uvx|pdm|hatch|tox|conda|mamba|easy_install)$/.test(program)) return false;
    return !/^(?:config|cache|list|freeze|show|check|run|shell|env)$/.test(verb);
  },
  ruby: ({ program, words: [verb = ""] }) => {
    if (program === "gem") return /^(?:install|update|fetch|sources)$/.test(verb);
    return /^bundler?$/.test(program) && !/^(?:exec|config|clean|show|list|info)$/.test(verb);
  },
  php: ({ program, words: [verb = ""] }) =>
    program.startsWith("composer") &&
    !/^(?:config|dump-autoload|dumpautoload|run-script|run|exec|show|clear-cache|clearcache)$/.test(verb),
  dotnet: ({ words: [verb = "", second = ""], options }) =>
    !/^(?:dev-certs|clean|sln|new)$/.test(verb) &&
    !(verb === "nuget" && second !== "push") &&
    !options.includes("--no-restore"),
  java: ({ program, options }) => program !== "java" && !options.some((option) => /^(?:-o|--offline)$/.test(option)),
  go: ({ words: [verb = "", second = "", ...rest], options }) => {
    if (options.includes("-mod=vendor") || (options.includes("-mod") && [second, ...rest].includes("vendor")))
      return false;
    return (
      /^(?:mod|get|install|build|run|test|generate|list|vet)$/.test(verb) &&
      !(verb === "mod" && /^(?:verify|init|edit)$/.test(second))
    );
  },
  rust: ({ words: [verb = ""], options }) =>
    !/^(?:clean|fmt|new|init|config)$/.test(verb) && !options.some((option) => /^--(?:offline|frozen)$/.test(option)),
  dart: () => true,
};
