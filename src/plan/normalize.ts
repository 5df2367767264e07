import { bringsSources, isPlainPackage, type Manager, type PackageCommand } from "../shell/packages.js";
import type { Unit } from "./flatten.js";
import type { Delta } from "./guard.js";
import type { Step } from "./plan.js";

/** A unit with what decides whether two are the same. */
export interface Normal {
  readonly key: string;
  readonly unit: Unit;
  /** For package work that needs the package lists: 2 they were fetched, 1 as the base image has them, 0 they were removed. */
  readonly lists: number;
}

/**
 * The units of a stage in a form in which two builds that differ only by the allowed deltas are equal. Without deltas it only
 * forgets which RUN a unit stands in. `pick` says which lists count for installs that are joined: the most that one of them had
 * (before a rewrite), or the least (after it).
 */
export function normalize(
  steps: readonly Step[],
  deltas: ReadonlySet<Delta>,
  pick: (...lists: number[]) => number,
): Normal[] {
  const out: (Normal & { readonly install?: Install })[] = [];
  const lists = new Lists();
  for (const { kind, context, units } of steps) {
    for (const unit of units) {
      const place = [kind, context, unit.state, unit.suppressed].join("\0");
      if (!deltas.has("package-caches") || kind !== "run") {
        lists.unsettle();
        out.push({ key: `${place}\0${text(unit, deltas)}`, unit, lists: 0 });
        continue;
      }
      const had = lists.before(unit);
      const redundant = lists.after(unit, place);
      if (unit.cleanup !== undefined || redundant) continue;
      const install = unit.packages && installOf(unit.packages, deltas);
      if (install === undefined) {
        out.push({ key: [place, text(unit, deltas)].join("\0"), unit, lists: had });
        continue;
      }
      const last = out.at(-1);
      const head = [place, install.head].join("\0");
      // `apk add --no-cache` fetches its own lists, so neighbours may differ in what they find
      const joins = last?.install?.head === head && (last.lists === had || unit.packages?.manager === "apk");
      const packages = joins ? [...new Set([...last.install.packages, ...install.packages])].sort() : install.packages;
      if (joins) out.pop();
      const need = joins ? pick(last.lists, had) : had;
      out.push({ key: [head, ...packages].join("\0"), unit, lists: need, install: { head, packages } });
    }
  }
  return out;
}

interface Install {
  /** Everything but the packages. */
  readonly head: string;
  readonly packages: readonly string[];
}

/** An install of plain packages, whose order does not matter. */
function installOf(
  { command, manager, program, verb, options, operands }: PackageCommand,
  deltas: ReadonlySet<Delta>,
): Install | undefined {
  if (verb !== "install" || operands.length === 0 || !operands.every(isPlainPackage)) return undefined;
  const kept = optionTexts(options, manager, deltas);
  const head = [...command.assignments, program, verb, ...kept, ...command.redirects].join(" ");
  return { head, packages: [...new Set(operands.map(({ text }) => text))].sort() };
}

function optionTexts(options: PackageCommand["options"], manager: Manager, deltas: ReadonlySet<Delta>): string[] {
  return options
    .map(({ text }) => text)
    .filter((text) => !(deltas.has("recommended-packages") && manager === "apt" && text === "--no-install-recommends"))
    .filter((text) => !(deltas.has("package-caches") && manager === "apk" && text === "--no-cache"))
    .map((text) => (text === "--yes" || text === "--assume-yes" ? "-y" : text));
}

function text(unit: Unit, deltas: ReadonlySet<Delta>): string {
  const manager = unit.packages?.manager;
  if (manager === "apk" && deltas.has("package-caches")) return unit.text.replace(" --no-cache", "");
  if (manager === "apt" && deltas.has("recommended-packages")) return unit.text.replace(" --no-install-recommends", "");
  return unit.text;
}

/** Follows which package lists are there, so that an install never loses the lists it needs. */
class Lists {
  private readonly present = new Map<Manager, number>();
  /** The last update after which nothing could have changed the package sources. */
  private readonly settled = new Map<Manager, string>();

  /** The lists that a unit finds; 0 for one that needs none. */
  before({ packages: call }: Unit): number {
    if (call === undefined || !NEEDS_LISTS.has(call.verb) || (call.manager !== "apt" && call.manager !== "apk"))
      return 0;
    if (call.manager === "apk" && call.options.some(({ text }) => FETCHES_LISTS.test(text))) return 2;
    return this.present.get(call.manager) ?? 1;
  }

  /** Takes a unit in; true when it is a list update that changes nothing. */
  after(unit: Unit, place: string): boolean {
    for (const manager of unit.cleanup?.lists ?? []) this.present.set(manager, 0);
    if (unit.cleanup !== undefined) return false;
    const call = unit.packages;
    if (call?.verb !== "update" || call.operands.length > 0) {
      const plain =
        call?.verb === "install" && call.operands.every((word) => isPlainPackage(word) && !bringsSources(word));
      if (!plain) this.unsettle();
      return false;
    }
    this.present.set(call.manager, 2);
    // `apk add --no-cache` fetches its own lists
    const key = `${place}\0${unit.text}`;
    const redundant = call.manager === "apk" || this.settled.get(call.manager) === key;
    this.settled.set(call.manager, key);
    return redundant;
  }

  /** Something may have changed the package sources. */
  unsettle(): void {
    this.settled.clear();
  }
}

/** Package work that reads the lists; the managers that are not named here fetch them by themselves. */
const NEEDS_LISTS: ReadonlySet<string> = new Set([
  "install", "upgrade", "dist-upgrade", "full-upgrade", "build-dep", "source", "download", "satisfy", "fix", "fetch",
]); // prettier-ignore

const FETCHES_LISTS = /^(?:--no-cache|-U|--update|--update-cache)$/;
