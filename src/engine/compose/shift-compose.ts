import { type Delta } from "../../plan/guard.js";
import { composeRejection } from "../../plan/compose-guard.js";
import { applyEdits } from "../edits.js";
import { outcomeOf } from "../outcome.js";
import { RegistryFacts } from "../registry-facts.js";
import { silences } from "../suppress.js";
import type { Applied, Fix, Outcome, ShiftOptions, Skipped, Transform } from "../types.js";
import { ComposeFile } from "./compose-file.js";
import { pinServiceImages } from "./pin-images.js";

/** Pins the images of a compose file by the rules of `transform`. Pure, as `shift` is; a bad file is an outcome with errors. */
export function shiftCompose(source: string, transform: Transform, options: ShiftOptions = {}): Outcome {
  const { path = "compose.yaml", only, skip: left = [], level = "harden", context, digests } = options;
  const { name } = transform;
  if (only?.includes(name) === false || left.includes(name)) return outcomeOf(path, source);
  const file = new ComposeFile(source);
  if (file.problems.length > 0) return outcomeOf(path, source, { errors: file.problems });
  const registry = options.registry && new RegistryFacts(options.registry);
  const skipped: Skipped[] = [];
  const leave = (at: number, reason: string, by: Skipped["by"], needs?: string): void => {
    const place = file.lines.place(at);
    skipped.push({ ...place, transform: name, reason, by, ...(needs === undefined ? {} : { needs }) });
  };
  const check = (fixes: readonly Fix[]) => checked(file, fixes, registry);
  const fixes: Fix[] = [];
  for (const found of pinServiceImages(file, { context, registry, digests: registry && digests })) {
    const { at } = found;
    if (isSilenced(file, at.start, transform)) leave(at.start, "a comment in the file says so", "suppression");
    else if (found.kind === "skip") leave(at.start, found.reason, "transform", found.needs);
    else if (level === "safe") leave(at.start, `${found.message}: needs --level ${transform.level}`, "level");
    else {
      const result = check([found]);
      if ("after" in result) fixes.push(found);
      else leave(at.start, `the rewrite was dropped by the guard: ${result.reason}`, "guard");
    }
  }
  const result = check(fixes);
  const applied = "after" in result ? fixes.map((fix) => appliedBy(fix, file, transform)) : [];
  const after = "after" in result ? result.after : source;
  return outcomeOf(path, source, { after, applied, skipped, questions: registry?.open ?? [] });
}

/** The text that fixes make of a file, or why the guard rejects it. */
function checked(
  { source, leaves }: ComposeFile,
  fixes: readonly Fix[],
  registry: RegistryFacts | undefined,
): { readonly after: string } | { readonly reason: string } {
  const edits = fixes.flatMap((fix) => fix.edits);
  const after = new ComposeFile(applyEdits(source, edits, "\n"));
  const [problem] = after.problems;
  if (problem !== undefined) return { reason: `the result does not parse: ${problem.message}` };
  const deltas = new Set<Delta>(fixes.flatMap((fix) => fix.deltas ?? []));
  const reason = composeRejection(leaves, after.leaves, deltas, registry);
  return reason === undefined ? { after: after.source } : { reason };
}

function appliedBy(
  { message, at, evidence = [], deltas = [] }: Fix,
  { lines }: ComposeFile,
  transform: Transform,
): Applied {
  const { name, level } = transform;
  return { ...lines.place(at.start), transform: name, level, message, evidence, deltas };
}

/** Whether a comment on the line, in the lines right above it, or on the whole file forbids the work. */
function isSilenced({ source, lines }: ComposeFile, at: number, transform: Transform): boolean {
  const all = source.split("\n").map((line) => line.trim());
  const comments = all.filter((line) => line.startsWith("#"));
  if (comments.some((comment) => silences(comment, transform, true))) return true;
  const { line } = lines.place(at);
  let first = line - 1;
  while (first > 0 && all[first - 1]!.startsWith("#")) first--;
  const behind = /\s(#.*)$/.exec(all[line - 1]!)?.[1] ?? "";
  return [...all.slice(first, line - 1), behind].some((comment) => silences(comment, transform, false));
}
