import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Dockerfile } from "./dockerfile.js";
import type { Instruction } from "./instruction.js";
import { anyText } from "./testing/arbitrary.js";
import type { Range } from "./text.js";

/** The last instruction of a file, and the text of a range in it. */
function last(source: string): { instruction: Instruction; at: (range: Range | undefined) => string | undefined } {
  return {
    instruction: new Dockerfile(source).instructions.at(-1)!,
    at: (range) => range && source.slice(range.start, range.end),
  };
}

test("keyword and ranges", () => {
  const { instruction, at } = last("FROM a\n  run --network=none a \\\n b\nx");
  const { instruction: run } = last("FROM a\n  run --network=none a \\\n b");
  expect(instruction.written).toBe("x");
  expect(run).toMatchObject({ keyword: "RUN", written: "run" });
  expect(at(run.keywordRange)).toBe("run");
  expect(at(run.range)).toBe("run --network=none a \\\n b");
  expect(at(run.args.range())).toBe("a \\\n b");
});

describe("flags", () => {
  test.each<[source: string, flags: [name: string, value: string | undefined, written: string][]]>([
    ["COPY --link --from=a b c", [["link", undefined, "--link"], ["from", "a", "--from=a"]]],
    ["RUN --mount=type=bind,source='a b' c", [["mount", "type=bind,source=a b", "--mount=type=bind,source='a b'"]]],
    ["RUN \\\n  --network=none \\\n a", [["network", "none", "--network=none"]]],
    ["COPY --from= a b", [["from", "", "--from="]]],
    ["RUN a --b", []],
    ["# escape=`\nFROM a\nCOPY --from=a` b c d", [["from", "a b", "--from=a` b"]]],
  ])("%j", (source, expected) => {
    const { instruction, at } = last(source);
    expect(instruction.flags.map(({ name, value, range }) => [name, value, at(range)])).toEqual(expected);
  }); // prettier-ignore

  test("the first of a name is taken", () => {
    expect(last("RUN --mount=a --mount=b c").instruction.flag("mount")).toBe("a");
    expect(last("RUN a").instruction.flag("mount")).toBeUndefined();
  });
});

describe("pairs", () => {
  test.each<[source: string, pairs: [name: string, value: string | undefined, written: string | undefined][]]>([
    ['ENV A=b C="d e"', [["A", "b", "b"], ["C", '"d e"', '"d e"']]],
    ["ENV A=b=c D=", [["A", "b=c", "b=c"], ["D", "", ""]]],
    ["ENV A b  c=d ", [["A", "b  c=d", "b  c=d"]]],
    ["ENV A \\\n b", [["A", "b", "b"]]],
    ["LABEL a=b \\\n # c\n d='e f'", [["a", "b", "b"], ["d", "'e f'", "'e f'"]]],
    ["ARG A B=c", [["A", undefined, undefined], ["B", "c", "c"]]],
    ["# escape=`\nFROM a\nENV A=b` c D=e\\", [["A", "b` c", "b` c"], ["D", "e\\", "e\\"]]],
    ["ENV A", []],
    ["ENV", []],
  ])("%j", (source, expected) => {
    const { instruction, at } = last(source);
    expect(instruction.pairs.map(({ name, value, valueRange }) => [name, value, at(valueRange)])).toEqual(expected);
  }); // prettier-ignore

  test("a value across a continuation is joined, its range holds the continuation", () => {
    const { instruction, at } = last("ENV A=b\\\nc D=e");
    expect(instruction.pairs[0]!.value).toBe("bc");
    expect(at(instruction.pairs[0]!.valueRange)).toBe("b\\\nc");
    expect(at(instruction.pairs[0]!.range)).toBe("A=b\\\nc");
  });
});

describe("words and strings", () => {
  test.each([
    ["FROM a AS b", ["a", "AS", "b"], undefined],
    ['COPY ["a b", "c"]', ["a b", "c"], ["a b", "c"]],
    ['ADD ["a b", "c"]', ["a b", "c"], ["a b", "c"]],
    ['VOLUME ["/a"]', ["/a"], ["/a"]],
    ['ENTRYPOINT ["a"]', ["a"], ["a"]],
    ['SHELL ["a"]', ["a"], ["a"]],
    ['RUN ["a"]', ["a"], ["a"]],
    ["COPY a \\\n b", ["a", "b"], undefined],
    ['EXPOSE ["80"]', ['["80"]'], undefined],
    ['FROM ["a"]', ['["a"]'], undefined],
    ['USER ["a"]', ['["a"]'], undefined],
    ['HEALTHCHECK CMD ["a", "b"]', ["a", "b"], ["a", "b"]],
    ["CMD []", [], []],
    ["CMD [1]", ["[1]"], undefined],
  ])("%j", (source, words, exec) => {
    expect(last(source).instruction.words.map(({ value }) => value)).toEqual(words);
    expect(last(source).instruction.exec).toEqual(exec);
  });

  test("a string's range holds its quotes", () => {
    const { instruction, at } = last('COPY ["a b", \\\n "c"]');
    expect(instruction.words.map(({ range }) => at(range))).toEqual(['"a b"', '"c"']);
  });
});

describe("the command of a HEALTHCHECK", () => {
  test.each([
    ["HEALTHCHECK --interval=3s CMD curl x", "curl x"],
    ["HEALTHCHECK cmd \\\n curl x", "curl x"],
    ['HEALTHCHECK CMD ["a"]', '["a"]'],
    ["HEALTHCHECK CMD", ""],
    ["HEALTHCHECK NONE", undefined],
    ["HEALTHCHECK", undefined],
    ["CMD CMD a", undefined],
  ])("%j: %j", (source, probe) => {
    expect(last(source).instruction.probe?.value).toBe(probe);
  });
});

describe("the trigger of an ONBUILD", () => {
  test("is an instruction of its own", () => {
    const { instruction, at } = last("ONBUILD run --network=none a \\\n # b\n c <<E\nx\nE");
    const { trigger } = instruction;
    expect(trigger).toMatchObject({ keyword: "RUN", written: "run" });
    expect(trigger!.args.value).toBe("a  c <<E");
    expect(trigger!.flag("network")).toBe("none");
    expect(trigger!.heredocs).toEqual(instruction.heredocs);
    expect(at(trigger!.range)).toBe("run --network=none a \\\n # b\n c <<E\nx\nE");
    expect(at(trigger!.head)).toBe("run --network=none a \\\n # b\n c <<E");
  });

  test.each(["ONBUILD", "RUN a"])("%j has none", (source) => {
    expect(last(source).instruction.trigger).toBeUndefined();
  });
});

test("whatever the text, every part can be asked for, and a part on one line is what stands there", () => {
  fc.assert(
    fc.property(anyText, (source) => {
      const at = (range: Range): string => source.slice(range.start, range.end);
      const check = (instruction: Instruction): void => {
        const { args, flags, words, pairs, trigger, exec, probe, json, keywordRange } = instruction;
        if (!at(keywordRange).includes("\n")) expect(at(keywordRange)).toBe(instruction.written);
        expect(exec === undefined || json !== undefined).toBe(true);
        expect(probe === undefined || args.value.endsWith(probe.value)).toBe(true);
        for (const { value, range } of words) if (!exec && !at(range).includes("\n")) expect(at(range)).toBe(value);
        for (const { name, value, range, valueRange } of pairs) {
          if (at(range).includes("\n") || at(range).endsWith("\\") || at(range).endsWith("`")) continue;
          expect(at(range).startsWith(name)).toBe(true);
          if (valueRange) expect(at(valueRange)).toBe(value);
        }
        for (const { name, range } of flags) {
          if (/['"\\`\n]/.test(at(range))) continue;
          expect(at(range).split("=")[0]).toBe(`--${name}`);
        }
        if (trigger) check(trigger);
      };
      const file = new Dockerfile(source);
      file.instructions.forEach(check);
      for (const { line, column } of file.problems) expect([line > 0, column > 0]).toEqual([true, true]);
    }),
  );
});
