import { isSpace, type Range } from "./text.js";

/** A variable that a word uses, as `$NAME` or `${NAME…}`; `range` counts in the lexed word. */
export interface Variable {
  readonly name: string;
  /** `:-`, `-`, `:+`, `+`, `:?`, `?`, `#`, `%`, `/`, or empty. */
  readonly modifier: string;
  readonly range: Range;
}

export interface LexOptions {
  readonly escape: string;
  /** Values of variables; undefined = unset. */
  readonly get: (name: string) => string | undefined;
  /** Keep quotes in the result. */
  readonly rawQuotes?: boolean;
  /** Keep escape characters in the result. */
  readonly rawEscapes?: boolean;
  /** Leave unset variables as they are written instead of making them empty. */
  readonly keepUnset?: boolean;
}

export interface Lexed {
  readonly text: string;
  readonly words: readonly string[];
  readonly variables: readonly Variable[];
  /** BuildKit's message when it refuses the word; the other fields are then empty. */
  readonly error?: string;
}

const SPECIAL = "@*#?-$!0";

/** Expands variables and quotes in a word the way BuildKit's `shell.Lex` does. */
export function lex(word: string, options: LexOptions): Lexed {
  const lexer = new Lexer(word, options);
  try {
    const text = lexer.until(undefined, options.rawEscapes ?? false, false);
    return { text: text.value, words: text.words, variables: lexer.variables };
  } catch (error) {
    if (!(error instanceof LexError)) throw error;
    return { text: "", words: [], variables: [], error: error.message };
  }
}

/** The variables a word uses, whether they are set or not; nested ones too. */
export function variables(word: string, escape: string): readonly Variable[] {
  return lex(word, { escape, get: () => undefined, keepUnset: true }).variables;
}

class LexError extends Error {}

/** Nesting deeper than this is refused rather than overflowing the stack. */
const MAX_DEPTH = 200;

class Lexer {
  readonly variables: Variable[] = [];
  private at = 0;
  private depth = 0;
  /** BuildKit's one buffer for the word that is being gathered: an operand empties it, and what stood in it is lost. */
  private current = "";

  constructor(
    private readonly word: string,
    private readonly options: LexOptions,
  ) {}

  until(stop: string | undefined, raw: boolean, keepPattern: boolean): { value: string; words: string[] } {
    if (++this.depth > MAX_DEPTH) throw new LexError("variables are nested too deeply");
    const words: string[] = [];
    let value = "";
    this.current = "";
    const end = (): void => {
      if (this.current !== "") words.push(this.current);
      this.current = "";
    };
    const add = (text: string): void => {
      for (const char of text) {
        if (isSpace(char.charCodeAt(0))) end();
        else this.current += char;
      }
    };
    for (;;) {
      const char = this.peek();
      if (char === "") break;
      if (char === stop) {
        this.at++;
        this.depth--;
        end();
        return { value, words };
      }
      if (char === "$") {
        const text = this.dollar();
        value += text;
        add(text);
      } else if (char === "'" || char === '"' || char === "<") {
        const text =
          char === "'" ? this.single(keepPattern) : char === '"' ? this.double(raw, keepPattern) : this.heredoc();
        value += text;
        this.current += text;
      } else if (char === this.options.escape) {
        this.at++;
        if (raw) {
          value += char;
          this.current += char;
        }
        const next = this.next();
        value += next;
        this.current += next;
      } else {
        this.at += char.length;
        value += char;
        add(char);
      }
    }
    if (stop !== undefined) throw new LexError(`unexpected end of statement while looking for matching ${stop}`);
    this.depth--;
    end();
    return { value, words };
  }

  private peek(): string {
    const code = this.word.codePointAt(this.at);
    return code === undefined ? "" : String.fromCodePoint(code);
  }

  private next(): string {
    const char = this.peek();
    this.at += char.length;
    return char;
  }

  private single(keepPattern: boolean): string {
    const end = this.word.indexOf("'", this.at + 1);
    let text = this.word.slice(this.at + 1, end);
    this.at = end === -1 ? this.word.length : end + 1;
    if (end === -1) throw new LexError("unexpected end of statement while looking for matching single-quote");
    if (keepPattern) text = text.replaceAll(this.options.escape, this.options.escape.repeat(2));
    return this.options.rawQuotes ? `'${text}'` : text;
  }

  private double(raw: boolean, keepPattern: boolean): string {
    const { escape, rawQuotes = false } = this.options;
    this.at++;
    let text = "";
    for (;;) {
      let char = this.peek();
      if (char === "") throw new LexError("unexpected end of statement while looking for matching double-quote");
      if (char === "$") {
        text += this.dollar();
        continue;
      }
      this.at += char.length;
      if (char === '"') return rawQuotes ? `"${text}"` : text;
      if (char === escape) {
        const next = this.peek();
        if (next === "") continue;
        if (next === '"' || next === "$" || next === escape) {
          if (raw) text += char;
          char = this.next();
        } else if (raw && (!rawQuotes || keepPattern)) text += char;
      }
      text += char;
    }
  }

  private heredoc(): string {
    const start = this.at++;
    if (this.peek() !== "<") return "<";
    this.at++;
    while (/^[\t\r ]$/.test(this.peek())) this.at++;
    return this.word.slice(start, this.at);
  }

  private dollar(): string {
    const start = this.at++;
    if (this.peek() !== "{") {
      const name = this.name();
      if (name === "") return "$";
      return this.look(name, "", start) ?? (this.options.keepUnset ? `$${name}` : "");
    }
    this.at++;
    const first = this.peek();
    if (first === "") throw new LexError("syntax error: missing '}'");
    if (first === "{" || first === "}" || first === ":") throw new LexError("syntax error: bad substitution");
    const name = this.name();
    let modifier = this.next();
    if (modifier === "}") return this.look(name, "", start) ?? (this.options.keepUnset ? `\${${name}}` : "");
    if (modifier === "/") return this.replace(name, start);
    const nullIsUnset = modifier === ":";
    if (nullIsUnset) modifier = this.next();
    const written = (nullIsUnset ? ":" : "") + modifier;
    const trims = modifier === "#" || modifier === "%";
    const known = modifier !== "" && "+-?#%".includes(modifier);
    const unsupported = new LexError(`unsupported modifier (${written}) in substitution`);
    // behind a colon any character passes for an operator as long as the variable is left alone
    if (nullIsUnset ? trims : !known) throw unsupported;
    const word = this.operand("}", trims, trims, "}");
    const value = this.look(name, written, start);
    if (value === undefined && this.options.keepUnset) return `\${${name}${written}${word}}`;
    if (!known) throw unsupported;
    const missing = value === undefined || (nullIsUnset && value === "");
    if (modifier === "-") return missing ? word : value;
    if (modifier === "+") return missing ? "" : word;
    if (modifier === "?") {
      if (!missing) return value;
      const why = word || (value === undefined ? "is not allowed to be unset" : "is not allowed to be empty");
      throw new LexError(`${name}: ${why}`);
    }
    const greedy = word.startsWith(modifier);
    const pattern = greedy ? word.slice(1) : word;
    return modifier === "%" ? trimSuffix(pattern, value ?? "", greedy) : trimPrefix(pattern, value ?? "", greedy);
  }

  private replace(name: string, start: number): string {
    const all = this.peek() === "/";
    if (all) this.at++;
    const pattern = this.operand("/", true, true, "/");
    const replacement = this.operand("}", true, false, "}");
    const value = this.look(name, "/", start);
    if (value === undefined && this.options.keepUnset) return `\${${name}/${pattern}/${replacement}}`;
    const regex = new RegExp(shellPattern(pattern, true, false), all ? "gsu" : "su");
    let last = -1;
    return (value ?? "").replace(regex, (match: string, at: number) => {
      // unlike JavaScript, Go takes no empty match right behind another one
      if (match === "" && at === last) return "";
      last = at + match.length;
      return all ? fill(replacement, match) : replacement;
    });
  }

  private operand(stop: string, raw: boolean, keepPattern: boolean, missing: string): string {
    try {
      return this.until(stop, raw, keepPattern).value;
    } catch (error) {
      if (!(error instanceof LexError) || this.peek() !== "") throw error;
      throw new LexError(missing === "/" ? "syntax error: missing '/' in ${}" : `syntax error: missing '${missing}'`);
    }
  }

  private name(): string {
    const rest = this.word.slice(this.at, this.at + 256);
    const first = rest[0] ?? "";
    const name =
      /^\p{Nd}+/u.exec(rest)?.[0] ??
      (first !== "" && SPECIAL.includes(first) ? first : /^[\p{L}\p{Nd}_]*/u.exec(rest)?.[0]) ??
      "";
    this.at += name.length;
    return name;
  }

  private look(name: string, modifier: string, start: number): string | undefined {
    this.variables.push({ name, modifier, range: { start, end: this.at } });
    return this.options.get(name);
  }
}

/** Go expands `$0`, `${0}` and `$$` in a replace-all, and takes a single replacement as it is; patterns have no groups. */
function fill(replacement: string, match: string): string {
  return replacement.replace(
    /\$(?:\$|([\p{L}\p{Nd}_]+)|\{([\p{L}\p{Nd}_]+)\})/gu,
    (text, bare?: string, braced?: string) => (text === "$$" ? "$" : (bare ?? braced) === "0" ? match : ""),
  );
}

function shellPattern(pattern: string, greedy: boolean, anchored: boolean): string {
  let out = anchored ? "^" : "";
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!;
    if (char === "*") out += greedy ? ".*" : ".*?";
    else if (char === "?") out += ".";
    else if (char === "\\") {
      const next = pattern[at + 1] ?? "";
      if (next === "}" || next === "/") continue;
      if (next !== "*" && next !== "?" && next !== "\\") {
        throw new LexError(`invalid pattern (${pattern}) in substitution: invalid escape '\\${next}'`);
      }
      out += `\\${next}`;
      at++;
    } else out += /[[\]{}.+()|^$/]/.test(char) ? `\\${char}` : char;
  }
  return out;
}

function trimPrefix(pattern: string, value: string, greedy: boolean): string {
  return value.replace(new RegExp(shellPattern(pattern, greedy, true), "su"), "");
}

/** The shortest suffix cannot be found by a leftmost search, so pattern and value are searched backwards. */
function trimSuffix(pattern: string, value: string, greedy: boolean): string {
  const backwards = (pattern.match(/\\.|./gsu) ?? []).reverse().join("");
  return reversed(trimPrefix(backwards, reversed(value), greedy));
}

function reversed(text: string): string {
  return Array.from(text).reverse().join("");
}
