import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Dockerfile } from "../dockerfile/dockerfile.js";
import { dockerfileish } from "../dockerfile/testing/arbitrary.js";
import { isScript, scriptOf } from "./script.js";
import { BASH, command, read, script, SH } from "./testing/shell.js";

describe("what the shell is given", () => {
  test.each([
    ["RUN a  b ", "a  b"],
    ["RUN a \\\n  # c\n\n  && b", "a   && b"],
    ["RUN --network=none a", "a"],
    ["# escape=`\nFROM a\nRUN a `\n b", "a  b"],
    ["CMD a b", "a b"],
    ["ENTRYPOINT a b", "a b"],
    ["HEALTHCHECK --interval=1s CMD a || b", "a || b"],
    ["RUN <<E\na\n  b\nE\n", "a\n  b\n"],
    ["RUN <<-E\n\ta\n\t\tb\n\n  c\n\tE\n", "a\nb\n\n  c\n"],
    ["RUN <<E\nE", ""],
    ["RUN --mount=type=tmpfs,target=/a <<'E'\na $b\nE", "a $b\n"],
    ["RUN cat <<E && b\na\nE\n", "cat <<E && b\na\nE"],
    ["RUN cat <<-E\n\ta\n\tE\n", "cat <<-E\n\ta\n\tE"],
    ["RUN <<E cat\na\nE\n", "<<E cat\na\nE"],
    ["RUN <<A <<B\na\nA\nb\nB\n", "<<A <<B\na\nA\nb\nB"],
  ])("%j: %j", (source, text) => {
    const result = read(source);
    expect(isScript(result) && result.text.value).toBe(text);
  });
});

describe("not understood, with the reason", () => {
  test.each([
    ['RUN ["a"]', "exec form: no shell runs it"],
    ['HEALTHCHECK CMD ["a"]', "exec form: no shell runs it"],
    ["HEALTHCHECK NONE", "HEALTHCHECK NONE runs nothing"],
    ["RUN <<E\n#!/usr/bin/env python\nE", "the here-document is a program of its own (`#!`)"],
    ["RUN <<-E\r\n\ta\r\n\tE\r\n", "a carriage return is part of the shell command"],
    ["RUN a <<E\r\nb\r\nE\r\n", "a carriage return is part of the shell command"],
  ])("%j: %s", (source, reason) => {
    expect(read(source)).toEqual({ reason });
  });

  test("a shell that is not POSIX, and bash's syntax for sh", () => {
    expect(read("RUN a", ["cmd", "/S", "/C"])).toEqual({
      reason: "the stage's SHELL is cmd, not a POSIX shell",
    });
    expect(read("RUN a &> b", SH)).toHaveProperty("reason");
    expect(isScript(read("RUN a &> b", BASH))).toBe(true);
  });
});

describe("commands", () => {
  test("in the order of the text, those of substitutions included", () => {
    const names = script("a $(b) | c && { d `e`; } || (f); g() { h; }").commands.map(({ name }) => name?.value);
    expect(names).toEqual(["a", "b", "c", "d", "e", "f", "h"]);
  });

  test("assignments, words and redirections", () => {
    const { name, args, assignments, redirects } = command("A=1 B='c d' \"e\"f 'g h' $i >j 2>&1 k\\ l");
    expect(name).toMatchObject({ text: '"e"f', value: "ef", literal: true });
    expect(args.map(({ text, value, literal }) => [text, value, literal])).toEqual([
      ["'g h'", "g h", true],
      ["$i", "$i", false],
      ["k\\ l", "k l", true],
    ]);
    expect(assignments).toEqual(["A=1", "B='c d'"]);
    expect(redirects).toEqual([">j", "2>&1"]);
  });

  test("an assignment alone has no name", () => {
    expect(command("A=1")).toMatchObject({ name: undefined, args: [], assignments: ["A=1"] });
  });

  test.each([
    "$a",
    '"$a"',
    "${a}",
    "$(a)",
    "`a`",
    "$((1))",
    "*",
    "a?",
    "[ab]",
    "{a,b}",
    "a$b",
    '"a${b}"',
    '$"a"',
    "<(a)",
  ])("the word %s is not literal", (word) => {
    expect(command(`x ${word}`).args[0]!.literal).toBe(false);
  });

  test.each(["a", "'$a'", '"a b"', "a\\$b", "$'a'", "{a}", "a=b", "-x", "'*'"])("the word %s is literal", (word) => {
    expect(command(`x ${word}`).args[0]!.literal).toBe(true);
  });
});

describe("always runs when everything before it succeeded", () => {
  test.each([
    ["a && b && c", "a b c"],
    ["a; b & c", "a b c"],
    ["a || b", "a"],
    ["a && b || c && d", "a b"],
    ["a | b", "a b"],
    ["! a", "a"],
    ["(a; b)", "a b"],
    ["{ a && b; }", "a b"],
    ["x $(a)", "x a"],
    ["x ${y:-$(a)} ${z:+`b`}", "x"],
    ["if a; then b; elif c; then d; else e; fi; f", "a f"],
    ["while a; do b; done", ""],
    ["for x in $(a); do b; done", ""],
    ["for ((i=0; i<1; i++)); do a; done", ""],
    ["select x in a; do b; done", ""],
    ["case $(a) in b) c;; esac", ""],
    ["f() { a; }", ""],
    ["[[ $(a) && $(b) ]]", ""],
    ["a || (b; c)", "a"],
    ["a || b; c", "a c"],
  ])("%s: %s", (body, always) => {
    const names = script(body).commands.flatMap((each) => (each.always ? (each.name?.value ?? []) : []));
    expect(names.join(" ")).toBe(always);
  });
});

describe("offsets are those of the Dockerfile", () => {
  test.each([
    ["FROM a\nRUN x && y 'b  c' \\\n # d\n e>f", ["x", "y 'b  c' \\\n # d\n e>f"]],
    ["FROM a\nRUN <<-E\n\tx a\n\t\ty b\n\tE\n", ["x a", "y b"]],
    ["FROM a\nRUN cat <<E | y\nb\nE\n", ["cat <<E", "y"]],
    ["FROM a\nHEALTHCHECK CMD x || \\\n y", ["x", "y"]],
  ])("%j", (source, expected) => {
    const result = read(source);
    const commands = isScript(result) ? result.commands : [];
    expect(commands.map(({ range }) => source.slice(range.start, range.end))).toEqual(expected);
  });

  test("a word on one line is what stands there, whatever the file", () => {
    fc.assert(
      fc.property(dockerfileish, (source) => {
        for (const instruction of new Dockerfile(source).instructions) {
          const result = scriptOf(instruction, BASH, source);
          if (!isScript(result)) continue;
          for (const { name, args } of result.commands) {
            for (const { text, range } of [...(name ? [name] : []), ...args]) {
              const written = source.slice(range.start, range.end);
              if (!written.includes("\n")) expect(written).toBe(text);
            }
          }
        }
      }),
    );
  });
});

test.each([
  ["a", ""],
  ["a ;", ";"],
  ["a; # why", "; # why"],
  ["a &", ""],
  ["# why", ""],
])("the tail of %j is %j", (body, tail) => {
  expect(script(body).tail).toBe(tail);
});

test("a node's command and text", () => {
  const found = script("a && b  c");
  const [only] = found.tree.commands;
  expect(found.slice(only!)).toBe("a && b  c");
  expect(found.commandOf(found.commands[1]!.node)).toBe(found.commands[1]);
  expect(found.commandOf(only!.command)).toBeUndefined();
});
