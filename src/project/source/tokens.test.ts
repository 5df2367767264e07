import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Source } from "./source.js";
import { SYNTAX } from "./syntax.js";

/** Tokens, texts in `‹›` where they are plain and in `«»` otherwise. */
function read(path: string, text: string): string | undefined {
  return Source.of(path, text)?.tokens.map(({ kind, text: value, isPlain }) => (kind !== "text" ? value : isPlain ? `‹${value}›` : `«${value}»`)).join(" "); // prettier-ignore
}

describe("source texts as tokens", () => {
  test.each<[path: string, text: string, tokens: string | undefined]>([
    ["a.js", "a /* x */ // y\n('b')", "a ( ‹b› )"],
    ["a.js", "`a` `${b}` `c${`}`}d`", "‹a› «${b}» «c${`}`}d»"],
    ["a.js", "x = /['\"/]/g; y = a / b / c", "x = «/['\"/]/g» ; y = a / b / c"],
    ["a.js", 'const a = "don\'t // x";', "const a = ‹don't // x› ;"],
    ["a.js", "a = '\\x41'", "a = «\\x41»"],
    ["a.js", "<p>don't</p>", undefined],
    ["a.js", "a(", undefined],
    ["a.js", "`a", undefined],
    ["a.py", "def f():\n  # c\n  return 1\n\nx = 2\n", "def f ( ) : { return 1 ; } x = 2"],
    ["a.py", "f(a,\n b)\n'''x\ny'''\nf'{x}'", "f ( a , b ) ; «x\ny» ; «{x}»"],
    ["a.py", "if a:\n    b\n  c\n", undefined],
    ["a.go", 'a := `b"` + "c" + \'d\'', 'a := ‹b"› + ‹c› + ‹d›'],
    ["a.kt", '"a" "$b"', "‹a› «$b»"],
    ["a.cs", '@"a""b" $"{c}" "d"', '«a""b» «{c}» ‹d›'],
    ["a.rb", "=begin\nx\n=end\nget 'up' # x\n\"#{a}\"", "get ‹up› «#{a}»"],
    ["a.rb", "x = <<~A\n  b'\nA\n", undefined],
    ["a.php", "# a\n$x->y('b');", "$x -> y ( ‹b› ) ;"],
    ["a.rs", "fn a<'b>(c: &'b str) { 'd'; r#\"e\"#; }", "fn a < ' b > ( c : & ' b str ) { «d» ; ‹e› ; }"],
    ["a.rs", "/* a /* b */ c */", undefined],
    ["a.txt", "a", undefined],
  ])("%s %s", (path, text, tokens) => {
    expect(read(path, text)).toBe(tokens);
  });

  test("know their lines", () => {
    expect(Source.of("a.py", "a\n\n'''\n'''\nb")?.place(4)).toBe("a.py:5");
    expect(Source.of("a.js", "`\n` a")?.place(1)).toBe("a.js:2");
  });

  test("never throw", () => {
    const text = fc.array(fc.constantFrom("'", '"', "`", "${", "}", "(", ")", "\n", " ", "  ", "/", "*", "#", "\\", "a", "f", "<<~", "r#", "=begin", "[", "😀")); // prettier-ignore
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(SYNTAX)), text, (ending, parts) => {
        Source.of(`a.${ending}`, parts.join(""));
      }),
    );
  });
});
