import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { lex, variables } from "./lex.js";

// What BuildKit's `shell.Lex` gives; each value was taken from its Go code.

type Env = Readonly<Record<string, string>>;

function expand(word: string, env: Env, escape = "\\"): string | { error: string } {
  const { text, error } = lex(word, { escape, get: (name) => env[name] });
  return error === undefined ? text : { error };
}

const ENV: Env = { PWD: "/home", SHELL: "bash", KOREAN: "한국어", NULL: "" };
const REFUSED = { error: expect.any(String) };

describe("quotes and escapes", () => {
  test.each([
    ["hello", "hello"],
    ["he'll'o", "hello"],
    ["he\\'llo", "he'llo"],
    ["abc\\tdef", "abctdef"],
    ['"abc\\tdef"', "abc\\tdef"],
    ['"abc\\\\tdef"', "abc\\tdef"],
    ["'abc\\tdef'", "abc\\tdef"],
    ["hello\\", "hello"],
    ["hello\\\\", "hello\\"],
    ['"hel\'lo"', "hel'lo"],
    ["'hello\\'", "hello\\"],
    ["'hello\\there'", "hello\\there"],
    ["'hello\\\\there'", "hello\\\\there"],
    ["\"''\"", "''"],
    ["'\"hello\"'", '"hello"'],
    ["안'녕'하세요", "안녕하세요"],
    ["안녕\\t하세요", "안녕t하세요"],
  ])("%s gives %s", (word, text) => {
    expect(expand(word, ENV)).toBe(text);
  });

  test.each([
    ["he'llo", "single"],
    ["he\\\\'llo", "single"],
    ["'hello", "single"],
    ['"hello', "double"],
    ['"hello\\"', "double"],
    ['"hello\\', "double"],
    ["안'녕하세요", "single"],
  ])("%s lacks a quote", (word, quote) => {
    const error = `unexpected end of statement while looking for matching ${quote}-quote`;
    expect(expand(word, ENV)).toEqual({ error });
  });

  test("the backtick can be the escape character instead", () => {
    expect(expand("a`$PWD\\$PWD", ENV, "`")).toBe("a$PWD\\/home");
    expect(expand('"`"`$`t"', ENV, "`")).toBe('"$`t');
  });
});

describe("variables", () => {
  test.each([
    ["$PWD", "/home"],
    ["he$PWD", "he/home"],
    ["$KOREAN$KOREAN", "한국어한국어"],
    ["he$pwd.", "he."],
    ["$.", "$."],
    ["he$.x", "he$.x"],
    ["a$", "a$"],
    ["he\\$PWD", "he$PWD"],
    ["he\\\\$PWD", "he\\/home"],
    ['"he\\$PWD"', "he$PWD"],
    ['"he\\\\$PWD"', "he\\/home"],
    ["'$PWD'", "$PWD"],
    ["'\\$PWD'", "\\$PWD"],
    ['"$PWD"', "/home"],
    ["\"he'$PWD'\"", "he'/home'"],
    ["\\${}aaa", "${}aaa"],
    ["he${PWD}", "he/home"],
    ["he${hi}xx", "hexx"],
    ["${aaa}}", "}"],
    ["$(date)", "$(date)"],
  ])("%s gives %s", (word, text) => {
    expect(expand(word, ENV)).toBe(text);
  });

  test.each([
    ["${}", "bad substitution"],
    ["he${}xx", "bad substitution"],
    ["${{aaa}", "bad substitution"],
    ["${:}", "bad substitution"],
    ["${:-bbb}", "bad substitution"],
    ["he${.}", "unsupported modifier (.)"],
    ["${PWD=000}", "unsupported modifier (=)"],
    ["${PWD:=000}xx", "unsupported modifier (:=)"],
    ["${XXX:YYY}", "unsupported modifier (:Y)"],
    ["${PWD:#/}", "unsupported modifier (:#)"],
    ["${PWD:%/}", "unsupported modifier (:%)"],
    ["${", "missing '}'"],
    ["he${PWD:-x", "missing '}'"],
    ["${PWD:-a ${foo}", "missing '}'"],
    ["${PWD:-'a", "missing '}'"],
    ["${PWD/home", "missing '/' in ${}"],
    ["${PWD//home}", "missing '/' in ${}"],
    ["${PWD/home/x", "missing '}'"],
  ])("%s is refused: %s", (word, message) => {
    expect(expand(word, ENV)).toEqual({ error: expect.stringContaining(message) });
  });

  test("a name without its closing brace is refused", () => {
    expect(expand("he${PWD", ENV)).toEqual(REFUSED);
  });

  test.each(["1", "2", "9", "999", "001", "@", "*", "#", "?", "-", "$", "!", "0"])("$%s is never set", (name) => {
    expect(expand(`$${name}`, ENV)).toBe("");
    expect(expand(`\${${name}}`, ENV)).toBe("");
    expect(expand(`\${${name}:+bbb}`, ENV)).toBe("");
    expect(expand(`\${${name}:-bbb}aaa`, ENV)).toBe("bbbaaa");
  });

  test.each([
    ["$999aaa", "aaa"],
    ["$001aaa", "aaa"],
    ["he$1x", "hex"],
    ["$@aaa", "aaa"],
    ["$@@@", "@@"],
    ["$$PWD", "PWD"],
  ])("a number or special parameter ends by itself: %s gives %s", (word, text) => {
    expect(expand(word, ENV)).toBe(text);
  });
});

describe("defaults and alternatives", () => {
  const env = { FOO: "xxx", BAR: "" };

  test.each([
    ["${FOO-a} ${BAR-b} ${BAZ-c}", "xxx  c"],
    ["${FOO:-a} ${BAR:-b} ${BAZ:-c}", "xxx b c"],
    ["${FOO+a} ${BAR+b} ${BAZ+c}", "a b "],
    ["${FOO:+a} ${BAR:+b} ${BAZ:+c}", "a  "],
    ["${FOO:-}${BAZ:-}", "xxx"],
    ["${FOO?why}", "xxx"],
    ["${BAR?why}", ""],
    ["${FOO:?why}", "xxx"],
    ["${BAZ:-$FOO}", "xxx"],
    ["${BAZ:-${BAR:-yyy}}", "yyy"],
    ["${FOO:+${FOO}:}", "xxx:"],
    ["${BAZ:-\\$FOO:}", "$FOO:"],
    ["${BAZ:-\\${FOO}z}", "${FOOz}"],
    ["${BAZ:-a {b}", "a {b"],
    ["${BAZ:-bbb}}", "bbb}"],
    ["${BAZ:-'a}b'}", "a}b"],
    ['${BAZ:-"a}b"}', "a}b"],
  ])("%s gives %s", (word, text) => {
    expect(expand(word, env)).toBe(text);
  });

  test.each([
    ["${BAZ?}", "BAZ: is not allowed to be unset"],
    ["${BAZ:?}", "BAZ: is not allowed to be unset"],
    ["${BAR:?}", "BAR: is not allowed to be empty"],
    ["${BAZ?set $FOO}", "BAZ: set xxx"],
    ["${BAR:?set $FOO}", "BAR: set xxx"],
  ])("%s stops: %s", (word, error) => {
    expect(expand(word, env)).toEqual({ error });
  });
});

describe("prefixes and suffixes", () => {
  test.each([
    ["${V#*x*y}", "xxyy", "y"],
    ["${V#*}", "xxyy", "xxyy"],
    ["${V#}", "xxyy", "xxyy"],
    ["${V##}", "xxyy", "xxyy"],
    ["${V##*x}", "xxyy", "yy"],
    ["${V##*/}", "/a/b/c.txt", "c.txt"],
    ["${V#?\\?}", "???y", "?y"],
    ["${V#()[]{\\}^$.\\*\\?|\\\\}", "()[]{}^$.*?|\\x", "x"],
    ['${V#"a\\b"}', "a\\bc", "c"],
    ["${V#'a\\b'}", "a\\bc", "c"],
    ["${V#${W}}", "ab", "b"],
    ["${V%}", "xxyy", "xxyy"],
    ["${V%x}", "xxyy", "xxyy"],
    ["${V%.*}", "a.tar.gz", "a.tar"],
    ["${V%%.*}", "a.tar.gz", "a"],
    ["${V%%\\**}", "xx**", "xx"],
    ["${V%%\\**\\*}", "a***yy*", "a"],
    ["${V%?}", "a😀", "a"],
    ["${V%\\/*}", "/a/b", "/a"],
  ])("%s of %s is %s", (word, value, text) => {
    expect(expand(word, { V: value, W: "a" })).toBe(text);
  });

  test("of an unset variable is empty", () => {
    expect(expand("${V#a}${V%%*}", {})).toBe("");
  });

  test.each(["${V#\\x}", "${V%\\x}", "${V/\\x/y}"])("%s holds an escape that patterns do not know", (word) => {
    const error = "invalid pattern (\\x) in substitution: invalid escape '\\x'";
    expect(expand(word, { V: "v" })).toEqual({ error });
  });
});

describe("replacements", () => {
  test.each([
    ["${V/a/-}", "aba", "-ba"],
    ["${V//a/-}", "aba", "-b-"],
    ["${V/x/-}", "aba", "aba"],
    ["${V/a/}", "aba", "ba"],
    ["${V//\\//\\/}", "/tmp/foo.txt", "\\/tmp\\/foo.txt"],
    ["${V//\\*\\//.}", "/foo*/*/*.txt", "/foo..*.txt"],
    ["${V/?/.}", "ab", ".b"],
    ["${V/*/.}", "ab", "."],
    ["${V//*/.}", "ab", "."],
    ["${V//./-}", "1.2.3", "1-2-3"],
    ["${V/b/$W}", "abc", "a-c"],
    ["${V/b/'\\d'}", "abc", "a\\dc"],
    ["${V/$W/+}", "a-c", "a+c"],
    ["${V///+}", "ab", "+a+b+"],
  ])("%s of %s is %s", (word, value, text) => {
    expect(expand(word, { V: value, W: "-" })).toBe(text);
  });

  test("all matches take Go's `$0`, one match does not", () => {
    const env = { V: "abab", W: "<$0${0}$$$1>" };
    expect(expand("${V//a/$W}", env)).toBe("<aa$>b<aa$>b");
    expect(expand("${V/a/$W}", env)).toBe("<$0${0}$$$1>bab");
  });
});

describe("words", () => {
  const env = { hi: "hi", space: "abc  def", leading: "  ab c", trailing: "ab c   " };

  test.each([
    ["hello", ["hello"]],
    ["hello${no}bye", ["hellobye"]],
    ["hello${hi}bye", ["hellohibye"]],
    ["hello${space}bye", ["helloabc", "defbye"]],
    ['hello"${space}"bye', ["helloabc  defbye"]],
    ['hello "${space}"bye', ["hello", "abc  defbye"]],
    ["hello${leading}def", ["hello", "ab", "cdef"]],
    ['hello"${leading}" def', ["hello  ab c", "def"]],
    ["hello${trailing}", ["helloab", "c"]],
    ["hello${trailing}d", ["helloab", "c", "d"]],
    ['hello"${trailing}"d', ["helloab c   d"]],
    ['hel"lo${trailing}"', ["helloab c   "]],
    ['hello" there  "', ["hello there  "]],
    ["hello there", ["hello", "there"]],
    ["hello\\ there", ["hello there"]],
    ['hello\\" there', ['hello"', "there"]],
    ["hello'$there'", ["hello$there"]],
    ["  a\u2003b\u00a0 ", ["a", "b"]],
    ["''", []],
  ])("%s is %j", (word, words) => {
    expect(lex(word, { escape: "\\", get: (name) => env[name as keyof typeof env] }).words).toEqual(words);
  });

  test("an operand makes BuildKit forget what stood in front of its variable", () => {
    const { text, words } = lex("x a${V:-b}c", { escape: "\\", get: () => undefined });
    expect(text).toBe("x abc");
    expect(words).toEqual(["x", "bc"]);
  });

  test("blanks behind << belong to its word", () => {
    expect(lex("cat << EOF <x", { escape: "\\", get: () => undefined }).words).toEqual(["cat", "<< EOF", "<x"]);
  });
});

describe("options", () => {
  const bar = (name: string): string | undefined => (name === "FOO" ? "bar" : undefined);

  test.each([
    ['"C:\\hello\\world"', '"C:\\hello\\world"'],
    ["C:\\hello", "C:\\hello"],
    ['"a\\"b" "a\\\\b" "\\$FOO"', '"a\\"b" "a\\\\b" "\\$FOO"'],
    ["\\$FOO $FOO a\\ b 'x\\y'", "\\$FOO bar a\\ b 'x\\y'"],
  ])("quotes and escapes of %s are kept", (word, text) => {
    expect(lex(word, { escape: "\\", get: bar, rawQuotes: true, rawEscapes: true }).text).toBe(text);
  });

  test.each(["$V", "${V}", "${V:-$V}", "${V#a*}", "${V%%'a'}", "${V/a/b}", "${V:?why}", "${V:0:3}", "${V:=x}"])(
    "keepUnset leaves %s as it is",
    (word) => {
      const result = lex(word, { escape: "\\", get: bar, keepUnset: true, rawQuotes: true });
      expect(result).toMatchObject({ text: word });
      expect(result.error).toBeUndefined();
    },
  );

  test("keepUnset expands what is set", () => {
    expect(lex("$FOO$V", { escape: "\\", get: bar, keepUnset: true }).text).toBe("bar$V");
    expect(lex("${FOO/a/o}${FOO:-x}", { escape: "\\", get: bar, keepUnset: true }).text).toBe("borbar");
  });
});

describe("the variables of a word", () => {
  test.each([
    ["$A", [["A", "", "$A"]]],
    ["x${A}y$B", [["A", "", "${A}"], ["B", "", "$B"]]],
    ["${A:-x}", [["A", ":-", "${A:-x}"]]],
    ["${A?why}", [["A", "?", "${A?why}"]]],
    ["${A##*/}", [["A", "#", "${A##*/}"]]],
    ["${A/b/c}", [["A", "/", "${A/b/c}"]]],
    ["${A:-${B}}", [["B", "", "${B}"], ["A", ":-", "${A:-${B}}"]]],
    ['"$A"', [["A", "", "$A"]]],
    ["'$A'\\$B", []],
    ["${A", []],
  ])("%s: %j", (word, expected) => {
    const found = variables(word, "\\").map(({ name, modifier, range }) => [
      name,
      modifier,
      word.slice(range.start, range.end),
    ]);
    expect(found).toEqual(expected);
  }); // prettier-ignore
});

const token = fc.constantFrom(
  "$", "${", "}", ":", "-", "+", "?", "#", "%", "/", "*", "\\", "`", "'", '"', "<", "<<", " ", "A", "B", "1", "é", "😀",
); // prettier-ignore
const anything = fc.oneof(
  fc.array(token, { maxLength: 30 }).map((tokens) => tokens.join("")),
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
);

test("never throws, whatever the word, the environment and the options", () => {
  const options = fc.record({ rawQuotes: fc.boolean(), rawEscapes: fc.boolean(), keepUnset: fc.boolean() });
  fc.assert(
    fc.property(anything, fc.constantFrom("\\", "`"), options, fc.option(anything), (word, escape, flags, value) => {
      const result = lex(word, { escape, get: (name) => (name === "A" ? (value ?? undefined) : undefined), ...flags });
      expect(typeof result.text).toBe("string");
    }),
  );
});

test("nesting without end is refused, not run into the end of the stack", () => {
  const error = "variables are nested too deeply";
  for (const part of ["${A:-", '${A:-"', "${A#", "${A/"]) expect(expand(part.repeat(100_000), {})).toEqual({ error });
});

test("many variables in a row are no nesting", () => {
  expect(expand("${A:-b}".repeat(1000), {})).toBe("b".repeat(1000));
});

test("a word without special characters is left alone", () => {
  fc.assert(
    fc.property(fc.string(), (word) => {
      fc.pre(!/[$'"\\<]/.test(word));
      expect(lex(word, { escape: "\\", get: () => undefined })).toMatchObject({ text: word, variables: [] });
    }),
  );
});
