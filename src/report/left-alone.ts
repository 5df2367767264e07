import type { Outcome, Skipped } from "../engine/types.js";
import { counted, firstPlaces, groupTexts, type Group } from "./groups.js";
import { visible, type Paint } from "./paint.js";

const MOST_REASONS = 12;

type Colour = (text: string) => string;

/** What was looked at and left alone, by reason, with counts and the first places. */
export function leftAloneLines(outcomes: readonly Outcome[], paint: Paint): readonly string[] {
  const rejected = groupTexts(skips(outcomes, (by) => by === "guard"));
  const others = groupTexts([...unsupported(outcomes), ...skips(outcomes, (by) => by !== "guard")]);
  const shown = others.slice(0, MOST_REASONS);
  const hidden = others.length - shown.length;
  return [
    ...rejected.flatMap((group) => groupLines(group, paint.red, paint)),
    ...shown.flatMap((group) => groupLines(group, (text) => text, paint)),
    ...(hidden > 0 ? [paint.dim(`  and ${counted(hidden, "more reason")}; --format json lists them all`)] : []),
  ];
}

function groupLines({ text, places, variants }: Group, colour: Colour, paint: Paint): string[] {
  const count = places.length === 1 ? "" : `${places.length} × `;
  const alike = variants === 1 ? "" : paint.dim(` (and ${variants - 1} like it)`);
  return [`  ${count}${colour(visible(text))}${alike}`, paint.dim(visible(`     ${firstPlaces(places)}`))];
}

function* skips(outcomes: readonly Outcome[], wanted: (by: Skipped["by"]) => boolean) {
  for (const { path, skipped } of outcomes) {
    for (const skip of skipped) {
      if (wanted(skip.by)) yield { text: skipText(skip), place: `${path}:${skip.line}` };
    }
  }
}

function skipText({ transform, reason, needs, by }: Skipped): string {
  const rejected = by === "guard" ? "rewrite made and rejected, please report it: " : "";
  return `${transform}: ${rejected}${reason}${needs === undefined ? "" : `; needs ${needs}`}`;
}

function* unsupported(outcomes: readonly Outcome[]) {
  for (const { path, errors } of outcomes) {
    for (const { kind, line, message } of errors) {
      if (kind === "unsupported") yield { text: message, place: `${path}:${line}` };
    }
  }
}
