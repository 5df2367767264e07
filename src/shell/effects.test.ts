import { describe, expect, test } from "@jest/globals";
import { effectsOf } from "./effects.js";
import { script } from "./testing/shell.js";

function effects(body: string): string {
  return [...effectsOf(script(body).tree)].sort().join(" ");
}

describe("what a command changes for those behind it", () => {
  test.each([
    ["cd /a", "directory"],
    ["chdir /a", "directory"],
    ["pushd /a", "directory"],
    ["popd", "directory"],
    ["A=1", "variable"],
    ["A+=1", "variable"],
    ["A=(1 2)", "variable"],
    ["A[1]=2", "variable"],
    ["export A=1", "variable"],
    ["unset A", "variable"],
    ["readonly A", "variable"],
    ["declare A=1", "variable"],
    ["read A", "variable"],
    ["mapfile A", "variable"],
    ["getopts a A", "variable"],
    ["let A=1", "variable"],
    ["shift", "variable"],
    ["printf -v A x", "variable"],
    ["A=1 :", "variable"],
    ["set -e", "option"],
    ["set -- a", "option"],
    ["shopt -s a", "option"],
    ["umask 022", "option"],
    ["ulimit -n 1", "option"],
    ["hash -r", "option"],
    ["trap a EXIT", "trap"],
    ["a &", "background"],
    ["cd /a &", "background"],
    ["wait", "background"],
    ["coproc a", "background"],
    ["exit 1", "exit"],
    ["return", "exit"],
    ["break", "exit"],
    ["exec a", "exit"],
    ["exec >a", "exit redirection"],
    ["f() { a; }", "function"],
    ["alias a=b", "function"],
    [". a", "source"],
    ["source a", "source"],
    ["eval a", "source"],
    ["command cd /a", "source"],
    ["builtin cd /a", "source"],
    ["$A b", "source"],
    ["$(a) b", "source"],
    ['"$A"', "source"],
  ])("%s: %s", (body, expected) => {
    expect(effects(body)).toBe(expected);
  });

  test.each(['"cd" /a', "'cd' /a", "c'd' /a", "\\cd /a"])("%s is cd as well", (body) => {
    expect(effects(body)).toBe("directory");
  });

  test.each([
    "a", "a b", "A=1 b", "/bin/cd /a", "echo cd", "[ a = b ]", "[[ a == b ]]", "test -n a", "command -v cd", "printf a", "true", ":", "echo $A",
    "echo ${A:-1} ${A+1} ${A#1}", "echo $((A + 1)) $((A == 1)) $((A <= 1)) $((A != 1))", "((A == 1))", "a > b", "toString",
  ])("%s: nothing", (body) => {
    expect(effects(body)).toBe("");
  }); // prettier-ignore
});

describe("expansions that assign", () => {
  test.each([
    "echo ${A:=1}", "echo ${A=1}", 'echo "${A:=1}"', "echo ${B:-${A:=1}}", "a > ${A:=b}", "B=1 a ${A:=1}", "cat <<E\n${A:=1}\nE",
    "[[ ${A:=1} ]]", "case ${A:=1} in a) b;; esac", "echo $((A = 1))", "echo $((A += 1))", "<<E\necho $((A <<= 1))\nE", "echo $((A++))",
    "echo $((--A))", "((A = 1))", "((A++))", "for a in b; do c; done", "for ((A=0; A<1; A++)); do b; done", "select A in b; do c; done",
  ])("%j", (body) => {
    expect(effects(body)).toBe("variable");
  }); // prettier-ignore
});

describe("a subshell keeps to itself", () => {
  test.each([
    "(cd /a)", "(A=1; set -e; trap b EXIT; f() { a; })", "(exit 1)", "(eval a)", "echo $(cd /a)", "echo `cd /a`", 'echo "$(A=1)"', "A=1 b $(cd /a)",
    "cd /a | b", "a | cd /b", "a | while read b; do c; done", "{ cd /a; } | b", "a <(cd /b)", "echo $(echo ${A:=1})", "(A=1 :)",
  ])("%s: nothing", (body) => {
    expect(effects(body)).toBe("");
  }); // prettier-ignore

  test.each(["(a &)", "echo $(a &)", "(a &) | b", "a >(b)", "( (a &) )"])("%s leaves a process behind", (body) => {
    expect(effects(body)).toBe("background");
  });
});

describe("compound commands have the effects of their parts", () => {
  test.each([
    ["{ cd /a; }", "directory"],
    ["! cd /a", "directory"],
    ["time cd /a", "directory"],
    ["a && cd /b", "directory"],
    ["a || exit 1", "exit"],
    ["a; cd /b", "directory"],
    ["if cd /a; then b; fi", "directory"],
    ["if a; then cd /b; else A=1; fi", "directory variable"],
    ["while a; do cd /b; done", "directory"],
    ["while read a; do b; done", "variable"],
    ["case a in b) cd /c;; esac", "directory"],
    ["{ cd /a; } > b", "directory"],
    ["cd /a && A=1 && set -e", "directory option variable"],
  ])("%s: %s", (body, expected) => {
    expect(effects(body)).toBe(expected);
  });
});

test.each([
  ["echo a >> /etc/hosts", "mount"],
  ["cp a /etc/resolv.conf", "mount"],
  ["(echo a > /etc/hostname)", "mount"],
  ["echo $(cat /dev/shm/a)", "mount"],
  ["echo a > /etc/hosts.allow", ""],
])("%s touches what the builder mounts into each RUN: %j", (body, expected) => {
  expect(effects(body)).toBe(expected);
});

test("deep nesting takes no more than a look at each command", () => {
  expect(effects(`${'echo "$('.repeat(60)}a &${')"'.repeat(60)}`)).toBe("background");
  expect(effects(`${"( ".repeat(60)}cd /a${")".repeat(60)}`)).toBe("");
});
