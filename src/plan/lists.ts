import { bringsSources, fetchesLists, isPlainPackage, type Manager, type PackageCommand } from "../shell/packages.js";
import type { Unit } from "./flatten.js";

/**
 * Follows which package lists are there, so that a rewrite never takes the lists away that a command needs. A stage goes on with
 * those of the stage it is built on.
 */
export class Lists {
  private readonly present: Map<Manager, number>;
  /** The last update after which nothing could have changed the package sources. */
  private readonly settled = new Map<Manager, string>();

  constructor(parent?: Lists) {
    this.present = new Map(parent?.present);
  }

  /**
   * How much of the lists that it may read a unit finds, added up: for each manager 2 when they were fetched, 1 as the base
   * image has them, 0 when they were removed.
   */
  found({ packages, reads }: Pick<Unit, "packages" | "reads">): number {
    if (packages !== undefined && fetchesLists(packages)) return 2;
    return reads.reduce((sum, manager) => sum + (this.present.get(manager) ?? 1), 0);
  }

  /** Takes a unit in; true when it is a list update that changes nothing. */
  take(unit: Unit, place: string): boolean {
    for (const [manager, present] of unit.listChanges) this.present.set(manager, present);
    if (unit.cleanup !== undefined) return false;
    const call = unit.packages;
    if (call?.verb !== "update" || call.operands.length > 0) {
      if (!installsPlainly(call)) this.unsettle();
      return false;
    }
    const key = `${place}\0${unit.text}`;
    const repeats = this.settled.get(call.manager) === key;
    this.settled.set(call.manager, key);
    if (!isQuiet(call)) return false;
    // `apk add --no-cache` fetches its own lists
    return repeats || (call.manager === "apk" && call.options.every(({ text }) => APK_OPTIONS.test(text)));
  }

  /** Something may have changed the package sources. */
  unsettle(): void {
    this.settled.clear();
  }
}

const APK_OPTIONS = /^(?:-q|--quiet|--no-progress|--no-cache|-U|--update-cache)$/;

function installsPlainly(call: PackageCommand | undefined): boolean {
  return call?.verb === "install" && call.operands.every((word) => isPlainPackage(word) && !bringsSources(word));
}

/** Leaves nothing in a file of its own. */
function isQuiet({ command }: PackageCommand): boolean {
  return command.redirects.every((text) => /^\d*>>?\s*\/dev\/null$|^\d*>&\d$/.test(text));
}
