import {
  isGlobal,
  isPlainPackage,
  namesOneTwice,
  opensSources,
  type PackageCommand,
  packageName,
  takesBare,
} from "../shell/packages.js";
import { baseName } from "../shell/program-name.js";
import { LISTS } from "../shell/readers.js";
import type { Unit } from "./flatten.js";
import type { Delta } from "./guard.js";
import { Lists } from "./lists.js";
import type { ImagePlan, StagePlan, Step } from "./plan.js";

/** A unit with what decides whether two are the same. */
export interface Normal {
  readonly key: string;
  readonly unit: Unit;
  /** Numbers of the first and the last step it stands in: several when it is an install that was joined. */
  readonly steps: readonly [first: number, last: number];
  /** What it finds of the package lists it may read, for an install by package; see `Lists`. Must not become less. */
  readonly lists: ReadonlyMap<string, number>;
  /** A list update that may go, but not come in. */
  readonly optional: boolean;
  /** How many of those stood between installs that were joined. Must not become more. */
  readonly updates: number;
  /** What an apt call installs without recommended packages. Must not become less. */
  readonly bare: readonly string[];
}

/** Package upkeep that does not count: removed caches, repeated list updates. */
export interface Upkeep {
  readonly key: string;
  readonly text: string;
  /** The program, or any package manager for `rm`, was called before in the same place: it is there and may do this. */
  readonly fits: boolean;
}

export interface Normalized {
  readonly units: readonly Normal[];
  readonly upkeep: readonly Upkeep[];
  readonly lists: Lists;
}

/**
 * The stages in a form in which two builds that differ only by the allowed deltas are equal. Without deltas it only forgets
 * which RUN a unit stands in. `imageId` gives references of one image, in `--from` and mounts, one name.
 */
export function normalize(
  plan: ImagePlan,
  deltas: ReadonlySet<Delta>,
  imageId?: (reference: string) => string | undefined,
): Normalized[] {
  const done: Normalized[] = [];
  const stages = new Set(plan.stages.flatMap(({ name }, index) => [name.toLowerCase(), String(index)]));
  const contextOf = ({ context }: Step): string =>
    imageId === undefined
      ? context
      : context.replace(FROM, (whole, before: string, reference: string) =>
          stages.has(reference.toLowerCase()) ? whole : before + (imageId(reference) ?? reference),
        );
  for (const stage of plan.stages) {
    const parent = stage.parent === undefined ? undefined : done[stage.parent];
    done.push(new Normalizer(deltas, new Lists(parent?.lists), contextOf).run(stage));
  }
  return done;
}

/** The images, or stages, in the flags of a step. */
export function imagesIn({ context }: Step): readonly string[] {
  return [...context.matchAll(FROM)].map(([, , reference]) => reference!);
}

const FROM = /((?:--|[=,])from=)([^",\\]+)/g;

/** A `Normal` that may still grow. */
interface Entry {
  readonly key: string;
  readonly unit: Unit;
  readonly install: Install | undefined;
  steps: Normal["steps"];
  readonly lists: Map<string, number>;
  readonly optional: boolean;
  updates: number;
  readonly bare: string[];
}

class Normalizer {
  private readonly units: Entry[] = [];
  private readonly upkeep: Upkeep[] = [];
  /** Contexts in which package managers were called, alone and with the program. */
  private readonly called = new Set<string>();

  constructor(
    private readonly deltas: ReadonlySet<Delta>,
    private readonly lists: Lists,
    private readonly contextOf: (step: Step) => string,
  ) {}

  run({ steps, laterReads, brought }: StagePlan): Normalized {
    steps.forEach((step, index) => {
      for (const unit of step.units) {
        const isUnknown = unit.programs.some((program) => brought.has(baseName(program)));
        this.take(isUnknown ? { ...unit, reads: LISTS } : unit, step, index);
      }
    });
    if (laterReads.length > 0 && this.deltas.has("package-caches")) {
      const unit: Unit = { ...LATER, reads: laterReads };
      const lists = new Map([["", this.lists.found(unit)]]);
      this.add({ ...BLANK, key: "later", unit, steps: [-1, -1], lists, bare: [] });
    }
    const units = this.units.map((entry) => ({ ...entry, key: entry.install?.key ?? entry.key }));
    return { units, upkeep: this.upkeep, lists: this.lists };
  }

  private take(unit: Unit, step: Step, index: number): void {
    const { kind } = step;
    const context = this.contextOf(step);
    const place = [kind, context, unit.state, unit.suppressed].join("\0");
    const bare = this.deltas.has("recommended-packages") ? bareOperands(unit) : [];
    const key = `${place}\0${text(unit, this.deltas)}`;
    const fresh: Entry = { ...BLANK, key, unit, steps: [index, index], lists: new Map(), bare };
    if (!this.deltas.has("package-caches") || kind !== "run") {
      this.lists.unsettle();
      this.add(fresh);
      return;
    }
    const found = this.lists.found(unit);
    const update = this.lists.take(unit, place);
    const { program } = unit.packages ?? {};
    if (unit.cleanup !== undefined || update === "repeated") {
      // a cache mount is there to be kept
      const isKept = /\btype=cache\b/.test(context);
      const fits = !isKept && this.called.has(program === undefined ? context : `${context}\0${program}`);
      this.upkeep.push({ key: `${context}\0${unit.text}`, text: unit.text, fits });
      return;
    }
    if (program !== undefined) this.called.add(context).add(`${context}\0${program}`);
    const install = unit.packages && Install.of(unit.packages, place, this.deltas);
    const readers = install === undefined ? [""] : install.packages;
    const lists = new Map(readers.map((name) => [name, found]));
    this.add({ ...fresh, lists, optional: update === "optional", install });
  }

  private add(entry: Entry): void {
    const at = this.units.findLastIndex(({ optional }) => !optional);
    const last = this.units[at];
    if (last?.install === undefined || entry.install === undefined || !last.install.join(entry.install)) {
      this.units.push(entry);
      return;
    }
    last.updates += this.units.length - 1 - at;
    this.units.length = at + 1;
    last.steps = [last.steps[0], entry.steps[1]];
    for (const [name, found] of entry.lists) if (!last.lists.has(name)) last.lists.set(name, found);
    for (const name of entry.bare) last.bare.push(name);
  }
}

const BLANK = { optional: false, updates: 0, install: undefined } as const;

const LATER: Omit<Unit, "reads"> = {
  text: "what reads the finished stage",
  state: "",
  suppressed: false,
  packages: undefined,
  cleanup: undefined,
  programs: [],
  listChanges: [],
};

/** An install of plain packages, whose order does not matter; it grows by those that are joined to it. */
class Install {
  private constructor(
    /** Everything but the packages. */
    private readonly head: string,
    /** What the operands say, by the package's name. */
    private readonly versions: Map<string, string>,
    /** It may be one with the next one. */
    private joins: boolean,
  ) {}

  static of(call: PackageCommand, place: string, deltas: ReadonlySet<Delta>): Install | undefined {
    const { command, manager, program, verb, options, operands, understood } = call;
    if (verb !== "install" || !understood || operands.length === 0 || !operands.every(isPlainPackage)) return undefined;
    const packages = operands.map(({ text }) => text);
    if (namesOneTwice(packages, manager)) return undefined;
    const head = [place, ...command.assignments, program, ...optionTexts(call, deltas), ...command.redirects];
    const named = manager === "apk" && options.some(({ text }) => /^(?:-t|--virtual)/.test(text));
    const plain = command.redirects.length === 0 && !head.some((part) => /[`]|\$\(/.test(part));
    const versions = new Map(packages.map((text) => [packageName(text, manager), text]));
    return new Install(head.join("\0"), versions, plain && !named && !opensSources(call));
  }

  get key(): string {
    return [this.head, ...this.packages.toSorted()].join("\0");
  }

  /** As they are written, each once. */
  get packages(): readonly string[] {
    return [...this.versions.values()];
  }

  /** Takes the packages of the next one in, unless they must stay apart. */
  join(next: Install): boolean {
    if (this.head !== next.head || !this.joins) return false;
    for (const [name, text] of next.versions) if ((this.versions.get(name) ?? text) !== text) return false;
    for (const [name, text] of next.versions) this.versions.set(name, text);
    this.joins = next.joins;
    return true;
  }
}

/** The verb with the options on its sides, without those that the deltas let come in. */
function optionTexts(call: PackageCommand, deltas: ReadonlySet<Delta>): string[] {
  const texts = (global: boolean): string[] =>
    call.options
      .filter((option) => isGlobal(option, call) === global && !mayComeIn(option.text, call, deltas))
      .map(({ text }) => (call.manager === "apt" && /^--(?:assume-)?yes$/.test(text) ? "-y" : text));
  return [...texts(true), call.verb, ...texts(false)];
}

function mayComeIn(option: string, call: PackageCommand, deltas: ReadonlySet<Delta>): boolean {
  if (option === BARE) return deltas.has("recommended-packages") && takesBare(call);
  return option === "--no-cache" && deltas.has("package-caches") && call.manager === "apk" && call.understood;
}

const BARE = "--no-install-recommends";

function bareOperands({ packages }: Unit): string[] {
  if (packages === undefined || !packages.flags.has(BARE) || !takesBare(packages)) return [];
  return [packages.verb, ...packages.operands.map(({ text }) => text)];
}

function text({ packages, text }: Unit, deltas: ReadonlySet<Delta>): string {
  const option = packages?.options.find((each) => mayComeIn(each.text, packages, deltas));
  return option === undefined ? text : text.replace(new RegExp(` ${option.text}(?=\\s|$)`), "");
}
