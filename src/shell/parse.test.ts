import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyText } from "../dockerfile/testing/arbitrary.js";
import { isTree, parseShell, walk } from "./parse.js";

const SH = { bash: false, errexit: false, pipefail: false };
const BASH = { ...SH, bash: true };

/** Why a script is not understood; undefined when it is. */
function reason(text: string, dialect = SH): string | undefined {
  const result = parseShell(text, dialect);
  return isTree(result) ? undefined : result.reason;
}

describe("understood by every POSIX shell", () => {
  test.each([
    "", "# a", "a && b || c; d & e | f", "! a", "(a; b)", "{ a; b; }", "f() { a; }", "if a; then b; elif c; then d; else e; fi",
    "while a; do b; done", "until a; do b; done", "for x in a b; do c; done", "case $x in a | b) c;; *) d;; esac", "[ a -a b ]",
    "[[ a ]]", "A=1 b >c 2>&1 <d", "a >>b 3>&1", "echo $(a) `b` $((1 + 2)) ${c:-d}", "echo 'a (b' \"c )\" \\( \\)", "a # (",
    "a && # b\n c", "cat <<E\na\nE", "cat <<-'E'\n\ta\nE", "echo {a} a{b}", "echo *.c ?[a-z]", "find . \\( -name a \\)", "a\nb\n\nc",
  ])("%j", (text) => {
    expect(reason(text)).toBeUndefined();
    expect(reason(text, BASH)).toBeUndefined();
  }); // prettier-ignore
});

describe("wrong in every shell", () => {
  test.each([
    "if a; then", "a )", "( a", "echo 'a", 'echo "a', "echo $(a", "echo `a", "a &&", "&& a", "a | | b", "; a", "a ;; b", "fi", "done", "}",
    "{ a", "case a in b) c", "echo ${a", "<", "&", "a (b)", "find . ( -name a )", "test ( a )", "for in a; do b; done", "f() a",
  ])("%j", (text) => {
    const message = expect.stringMatching(/^the shell command cannot be parsed: ./);
    expect(reason(text)).toEqual(message);
    expect(reason(text, BASH)).toEqual(message);
  }); // prettier-ignore

  test("an error inside a command substitution", () => {
    expect(reason('echo "$(if a)"')).toMatch(/^the shell command cannot be parsed: /);
    expect(reason("echo `a | `")).toMatch(/^the shell command cannot be parsed: /);
  });

  test("a word behind an open parenthesis, which the parser takes", () => {
    expect(reason("cmd (word")).toBe("the shell command holds a stray parenthesis");
  });
});

describe("bash's own syntax", () => {
  test.each([
    ["a &> b", "&>"],
    ["a &>> b", "&>"],
    ["a |& b", "|&"],
    ["a <<< b", "<<<"],
    ["a <(b)", "<(…)"],
    ["((a))", "((…))"],
    ["for ((i=0; i<1; i++)); do a; done", "for ((…))"],
    ["select x in a; do b; done", "select"],
    ["coproc a", "coproc"],
    ["a=(b c)", "an array"],
    ["echo $'a'", "$'…'"],
    ["echo {a,b}", "{a,b}"],
    ["echo {1..3}", "{a,b}"],
    ["rm !(a)", "an extended glob"],
    ["[[ a && b ]]", "[[ … && … ]]"],
    ["[[ a || b ]]", "[[ … && … ]]"],
    ["function f { a; }", "function"],
    ["function f() { a; }", "function"],
    ["echo $(a &> b)", "&>"],
  ])("%s is read differently by sh", (text, construct) => {
    expect(reason(text)).toBe(`\`${construct}\` is read differently by sh and bash`);
    expect(reason(text, BASH)).toBeUndefined();
  });

  test("what looks like it in quotes is not", () => {
    expect(reason("echo '&>' \"<<< {a,b}\" \\$\\'a\\'")).toBeUndefined();
  });
});

test("a carriage return belongs to a word of the shell, but the parser takes it for a blank", () => {
  expect(reason("a\rb")).toBe("a carriage return is part of the shell command");
});

test.each(["(", "{ ", '"$(', "$(", "${a:-", "if ", "a | ("])(
  "%j without end is an answer, not an exception",
  (part) => {
    expect(reason(part.repeat(5000))).toEqual(expect.any(String));
  },
);

test("deep nesting is an answer, not an exception", () => {
  const nested = (depth: number): string => `${'echo "$('.repeat(depth)}a${')"'.repeat(depth)}`;
  expect(reason(nested(20))).toBeUndefined();
  expect(reason(nested(5000))).toEqual(expect.any(String));
});

test("walks outermost first, command substitutions included", () => {
  const tree = parseShell('a "$(b `c`)" | d', SH);
  const names: string[] = [];
  walk(tree as Exclude<typeof tree, { reason: string }>, (node) => {
    if (node.type === "Command") names.push(node.name!.value);
  });
  expect(names).toEqual(["a", "b", "c", "d"]);
});

test("never throws, and every node lies in the text", () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom(SH, BASH), (text, dialect) => {
      const result = parseShell(text, dialect);
      if (!isTree(result)) return;
      walk(result, ({ pos, end }) => {
        expect(pos >= 0 && pos <= end && end <= text.length).toBe(true);
      });
    }),
  );
});
