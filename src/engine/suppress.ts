import type { Dockerfile } from "../dockerfile/dockerfile.js";
import type { Range } from "../dockerfile/text.js";
import type { Transform } from "./types.js";

/**
 * Whether comments of the file forbid a transform's work on ranges: `# dockshift-ignore <transform>: reason` or `# hadolint
 * ignore=DL…` above an instruction that they touch, `# dockshift-ignore-file …`, `# hadolint global ignore=…`, or
 * `# check=skip=…`.
 */
export function suppressed(
  file: Dockerfile,
  transform: Pick<Transform, "name" | "refs">,
  ...ranges: readonly Range[]
): boolean {
  const { wholeFile, single, checks } = pragmas(file);
  if (checks.some((rule) => rule === "all" || transform.refs.includes(`BuildKit ${rule}`))) return true;
  if (wholeFile.some((comment) => silences(comment, transform, true))) return true;
  const start = Math.min(...ranges.map((range) => range.start));
  const end = Math.max(...ranges.map((range) => range.end));
  // in order: from the first instruction that ends behind the start
  let low = 0;
  let high = single.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (single[middle]!.range.end < start) low = middle + 1;
    else high = middle;
  }
  for (; low < single.length && single[low]!.range.start <= end; low++) {
    if (silences(single[low]!.comment, transform, false)) return true;
  }
  return false;
}

/** Names in `# dockshift-ignore` comments that are none of `known`, with the offset of the comment. */
export function unknownNames(file: Dockerfile, known: ReadonlySet<string>): readonly { name: string; at: number }[] {
  if (!file.source.includes("dockshift-ignore")) return [];
  return file.comments.flatMap(({ range }) => {
    const [, list] = OWN.exec(file.source.slice(range.start, range.end)) ?? [];
    return rules(list)
      .filter((name) => !known.has(name))
      .map((name) => ({ name, at: range.start }));
  });
}

const OWN = /^#\s*dockshift-ignore(?:-file)?(?=[\s:]|$)([^:]*)/;

interface Pragmas {
  readonly wholeFile: readonly string[];
  /** A comment with the instruction below it, or around it. */
  readonly single: readonly { readonly comment: string; readonly range: Range }[];
  /** Rules that `# check=skip=…` names. */
  readonly checks: readonly string[];
}

const cache = new WeakMap<Dockerfile, Pragmas>();

function pragmas(file: Dockerfile): Pragmas {
  let found = cache.get(file);
  if (found === undefined) {
    const check = file.directives.find(({ name }) => name === "check")?.value ?? "";
    const wholeFile = pragmasIn(file, { start: 0, end: file.source.length }).filter((comment) =>
      /ignore-file|global/.test(comment),
    );
    const single: { comment: string; range: Range }[] = [];
    let after = 0;
    for (const { range } of file.instructions) {
      // also those between its lines
      const above = pragmasIn(file, { start: after, end: range.end });
      for (const comment of above) single.push({ comment, range });
      after = range.end;
    }
    found = { wholeFile, single, checks: rules(/skip=([^;]+)/.exec(check)?.[1]) };
    cache.set(file, found);
  }
  return found;
}

function pragmasIn(file: Dockerfile, range: Range): string[] {
  return file.commentsIn(range).filter((comment) => /dockshift-ignore|hadolint/.test(comment));
}

/** Whether a comment forbids a transform's work, on what stands below it or on the whole file. */
export function silences(
  comment: string,
  { name, refs }: Pick<Transform, "name" | "refs">,
  wholeFile: boolean,
): boolean {
  const own = new RegExp(`^#\\s*dockshift-ignore${wholeFile ? "-file" : ""}(?=[\\s:]|$)([^:]*)`).exec(comment);
  if (own !== null) return own[1]!.trim() === "" || rules(own[1]).includes(name);
  const hadolint = new RegExp(`^#\\s*hadolint\\s+${wholeFile ? "global\\s+" : ""}ignore\\s*=\\s*(.*)$`).exec(comment);
  return rules(hadolint?.[1]).some((rule) => refs.includes(`hadolint ${rule}`));
}

function rules(list = ""): string[] {
  return list.split(/[\s,]+/).filter((rule) => rule !== "");
}
