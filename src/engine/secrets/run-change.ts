import type { Instruction } from "../../dockerfile/instruction.js";
import type { Range } from "../../dockerfile/text.js";
import { chainStyle } from "../layout.js";
import { applyEdits, remove } from "../edits.js";
import type { Facts } from "../facts.js";
import type { Edit } from "../types.js";

/** What changes in one RUN. */
export class RunChange {
  private readonly mounts = new Set<string>();
  private readonly inserts = new Map<number, string>();
  private readonly replacements: Edit[] = [];
  private readonly gone: Range[] = [];
  private readonly front: string[] = [];
  private readonly behind: string[] = [];
  /** Nothing of it is left. */
  isRemoved = false;

  constructor(
    readonly instruction: Instruction,
    private readonly facts: Facts,
  ) {}

  /** Gives the RUN a mount: the flag's value. */
  mount(value: string): void {
    this.mounts.add(value);
  }

  /** Whether one of its new mounts is of a type. */
  hasMount(type: string): boolean {
    return [...this.mounts].some((value) => value.startsWith(type));
  }

  replace(range: Range, text: string): void {
    if (!this.replacements.some(({ start, end }) => start === range.start && end === range.end))
      this.replacements.push({ ...range, text });
  }

  insert(at: number, text: string): void {
    const there = this.inserts.get(at) ?? "";
    if (!there.includes(text)) this.inserts.set(at, there + text);
  }

  /** Takes a part out; comments must not stand in it. */
  remove(range: Range): void {
    this.gone.push(range);
  }

  /** Whether a part of the RUN is taken out. */
  takesOut({ start, end }: Range): boolean {
    return this.isRemoved || this.gone.some((range) => start >= range.start && end <= range.end);
  }

  /** Runs a command before all others. */
  before(command: string): void {
    if (!this.front.includes(command)) this.front.push(command);
  }

  /** Runs a command behind all others, when they succeed; the last one first. */
  after(command: string): void {
    if (!this.behind.includes(command)) this.behind.unshift(command);
  }

  /** A part of the RUN as it will be. */
  text({ start, end }: Range): string {
    const { source, newline } = this.facts.file;
    const inside = this.ownEdits.filter((edit) => edit.start >= start && edit.end <= end);
    return applyEdits(
      source.slice(start, end),
      inside.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start })),
      newline,
    );
  }

  /** A part of the RUN as it will be, with all that is added and without what is taken out. */
  applied({ start, end }: Range): string {
    const { source, newline } = this.facts.file;
    const edits = this.edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    return applyEdits(source.slice(start, end), edits, newline);
  }

  /** None when the whole RUN is removed. */
  get edits(): readonly Edit[] {
    if (this.isRemoved) return [];
    const isGone = ({ start, end }: Edit): boolean =>
      this.gone.some((range) => start >= range.start && end <= range.end);
    const edits = [...this.ownEdits.filter((edit) => !isGone(edit)), ...this.gone.map(remove)];
    return [...this.headEdits(), ...edits, ...this.tailEdits()];
  }

  private get ownEdits(): Edit[] {
    return [...this.replacements, ...[...this.inserts].map(([at, text]) => ({ start: at, end: at, text }))];
  }

  /** What stands between two commands of the chain. */
  private get separator(): { readonly open: string; readonly between: string } {
    const { file } = this.facts;
    const { start, end } = this.instruction.range;
    const { escape, leading, indent } = chainStyle(file, file.source.slice(start, end));
    return {
      open: ` ${escape}\n${indent}`,
      between: leading ? ` ${escape}\n${indent}&& ` : ` && ${escape}\n${indent}`,
    };
  }

  /** Mounts behind the flags that are there, and what runs first. */
  private headEdits(): readonly Edit[] {
    const { instruction, facts } = this;
    const { source } = facts.file;
    if (this.mounts.size === 0 && this.front.length === 0) return [];
    const { open, between } = this.separator;
    const at = instruction.flags.at(-1)?.range.end ?? instruction.keywordRange.end;
    const args = instruction.args.offset(0);
    const gap = source.slice(at, args);
    const flags = [...this.mounts]
      .map((value, index) => (index === 0 && instruction.flags.length === 0 ? " " : open) + `--mount=${value}`)
      .join("");
    const isDocument = instruction.heredocs.length > 0 && instruction.args.value.startsWith("<<");
    const first = this.front.map((command) => command + between).join("");
    return [
      {
        start: at,
        end: args,
        text: flags + (gap.includes("\n") || isDocument || this.mounts.size === 0 ? gap : open) + first,
      },
    ];
  }

  private tailEdits(): readonly Edit[] {
    if (this.behind.length === 0) return [];
    const { between } = this.separator;
    const { args } = this.instruction;
    const length = args.value.replace(/[\s;]+$/, "").length;
    const at = args.range(0, length).end;
    return [{ start: at, end: at, text: this.behind.map((command) => between + command).join("") }];
  }
}
