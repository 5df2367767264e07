import { posix } from "node:path";
import { applyEdits } from "../edits.js";
import { changeBuilds } from "./build-command.js";
import type { Caller, CallerChange, CallerFile } from "./caller.js";
import { makeExports } from "./make-variables.js";
import { type MakeLine, makeLines } from "./makefile-lines.js";
import { mentions } from "./mentions.js";
import { type InEnvironment, PLAIN } from "./shell-text.js";

/** Makefiles: each recipe line is a shell of its own. Source: GNU make, Writing Recipes in Rules. */
export const makefileCaller: Caller = {
  takes: (path) => /(?:^|\/)(?:GNUm|[Mm])akefile$|\.mk$/.test(path),

  change(file) {
    if (/^\.RECIPEPREFIX\b/m.test(file.text))
      return { edits: [], todos: mentions(file, { start: 0, end: file.text.length }) };
    const changes = makeLines(file.text).map((line) => changeLine(line, file));
    const edits = changes.flatMap((change) => change.edits);
    const after = makeLines(applyEdits(file.text, edits, "\n"));
    if (after.length !== changes.length) return { edits: [], todos: [] };
    return { edits, todos: changes.flatMap(({ todos }) => todos) };
  },
};

function changeLine({ range, recipe }: MakeLine, file: CallerFile): CallerChange {
  if (recipe === undefined) return { edits: [], todos: mentions(file, range) };
  const own = posix.dirname(file.path);
  const isIncluded = file.path.endsWith(".mk");
  const folders = /^\.ONESHELL\b/m.test(file.text) ? [] : isIncluded ? [...new Set([".", own])] : [own];
  const template = (text: string, argument: string) => {
    const [, name] = /^\$[({]([A-Za-z_]\w*)[)}]$/.exec(text) ?? [];
    if (name === undefined) return PLAIN.template(text, argument);
    if (makeExports(name, file.text, isIncluded)) return { name };
    return { missing: `\`export ${name}\` in the makefile first, since the build reads it from its environment` };
  };
  // make gives what it began with, or what it is now
  const variable = (name: string): InEnvironment =>
    new RegExp(`\\b${name}\\s*\\+=`).test(file.text)
      ? { missing: `\`export ${name}\` in the makefile first` }
      : { name };
  const written = (text: string): string => text.replaceAll("$", "$$$$");
  return changeBuilds({ ...PLAIN, ...recipe, folders, variable, template, written }, file);
}
