import { describe, expect, test } from "@jest/globals";
import { parse } from "../dockerfile/dockerfile.js";
import { flatten, type Unit } from "./flatten.js";
import { stageFacts } from "./state.js";

function run(text: string): { units: readonly Unit[]; comments: readonly string[] } {
  const file = parse(`FROM debian\n${text}\n`);
  expect(file.problems).toEqual([]);
  const { stage, states } = stageFacts(file)[0]!;
  return flatten(stage.instructions.at(-1)!, states.at(-1)!, file.source);
}

function texts(text: string): string[] {
  return run(text).units.map((unit) => unit.text);
}

describe("units", () => {
  test.each<[text: string, ...units: string[]]>([
    ["RUN a b", "a b"],
    ["RUN a && b \\\n  # why\n  && c", "a", "b", "c"],
    ["RUN a   'x  y' \\\n\t >f", "a 'x  y' >f"],
    ["RUN { a && b; } && (c && d)", "a", "b", "c", "d"],
    ["RUN a || b && c", "a || b && c"],
    ["RUN a && (b || c)", "a", "b || c"],
    ["RUN a; b", "a; b"],
    ["RUN a &", "a &"],
    ["RUN a;", "a"],
    ["RUN (a && b) >x && c", "(a && b) >x", "c"],
    ["RUN a | b && ! c", "a | b", "! c"],
    ["RUN if a; then b && c; fi && d", "if a; then b && c; fi", "d"],
    ["RUN a # why", "a"],
    ["RUN <<E\na && # why\n  b\nE", "a", "b"],
    ["RUN <<E\na\n\n# why\nb  c\nE", "a\nb c"],
    ["RUN <<-E\n\ta && b\n\tE", "a", "b"],
    ["RUN cat <<A >f && b\nx  y\n# z\nA", "cat <<A\nx  y\n# z\n >f", "b"],
    [`RUN ["a", "b c"]`, `["a","b c"]`],
    ["RUN a (b", "a (b"],
    ["RUN <<E\n#!/bin/x\na\nE", "<<E\n#!/bin/x\na\nE"],
    [`SHELL ["pwsh", "-c"]\nRUN a; b`, "a; b"],
    ["RUN touch a\\ && b", "touch a\\ ", "b"],
    ["RUN touch a\\\t && b", "touch a\\\t", "b"],
  ])("%j", (text, ...units) => {
    expect(texts(text)).toEqual(units);
  });
});

describe("what decides about a unit", () => {
  test.each<[text: string, ...states: string[]]>([
    ["RUN a && b", "", ""],
    ["RUN cd x && a && (cd y && b) && c", "", "cd x\n", "cd x\n", "cd x\ncd y\n", "cd x\n"],
    ["RUN { cd x && a; } && b", "", "cd x\n", "cd x\n"],
    ["RUN (cd x && a) && b", "", "cd x\n", ""],
    ["RUN export A=1 && . f && a && b", "", "export A=1\n", "export A=1\n. f\n", "export A=1\n. f\na\n"],
    ["RUN . f && apt-get install a && b", "", ". f\n", ". f\n"],
    ["RUN (a &) && b", "", "(a &)\n"],
    ["RUN a & \\\n  b", ""],
    ["RUN trap a EXIT && (b)", "", "trap a EXIT\n(\n"],
    ["RUN cd x && (b)", "", "cd x\n"],
    ["RUN a && (b && echo $_) && c", "", "", "a\n(\nb\n", ""],
    ["RUN --mount=type=tmpfs,target=/t a && b", "", "a\n"],
    [`SHELL ["bash", "-lc"]\nRUN a && b`, "", "a\n"],
    [`RUN ["a"]`, "exec form: no shell runs it"],
  ])("%j has the states %j", (text, ...states) => {
    expect(run(text).units.map((unit) => unit.state)).toEqual(states);
  });

  test.each<[text: string, ...suppressed: boolean[]]>([
    ["RUN { a; b; } && c", false, false],
    ["RUN set -e && { a; b; } && c", false, true, false],
    ["RUN { a; b; } && set -e && c", false, false, false],
    ["RUN (set -e && a) && { b; c; } && d", false, false, false, false],
    ["RUN set -o errexit && if a; then b; fi && c", false, true, false],
    ["RUN set -e && a && { b; c; }", false, false, false],
    [`SHELL ["sh", "-ec"]\nRUN (a; b) && c`, true, false],
    [`SHELL ["sh", "-ec"]\nRUN a | b && c`, false, false],
    [`SHELL ["sh", "-ec"]\nRUN eval a && b`, true, false],
    ["RUN . f && { a; b; } && c", true, true, false],
  ])("%j is left out of -e: %j", (text, ...suppressed) => {
    expect(run(text).units.map((unit) => unit.suppressed)).toEqual(suppressed);
  });

  test.each<[text: string, ...reads: string[]]>([
    ["RUN apt-get install a", "apt"],
    ["RUN apt-get update && apt-get clean", "", ""],
    ["RUN x || apt-get update; apt-get install a", "apt"],
    ["RUN set -e; apt-get update; apt-get install a", ""],
    ["RUN rm -rf /var/lib/apt/lists/* && cp /var/lib/apt/lists/x y", "", "apt"],
    ["RUN apk add a && apk add --no-cache a && apk del a", "apk", "", ""],
    ["RUN ./x.sh && sudo x && $X", "apt,apk", "apt,apk", "apt,apk"],
    ["RUN dnf install a", ""],
    ["RUN echo $(apt-cache policy x)", "apt"],
    [`RUN ["a"]`, "apt,apk"],
  ])("%j reads the lists of %j", (text, ...reads) => {
    expect(run(text).units.map((unit) => unit.reads.join())).toEqual(reads);
  });
});

test.each<[text: string, ...comments: string[]]>([
  ["RUN a \\\n  # the builder's\n  b"],
  ["RUN a # b", "# b"],
  ["RUN a#b '# c' \"# d\" $# ${e#f}"],
  ["RUN <<E\n# a\nb # c\nif d; then # e\n  f\nfi\n# g\nE", "# a", "# c", "# e", "# g"],
  [`RUN ["a", "# b"]`],
])("%j has shell comments %j", (text, ...comments) => {
  expect(run(text).comments).toEqual(comments);
});
