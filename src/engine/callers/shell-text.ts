import { Text } from "../../dockerfile/text.js";

/** A variable of the environment that a value is in; or why it is in none, as the end of a sentence. */
export type InEnvironment =
  | {
      readonly name: string;
      /** What the surrounding file has to set it to first. */
      readonly entry?: string;
    }
  | { readonly missing: string };

/** Shell commands as they stand in a file, with what the file says about how they run. */
export interface ShellText {
  /** As the shell gets it, mapped to the file; templates that are filled in before stand there as `${___}`. */
  readonly text: Text;
  /** Templates as they are written, by index into the text. */
  readonly templates: ReadonlyMap<number, string>;
  /** The folders it may start in, from the repository's root; none when that is not known. */
  readonly folders: readonly string[];
  /** Whether `$0` is the file itself. */
  readonly isFile?: boolean;
  /** Whether a variable that the commands do not set themselves is one of the environment. */
  readonly variable: (name: string) => InEnvironment;
  /** The same for what a template stands for, given for a build argument. */
  readonly template: (template: string, argument: string) => InEnvironment;
  /** Shell text as it has to be written in the file. */
  readonly written: (text: string) => string;
}

/** What holds for shell commands in most files. */
export const PLAIN: Pick<ShellText, "templates" | "variable" | "template" | "written"> = {
  templates: new Map(),
  variable: (name) => ({ name }),
  template: () => ({ missing: "put its value into an environment variable first" }),
  written: (text) => text,
};

/** Text that is put together piece by piece, with where each piece stands in the source. */
export class TextBuilder {
  private readonly pieces: { at: number; start: number }[] = [];
  private value = "";

  add(text: string, start: number): void {
    const last = this.pieces.at(-1);
    if (last?.start !== start - (this.value.length - (last?.at ?? 0)))
      this.pieces.push({ at: this.value.length, start });
    this.value += text;
  }

  get length(): number {
    return this.value.length;
  }

  get text(): Text {
    return new Text(this.value, this.pieces);
  }
}

/** A stretch of the source without the carriage returns at its lines' ends. */
export function withoutReturns(source: string, start = 0, end = source.length): Text {
  const builder = new TextBuilder();
  for (let at = start; at < end;) {
    const next = source.indexOf("\r\n", at);
    const stop = next === -1 || next >= end ? end : next;
    builder.add(source.slice(at, stop), at);
    at = stop < end ? stop + 1 : end;
  }
  return builder.text;
}

/** What the shell sees in the place of a template: an expansion of the same length. Templates have at least four characters. */
export function placeholder(template: string): string {
  return `\${${"_".repeat(template.length - 3)}}`;
}

/** Text whose templates are filled in before the shell gets it. */
export function withTemplates(text: Text, template: RegExp): Pick<ShellText, "text" | "templates"> {
  const templates = new Map<number, string>();
  let value = "";
  let at = 0;
  for (const { 0: found, index } of text.value.matchAll(template)) {
    templates.set(index, found);
    value += text.value.slice(at, index) + placeholder(found);
    at = index + found.length;
  }
  return { text: text.withValue(value + text.value.slice(at)), templates };
}
