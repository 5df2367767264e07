import type { Caller, CallerTodo } from "./caller.js";
import { mentions } from "./mentions.js";

/** Pipelines of Jenkins: what the commands in their strings become is not known. */
export const groovyCaller: Caller = {
  takes: (path) => /(?:^|\/)Jenkinsfile[\w.-]*$|\.groovy$/.test(path),
  change: (file) => ({ edits: [], todos: mentions(file, { start: 0, end: file.text.length }, /^\s*(?:\/\/|\/?\*)/) }),
};

/** Documents whose code blocks show how the image is built. */
export const markdownCaller: Caller = {
  takes: (path) => /\.(?:md|markdown)$/i.test(path),

  change(file) {
    const todos: CallerTodo[] = [];
    let fence: string | undefined;
    let at = 0;
    for (const line of file.text.split(/(?<=\n)/)) {
      const [, mark] = /^[ \t>]*(`{3,}|~{3,})/.exec(line) ?? [];
      const isShown = fence !== undefined || /^(?: {4}|\t)/.test(line);
      if (mark !== undefined && fence === undefined) fence = mark;
      else if (mark !== undefined && fence !== undefined && mark.startsWith(fence)) fence = undefined;
      else if (isShown) todos.push(...mentions(file, { start: at, end: at + line.length }, /^\s*#/, IN_DOCUMENT));
      at += line.length;
    }
    return { edits: [], todos };
  },
};

const IN_DOCUMENT = " in the command that this document shows";
