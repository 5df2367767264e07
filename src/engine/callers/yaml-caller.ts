import type { Range, Text } from "../../dockerfile/text.js";
import { YamlValue } from "../../project/yaml.js";
import type { Edit } from "../types.js";
import { changeBuilds, type Entry, NOTHING, type ShellChange } from "./build-command.js";
import type { CallerChange, CallerFile, CallerTodo } from "./caller.js";
import { mentions } from "./mentions.js";
import { onlyChanges } from "./same-yaml.js";
import { PLAIN, type ShellText, TextBuilder, withTemplates } from "./shell-text.js";
import type { StepEnv } from "./step-env.js";
import { scalarText } from "./yaml-scalar.js";

/** Commands of a YAML file that one shell runs. */
export interface YamlCommands extends Partial<Pick<ShellText, "variable" | "template">> {
  /** In order. */
  readonly scalars: readonly YamlValue[];
  readonly folders: readonly string[];
  /** What is filled in before the shell gets the text. */
  readonly templates?: RegExp;
  /** Where variables that they need can be set. */
  readonly env?: StepEnv | undefined;
}

/** What changes in a YAML file: in its commands, and nothing else but the variables of steps. */
export function changeYaml(file: CallerFile, commandsOf: (root: YamlValue) => readonly YamlCommands[]): CallerChange {
  if (!/build|bud/.test(file.text)) return { edits: [], todos: [] };
  const documents = YamlValue.documents(file.text);
  const [root] = documents;
  const whole = { start: 0, end: file.text.length };
  if (root === undefined || documents.length > 1) return { edits: [], todos: mentions(file, whole) };
  const all = commandsOf(root).filter(({ scalars }) => scalars.length > 0);
  const changes = all.map((commands) => changeCommands(commands, file));
  const todos = distinct(changes.flatMap((change) => change.todos));
  const edits = distinct(changes.flatMap((change) => change.edits));
  const places = all.flatMap(({ scalars }) => scalars.flatMap(({ place }) => place ?? []));
  const elsewhere = mentionsElsewhere(root, file, places);
  const isUnclear =
    todos.some(({ at }) => edits.some(({ start }) => start === at)) ||
    all.some(({ scalars }, index) => isDenied(scalars, changes[index]!, edits));
  const entries = changes.flatMap((change) => change.entries);
  if (edits.length > 0 && (isUnclear || !isApart(edits) || !onlyChanges(file.text, edits, places, entries)))
    return { edits: [], todos: distinct([...places.flatMap((place) => mentions(file, place)), ...elsewhere]) };
  return { edits, todos: [...todos, ...elsewhere] };
}

/** Commands that others share, and that change for those alone. */
function isDenied(scalars: readonly YamlValue[], { edits: own }: ShellChange, edits: readonly Edit[]): boolean {
  return scalars.some(({ place }) => {
    const inside = ({ start, end }: Edit): boolean => place !== undefined && start >= place.start && end <= place.end;
    return edits.filter(inside).length !== own.filter(inside).length;
  });
}

function changeCommands(commands: YamlCommands, file: CallerFile): ShellChange {
  const { scalars, templates, env } = commands;
  const texts = scalars.map((scalar) => scalarText(scalar, file.text));
  if (texts.includes(undefined))
    return { ...NOTHING, todos: scalars.flatMap(({ place }) => (place === undefined ? [] : mentions(file, place))) };
  const text = joined(texts as readonly Text[]);
  const masked = templates === undefined ? { text, templates: PLAIN.templates } : withTemplates(text, templates);
  const change = changeBuilds({ ...PLAIN, ...commands, ...masked }, file);
  if (env === undefined || change.entries.length === 0) return change;
  return { ...change, edits: [...change.edits, env(distinct(change.entries))] };
}

/** Texts, one on a line. */
function joined(texts: readonly Text[]): Text {
  const [only] = texts;
  if (texts.length === 1) return only!;
  const builder = new TextBuilder();
  for (const text of texts) {
    for (let at = 0; at < text.value.length; at++) builder.add(text.value[at]!, text.offset(at));
    builder.add("\n", text.range().end);
  }
  return builder.text;
}

/** What other values than commands give: inputs of tasks, variables with options, commands of other shells. */
function mentionsElsewhere(root: YamlValue, file: CallerFile, places: readonly Range[]): readonly CallerTodo[] {
  const starts = new Set(places.map(({ start }) => start));
  return [...root.leaves()].flatMap(({ path, place }): readonly CallerTodo[] => {
    if (place === undefined || starts.has(place.start) || NAMES.test(path.at(-1) ?? "")) return [];
    starts.add(place.start);
    return mentions(file, place);
  });
}

const NAMES = /^(?:name|displayName|description|desc|summary)$/;

/** Commands are there once for each job that takes them over. */
function distinct<T extends Edit | CallerTodo | Entry>(all: readonly T[]): readonly T[] {
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
}

function isApart(edits: readonly Edit[]): boolean {
  const sorted = [...edits].sort((a, b) => a.start - b.start);
  return sorted.every(({ start }, index) => index === 0 || sorted[index - 1]!.end < start);
}
