import type { Outcome } from "../engine/types.js";
import { changeLines } from "./changes.js";
import { counted, firstPlaces, groupTexts } from "./groups.js";
import { leftAloneLines } from "./left-alone.js";
import { visible, type Paint } from "./paint.js";
import { todoLines } from "./todos.js";

/** A file that could not be read, written or worked on. */
export interface Failure {
  readonly path: string;
  readonly message: string;
}

/** What a run over some files found and did. */
export interface Results {
  readonly outcomes: readonly Outcome[];
  readonly failures: readonly Failure[];
  /** Whether the changed texts are on the disk now. */
  readonly written: boolean;
}

/** What changes in the images and why, what was left alone and why, what is left to do, and the counts. */
export function summaryText(results: Results, paint: Paint): string {
  const { outcomes } = results;
  const sections = [
    ...outcomes.filter(isChanged).map((outcome) => changeLines(outcome, paint)),
    headed(paint.bold("Advice"), adviceLines(outcomes)),
    headed(paint.bold("Left alone"), leftAloneLines(outcomes, paint)),
    headed(paint.bold("To do"), todoLines(outcomes, paint)),
    [paint.bold(countLine(results))],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

/** Whether a file comes out other than it went in. */
export function isChanged({ before, after }: Outcome): boolean {
  return before !== after;
}

function headed(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines];
}

function adviceLines(outcomes: readonly Outcome[]): readonly string[] {
  const said = outcomes.flatMap(({ path, advice }) => {
    return advice.map(({ transform, message, line, evidence }) => ({
      text: `${message} (${[transform, ...evidence.map(({ source }) => source)].join(", ")})`,
      place: `${path}:${line}`,
    }));
  });
  return groupTexts(said).map(({ text, places }) => visible(`  ${firstPlaces(places)}: ${text}`));
}

function countLine({ outcomes, failures, written }: Results): string {
  const changed = outcomes.filter(isChanged);
  const others = othersOf(changed);
  const fixes = changed.reduce((sum, { applied }) => sum + applied.length, 0);
  const broken = failures.length + outcomes.filter(hasSyntaxError).length;
  const seen = counted(outcomes.length + failures.length, "file");
  const change = written ? "changed" : "would change";
  return [
    changed.length === 0 ? `${seen}, nothing to change` : `${changed.length} of ${seen} ${change}`,
    ...(others > 0 ? [`${counted(others, "other file")} with ${changed.length === 1 ? "it" : "them"}`] : []),
    ...(fixes > 0 ? [`${fixes} ${fixes === 1 ? "fix" : "fixes"}`] : []),
    ...(broken > 0 ? [`${broken} with errors`] : []),
  ].join(", ");
}

/** How many files change beside those that the run was given. */
function othersOf(changed: readonly Outcome[]): number {
  const others = new Set(changed.flatMap(({ files }) => files.map(({ path }) => path)));
  for (const { path } of changed) others.delete(path);
  return others.size;
}

/** Whether BuildKit refuses the file. */
export function hasSyntaxError({ errors }: Outcome): boolean {
  return errors.some(({ kind }) => kind === "syntax");
}
