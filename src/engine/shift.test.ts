import { describe, expect, test } from "@jest/globals";
import type { Dockerfile } from "../dockerfile/dockerfile.js";
import { advice, fix, insertBefore, remove, replace, skip } from "./edits.js";
import { shift } from "./shift.js";
import type { Fix, Level, Outcome, ShiftOptions, Skip, Transform } from "./types.js";

const START = { start: 0, end: 0 };

function transform(name: string, run: Transform["run"], level: Level = "safe"): Transform {
  return { name, title: "T", why: "W.", level, refs: [], example: { before: "", after: "" }, run };
}

/** Writes a comment at the top, once. */
function commenting(text: string, more: Partial<Fix> = {}, level?: Level): Transform {
  const run = (file: Dockerfile): Fix[] =>
    file.source.includes(`# ${text}`) ? [] : [fix(`Add ${text}`, START, insertBefore(START, `# ${text}\n`), more)];
  return transform(`add-${text}`, run, level);
}

/** Proposes a fix for each RUN. */
function forRuns(change: (file: Dockerfile, at: number) => Fix | Skip | undefined): Transform {
  return transform("change-runs", (file) =>
    file.instructions.flatMap(({ keyword }, at) => (keyword === "RUN" ? (change(file, at) ?? []) : [])),
  );
}

/** Writes the keyword of a RUN in lower case. */
function lowered({ instructions }: Dockerfile, at: number): Fix | undefined {
  const { keywordRange, written } = instructions[at]!;
  return written === "run" ? undefined : fix("Lower", keywordRange, replace(keywordRange, "run"));
}

/** Takes an instruction out, with its line. */
function dropped({ instructions }: Dockerfile, at: number, more: Partial<Fix> = {}): Fix {
  const { range } = instructions[at]!;
  return fix("Drop", range, remove({ start: range.start, end: range.end + 1 }), more);
}

function reasons({ skipped }: Outcome): string[] {
  return skipped.map(({ by, reason }) => `${by}: ${reason}`);
}

const FILE = "FROM a\nRUN b\nRUN c\n";

describe("an outcome", () => {
  test("of no transform", () => {
    expect(shift(FILE, [])).toEqual({
      path: "Dockerfile",
      before: FILE,
      after: FILE,
      applied: [],
      skipped: [],
      advice: [],
      errors: [],
      plan: [],
      questions: [],
      files: [],
      todos: [],
    });
  });

  test("tells what was done, where and why", () => {
    const evidence = [{ source: "s", says: "t" }];
    const at = { start: 7, end: 10 };
    const one = transform("one", (file) =>
      file.source.includes("run") ? [] : [fix("M", at, replace(at, "run"), { evidence, todo: "do", level: "harden" })],
    );
    const outcome = shift(FILE, [one], { path: "x/Dockerfile" });
    expect(outcome).toMatchObject({ path: "x/Dockerfile", before: FILE, after: "FROM a\nrun b\nRUN c\n" });
    expect(outcome.applied).toEqual([
      { transform: "one", level: "harden", line: 2, column: 1, message: "M", evidence, todo: "do" },
    ]);
  });

  test("tells what changes in the image", () => {
    const merge = transform("merge", ({ source }) => {
      const at = { start: source.indexOf("\nRUN c"), end: source.indexOf("\nRUN c") + 5 };
      return at.start === -1 ? [] : [fix("Merge", at, replace(at, " && "))];
    });
    expect(shift(FILE, [merge])).toMatchObject({
      after: "FROM a\nRUN b && c\n",
      plan: [{ stage: "0", what: "layers", before: "2", after: "1" }],
    });
  });

  test("is the same each time, and leaves its input alone", () => {
    const transforms = Object.freeze([Object.freeze(commenting("x")), Object.freeze(forRuns(lowered))]);
    const options = Object.freeze<ShiftOptions>({ only: Object.freeze(["add-x", "change-runs"]) });
    const first = shift(FILE, transforms, options);
    expect(first.after).toBe("# x\nFROM a\nrun b\nrun c\n");
    expect(shift(FILE, transforms, options)).toEqual(first);
  });
});

describe("bad files", () => {
  test.each([
    ["", "file with no instructions"],
    ["FROM a\nXYZ b\n", "unknown instruction: XYZ"],
    ["RUN a\n", "no build stage in current context: only ARG may stand before the first FROM"],
    ["FROM {{ image }}\nRUN a\n", "Jinja, mustache or Go template: left alone, since its output cannot be known"],
  ])("%j is an error, and no transform runs", (source, message) => {
    const fails = transform("fails", () => {
      throw new Error("it ran");
    });
    const outcome = shift(source, [fails]);
    expect(outcome.errors).toMatchObject([{ message }]);
    expect(outcome).toMatchObject({ after: source, applied: [], skipped: [] });
  });

  test("one that its two readers read differently is left alone, with the reason", () => {
    const source = 'FROM a\nRUN echo "a <<E b"\nRUN c\n';
    const outcome = shift(source, [commenting("x")]);
    expect(outcome.after).toBe(source);
    expect(reasons(outcome)).toEqual([expect.stringMatching(/^file: line 2: not safely editable: /)]);
    expect(shift(source, []).skipped).toEqual([]);
  });

  test("a rewrite that they read differently is dropped", () => {
    const outcome = shift(FILE, [commenting("x\rRUN d"), commenting("y")]);
    expect(outcome.after).toBe(`# y\n${FILE}`);
    expect(reasons(outcome)).toEqual([expect.stringMatching(/^file: the rewrite is not safely editable: /)]);
  });
});

describe("rounds", () => {
  const afterX = transform("after-x", (file) => (file.source.includes("# x") ? commenting("y").run(file, null!) : []));

  test("a transform sees what those before it did", () => {
    expect(shift(FILE, [commenting("x"), afterX]).after).toBe(`# y\n# x\n${FILE}`);
  });

  test("go on until nothing changes", () => {
    expect(shift(FILE, [afterX, commenting("x")])).toMatchObject({
      after: `# y\n# x\n${FILE}`,
      applied: [{ transform: "add-x" }, { transform: "after-x" }],
    });
  });

  const toggling = transform("toggle", ({ instructions }) => {
    const { keywordRange: at, written } = instructions[1]!;
    return [fix("Toggle", at, replace(at, written === "RUN" ? "run" : "RUN"))];
  });
  const growing = transform("grow", () => [fix("Grow", START, insertBefore(START, "# more\n"))]);

  test.each([toggling, growing])("a transform that never ends changes nothing: %#", (endless) => {
    const outcome = shift(FILE, [commenting("x"), endless]);
    expect(outcome).toMatchObject({ after: FILE, applied: [], plan: [] });
    expect(outcome.skipped).toMatchObject([
      { transform: endless.name, by: "guard", reason: expect.stringContaining("no stable result after 10 rounds") },
    ]);
  });

  test("one that needs all ten does", () => {
    const slow = transform("slow", ({ source }) =>
      source.split("# n").length > 9 ? [] : [fix("N", START, insertBefore(START, "# n\n"))],
    );
    expect(shift(FILE, [slow]).after).toBe(`${"# n\n".repeat(9)}${FILE}`);
  });

  test("what is skipped or advised is said once", () => {
    const saying = transform("say", () => [skip(START, "no", "a need"), advice("Well", START)]);
    const outcome = shift(FILE, [saying, commenting("x")]);
    expect(outcome.skipped).toEqual([
      { transform: "say", line: 1, column: 1, reason: "no", needs: "a need", by: "transform" },
    ]);
    expect(outcome.advice).toEqual([{ transform: "say", line: 1, column: 1, message: "Well", evidence: [] }]);
  });
});

describe("a transform that throws", () => {
  test.each([1, 2])("is reported once, its fixes are dropped, the others go on (after round %i)", (round) => {
    let rounds = 0;
    const throwing = transform("throwing", function* (file) {
      yield* commenting("z").run(file, null!);
      if (++rounds >= round) throw new Error("boom");
    });
    const outcome = shift(FILE, [throwing, commenting("x"), commenting("y")]);
    expect(outcome.after).toBe(round === 1 ? `# y\n# x\n${FILE}` : `# y\n# x\n# z\n${FILE}`);
    expect(reasons(outcome)).toEqual([
      "guard: throwing failed on this file (Error: boom): please report it with the file",
    ]);
  });
});

describe("levels", () => {
  const all = (["safe", "harden", "restructure"] as const).map((level) => commenting(level, {}, level));

  test.each<[level: ShiftOptions["level"], count: number]>([
    ["safe", 1],
    ["harden", 2],
    [undefined, 2],
    ["restructure", 3],
  ])("%s allows %i of three", (level, count) => {
    const outcome = shift(FILE, all, level === undefined ? {} : { level });
    expect(outcome.applied.map(({ level }) => level)).toEqual(["safe", "harden", "restructure"].slice(0, count));
    expect(reasons(outcome)).toEqual(
      ["harden", "restructure"].slice(count - 1).map((name) => `level: Add ${name}: needs --level ${name}`),
    );
  });

  test("a fix's own level counts", () => {
    const safer = commenting("x", { level: "safe" }, "restructure");
    const wilder = commenting("y", { level: "restructure" });
    expect(shift(FILE, [safer, wilder], { level: "safe" }).after).toBe(`# x\n${FILE}`);
  });

  test("advice is never applied", () => {
    const outcome = shift(FILE, [commenting("x", {}, "advice"), transform("say", () => [advice("Add y", START)])], {
      level: "restructure",
    });
    expect(outcome).toMatchObject({ after: FILE, advice: [{ message: "Add x" }, { message: "Add y" }], skipped: [] });
  });

  test("the facts know the level", () => {
    const asked: boolean[] = [];
    const asking = transform("ask", (_file, facts) => {
      asked.push(facts.allows("safe"), facts.allows("harden"), facts.allows("restructure"));
      return [];
    });
    shift(FILE, [asking], { level: "safe" });
    shift(FILE, [asking]);
    expect(asked).toEqual([true, false, false, true, true, false]);
  });
});

test.each<[options: ShiftOptions, ...ran: string[]]>([
  [{}, "x", "y", "z"],
  [{ only: ["add-y"] }, "y"],
  [{ skip: ["add-y"] }, "x", "z"],
  [{ only: ["add-x", "add-y"], skip: ["add-x"] }, "y"],
  [{ only: [] }],
])("%j runs %j", (options, ...ran) => {
  const { applied } = shift(FILE, ["x", "y", "z"].map((text) => commenting(text)), options); // prettier-ignore
  expect(applied.map(({ transform }) => transform)).toEqual(ran.map((text) => `add-${text}`));
});

test("a comment in the file silences the fix below it", () => {
  const source = "FROM a\n# dockshift-ignore change-runs: it must stay\nRUN b\nRUN c\n";
  const outcome = shift(source, [forRuns(lowered)]);
  expect(outcome.after).toBe(source.replace("RUN c", "run c"));
  expect(outcome.skipped).toMatchObject([{ line: 3, by: "suppression" }]);
});

test("a comment that names no transform is reported", () => {
  const outcome = shift("FROM a\n# dockshift-ignore change-run, change-runs\nRUN b\n", [forRuns(lowered)]);
  expect(outcome.skipped).toMatchObject([
    { line: 2, transform: "change-run", reason: expect.stringContaining("no transform has this name") },
    { line: 3, transform: "change-runs", reason: "a comment in the file says so" },
  ]);
});

describe("fixes that touch each other", () => {
  const range = { start: 7, end: 10 };

  test("the first is applied; the next round finds the other again", () => {
    const both = transform("both", ({ source }) =>
      ["x", "y"]
        .filter((text) => !source.includes(text))
        .map((text) => fix(text, START, insertBefore(START, `# ${text}\n`))),
    );
    expect(shift(FILE, [both])).toMatchObject({
      after: `# y\n# x\n${FILE}`,
      applied: [{ message: "x" }, { message: "y" }],
      skipped: [],
    });
  });

  test.each([
    ["overlap", [replace(range, "run"), remove({ start: 8, end: 9 })]],
    ["lie outside", [remove({ start: FILE.length, end: FILE.length + 10 })]],
    ["run backwards", [replace({ start: 9, end: 7 }, "")]],
  ])("edits of one fix that %s are reported", (_name, edits) => {
    const bad = transform("bad", () => [fix("Bad", range, edits)]);
    const outcome = shift(FILE, [bad, commenting("x")]);
    expect(outcome.after).toBe(`# x\n${FILE}`);
    expect(reasons(outcome)).toEqual([
      "guard: its edits overlap or lie outside the file: please report it with the file",
    ]);
  });

  test("a fix that changes nothing is none", () => {
    const outcome = shift(FILE, [transform("same", () => [fix("Same", range, replace(range, "RUN"))])]);
    expect(outcome).toMatchObject({ after: FILE, applied: [], skipped: [] });
  });

  test("edits of one fix may touch", () => {
    const edits = [insertBefore(range, "# x\n"), replace(range, "run")];
    const one = transform("one", ({ source }) => (source.includes("run") ? [] : [fix("M", range, edits)]));
    expect(shift(FILE, [one]).after).toBe("FROM a\n# x\nrun b\nRUN c\n");
  });
});

describe("the guard", () => {
  const SEVEN = `FROM a\n${"1234567".replace(/./g, "RUN c$&\n")}`;

  test.each([0, 1, 3, 5, 6])("drops one bad fix among good ones (number %i)", (bad) => {
    const mixed = forRuns((file, at) => (at === bad + 1 ? dropped(file, at) : lowered(file, at)));
    const outcome = shift(SEVEN, [mixed]);
    expect(outcome.after).toBe(SEVEN.replaceAll("RUN", "run").replace(`run c${bad + 1}`, `RUN c${bad + 1}`));
    expect(outcome.applied).toHaveLength(6);
    expect(outcome.skipped).toMatchObject([{ line: bad + 2, by: "guard" }]);
    expect(outcome.skipped[0]!.reason).toContain("the rewrite was dropped by the guard: stage 0: ");
  });

  test("drops a rewrite that cannot be read", () => {
    const outcome = shift(FILE, [commenting("x\nXYZ y")]);
    expect(outcome.after).toBe(FILE);
    expect(reasons(outcome)).toEqual([expect.stringContaining("the result does not parse: unknown instruction: XYZ")]);
  });

  test("of two fixes that are bad only together, takes the first", () => {
    const source = "FROM a\nRUN apk update\nRUN apk update\nRUN apk add b\n";
    const both = forRuns((file, at) =>
      file.instructions[at]!.args.value === "apk update"
        ? dropped(file, at, { deltas: ["package-caches"] })
        : undefined,
    );
    const outcome = shift(source, [both]);
    expect(outcome.after).toBe("FROM a\nRUN apk update\nRUN apk add b\n");
    expect(reasons(outcome)).toEqual([expect.stringContaining("`apk add b` no longer finds the package lists")]);
  });

  test("what one fix declares does not cover another", () => {
    const source = "FROM a\nRUN apt-get install b\nRUN apt-get clean\n";
    const both = forRuns((file, at) => {
      if (at > 1) return dropped(file, at);
      const fix = lowered(file, at);
      return fix && { ...fix, deltas: ["package-caches"] };
    });
    expect(shift(source, [both]).after).toBe(source.replace("RUN", "run"));
    const declared = forRuns((file, at) => (at === 1 ? undefined : dropped(file, at, { deltas: ["package-caches"] })));
    expect(shift(source, [declared]).after).toBe("FROM a\nRUN apt-get install b\n");
  });
});

test("inserted lines end as the file's do", () => {
  expect(shift("FROM a\r\nRUN b\r\n", [commenting("x")]).after).toBe("# x\r\nFROM a\r\nRUN b\r\n");
  expect(shift("\uFEFFFROM a\nRUN b", [forRuns(lowered)]).after).toBe("\uFEFFFROM a\nrun b");
});
