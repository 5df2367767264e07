import { type Dockerfile, parse } from "../dockerfile/dockerfile.js";
import { planDiff } from "../plan/diff.js";
import { type Delta, rejection } from "../plan/guard.js";
import type { BuildInput } from "../project/build-input.js";
import { toldCallers } from "./callers/told-callers.js";
import { applyEdits, areDisjoint, EditSet } from "./edits.js";
import { Facts } from "./facts.js";
import { outcomeOf } from "./outcome.js";
import { RegistryFacts } from "./registry-facts.js";
import { shownPlan } from "./shown-plan.js";
import { suppressed, unknownNames } from "./suppress.js";
import type { Advice, Applied, Fix, Outcome, ShiftOptions, Skip, Skipped, Transform } from "./types.js";

const MAX_ROUNDS = 10;

type Rejected = Pick<Skipped, "by" | "reason">;

/** Rewrites one Dockerfile. Pure: no I/O, no state; a bad file is an outcome with errors, never an exception. */
export function shift(source: string, transforms: readonly Transform[], options: ShiftOptions = {}): Outcome {
  return new Shift(source, transforms, options).run();
}

function selected(transforms: readonly Transform[], { only, skip = [] }: ShiftOptions): readonly Transform[] {
  return transforms.filter(({ name }) => (only?.includes(name) ?? true) && !skip.includes(name));
}

class Shift {
  private readonly transforms: readonly Transform[];
  private readonly registry: RegistryFacts | undefined;
  private facts: Facts;
  private readonly applied: Applied[] = [];
  private readonly skipped: Skipped[] = [];
  private readonly advice: Advice[] = [];
  private readonly shows = new Map<string, string>();
  private readonly inputs: BuildInput[] = [];
  private round = 0;

  constructor(
    private readonly source: string,
    private readonly all: readonly Transform[],
    private readonly options: ShiftOptions,
  ) {
    this.transforms = selected(all, options);
    this.registry = options.registry && new RegistryFacts(options.registry);
    this.facts = this.factsOf(parse(source));
  }

  private get file(): Dockerfile {
    return this.facts.file;
  }

  run(): Outcome {
    const { facts } = this;
    if (facts.file.problems.length > 0) return this.outcome({ errors: facts.file.problems });
    for (const { name, at } of unknownNames(facts.file, new Set(this.all.map((transform) => transform.name)))) {
      const reason = "no transform has this name, so the comment silences nothing";
      this.skipped.push({ ...facts.file.lines.place(at), transform: name, reason, by: "suppression" });
    }
    do {
      if (++this.round > MAX_ROUNDS) return this.unstable();
    } while (this.transforms.map((transform) => this.apply(transform)).includes(true));
    const plan = this.facts === facts ? [] : shownPlan(planDiff(facts.plan, this.facts.plan), this.shows);
    const told = toldCallers(this.inputs, facts);
    return this.outcome({ after: this.file.source, applied: this.applied, plan, ...told });
  }

  /** Runs one transform on the current text; true when it changed something. */
  private apply(transform: Transform): boolean {
    let found: readonly (Fix | Skip)[];
    try {
      found = [...transform.run(this.file, this.facts)];
    } catch (error) {
      this.skip(
        transform,
        { start: 0, end: 0 },
        `${transform.name} failed on this file (${String(error)}): please report it with the file`,
        "guard",
      );
      return false;
    }
    const edits = new EditSet();
    const fixes: Fix[] = [];
    for (const each of found) {
      if (suppressed(this.file, transform, each.at, ...(each.kind === "fix" ? each.edits : []))) {
        const isAdvice = each.kind === "fix" && each.edits.length === 0;
        if (!isAdvice) this.skip(transform, each.at, "a comment in the file says so", "suppression");
      } else if (each.kind === "skip") this.skip(transform, each.at, each.reason, "transform", each.needs);
      else if (this.wanted(transform, each) && edits.add(each.edits)) fixes.push(each);
    }
    if (fixes.length === 0) return false;
    const { disagreement } = this.file;
    if (disagreement !== undefined) {
      for (const { at } of fixes)
        this.skip(transform, at, `line ${disagreement.line}: ${disagreement.message}`, "file");
      return false;
    }
    const groups = byDeltas(fixes);
    const together = groups.length === 1 ? this.check(fixes) : undefined;
    if (together instanceof Facts) return this.take(transform, fixes, together);
    // alone first: what one fix declares must not cover what another does
    const good = this.compatible(groups.map((group) => this.good(transform, group, together)));
    const rest = good.length === 0 ? undefined : this.check(good);
    return rest instanceof Facts && this.take(transform, good, rest);
  }

  /** The good ones among fixes: of those that are rejected together halves are tried until a bad one is alone. */
  private good(transform: Transform, fixes: readonly Fix[], known?: Rejected): readonly Fix[] {
    const result = known ?? this.check(fixes);
    if (result instanceof Facts) return fixes;
    if (fixes.length === 1) {
      this.skip(transform, fixes[0]!.at, result.reason, result.by);
      return [];
    }
    const half = fixes.length >> 1;
    return this.compatible([fixes.slice(0, half), fixes.slice(half)].map((part) => this.good(transform, part)));
  }

  /** Good parts taken together, without those that are rejected beside the ones before; the next round finds them again. */
  private compatible(parts: readonly (readonly Fix[])[]): readonly Fix[] {
    const [first = [], ...rest] = parts.filter((part) => part.length > 0);
    return rest.reduce((good, part) => {
      const both = [...good, ...part];
      return this.check(both) instanceof Facts ? both : good;
    }, first);
  }

  private wanted(transform: Transform, fix: Fix): boolean {
    const level = fix.level ?? transform.level;
    if (fix.edits.length === 0 || level === "advice") {
      const { message, at, evidence = [] } = fix;
      if (this.round === 1)
        this.advice.push({ ...this.file.lines.place(at.start), transform: transform.name, message, evidence });
      return false;
    }
    if (!areDisjoint(fix.edits, this.file.source.length)) {
      this.skip(
        transform,
        fix.at,
        "its edits overlap or lie outside the file: please report it with the file",
        "guard",
      );
      return false;
    }
    if (fix.edits.every(({ start, end, text }) => this.file.source.slice(start, end) === text)) return false;
    if (!this.facts.allows(level)) {
      this.skip(transform, fix.at, `${fix.message}: needs --level ${level}`, "level");
      return false;
    }
    return true;
  }

  /** What the file becomes with these fixes, or why the guard rejects it. */
  private check(fixes: readonly Fix[]): Facts | Rejected {
    const { file, facts } = this;
    const edits = fixes.flatMap((fix) => fix.edits);
    const after = this.factsOf(parse(applyEdits(file.source, edits, file.newline)));
    const deltas = new Set<Delta>(fixes.flatMap((fix) => fix.deltas ?? []));
    const reason = rejection(facts, after, deltas);
    if (reason !== undefined) return { by: "guard", reason: `the rewrite was dropped by the guard: ${reason}` };
    const { disagreement } = after.file;
    return disagreement === undefined ? after : { by: "file", reason: `the rewrite is ${disagreement.message}` };
  }

  private take(transform: Transform, fixes: readonly Fix[], after: Facts): true {
    for (const {
      message,
      at,
      evidence = [],
      level = transform.level,
      deltas = [],
      todo,
      shows = {},
      inputs = [],
    } of fixes) {
      this.inputs.push(...inputs);
      for (const [what, shown] of Object.entries(shows)) this.shows.set(what, shown);
      const place = this.file.lines.place(at.start);
      this.applied.push({
        ...place,
        transform: transform.name,
        level,
        message,
        evidence,
        ...(deltas.length === 0 ? {} : { deltas }),
        ...(todo === undefined ? {} : { todo }),
      });
    }
    this.facts = after;
    return true;
  }

  private skip(
    transform: Transform,
    at: { start: number; end: number },
    reason: string,
    by: Skipped["by"],
    needs?: string,
  ): void {
    if (this.round > 1 && (by !== "guard" || this.skipped.some((other) => other.reason === reason))) return;
    const place = this.file.lines.place(at.start);
    this.skipped.push({ ...place, transform: transform.name, reason, by, ...(needs === undefined ? {} : { needs }) });
  }

  private unstable(): Outcome {
    const reason = `no stable result after ${MAX_ROUNDS} rounds: please report it with the file`;
    this.skipped.push({ line: 1, column: 1, transform: this.applied.at(-1)?.transform ?? "", reason, by: "guard" });
    return this.outcome({});
  }

  private factsOf(file: Dockerfile): Facts {
    const { level = "harden", context, digests, running, pathInContext, assumed, secretStyle } = this.options;
    const known = this.registry && digests;
    return new Facts(file, level, context, this.registry, known, running, pathInContext, assumed, secretStyle);
  }

  private outcome(parts: Partial<Outcome>): Outcome {
    const { skipped, advice, registry } = this;
    const said = { skipped, advice, questions: registry?.open ?? [] };
    return outcomeOf(this.options.path ?? "Dockerfile", this.source, { ...said, ...parts });
  }
}

/** Fixes that declare the same deltas. */
function byDeltas(fixes: readonly Fix[]): readonly Fix[][] {
  const groups = new Map<string, Fix[]>();
  for (const fix of fixes) {
    const key = [...(fix.deltas ?? [])].sort().join();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [fix]);
    else group.push(fix);
  }
  return [...groups.values()];
}
