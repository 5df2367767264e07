import type { Difference } from "../verify/difference.js";
import type { Verification } from "../verify/verification.js";
import { counted } from "./groups.js";
import { visible, type Paint } from "./paint.js";

const MOST_LINES = 20;
const MOST_NAMES = 12;
const LONGEST_VALUE = 120;

/** Differences that nothing announced, one a line; what lies below a directory that is gone or new is only counted. */
export function differenceLines(differences: readonly Difference[], paint: Paint): readonly string[] {
  const groups = gathered(differences);
  const hidden = groups.length - MOST_LINES;
  return [
    ...groups.slice(0, MOST_LINES).map(({ difference, below }) => paint.red(line(difference, below))),
    ...(hidden > 0 ? [paint.dim(`and ${counted(hidden, "more difference")}; --format json lists them all`)] : []),
  ];
}

/** Differences that were announced, by what announced them: entries of the configuration each, files as a number. */
export function declaredLines({ differences, packages }: Verification, paint: Paint): readonly string[] {
  const names = [...new Set(differences.flatMap(({ declared }) => declared ?? []))];
  return names.flatMap((name) => {
    const own = differences.filter(({ declared }) => declared === name);
    const files = new Set(own.filter(({ kind }) => kind === "file").map(({ what }) => what));
    const gone = name === "recommended-packages" && packages.length > 0 ? [packagesText(packages)] : [];
    return [
      ...own.filter(({ kind }) => kind !== "file").map((difference) => line(difference, 0)),
      ...gone,
      ...(files.size > 0 ? [counted(files.size, "file")] : []),
    ].map((text) => `${text} ${paint.dim(`(${name})`)}`);
  });
}

interface Gathered {
  readonly difference: Difference;
  below: number;
}

/** The differences come by path: what lies in a directory stands right behind it. */
function gathered(differences: readonly Difference[]): readonly Gathered[] {
  const groups: Gathered[] = [];
  for (const difference of differences) {
    const last = groups.at(-1);
    if (last !== undefined && isBelow(last.difference, difference)) last.below++;
    else groups.push({ difference, below: 0 });
  }
  return groups;
}

function isBelow(above: Difference, { kind, what, change }: Difference): boolean {
  const comesOrGoes = change === "gone" || change === "new";
  return kind === "file" && comesOrGoes && above.change === change && what.startsWith(`${above.what}/`);
}

function line({ kind, what, change, before, after }: Difference, below: number): string {
  const more = below === 0 ? "" : ` and ${below} below it`;
  if (kind === "file" && (change === "gone" || change === "new")) return `${change}: ${visible(what)}${more}`;
  const said = kind === "file" ? `${change} of ${what}` : kind === "run" ? `running: ${what}` : what;
  return visible(`${said}: ${shown(before)} → ${shown(after)}`);
}

function shown(value: string): string {
  if (value === "") return "none";
  return value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value;
}

function packagesText(packages: readonly string[]): string {
  const names = packages.map((name) => name.replace(/:.*/, ""));
  const rest = names.length - MOST_NAMES;
  const more = rest > 0 ? ` and ${rest} more` : "";
  return `${counted(names.length, "recommended package")} gone: ${names.slice(0, MOST_NAMES).join(", ")}${more}`;
}
