import { type Node, walk } from "../../shell/parse.js";
import type { Script } from "../../shell/script.js";

/**
 * How the programs of a script get a variable as the script itself has it: it does not set it, or exports it before `before`, an index
 * into its text. Undefined when they may not.
 */
export function exportOf(name: string, before: number, script: Script): "inherited" | "exported" | undefined {
  if (UNEXPORTED.has(name)) return undefined;
  const uses = new Set<Use>();
  walk(script.tree, (node) => {
    const use = useOf(node, name);
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

function useOf(node: Node, variable: string): Use {
  if ((node.type === "For" || node.type === "Select") && node.name.text === variable) return "sets";
  if (node.type === "ParameterExpansion" && node.parameter === variable)
    return /^:?=$/.test(node.operation?.type === "Default" ? node.operation.operator : "") ? "sets" : undefined;
  if (node.type !== "Command") return undefined;
  const { name, prefix, args } = node;
  const assigns = (nodes: readonly Node[]): boolean =>
    nodes.some((each) => each.type === "Assignment" && each.name === variable);
  if (name === undefined) return assigns(prefix) ? "sets" : undefined;
  const words = args.map((each) => (each.type === "Word" ? each.value : each.text));
  const names = words.includes(variable) || assigns(args);
  const options = words.filter((word) => word.startsWith("-")).join("");
  switch (name.value) {
    case "export":
      return names ? (options.includes("n") ? "loses" : "exports") : undefined;
    case "declare":
    case "typeset":
    case "readonly":
      return names ? (options.includes("x") ? "exports" : "sets") : undefined;
    case "local":
    case "unset":
      return names ? "loses" : undefined;
    case "read":
    case "mapfile":
    case "readarray":
    case "getopts":
    case "printf":
    case "let":
      return names && (name.value !== "printf" || words[0] === "-v") ? "sets" : undefined;
    case ".":
    case "source":
      return "sets";
    case "eval":
      return KNOWN_EVAL.test(words.join(" ")) ? undefined : "sets";
    default:
      return undefined;
  }
}

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
