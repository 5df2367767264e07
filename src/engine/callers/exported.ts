import { BUILTINS } from "../../shell/builtins.js";
import { type Node, walk } from "../../shell/parse.js";
import type { Script } from "../../shell/script.js";

/**
 * How the programs of a script get a variable as the script itself has it: it does not set it, or exports it before `before`, an index
 * into its text. Undefined when they may not.
 */
export function exportOf(name: string, before: number, script: Script): "inherited" | "exported" | undefined {
  if (UNEXPORTED.has(name)) return undefined;
  const uses = new Set<Use>();
  const functions = new Set<string>();
  walk(script.tree, (node) => {
    if (node.type === "Function") functions.add(node.name.text);
  });
  walk(script.tree, (node) => {
    const use = useOf(node, name, functions);
    const isSure = node.pos < before && script.commandOf(node)?.always === true;
    if (use === "loses" || (use === "sets" && !exportsAll(node.pos, script)) || (use === "exports" && isSure))
      uses.add(use);
  });
  if (uses.has("loses")) return undefined;
  if (uses.has("exports")) return "exported";
  return uses.has("sets") ? undefined : "inherited";
}

/** Variables of bash that its programs do not get. Source: bash manual, Bash Variables. */
const UNEXPORTED: ReadonlySet<string> = new Set([
  "UID", "EUID", "PPID", "RANDOM", "SECONDS", "LINENO", "HOSTNAME", "HOSTTYPE", "MACHTYPE", "OSTYPE", "IFS", "OPTARG", "OPTIND", "REPLY", "BASH_VERSION",
]); // prettier-ignore

type Use = "sets" | "exports" | "loses" | undefined;

function useOf(node: Node, variable: string, functions: ReadonlySet<string>): Use {
  const mention = new RegExp(`(?<![\\w$]|\\$\\{[#!]?)${variable}(?!\\w)`);
  switch (node.type) {
    case "For":
    case "Select":
    case "Coproc":
      return node.name?.text === variable ? "sets" : undefined;
    case "ArithmeticCommand":
      return mention.test(node.body) ? "sets" : undefined;
    case "ArithmeticExpansion":
      return mention.test(node.text) ? "sets" : undefined;
    case "ParameterExpansion":
      return node.parameter === variable && /^:?=$/.test(node.operation && "operator" in node.operation ? node.operation.operator : "") ? "sets" : undefined;
    case "Command":
      return commandUse(node, variable, mention, functions);
    default:
      return undefined;
  }
} // prettier-ignore

function commandUse(
  { name, prefix, args }: Node & { type: "Command" },
  variable: string,
  mention: RegExp,
  functions: ReadonlySet<string>,
): Use {
  if (name === undefined)
    return prefix.some((each) => each.type === "Assignment" && each.name === variable) ? "sets" : undefined;
  const words = args.map((each) => (each.type === "Word" ? each.value : each.text));
  const options = words.filter((word) => /^[-+]/.test(word)).join("");
  const isNamed = words.some((word) => mention.test(word));
  switch (name.value) {
    case "export":
      return isNamed ? (options.includes("n") ? "loses" : "exports") : undefined;
    case "declare":
    case "typeset":
    case "readonly":
      if (words.some((word) => word.startsWith("$"))) return "sets";
      return isNamed ? (/^(?:-[a-z]+)*$/.test(options) && options.includes("x") ? "exports" : "sets") : undefined;
    case "local":
    case "unset":
      return isNamed ? "loses" : undefined;
    case "read":
    case "printf":
      if (name.value === "printf" && words[0] !== "-v") return undefined;
      return isNamed || words.at(name.value === "read" ? -1 : 1)?.startsWith("$") === true ? "sets" : undefined;
    case ".":
    case "source":
      return "sets";
    case "command":
    case "builtin":
      return isNamed && BUILTINS.has(words[0] ?? "") ? "sets" : undefined;
    case "eval":
      return KNOWN_EVAL.test(words.join(" ")) ? undefined : "sets";
    default:
      return isNamed && maySet(name, functions) ? "sets" : undefined;
  }
}

/** Whether a command is one of the shell itself; other programs cannot set its variables. */
function maySet({ value, parts }: Node & { type: "Word" }, functions: ReadonlySet<string>): boolean {
  if (parts !== undefined || functions.has(value)) return true;
  return (BUILTINS.has(value) || BASH_BUILTINS.has(value)) && !/^(?:echo|test|\[|:|true|false|cd)$/.test(value);
}

const BASH_BUILTINS: ReadonlySet<string> = new Set(["mapfile", "readarray", "enable", "compgen"]);

/** What prints the settings of a tool, so that they set nothing else. */
const KNOWN_EVAL = /^["'`]?\$?\(?(?:ssh-agent|aws ecr get-login|minikube |docker-machine env|keychain )/;

/** Between `set -a` and `set +a`. */
function exportsAll(pos: number, script: Script): boolean {
  let is = false;
  for (const { name, args, node, always } of script.commands) {
    if (node.pos >= pos) break;
    if (name?.value !== "set" || !always) continue;
    const words = args.map(({ value }) => value).join(" ");
    if (/(?:^|\s)-[a-z]*a|-o allexport/.test(words)) is = true;
    else if (/(?:^|\s)\+[a-z]*a|\+o allexport/.test(words)) is = false;
  }
  return is;
}
