/** How a language is cut into tokens. All patterns are sticky. */
export interface Syntax {
  /** White space and comments. */
  readonly blank: RegExp;
  /** Literals: group `plain` is text that stands for itself but for escapes, group `other` one that does not. */
  readonly texts: readonly RegExp[];
  readonly word: RegExp;
  /** Regular expression literals, which only stand where a value may. */
  readonly pattern?: RegExp;
  /** Backtick texts with `${…}`. */
  readonly hasTemplates?: true;
  /** Blocks by indentation. */
  readonly isIndented?: true;
}

const SLASHED = /(?:\s+|\/\/[^\n]*|\/\*[^]*?\*\/)+/y;
const DOUBLE = /"(?<plain>[^"\\\n]*(?:\\[^][^"\\\n]*)*)"/y;
const SINGLE = /'(?<plain>[^'\\\n]*(?:\\[^][^'\\\n]*)*)'/y;
const BLOCK = /"""(?<other>[^]*?)"""/y;
/** With `$x` or `#{x}` inside it is no plain text. */
const DOLLAR = /"(?<other>(?=[^"\n]*\$)[^"\\\n]*(?:\\[^][^"\\\n]*)*)"/y;
const HASH = /"(?<other>(?=[^"\n]*#\{)[^"\\\n]*(?:\\[^][^"\\\n]*)*)"/y;
const WORD = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const PATTERN = /\/(?![*/])(?:[^\\/[\n]|\\[^\n]|\[(?:[^\]\\\n]|\\[^\n])*\])+\/[a-z]*/y;

const javascript: Syntax = {
  blank: SLASHED,
  texts: [DOUBLE, SINGLE],
  word: /#?[\p{L}_$][\p{L}\p{N}_$]*/uy,
  pattern: PATTERN,
  hasTemplates: true,
};

const python: Syntax = {
  blank: /(?:[ \t\r\f]+|\\\r?\n|#[^\n]*)+/y,
  texts: [
    /(?:[rbu]|rb|br)?"""(?<plain>[^"\\]*(?:(?:\\[^]|"(?!""))[^"\\]*)*)"""/iy,
    /(?:[rbu]|rb|br)?'''(?<plain>[^'\\]*(?:(?:\\[^]|'(?!''))[^'\\]*)*)'''/iy,
    /(?:f|fr|rf|t)"""(?<other>[^"\\]*(?:(?:\\[^]|"(?!""))[^"\\]*)*)"""/iy,
    /(?:f|fr|rf|t)'''(?<other>[^'\\]*(?:(?:\\[^]|'(?!''))[^'\\]*)*)'''/iy,
    /(?:[rbu]|rb|br)?"(?<plain>[^"\\\n]*(?:\\[^][^"\\\n]*)*)"/iy,
    /(?:[rbu]|rb|br)?'(?<plain>[^'\\\n]*(?:\\[^][^'\\\n]*)*)'/iy,
    /(?:f|fr|rf|t)"(?<other>[^"\\\n]*(?:\\[^][^"\\\n]*)*)"/iy,
    /(?:f|fr|rf|t)'(?<other>[^'\\\n]*(?:\\[^][^'\\\n]*)*)'/iy,
  ],
  word: WORD,
  isIndented: true,
};

const go: Syntax = { blank: SLASHED, texts: [DOUBLE, /`(?<plain>[^`]*)`/y, SINGLE], word: WORD };
const java: Syntax = { blank: SLASHED, texts: [BLOCK, DOUBLE, SINGLE], word: WORD };
const kotlin: Syntax = { blank: SLASHED, texts: [BLOCK, DOLLAR, DOUBLE, SINGLE], word: WORD };
const csharp: Syntax = {
  blank: /(?:\s+|\/\/[^\n]*|\/\*[^]*?\*\/|#(?:region|endregion|pragma|nullable)[^\n]*)+/y,
  texts: [BLOCK, /(?:\$@|@\$|\$|@)"(?<other>[^"\\]*(?:(?:\\[^]|"")[^"\\]*)*)"/y, DOUBLE, SINGLE],
  word: /@?[\p{L}_][\p{L}\p{N}_]*/uy,
};
const ruby: Syntax = {
  blank: /(?:\s+|#[^\n]*|^=begin\b[^]*?^=end\b[^\n]*)+/my,
  texts: [HASH, DOUBLE, SINGLE, /%[wi]\[(?<other>[^\]]*)\]/y],
  word: /[\p{L}_@$][\p{L}\p{N}_]*[?!]?(?!=[^=>~])/uy,
  pattern: PATTERN,
};
const php: Syntax = {
  blank: /(?:\s+|\/\/[^\n]*|#(?!\[)[^\n]*|\/\*[^]*?\*\/)+/y,
  texts: [DOLLAR, DOUBLE, SINGLE],
  word: WORD,
};
const rust: Syntax = {
  // a comment within a comment is not understood
  blank: /(?:\s+|\/\/[^\n]*|\/\*(?:(?!\/\*)[^])*?\*\/)+/y,
  texts: [
    /b?r(?<hashes>#*)"(?<plain>[^]*?)"\k<hashes>/y,
    /b?"(?<plain>[^"\\]*(?:\\[^][^"\\]*)*)"/y,
    /b?'(?<other>[^'\\\n]|\\[^\n][^'\n]*)'/y,
  ],
  word: WORD,
};

/** By the ending of a file's name. */
export const SYNTAX: Readonly<Record<string, Syntax>> = {
  js: javascript, mjs: javascript, cjs: javascript, ts: javascript, mts: javascript, cts: javascript,
  py: python, go, java, kt: kotlin, cs: csharp, rb: ruby, ru: ruby, php, rs: rust,
}; // prettier-ignore
