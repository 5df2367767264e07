import { fetchesLists, isPlainPackage, type Manager, type PackageCommand, unlocksSources } from "../shell/packages.js";
import type { Unit } from "./flatten.js";

/**
 * Follows which package lists are there, so that a rewrite never takes the lists away that a command needs. A stage goes on with
 * those of the stage it is built on.
 */
export class Lists {
  /** For each manager how many changes there had been when its lists were fetched; REMOVED when they are gone. */
  private readonly present: Map<Manager, number>;
  /** The last update after which nothing could have changed the package sources. */
  private readonly settled = new Map<Manager, string>();
  /** Nothing has removed downloaded packages. */
  private intact: boolean;
  /** How often something may have changed the package sources. */
  private changes: number;

  constructor(parent?: Lists) {
    this.present = new Map(parent?.present);
    this.changes = parent?.changes ?? 0;
    this.intact = parent?.intact ?? true;
  }

  /**
   * How much of the lists that it may read a unit finds, added up: for each manager 3 when they are those of the package sources,
   * less and less above 2 the more may have changed since they were fetched, 1 as the base image has them, 0 when they are gone;
   and 1 more when it uses downloaded packages and they are there.
   */
  found({ packages, reads, text, programs }: Unit): number {
    if (packages !== undefined && fetchesLists(packages)) return 3;
    const uses = this.intact && ARCHIVES.test(text) && !programs.every((program) => program === "rm");
    return reads.reduce((sum, manager) => sum + this.freshness(this.present.get(manager)), uses ? 1 : 0);
  }

  /**
   * Takes a unit in and tells what it is worth when it is a list update: `repeated` changes nothing, `optional` only helps what
   * finds its lists, since `apk add --no-cache` fetches its own.
   */
  take(unit: Unit, place: string): "repeated" | "optional" | undefined {
    for (const [manager, present] of unit.listChanges)
      this.present.set(manager, present === 0 ? REMOVED : this.changes);
    if (unit.cleanup !== undefined) {
      this.intact = false;
      return undefined;
    }
    const call = unit.packages;
    if (call?.verb !== "update" || call.operands.length > 0) {
      if (!installsPlainly(call)) this.unsettle();
      return undefined;
    }
    const key = `${place}\0${unit.text}`;
    const repeats = this.settled.get(call.manager) === key;
    this.settled.set(call.manager, key);
    if (!isQuiet(call)) return undefined;
    if (call.manager === "apk" && call.options.every(({ text }) => APK_OPTIONS.test(text))) return "optional";
    return repeats ? "repeated" : undefined;
  }

  /** Something may have changed the package sources. */
  unsettle(): void {
    this.settled.clear();
    this.changes++;
  }

  private freshness(fetched: number | undefined): number {
    if (fetched === undefined) return 1;
    return fetched === REMOVED ? 0 : 2 + 1 / (1 + this.changes - fetched);
  }
}

const REMOVED = -1;

const ARCHIVES = /\/var\/cache\/(?:apt|apk|yum|dnf)/;

const APK_OPTIONS = /^(?:-q|--quiet|--no-progress|--no-cache|-U|--update-cache)$/;

function installsPlainly(call: PackageCommand | undefined): boolean {
  if (call?.verb !== "install" || !call.understood) return false;
  return call.operands.every((word) => isPlainPackage(word) && !unlocksSources(word));
}

/** Leaves nothing in a file of its own. */
function isQuiet({ command }: PackageCommand): boolean {
  return command.redirects.every((text) => /^\d*>>?\s*\/dev\/null$|^\d*>&\d$/.test(text));
}
