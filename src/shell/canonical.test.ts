import { describe, expect, test } from "@jest/globals";
import { canonical, shellComments } from "./canonical.js";
import { script } from "./testing/shell.js";

function text(body: string): string {
  const { tree, text } = script(body);
  return canonical(tree, text.value);
}

describe("layout makes no difference", () => {
  test.each([
    ["a  b &&   c", "a b && c"],
    ["a \\\n  # why\n\n  && b", "a && b"],
    ["a\t&& \t b", "a && b"],
    ["a # 'why", "a"],
    ["<<E\n\na # why\n\n   b\n# more\nE", "<<E\na\nb\nE"],
    ["<<-E\n\ta\n\t\tb\n\tE", "<<E\na\nb\nE"],
    ["f() {  a  b; }", "f() { a b; }"],
    ["if a;  then   b; fi", "if a; then b; fi"],
    ["a  2>&1   b", "a 2>&1 b"],
    ["A=1   b", "A=1 b"],
  ])("%j is %j", (one, other) => {
    expect(text(one)).toBe(text(other));
  });
});

describe("what the shell reads differently stays different", () => {
  test.each([
    ["echo 'a  b'", "echo 'a b'"],
    ['echo "a  b"', 'echo "a b"'],
    ["echo a\\ \\ b", "echo a\\ b"],
    ["<<E\necho a\\ \nE", "<<E\necho a\\\nE"],
    ["echo a", "echo b"],
    ["echo a b", "echo ab"],
    ["echo 'a'", 'echo "a"'],
    ["echo a#b", "echo a"],
    ["echo '# a'", "echo '# b'"],
    ["a && b", "a || b"],
    ["a && b", "a; b"],
    ["a; b", "a & b"],
    ["a", "a &"],
    ["a", "! a"],
    ["a", "time a"],
    ["a", "(a)"],
    ["(a)", "{ a; }"],
    ["a | b", "a && b"],
    ["a > b", "a >> b"],
    ["a > 'b  c'", "a > 'b c'"],
    ["> 'b  c' a", "> 'b c' a"],
    ["A='b  c' d", "A='b c' d"],
    ["A='b  c'", "A='b c'"],
    ["A=('b  c')", "A=('b c')"],
    ["[[ 'a  b' ]]", "[[ 'a b' ]]"],
    ["a <<< 'b  c'", "a <<< 'b c'"],
    ["echo $(a 'b  c')", "echo $(a 'b c')"],
    ["case a in 'b  c') d;; esac", "case a in 'b c') d;; esac"],
    ["case a in b\\ \\ c) d;; esac", "case a in b\\ c) d;; esac"],
    ["for a in 'b  c'; do d; done", "for a in 'b c'; do d; done"],
    ["for a in b; do d; done", "for e in b; do d; done"],
    ["f() { a; }", "g() { a; }"],
    ["{ a; } > 'b  c'", "{ a; } > 'b c'"],
    ["if a; then b; fi", "if a; then b; else b; fi"],
    ["while a; do b; done", "until a; do b; done"],
    ["cat <<E\na  b\nE", "cat <<E\na b\nE"],
    ["cat <<E && b\na\nE", "cat <<E && b\nc\nE"],
    ["cat <<E && b\n# a\nE", "cat <<E && b\n# c\nE"],
    ["cat <<E && b\n\na\nE", "cat <<E && b\na\nE"],
    ["cat <<E\na\nE", "cat <<'E'\na\nE"],
    ["cat <<E\na\nE", "cat <<-E\na\nE"],
  ])("%j and %j", (one, other) => {
    expect(text(one)).not.toBe(text(other));
  });
});

test.each([
  ["a # why", ["# why"]],
  ["<<E\n# one\na && # two\n  b # three\n#four\nE", ["# one", "# two", "# three", "#four"]],
  ["echo '# a' \"# b\" \\# c#d", []],
])("the shell's comments of %j", (body, comments) => {
  const { tree, text } = script(body);
  expect(shellComments(tree, text.value)).toEqual(comments);
});
