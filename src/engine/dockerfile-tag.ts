/** A Dockerfile in a template literal: the indentation of its first line is taken off every line. */
export function dockerfile(strings: TemplateStringsArray): string {
  const lines = strings
    .join("")
    .replace(/^\n/, "")
    .replace(/\n[ \t]*$/, "\n")
    .split("\n");
  const indent = /^[ \t]*/.exec(lines[0]!)![0];
  return lines.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart())).join("\n");
}
