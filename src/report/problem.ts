import type { Problem } from "../dockerfile/problem.js";
import { type Mask, masked } from "./mask.js";
import { visible, type Paint } from "./paint.js";

/** `path:line:column: message`, then the line's text with a caret under the column, unless something in it is masked. */
export function problemText(path: string, problem: Problem, paint: Paint, mask: Mask = masked): string {
  const { line, column } = problem;
  const [message, text] = [mask(problem.message), mask(problem.text)];
  const head = `${paint.bold(visible(`${path}:${line}:${column}:`))} ${paint.red(visible(message))}\n`;
  if (text.trim() === "") return head;
  const shown = `${head}  ${visible(text.trimEnd())}\n`;
  if (column > text.length + 1 || text !== problem.text) return shown;
  const indent = visible(text.slice(0, column - 1)).replace(/[^\t]/g, " ");
  return `${shown}  ${indent}${paint.green("^")}\n`;
}
