import type { Dockerfile } from "../dockerfile/dockerfile.js";
import type { Fix, Transform } from "./types.js";

/**
 * Whether comments of the file forbid a fix: `# dockshift-ignore <transform>: reason` or `# hadolint ignore=DL…` above an
 * instruction that it touches, `# dockshift-ignore-file …`, `# hadolint global ignore=…`, or `# check=skip=…`.
 */
export function suppressed(file: Dockerfile, transform: Transform, fix: Fix): boolean {
  const { comments, directives, source } = file;
  if (!/dockshift-ignore|hadolint|check/i.test(source)) return false;
  const check = directives.find(({ name }) => name === "check")?.value ?? "";
  if (
    rules(/skip=([^;]+)/.exec(check)?.[1]).some((rule) => rule === "all" || transform.refs.includes(`BuildKit ${rule}`))
  )
    return true;
  const ranges = [fix.at, ...fix.edits];
  const start = Math.min(...ranges.map((range) => range.start));
  const end = Math.max(...ranges.map((range) => range.end));
  let above: string[] = [];
  let from = 0;
  const all = comments
    .filter(({ inside }) => !inside)
    .map(({ range }) => ({ range, text: source.slice(range.start, range.end) }));
  if (all.some(({ text }) => silences(text, transform, true))) return true;
  let next = 0;
  for (const { range } of file.instructions) {
    above = [];
    for (; next < all.length && all[next]!.range.start < range.start; next++) {
      if (all[next]!.range.start >= from) above.push(all[next]!.text);
    }
    from = range.end;
    if (range.start <= end && range.end >= start && above.some((text) => silences(text, transform, false))) return true;
  }
  return false;
}

function silences(comment: string, { name, refs }: Transform, wholeFile: boolean): boolean {
  const own = new RegExp(`^#\\s*dockshift-ignore${wholeFile ? "-file" : ""}(?=[\\s:]|$)([^:]*)`).exec(comment);
  if (own !== null) return own[1]!.trim() === "" || rules(own[1]).includes(name);
  const hadolint = new RegExp(`^#\\s*hadolint\\s+${wholeFile ? "global\\s+" : ""}ignore\\s*=\\s*(.*)$`).exec(comment);
  return rules(hadolint?.[1]).some((rule) => refs.includes(`hadolint ${rule}`));
}

function rules(list = ""): string[] {
  return list.split(/[\s,]+/).filter((rule) => rule !== "");
}
