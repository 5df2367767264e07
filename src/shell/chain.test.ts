import { describe, expect, test } from "@jest/globals";
import { chainOf, isChain } from "./chain.js";
import { script } from "./testing/shell.js";

describe("a chain of &&", () => {
  test.each([
    ["a", ["a"]],
    ["a && b  c && d", ["a", "b  c", "d"]],
    ["a && (b; c) && { d || e; } && f | g", ["a", "(b; c)", "{ d || e; }", "f | g"]],
    ["if a; then b; fi", ["if a; then b; fi"]],
    ["! a", ["! a"]],
    ["a > b && A=1", ["a > b", "A=1"]],
    ["a \\\n# c\n && b", ["a", "b"]],
  ])("%j", (body, texts) => {
    const source = `RUN ${body}`;
    const links = chainOf(script(body));
    expect(isChain(links) && links.map(({ range }) => source.slice(range.start, range.end))).toEqual(texts);
  });

  test("a link's command is there when it is simple", () => {
    const links = chainOf(script("a && (b) && c | d"));
    expect(isChain(links) && links.map(({ command }) => command?.name?.value)).toEqual(["a", undefined, undefined]);
  });
});

describe("more than a chain", () => {
  test.each([
    ["", "it runs nothing"],
    ["# a", "it runs nothing"],
    ["a && b # c", "a shell comment ends it"],
    ["a # b && c", "a shell comment ends it"],
    ["a; b", "`;` separates its commands, so a failing one does not end it"],
    ["<<E\na\nb\nE", "`;` separates its commands, so a failing one does not end it"],
    ["a & b", "`;` separates its commands, so a failing one does not end it"],
    ["a && b &", "it ends in the background"],
    ["a && b || c", "`||` decides which of its commands run"],
    ["a || b", "`||` decides which of its commands run"],
  ])("%j: %s", (body, reason) => {
    const result = chainOf(script(body));
    expect(isChain(result)).toBe(false);
    expect(result).toEqual({ reason });
  });

  test("a `;` at the end changes nothing", () => {
    expect(isChain(chainOf(script("a && b;")))).toBe(true);
  });
});
