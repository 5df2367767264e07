import path from "node:path";
import { healthCheckText, inNanoseconds } from "./health-check.js";

/** What the plan and an image's configuration say where there is no such entry. */
const NONE = "none";

/**
 * Whether an image's value of an entry is the one that the plan gives it; `real` is empty when the image has none. What
 * depends on variables is not known, and only has to be there.
 */
export function isPlanned(what: string, planned: string, real: string): boolean {
  if (planned === NONE || planned === "[]") return real === "" || real === planned;
  if (real === "") return false;
  return (MEANINGS[what.replace(/ .*/s, "")] ?? sameText)(planned, real);
}

/** How an entry is compared, by its kind; the others are the same text in both. */
const MEANINGS: Readonly<Record<string, (planned: string, real: string) => boolean>> = {
  cmd: sameCommand,
  entrypoint: sameCommand,
  shell: sameCommand,
  workdir: (planned, real) => {
    if (planned.includes("$")) return true;
    // below a directory of the base, which the plan does not know
    return planned.startsWith("/")
      ? path.posix.resolve(planned) === real
      : real.endsWith(path.posix.resolve("/", planned));
  },
  platform: (planned, real) => planned.includes("$") || `${real}/`.startsWith(`${planned}/`),
  onbuild: (planned, real) => JSON.stringify(triggers(planned)) === real,
  health: (planned, real) => inNanoseconds(planned) === healthCheckText(JSON.parse(real) as object),
};

function sameText(planned: string, real: string): boolean {
  return planned.includes("$") || planned === real || (planned === "" && real === EMPTY);
}

/** How a value is written that is there but empty. */
export const EMPTY = '""';

/** The plan writes a shell form with its shell in front, the engine has an array. */
function sameCommand(planned: string, real: string): boolean {
  return planned === real || (real.startsWith("[") && (JSON.parse(real) as readonly string[]).join(" ") === planned);
}

/** One text for each of the plan's triggers; the lines of a here-document belong to the one above. */
export function triggers(planned: string): readonly string[] {
  return planned.split(/\n(?=[A-Z]+ )/).slice(1);
}
