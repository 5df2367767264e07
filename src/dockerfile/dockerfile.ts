import { disagreement } from "./ast.js";
import { Instruction } from "./instruction.js";
import type { Problem } from "./problem.js";
import { type Comment, type Directive, scan } from "./scan.js";
import { templateMark } from "./template.js";
import { Lines, type Range } from "./text.js";
import { syntaxErrors } from "./validate.js";

/** One build stage: FROM and what follows it. */
export interface Stage {
  /** Its number, from 0. */
  readonly index: number;
  /** The name behind AS, lower case as BuildKit compares it. */
  readonly name: string | undefined;
  readonly from: Instruction;
  /** FROM included. */
  readonly instructions: readonly Instruction[];
}

/** A parsed Dockerfile. Immutable; everything derived is computed when first asked for. */
export class Dockerfile {
  readonly escape: "\\" | "`";
  readonly directives: readonly Directive[];
  readonly comments: readonly Comment[];
  readonly instructions: readonly Instruction[];
  readonly stages: readonly Stage[];
  /** ARGs before the first FROM. */
  readonly globalArgs: readonly Instruction[];
  /** Why the file must not be edited; empty when it may, as far as reading alone tells (see `disagreement`). */
  readonly problems: readonly Problem[];
  private cachedLines: Lines | undefined;
  private cachedDisagreement: Problem | null | undefined;

  constructor(readonly source: string) {
    const { escape, directives, comments, spans, error } = scan(source);
    this.escape = escape;
    this.directives = directives;
    this.comments = comments;
    this.instructions = spans.map((span) => new Instruction(span, escape));
    const first = this.instructions.findIndex(({ keyword }) => keyword === "FROM");
    this.globalArgs = first === -1 ? this.instructions : this.instructions.slice(0, first);
    this.stages = first === -1 ? [] : stagesOf(this.instructions.slice(first));
    const mark = templateMark(this);
    if (mark !== undefined) {
      this.problems = [
        this.problem(mark.at, `${mark.language} template: left alone, since its output cannot be known`, "unsupported"),
      ];
    } else {
      const errors = [...(error ? [error] : []), ...syntaxErrors(this)];
      this.problems = errors.map(({ at, message }) => this.problem(at, message, "syntax"));
    }
  }

  get lines(): Lines {
    return (this.cachedLines ??= new Lines(this.source));
  }

  /** The line break that the file uses most at its first line. */
  get newline(): "\n" | "\r\n" {
    const feed = this.source.indexOf("\n");
    return feed > 0 && this.source[feed - 1] === "\r" ? "\r\n" : "\n";
  }

  /** Where dockerfile-ast reads the file differently: then it is not safely editable. */
  get disagreement(): Problem | undefined {
    if (this.cachedDisagreement === undefined) {
      const found = disagreement(this);
      this.cachedDisagreement =
        found === undefined
          ? null
          : this.problem(
              found.at,
              `not safely editable: two readers of the file disagree here (${found.message})`,
              "unsupported",
            );
    }
    return this.cachedDisagreement ?? undefined;
  }

  /** The comments that lie in a range, as written. */
  commentsIn({ start, end }: Range): string[] {
    const { comments, source } = this;
    let low = 0;
    let high = comments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (comments[middle]!.range.start < start) low = middle + 1;
      else high = middle;
    }
    const found: string[] = [];
    for (; low < comments.length && comments[low]!.range.end <= end; low++) {
      found.push(source.slice(comments[low]!.range.start, comments[low]!.range.end).trimEnd());
    }
    return found;
  }

  private problem(at: number, message: string, kind: Problem["kind"]): Problem {
    const { line, column } = this.lines.place(at);
    return { line, column, message, text: this.lines.text(line), kind };
  }
}

export function parse(source: string): Dockerfile {
  return new Dockerfile(source);
}

function stagesOf(instructions: readonly Instruction[]): Stage[] {
  const stages: { index: number; name: string | undefined; from: Instruction; instructions: Instruction[] }[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === "FROM") {
      const [, as, name] = instruction.words;
      const named = as?.value.toUpperCase() === "AS" ? name?.value.toLowerCase() : undefined;
      stages.push({ index: stages.length, name: named, from: instruction, instructions: [instruction] });
    } else stages.at(-1)?.instructions.push(instruction);
  }
  return stages;
}
