import { children, type Node, walk } from "./parse.js";

/** What a command changes in the shell that runs it, so that a command behind it could behave differently. */
export type Effect =
  | "directory"
  | "variable"
  | "option"
  | "trap"
  | "background"
  | "exit"
  | "function"
  | "source"
  | "redirection"
  | "mount"
  | "shell";

const BUILTINS: Readonly<Record<string, Effect>> = {
  cd: "directory", chdir: "directory", pushd: "directory", popd: "directory",
  export: "variable", unset: "variable", readonly: "variable", declare: "variable", typeset: "variable", local: "variable",
  read: "variable", mapfile: "variable", readarray: "variable", getopts: "variable", let: "variable", shift: "variable",
  set: "option", shopt: "option", umask: "option", ulimit: "option", enable: "option", hash: "option", alias: "function", unalias: "function",
  setopt: "option", unsetopt: "option", emulate: "option", disown: "option",
  trap: "trap", exec: "exit", exit: "exit", return: "exit", break: "exit", continue: "exit", logout: "exit",
  ".": "source", source: "source", eval: "source", command: "source", builtin: "source", wait: "background",
}; // prettier-ignore

/** What running `node` changes for what follows in the same shell; of a subshell only what `LEAVES_SUBSHELLS` stays. */
export function effectsOf(node: Node): ReadonlySet<Effect> {
  const effects = new Set<Effect>();
  collect(node, effects);
  return effects;
}

const NO_EFFECTS: ReadonlySet<string> = new Set(["Word", "Redirect"]);

const LEAVES_SUBSHELLS: readonly Effect[] = ["background", "mount", "shell"];

/** Files that the builder puts into each RUN and takes away behind it, and directories and globs that may mean them. */
const MOUNTED = /^\/+(?:etc(?:\/+(?:hosts|hostname|resolv\.conf|[^/\s]*[?*[]\S*)?)?|dev\/+shm(?:\/.*)?)$/;

/** Programs that put another file in the place of one. */
const REPLACES: ReadonlySet<string> = new Set([
  "rm", "ln", "mv", "cp", "install", "unlink", "dpkg-divert", "update-alternatives", "alternatives", "dpkg-reconfigure", "busybox",
]); // prettier-ignore

/** A shell that a RUN may be given to. */
const SHELL = /^(?:\/+(?:usr\/+)?bin\/+(?:sh|bash|dash|ash|zsh|ksh|busybox)|dash)$/;

function collect(node: Node, effects: Set<Effect>): void {
  switch (node.type) {
    case "Subshell":
    case "CommandExpansion":
    case "ProcessSubstitution":
      subshellEffects(node, effects);
      return;
    case "Pipeline":
      // each side of a pipe is a subshell; a lone `! cmd` or `time cmd` is not
      if (node.commands.length === 1) collect(node.commands[0]!, effects);
      else subshellEffects(node, effects);
      return;
    case "ArithmeticCommand":
      if (ASSIGNS.test(node.body)) effects.add("variable");
      return;
    case "Statement":
      if (node.background) effects.add("background");
      else collect(node.command, effects);
      return;
    case "Function":
      effects.add("function");
      return;
    case "For":
    case "ArithmeticFor":
    case "Select":
      effects.add("variable");
      break;
    case "Coproc":
      effects.add("background");
      return;
    case "Command":
      commandEffects(node, effects);
      return;
    default:
      if (NO_EFFECTS.has(node.type)) {
        expansionEffects(node, effects);
        return;
      }
  }
  children(node, (child) => {
    collect(child, effects);
  });
}

function subshellEffects(node: Node, effects: Set<Effect>): void {
  const inside = new Set<Effect>();
  // nothing waits for what `>(…)` runs
  if (node.type === "ProcessSubstitution" && node.operator === ">") inside.add("background");
  children(node, (child) => {
    collect(child, inside);
  });
  for (const effect of LEAVES_SUBSHELLS) if (inside.has(effect)) effects.add(effect);
}

function commandEffects(node: Extract<Node, { type: "Command" }>, effects: Set<Effect>): void {
  if (node.name === undefined) {
    if (node.prefix.some(({ type }) => type === "Assignment")) effects.add("variable");
  } else if (node.name.parts === undefined || isPlain(node.name)) {
    const effect = Object.hasOwn(BUILTINS, node.name.value) ? BUILTINS[node.name.value] : undefined;
    // `command -v x` only looks; `printf -v` assigns
    const [first] = node.args;
    if (effect !== undefined && !(node.name.value === "command" && /^-[vV]$/.test(first?.text ?? "")))
      effects.add(effect);
    // the next RUN is given to the new one
    if (REPLACES.has(node.name.value) && node.args.some(({ text }) => SHELL.test(text))) effects.add("shell");
    if (effect === "exit" && node.name.value === "exec" && node.args.length === 0) effects.add("redirection");
    if (node.name.value === "printf" && first?.text === "-v") effects.add("variable");
    // assignments in front of a special builtin stay
    if (node.name.value === ":" && node.prefix.length > 0) effects.add("variable");
  } else {
    // the command itself comes out of an expansion: it may be any builtin
    effects.add("source");
  }
  expansionEffects(node, effects);
}

const ASSIGNS = /\+\+|--|(?:[^=!<>]|<<|>>)=[^=]/;

/** `${X:=v}` and `$((X++))` assign in the current shell. */
function expansionEffects(node: Node, effects: Set<Effect>): void {
  if (node.type === "CommandExpansion" || node.type === "ProcessSubstitution") {
    subshellEffects(node, effects);
    return;
  }
  if (node.type === "Word" && MOUNTED.test(node.value)) effects.add("mount");
  if (
    node.type === "ParameterExpansion" &&
    node.operation?.type === "Default" &&
    node.operation.operator.endsWith("=")
  ) {
    effects.add("variable");
  }
  if (node.type === "ArithmeticExpansion" && ASSIGNS.test(node.text)) effects.add("variable");
  children(node, (child) => {
    expansionEffects(child, effects);
  });
}

function isPlain(node: Node): boolean {
  let plain = true;
  walk(node, ({ type }) => {
    plain &&= type === "Word" || type === "Literal" || type === "SingleQuoted" || type === "DoubleQuoted";
  });
  return plain;
}
