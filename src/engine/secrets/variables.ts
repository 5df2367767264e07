import type { Instruction, Pair } from "../../dockerfile/instruction.js";
import type { Range } from "../../dockerfile/text.js";
import type { StageFacts } from "../../plan/state.js";
import { takenOver } from "../../plan/taken-over.js";
import { advice, skip } from "../edits.js";
import type { Facts } from "../facts.js";
import type { Fix, Skip } from "../types.js";
import { writtenSecrets } from "./written-secrets.js";
import { isPlaceholder } from "./placeholder.js";
import { isCompiledIn, type SecretKind, secretKind } from "./secret-name.js";

/** An ARG or ENV entry that holds a secret. */
export interface Holder {
  readonly instruction: Instruction;
  readonly pair: Pair;
}

/** A RUN that has a secret in its environment. */
export interface Seen {
  readonly instruction: Instruction;
  readonly stage: StageFacts;
  /** Its number among the stage's instructions. */
  readonly index: number;
  /** The variables that hold it there. */
  readonly names: ReadonlySet<string>;
}

/** A secret that a build argument gives, or that the file holds itself. */
export interface SecretVariable {
  readonly name: string;
  /** For messages, with its backticks. */
  readonly label: string;
  readonly kind: SecretKind;
  /** What a build calls it from now on. */
  readonly id: string;
  /** The build argument; undefined when no caller gives it. */
  readonly argument: string | undefined;
  /** Everything that is gone when it is moved, in the order of the file. */
  readonly holders: readonly Holder[];
  /** In the order of the file. */
  readonly runs: readonly Seen[];
  /** Its value stands in the file. */
  readonly isBurnt: boolean;
  /** What is said of it stands here. */
  readonly at: Range;
}

export function isVariable(found: SecretVariable | Skip | Fix): found is SecretVariable {
  return "holders" in found;
}

/** The secrets that a file holds in variables of its build; why one stays there; and what to do about one of the container. */
export function secretVariables(facts: Facts): readonly (SecretVariable | Skip | Fix)[] {
  const names = new Set<string>();
  for (const { stage } of facts.stages)
    for (const { keyword, pairs } of stage.instructions)
      if (keyword === "ARG" || keyword === "ENV") for (const { name } of pairs) if (mayBeOne(name)) names.add(name);
  const told = facts.stages.flatMap(({ stage }) => stage.instructions.flatMap((each) => ofTrigger(each) ?? []));
  // `ENV TOKEN=$token`: one secret under two names, that of the argument
  const given = new Set([...names].filter((name) => isArgument(name, facts)));
  const found = [...names].flatMap((name) => {
    if (!given.has(name) && [...given].some((other) => passesOn(other, name, facts))) return [];
    return new Collector(name, facts).result() ?? [];
  });
  return withOwnIds([...told, ...found, ...writtenSecrets(facts)], facts);
}

/** No two secrets have one id: nor has one that the file mounts. */
function withOwnIds(
  found: readonly (SecretVariable | Skip | Fix)[],
  { file }: Facts,
): readonly (SecretVariable | Skip | Fix)[] {
  const mounts = file.instructions.flatMap(({ flags }) =>
    flags.flatMap(({ name, value = "" }) => (name === "mount" ? [value] : [])),
  );
  const taken = new Set(mounts.flatMap((value) => /(?:^|,)id=([^,]+)/.exec(value)?.[1] ?? []));
  return found.map((each) => {
    if (!isVariable(each)) return each;
    if (taken.has(each.id)) return skip(each.at, `${each.label} stays: a secret is called \`${each.id}\` already`);
    taken.add(each.id);
    return each;
  });
}

/** ONBUILD hands a secret on to a build that nobody sees here. */
function ofTrigger({ trigger, head }: Instruction): Skip | undefined {
  const pair =
    trigger?.keyword === "ARG" ? trigger.pairs.find(({ name }) => secretKind(name) !== undefined) : undefined;
  return pair && skip(head, `ONBUILD: only the build that is built on this image is given \`${pair.name}\``);
}

function mayBeOne(name: string): boolean {
  return secretKind(name) !== undefined || (isCompiledIn(name) && /TOKEN|SECRET|API_KEY|PASSWORD/.test(name));
}

function isArgument(name: string, { stages }: Facts): boolean {
  return stages.some(({ stage }) =>
    stage.instructions.some((each) => each.keyword === "ARG" && each.pairs.some((pair) => pair.name === name)),
  );
}

function passesOn(from: string, to: string, { stages }: Facts): boolean {
  return stages.some(({ stage }) =>
    stage.instructions.some(
      ({ keyword, pairs }) =>
        /^(?:ARG|ENV)$/.test(keyword) && pairs.some((pair) => pair.name === to && takenOver(pair) === from),
    ),
  );
}

/** Follows one secret through the stages of a file. */
class Collector {
  private readonly holders: Holder[] = [];
  private readonly runs: Seen[] = [];
  private readonly inherited = new Map<StageFacts, ReadonlySet<string>>();
  private refusal: Skip | Fix | undefined;
  private isArgument = false;
  private isBurnt = false;
  /** The container has a value to start with. */
  private isDefault = false;

  constructor(
    private readonly name: string,
    private readonly facts: Facts,
  ) {}

  /** Undefined: it is none. */
  result(): SecretVariable | Skip | Fix | undefined {
    const { name, facts, holders, runs } = this;
    for (const instruction of facts.file.globalArgs) {
      if (instruction.keyword === "ARG")
        for (const pair of instruction.pairs) if (pair.name === name) this.hold(instruction, pair);
    }
    for (const stage of facts.stages) this.follow(stage);
    const [first] = holders;
    if (first === undefined) return undefined;
    if (this.isNone())
      return this.isArgument
        ? skip(first.instruction.head, `\`${name}\` is a switch, a number, a version or an address, no secret`)
        : undefined;
    if (this.refusal !== undefined) return this.refusal;
    if (this.isDefault)
      return this.isArgument
        ? skip(first.instruction.head, `\`ENV ${name}\` is a setting of the container`)
        : undefined;
    const kind = secretKind(name);
    if (kind === undefined)
      return skip(
        first.instruction.head,
        `\`${name}\` is compiled into what everybody gets, so that hiding it from the image hides nothing`,
      );
    return {
      name,
      label: `\`${name}\``,
      kind,
      id: name.toLowerCase(),
      argument: this.isArgument ? name : undefined,
      holders,
      runs,
      isBurnt: this.isBurnt,
      at: first.instruction.head,
    };
  }

  /** All that it is ever set to is a switch, a number, a version or an address. */
  private isNone(): boolean {
    const values = this.holders.flatMap(({ pair }) =>
      pair.value === undefined || takenOver(pair) !== undefined ? [] : [unquoted(pair.value)],
    );
    return values.some((value) => NO_SECRET.test(value));
  }

  private follow(stage: StageFacts): void {
    const names = new Set(stage.parent && this.inherited.get(stage.parent));
    this.from(stage, names);
    for (const [index, instruction] of stage.stage.instructions.entries()) {
      switch (instruction.keyword) {
        case "FROM":
          break;
        case "ARG":
        case "ENV":
          this.declare(instruction, names, stage);
          break;
        case "RUN":
          if (names.size > 0) this.runs.push({ instruction, stage, index, names: new Set(names) });
          break;
        default:
          this.other(instruction, names);
      }
    }
    this.inherited.set(stage, names);
  }

  private from({ stage: { from } }: StageFacts, names: ReadonlySet<string>): void {
    if (mentions(from.args.value, [this.name, ...names])) this.refuse(from, `FROM uses \`${this.name}\``);
  }

  private declare(instruction: Instruction, names: Set<string>, stage: StageFacts): void {
    const { keyword, pairs } = instruction;
    const fresh: string[] = [];
    for (const pair of pairs) {
      const { name, value } = pair;
      const source = takenOver(pair);
      const isOwn = name === this.name;
      const isPassed = source !== undefined && (names.has(source) || (isOwn && source === name));
      if (!isOwn && !isPassed) {
        if (value !== undefined && mentions(value, names))
          this.refuse(instruction, `\`${keyword} ${name}\` is made of \`${this.name}\``);
        continue;
      }
      if (keyword === "ENV" && this.isRuntime(stage)) this.runtime(instruction, pair);
      this.hold(instruction, pair);
      fresh.push(name);
    }
    for (const name of fresh) names.add(name);
  }

  /** A container of the stage gets it too. */
  private runtime({ head }: Instruction, { name, value = "" }: Pair): void {
    if (value.includes("$"))
      this.refusal ??= skip(
        head,
        `\`ENV ${name}\` gives it to the container as well, which may need it; give it there at run time`,
      );
    else if (unquoted(value) !== "" && !isPlaceholder(unquoted(value)))
      this.refusal ??= advice(
        `Give \`${name}\` to the container when it starts, not in the image, where everybody reads it`,
        head,
      );
    else this.isDefault = true;
  }

  private hold(instruction: Instruction, pair: Pair): void {
    const { keyword } = instruction;
    this.holders.push({ instruction, pair });
    if (keyword === "ARG" && pair.name === this.name) this.isArgument = true;
    if (pair.value === undefined || takenOver(pair) !== undefined) return;
    const value = unquoted(pair.value);
    if (value === "") return;
    if (value.includes("$")) this.refuse(instruction, `the default of \`${pair.name}\` is made of other variables`);
    else if (isPlaceholder(value))
      this.refuse(instruction, `\`${pair.name}\` has a default that the build works with, and a secret has none`);
    else this.isBurnt = true;
  }

  /** A container is started of the stage, or of one that is built on it. */
  private isRuntime(stage: StageFacts): boolean {
    return this.facts.started.some((target) => {
      for (let own: StageFacts | undefined = target; own !== undefined; own = own.parent)
        if (own === stage) return true;
      return false;
    });
  }

  private other(instruction: Instruction, names: ReadonlySet<string>): void {
    const { keyword, trigger, args } = instruction;
    if (trigger !== undefined && mentions(args.value, [this.name]))
      this.refuse(instruction, `ONBUILD: the build that is built on this image uses \`${this.name}\``);
    else if (names.size > 0 && mentions(args.value, names) && !/^(?:CMD|ENTRYPOINT|HEALTHCHECK)$/.test(keyword))
      this.refuse(instruction, `${keyword} uses \`${this.name}\``);
    const { heredocs } = instruction;
    const body = heredocs.map((each) => this.facts.file.source.slice(each.body.start, each.body.end)).join("\n");
    if (instruction.isCopy && mentions(body, names))
      this.refuse(instruction, `${keyword} writes \`${this.name}\` into the image`);
  }

  private refuse({ head }: Instruction, reason: string): void {
    this.refusal ??= skip(head, reason);
  }
}

/** Whether a text expands one of the variables. */
export function mentions(text: string, names: Iterable<string>): boolean {
  if (!text.includes("$")) return false;
  return [...names].some((name) => new RegExp(`\\$(?:${name}(?!\\w)|\\{[#!]?${name}(?!\\w))`).test(text));
}

function unquoted(value: string): string {
  return value.replace(/^(["'])(.*)\1$/s, "$2").trim();
}

const NO_SECRET =
  /^(?:true|false|yes|no|on|off|\d{1,5}|v?\d+(?:\.\d+)+\S*|(?:https?|git|ssh):\/\/[^@\s]*|\/[\w./-]*)$/i;
