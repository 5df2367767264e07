import { posix } from "node:path";
import { freeScript, isScript } from "../../shell/script.js";
import { applyEdits } from "../edits.js";
import { changeBuilds } from "./build-command.js";
import type { Caller, CallerChange, CallerFile } from "./caller.js";
import { mentions } from "./mentions.js";
import { PLAIN, withoutReturns } from "./shell-text.js";

/** Shell scripts, by their extension or by their first line. */
export const scriptCaller: Caller = {
  takes: (path) => /\.(?:ba|z|da)?sh$|(?:^|\/)[^./]+$/.test(path) && !/(?:^|\/)(?:GNUm|[Mm])akefile$|(?:^|\/)Jenkinsfile$/.test(path),

  change(file) {
    const hasExtension = /\.\w+$/.test(file.path);
    if (!hasExtension && !/^#!.*\b(?:ba|da|z|a)?sh\b/.test(file.text)) return { edits: [], todos: [] };
    return changed(file);
  },
}; // prettier-ignore

function changed(file: CallerFile): CallerChange {
  const folders = [...new Set([".", posix.dirname(file.path)])];
  const { edits, todos } = changeBuilds({ ...PLAIN, text: withoutReturns(file.text), folders, isFile: true }, file);
  const after = applyEdits(file.text, edits, "\n");
  if (edits.length > 0 && !isScript(freeScript(withoutReturns(after), ["bash", "-c"])))
    return { edits: [], todos: mentions(file, { start: 0, end: file.text.length }) };
  return { edits, todos };
}
