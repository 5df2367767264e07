import { posix } from "node:path";
import type { BuildInput } from "../../project/build-input.js";
import { walk } from "../../shell/parse.js";
import { freeScript, isScript } from "../../shell/script.js";
import type { Edit } from "../types.js";
import { insertAfter, replace } from "../edits.js";
import type { Range } from "../../dockerfile/text.js";
import { PLAIN_PATH } from "./secret-option.js";
import { type BuildCall, buildCall } from "./build-call.js";
import type { GivenArgument } from "./build-options.js";
import type { CallerFile, CallerTodo } from "./caller.js";
import { advice, sourceOf } from "./given-value.js";
import { mentionIn, mentions } from "./mentions.js";
import type { Commands } from "./path-words.js";
import type { ShellText } from "./shell-text.js";
import { buildsOurs } from "./which-dockerfile.js";
import { literalOf, type Pieces } from "./words.js";

/** A variable that the file has to give to the commands. */
export interface Entry {
  readonly name: string;
  readonly value: string;
}

/** What changes in shell commands. */
export interface ShellChange {
  readonly edits: readonly Edit[];
  readonly todos: readonly CallerTodo[];
  readonly entries: readonly Entry[];
}

/** What changes in shell commands that build the Dockerfile. */
export function changeBuilds(shell: ShellText, file: CallerFile): ShellChange {
  if (!/build|bud/.test(shell.text.value)) return NOTHING;
  const script = freeScript(shell.text, ["bash", "-c"]);
  if (!isScript(script)) return { ...NOTHING, todos: mentions(file, shell.text.range()) };
  const place = { script, shell, path: file.path };
  const changes = script.commands.map((command): ShellChange => {
    const call = buildCall(command, shell);
    if (call === undefined) return { ...NOTHING, todos: mentionIn(command, script, file, shell) };
    const isOurs = buildsOurs(call, place, file);
    if (isOurs === false) return NOTHING;
    return new BuildChange(call, isOurs === true && call.program !== undefined, place, file).all;
  });
  return {
    edits: changes.flatMap(({ edits }) => edits),
    todos: changes.flatMap(({ todos }) => todos),
    entries: changes.flatMap(({ entries }) => entries),
  };
}

export const NOTHING: ShellChange = { edits: [], todos: [], entries: [] };

class BuildChange {
  private readonly edits: Edit[] = [];
  private readonly todos: CallerTodo[] = [];
  private readonly entries: Entry[] = [];

  constructor(
    private readonly call: BuildCall,
    /** That it builds the Dockerfile. */
    private readonly isCertain: boolean,
    private readonly place: Commands,
    private readonly file: CallerFile,
  ) {}

  get all(): ShellChange {
    const { call, edits, todos, entries } = this;
    // `${TOKEN:+--build-arg TOKEN}`
    for (const word of call.operands) if (word.isOpaque) todos.push(...mentions(this.file, this.range(word)));
    for (const input of this.file.inputs) {
      const given = call.arguments.filter(({ name }) => name === input.argument);
      for (const each of given) {
        const reason = this.giveValue(input, each, given.length === 1);
        if (reason !== undefined) this.todo(each.words[0]!, advice(input, each.name, reason));
      }
      if (!this.isCertain || input.argument !== undefined || call.secrets.includes(input.id)) continue;
      const reason = this.giveFile(input);
      if (reason !== undefined) this.todo(call.verb, advice(input, undefined, reason));
    }
    return { edits, todos, entries };
  }

  /** Gives what an argument gave as a secret, or says why it does not. */
  private giveValue(input: BuildInput, given: GivenArgument, isOnly: boolean): string | undefined {
    if (!this.isCertain) return ` if this builds \`${this.file.dockerfile}\``;
    if (input.kind === "ssh") return "";
    if (OLD_BUILDER.test(this.file.text)) return WITH_BUILDKIT;
    if (isOldEngine(this.file.text)) return WITH_ENGINE;
    if (!isOnly || this.call.secrets.includes(input.id)) return " once: it is given several times";
    if (isUncalled(this.call.command, this.place))
      return ": another file calls this function, and may not export the value";
    const source = sourceOf(given, this.call, this.place);
    if ("file" in source && (input.isVariable === true || source.file.startsWith("/dev/")))
      return ": put the value into an exported variable first, without a line break at its end";
    if ("missing" in source) return `: ${source.missing}`;
    const option = `id=${input.id},${"file" in source ? `src=${source.file}` : `env=${source.name}`}`;
    const value = option.includes("$") ? `"${option}"` : option;
    if ("name" in source && source.entry !== undefined) this.entries.push({ name: source.name, value: source.entry });
    const [first, second] = given.words;
    this.edit(replace(this.range(first!), second === undefined ? `--secret ${value}` : "--secret"));
    if (second !== undefined) this.edit(replace(this.range(second), value));
    return undefined;
  }

  /** Gives a file that was copied, or says why it does not. */
  private giveFile(input: BuildInput): string | undefined {
    const { verb, operands, isOpen } = this.call;
    const context = operands.length === 1 && !isOpen ? literalOf(operands[0]!) : undefined;
    const path = context === undefined ? "" : posix.join(context, input.file ?? "");
    if (input.kind === "ssh") return "";
    if (OLD_BUILDER.test(this.file.text)) return WITH_BUILDKIT;
    if (context === "-" || !PLAIN_PATH.test(path) || path.startsWith("~"))
      return ", with the path of the file from here";
    this.edit(insertAfter(this.range(verb), ` --secret id=${input.id},src=${path}`));
    return undefined;
  }

  private edit(edit: Edit): void {
    this.edits.push({ ...edit, text: this.place.shell.written(edit.text) });
  }

  private todo(word: Pieces, message: string): void {
    this.todos.push({ at: this.range(word).start, message });
  }

  private range({ pos, end }: Pieces): Range {
    return this.place.shell.text.range(pos, end);
  }
}

/** A function of a script that nothing in it calls. */
function isUncalled({ node }: BuildCall["command"], { script }: Commands): boolean {
  let name: string | undefined;
  walk(script.tree, (each) => {
    if (each.type === "Function" && each.pos <= node.pos && node.end <= each.end) name = each.name.value;
  });
  return name !== undefined && !script.commands.some((command) => command.name?.value === name);
}

/** Docker before 23 builds without BuildKit unless it is told so. */
function isOldEngine(text: string): boolean {
  return OLD_ENGINE.test(text) && !/DOCKER_BUILDKIT["']?\s*[:=]\s*["']?1|buildx/.test(text);
}

const OLD_ENGINE =
  /\bdocker:(?:1\d|2[0-2])(?:[.-]|\b)|setup_remote_docker:\s*\n\s*version:\s*["']?(?:docker)?(?:1\d|2[0-2])\./;
const WITH_ENGINE = " and build with `DOCKER_BUILDKIT=1`, since this engine is older than Docker 23";

/** Without BuildKit there are no secrets. */
const OLD_BUILDER = /DOCKER_BUILDKIT["']?\s*[:=]\s*["']?0/;
const WITH_BUILDKIT = " and build with BuildKit, since `DOCKER_BUILDKIT=0` knows no secrets";
