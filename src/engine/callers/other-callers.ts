import type { Caller, CallerTodo } from "./caller.js";
import { insteadOf } from "./wording.js";

/**
 * What other tools are told in files that are not scripts: Azure Pipelines, Cloud Build, Skaffold, Drone, Kaniko, Tilt, werf,
 * GoReleaser, Terraform and their like. Lines that pass a build argument are found and left to the user. It takes what other
 * callers leave, so it comes last.
 */
export const otherCallers: Caller = {
  takes: (path) => OTHERS.test(path),
  change({ text, inputs }) {
    const lines = linesOf(text);
    const todos = inputs.flatMap((input): readonly CallerTodo[] => {
      if (input.argument === undefined) return [];
      const word = new RegExp(`(?<![\\w-])${input.argument}(?![\\w-])`);
      const message = insteadOf(input, "this kind of file is not changed by itself");
      return lines.flatMap(({ start, text: line }, index) => {
        const at = line.search(word);
        return at !== -1 && isBuildArgument(lines, index) ? [{ at: start + at, message }] : [];
      });
    });
    return { edits: [], todos };
  },
};

const OTHERS = /(?:^|\/)(?:[^/]+\.(?:ya?ml|tf|hcl)|cloudbuild[^/]*\.json|[^/]*\.?Tiltfile)$/;

interface Line {
  readonly start: number;
  readonly indent: number;
  /** Without a break; empty for a comment. */
  readonly text: string;
}

function linesOf(text: string): readonly Line[] {
  return [...text.matchAll(/^([ \t]*)(.*)$/gm)].map(({ index, 0: all, 1: indent = "", 2: body = "" }) => ({
    start: index,
    indent: indent.length,
    text: /^(?:#|\/\/)/.test(body) ? "" : all,
  }));
}

/** Whether a line says itself that it is about build arguments, or the one that it stands below, or the item before it. */
function isBuildArgument(lines: readonly Line[], index: number): boolean {
  const { text, indent } = lines[index]!;
  if (BUILD_ARGUMENT.test(text)) return true;
  const above = lines.slice(0, index).filter((line) => line.text.trim() !== "");
  if (above.at(-1)?.indent === indent && OPTION.test(above.at(-1)!.text)) return true;
  const isItem = /^\s*-\s/.test(text);
  const parent = above.findLast(
    (line) => line.indent < indent || (isItem && line.indent === indent && !/^\s*-\s/.test(line.text)),
  );
  return parent !== undefined && BUILD_ARGUMENT.test(parent.text);
}

const BUILD_ARGUMENT = /build[-_]?arg(?:ument)?s?(?:_from_env)?(?![a-z])/i;

/** An option whose value is the next item. */
const OPTION = /^\s*(?:-\s+)?["']?--build-arg["']?,?\s*$/;
