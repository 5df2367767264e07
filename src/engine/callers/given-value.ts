import type { BuildInput } from "../../project/build-input.js";
import { PLAIN_PATH } from "./secret-option.js";
import type { BuildCall } from "./build-call.js";
import type { GivenArgument } from "./build-options.js";
import { exportOf } from "./exported.js";
import type { Commands } from "./path-words.js";
import type { InEnvironment, ShellText } from "./shell-text.js";
import { literalOf, type Pieces, piecesOf, substituted, variableOf } from "./words.js";

/** Where a build can take a secret from; or what has to be done first, as the end of a sentence. */
export type Source = InEnvironment | { readonly file: string };

/** Where the value of a build argument is, so that it can be given as a secret. */
export function sourceOf(given: GivenArgument, call: BuildCall, place: Commands): Source {
  const { shell, script } = place;
  const { name, value } = given;
  if (value === undefined) return fromEnvironment(name, true);
  const [piece, ...others] = value.pieces;
  if (piece === undefined) return { missing: "it is given nothing here" };
  if (others.length > 0) return { missing: `put the whole value into an environment variable first` };
  if ("literal" in piece) return { missing: "put the value that stands here into an environment variable first" };
  if ("template" in piece) {
    const source = shell.template(piece.template, name);
    if ("missing" in source) return source;
    if (mayDiffer(source, shell))
      return { missing: "put its value into an environment variable of another name first" };
    return call.keeps(source.name) ? source : dropped(source.name);
  }
  const file = printedFile(value, place);
  if (file !== undefined) return { file };
  const variable = variableOf(piece.expansion);
  if (variable === undefined || !/^[A-Za-z_]\w*$/.test(variable))
    return { missing: "put its value into an exported variable first" };
  return fromEnvironment(variable, false);

  function fromEnvironment(variable: string, isItself: boolean): InEnvironment {
    const isSet = isItself && call.command.assignments.some((each) => each.startsWith(`${variable}=`));
    if (isSet) return { name: variable };
    if (!call.keeps(variable)) return dropped(variable);
    const way = exportOf(variable, call.command.node.pos, script);
    if (way === "inherited") return shell.variable(variable);
    if (way === "exported") return { name: variable };
    return { missing: `\`export ${variable}\` first, since the build reads it from its environment` };
  }
}

/** Whether the commands may set a variable, or use one that is to be added. */
function mayDiffer({ name, entry }: { readonly name: string; readonly entry?: string }, { text }: ShellText): boolean {
  const use = entry === undefined ? "(?<!\\$\\{?)" : "";
  return new RegExp(`(?<!--build-arg[=\\s"']{1,3})(?<!\\w)${use}${name}(?!\\w)`).test(text.value);
}

function dropped(variable: string): InEnvironment {
  return {
    missing: `\`${variable}\` has to reach the build's environment, as with \`sudo --preserve-env=${variable}\``,
  };
}

/** The file of `$(cat FILE)` and `$(< FILE)`. */
function printedFile({ pieces: [piece] }: Pieces, { shell }: Commands): string | undefined {
  const tree = piece !== undefined && "expansion" in piece ? substituted(piece.expansion) : undefined;
  const [statement, ...others] = tree?.commands ?? [];
  const command = statement?.command;
  if (others.length > 0 || command?.type !== "Command" || command.prefix.some(({ type }) => type === "Assignment"))
    return undefined;
  const { name, args, redirects } = command;
  const [redirect] = redirects;
  const isRead = name === undefined && redirect?.type === "Redirect" && redirect.operator === "<";
  if (!isRead && (name?.value !== "cat" || args.length !== 1 || redirects.length > 0)) return undefined;
  const word = isRead ? redirect.target : args[0];
  const file = word && literalOf(piecesOf(word, shell));
  return file !== undefined && PLAIN_PATH.test(file) ? file.replace(/^~\//, "$HOME/") : undefined;
}

/** What is to be done for an input that is not certain to be given right, as one sentence. */
export function advice(input: BuildInput, given: string | undefined, reason: string): string {
  const instead = given === undefined ? "" : ` instead of \`--build-arg ${given}\``;
  const option = given === undefined ? `src=${input.file ?? "…"}` : `env=${given}`;
  return input.kind === "ssh"
    ? `Give the key through an agent${instead}: \`ssh-add\`, then \`--ssh default\`${reason}`
    : `Give \`--secret id=${input.id},${option}\`${instead}${reason}`;
}
