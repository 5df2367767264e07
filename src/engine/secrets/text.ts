import { DEFAULT_SHELL } from "../../shell/dialect.js";
import { freeScript, isScript, type Command, type Script } from "../../shell/script.js";
import { applyEdits } from "../edits.js";
import type { Edit, SecretStyle } from "../types.js";
import { type Expansion, expansionsOf } from "../../shell/expansions.js";
import { Refusal } from "./refusal.js";

/** Where a RUN finds a secret. Source: docs.docker.com, RUN --mount=type=secret. */
export function pathOfSecret(id: string): string {
  return `/run/secrets/${id}`;
}

/** What the shell puts a secret in with. */
export function valueOf(id: string): string {
  return `$(cat ${pathOfSecret(id)})`;
}

/** The ids of secrets by the variables that hold them, and how programs get them. */
export interface Naming {
  readonly ids: ReadonlyMap<string, string>;
  readonly style: SecretStyle;
}

/** The edits that make a script take secrets from where they are given, instead of out of variables or out of itself. */
export function substitutions(
  script: Script,
  expansions: readonly Expansion[],
  { ids, style }: Naming,
): readonly Edit[] {
  return expansions.flatMap((each): readonly Edit[] => {
    const id = ids.get(each.name)!;
    const isWritten = each.node.type === "Literal";
    if (style === "env") return isWritten ? [{ ...script.range(each.node), text: `\${${each.name}}` }] : [];
    return [testOf(each, script, id) ?? { ...script.range(each.node), text: valueOf(id) }];
  });
}

/** A piece of a script that stands for itself, with the secrets in it as they are given. Throws `Refusal`. */
export function filled(text: string, naming: Naming): string {
  if (naming.style === "env") return text;
  const script = freeScript(text, DEFAULT_SHELL);
  if (!isScript(script)) throw new Refusal(script.reason);
  return applyEdits(text, substitutions(script, expansionsOf(script, new Set(naming.ids.keys())), naming), "\n");
}

/** Whether there is a value is asked of the file: `[ -n "$X" ]` becomes `[ -s /run/secrets/x ]`. */
function testOf({ node, command }: Expansion, script: Script, id: string): Edit | undefined {
  const words = command === undefined ? undefined : testWords(command);
  if (words === undefined) return undefined;
  const [operator, operand] = words.length === 1 ? [undefined, words[0]!] : [words[0]!, words[1]!];
  const isQuoted = operand.text === `"${script.slice(node)}"`;
  if (words.length > 2 || !isQuoted || !/^(?:-n|-z)?$/.test(operator?.text ?? "")) return undefined;
  const test = operator?.text === "-z" ? "! -s" : "-s";
  return { start: (operator ?? operand).range.start, end: operand.range.end, text: `${test} ${pathOfSecret(id)}` };
}

function testWords({ name, args }: Command): Command["args"] | undefined {
  if (name?.value === "test") return args;
  return name?.value === "[" && args.at(-1)?.value === "]" ? args.slice(0, -1) : undefined;
}
