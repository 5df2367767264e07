import {
  Arg,
  type Dockerfile as Ast,
  DockerfileParser,
  Env,
  From,
  type Instruction as AstInstruction,
  Label,
} from "dockerfile-ast";
import { Dockerfile as AstDockerfile } from "dockerfile-ast/lib/dockerfile.js";
import { Instruction as AnyInstruction } from "dockerfile-ast/lib/instruction.js";
import { Parser } from "dockerfile-ast/lib/parser.js";
import type { Range as AstRange } from "vscode-languageserver-types";
import type { Dockerfile } from "./dockerfile.js";
import type { Instruction } from "./instruction.js";
import type { Range } from "./text.js";

/**
 * The second reader: where dockerfile-ast finds other instructions, keywords, FROM parts or name=value ranges than we do, the
 * file is not safely editable. Undefined when both agree. Linear in the source.
 */
export function disagreement(file: Dockerfile): { at: number; message: string } | undefined {
  const theirs = parseAst(file.source).getInstructions();
  const offsets = new Offsets(file.source);
  const ours = file.instructions;
  for (let index = 0; index < Math.max(ours.length, theirs.length); index++) {
    const mine = ours[index];
    const other = theirs[index];
    if (mine === undefined) return { at: offsets.range(other!.getRange()).start, message: "one more instruction" };
    const at = mine.range.start;
    if (other === undefined) return { at, message: `no ${mine.keyword} here` };
    const message = difference(mine, other, offsets);
    if (message !== undefined) return { at, message };
  }
  return undefined;
}

function difference(mine: Instruction, other: AstInstruction, offsets: Offsets): string | undefined {
  const range = offsets.range(other.getRange());
  if (range.start !== mine.range.start) return `${mine.keyword} starts elsewhere`;
  if (other.getKeyword() !== mine.keyword) return `keyword ${other.getKeyword()} instead of ${mine.keyword}`;
  const { source } = offsets;
  if (source.slice(Math.min(range.end, mine.range.end), Math.max(range.end, mine.range.end)).trim() !== "") {
    return `${mine.keyword} ends elsewhere`;
  }
  if (other instanceof From) return fromDifference(mine, other, offsets);
  if (!(other instanceof Env || other instanceof Label || other instanceof Arg)) return undefined;
  // only what lies on one line: inside continuations dockerfile-ast keeps comments and blanks in its values
  if (mine.head.end - mine.head.start !== mine.text.value.length) return undefined;
  const names = other.getProperties().map((property) => offsets.text(property.getNameRange()));
  const same = names.length === mine.pairs.length && names.every((name, at) => name === mine.pairs[at]!.name);
  return same ? undefined : `${mine.keyword} with other names`;
}

function fromDifference(mine: Instruction, other: From, offsets: Offsets): string | undefined {
  const [image, as, name] = mine.words;
  if (offsets.text(other.getImageRange()) !== source(image?.range, offsets)) return "another base image";
  const stage = as === undefined ? undefined : source(name?.range, offsets);
  return offsets.text(other.getBuildStageRange()) === stage ? undefined : "another stage name";
}

function source(range: Range | undefined, offsets: Offsets): string | undefined {
  return range && offsets.source.slice(range.start, range.end);
}

// its quadratic comment sorting, which nothing here uses
AstDockerfile.prototype.organizeComments = () => undefined;

/** Lexes every RUN, COPY and ADD for here-documents: half of its time, in vain where no `<<` stands. */
const heredocs = Parser.prototype as unknown as {
  processHeredocs: (this: Parser, instruction: unknown, offset: number) => number;
};
const { processHeredocs } = heredocs;

/** The classes of these instructions lex their arguments as JSON when they are made; keyword and range need none of that. */
const JSON_FORMS = /^(?:ADD|CMD|COPY|ENTRYPOINT|HEALTHCHECK|RUN|SHELL|VOLUME)$/i;
const createInstruction = Parser.createInstruction.bind(Parser);
Parser.createInstruction = (document, file, escape, line, keyword, range) =>
  JSON_FORMS.test(keyword)
    ? new AnyInstruction(document, line, file, escape, keyword, range)
    : createInstruction(document, file, escape, line, keyword, range);

/** The file as dockerfile-ast reads it. */
export function parseAst(source: string): Ast {
  heredocs.processHeredocs = source.includes("<<") ? processHeredocs : (_, offset) => offset;
  return DockerfileParser.parse(source);
}

/** Positions as vscode-languageserver-textdocument counts them: lines end at CRLF, LF and a lone CR. */
class Offsets {
  private readonly starts: number[] = [0];

  constructor(readonly source: string) {
    for (let at = 0; at < source.length; at++) {
      const code = source.charCodeAt(at);
      if (code === 0x0d && source.charCodeAt(at + 1) === 0x0a) at++;
      if (code === 0x0d || code === 0x0a) this.starts.push(at + 1);
    }
  }

  range({ start, end }: AstRange): Range {
    return { start: this.starts[start.line]! + start.character, end: this.starts[end.line]! + end.character };
  }

  text(range: AstRange | null): string | undefined {
    if (range === null) return undefined;
    const { start, end } = this.range(range);
    return this.source.slice(start, end);
  }
}
