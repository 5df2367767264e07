import type { Dockerfile } from "../dockerfile/dockerfile.js";
import type { Argument } from "../dockerfile/instruction.js";
import { parseReference } from "../image/reference.js";

/** The image that `# syntax=` names to read the file; undefined when it names none, or words behind it. */
export function frontend({ directives, source }: Dockerfile): Argument | undefined {
  const found = directives.find(({ name }) => name === "syntax");
  if (found === undefined || parseReference(found.value) === undefined) return undefined;
  const { value, range } = found;
  const start = source.slice(0, range.end).lastIndexOf(value);
  return { value, range: { start, end: start + value.length } };
}
