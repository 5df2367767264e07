import { describe, expect, test } from "@jest/globals";
import { parse } from "../dockerfile/dockerfile.js";
import type { Delta } from "./guard.js";
import { type Normal, normalize, type Normalized } from "./normalize.js";
import { imagePlan } from "./plan.js";

const CACHES = new Set<Delta>(["package-caches"]);
const BOTH = new Set<Delta>(["package-caches", "recommended-packages"]);

function stages(text: string, deltas: ReadonlySet<Delta>): Normalized[] {
  const file = parse(text.startsWith("FROM") ? text : `FROM debian\n${text}`);
  expect(file.problems).toEqual([]);
  return normalize(imagePlan(file), deltas);
}

function units(text: string, deltas: ReadonlySet<Delta> = CACHES): readonly Normal[] {
  return stages(text, deltas).at(-1)!.units;
}

function keys(text: string, deltas?: ReadonlySet<Delta>): string[] {
  return units(text, deltas).map(({ key }) => key);
}

describe("without deltas", () => {
  test("only the RUN that a command stands in is forgotten", () => {
    expect(keys("RUN a && b", new Set())).toEqual(keys("RUN a\nRUN b", new Set()));
    expect(keys("RUN apt-get update\nRUN apt-get update", new Set())).toHaveLength(2);
    expect(keys("RUN apt-get clean", new Set())).toHaveLength(1);
    expect(units("RUN a && b\nCOPY c d\nRUN e", new Set()).map(({ steps }) => steps)).toEqual([
      [0, 0],
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
  });
});

describe("the same package work", () => {
  test.each([
    ["RUN apt-get install -y b a", "RUN apt-get -y install a b a"],
    ["RUN apt-get install -y a\nRUN apt-get install --yes b", "RUN apt-get install --assume-yes a b"],
    ["RUN apt-get update && apt-get install a && apt-get update && apt-get install b", "RUN apt-get update && apt-get install a b"],
    ["RUN x && apt-get clean && y", "RUN x && y"],
    ["RUN x && rm -rf /var/lib/apt/lists/* /var/cache/apt/* && y", "RUN x && y"],
    ["RUN apk add a", "RUN apk add --no-cache a"],
    ["RUN apk add a && apk update && apk add b", "RUN apk add --no-cache a b"],
    ["RUN apk add --no-cache ./a.apk", "RUN apk add ./a.apk"],
    ["RUN yum install -y a && yum clean all && yum install -y b", "RUN yum install -y a b"],
  ])("%s = %s", (one, other) => {
    expect(keys(one)).toEqual(keys(other));
  }); // prettier-ignore
});

describe("other package work", () => {
  test.each([
    ["RUN apt-get install a", "RUN apt install a"],
    ["RUN apt-get install a && x && apt-get install b", "RUN apt-get install a b && x"],
    ["RUN apt-get install a\nUSER u\nRUN apt-get install b", "RUN apt-get install a b"],
    ["RUN apt-get install a\nCOPY x y\nRUN apt-get install b", "RUN apt-get install a b\nCOPY x y"],
    ["RUN apt-get install a b-", "RUN apt-get install b- a"],
    ["RUN apt-get install a=1 a=2", "RUN apt-get install a=2 a=1"],
    ["RUN apt-get update && x && apt-get update", "RUN apt-get update && x"],
    ["RUN apt-get update && apt-get install x-keyring && apt-get update", "RUN apt-get update && apt-get install x-keyring"],
    ["RUN apt-get update\nADD x y\nRUN apt-get update", "RUN apt-get update\nADD x y"],
    ["RUN apt-get update && apt-get -q update", "RUN apt-get update"],
    ["RUN apt-get clean || true", "RUN true"],
    ["RUN apt-get install --no-install-recommends a", "RUN apt-get install a"],
    ["RUN pip install --no-cache-dir a", "RUN pip install a"],
  ])("%s ≠ %s", (one, other) => {
    expect(keys(one)).not.toEqual(keys(other));
  }); // prettier-ignore
});

test.each<[text: string, ...lists: number[]]>([
  ["RUN apt-get install a", 1],
  ["RUN apt-get update && apt-get install a", 0, 3],
  ["RUN apt-get update && true && apt-get install a", 0, 0, 2.5],
  ["RUN apt-get update\nCOPY a b\nRUN apt-get install a && ./x && apt-get install b", 0, 0, 2.5, 3.5, 2 + 1 / 3],
  ["RUN apt-get install a && rm -rf /var/lib/apt/lists/* && apt-get install ./b", 1, 0],
  ["RUN apt-get update && apt-get remove a", 0, 0],
  ["RUN apt-get update && ./x", 0, 4],
  ["RUN apt-get update; true\nRUN apt-get install a", 0, 2.5],
  ["RUN apt-get update || true\nRUN apt-get install a", 0, 2.5],
  ["RUN true || apt-get update\nRUN apt-get install a", 0, 1],
  ["RUN apk add a && apk add --no-cache ./b", 1, 3],
  ["RUN apk add -U ./a && apk add ./b", 3, 2.5],
  ["RUN apk add --no-cache ./a && apk add ./b", 3, 1],
  ["RUN dnf makecache && dnf install a", 0, 0],
  ["RUN apt-get update\nONBUILD RUN apt-get install a", 0, 3],
  ["RUN apt-get update\nONBUILD COPY a b", 0],
  ["FROM a AS a\nRUN apt-get update\nFROM a\nRUN apt-get install b", 3],
  ["FROM a AS a\nRUN apt-get update\nFROM b\nRUN apt-get install b", 1],
])("%s finds the lists %j", (text, ...lists) => {
  expect(units(text).map((unit) => unit.lists.values().next().value ?? 0)).toEqual(lists);
});

test.each<[text: string, ...optional: boolean[]]>([
  ["RUN apk update && apk -q update && apk add a", true, true, false],
  ["RUN apk update >log && apk update -X u && apt-get update", false, false, false],
  ["RUN apk update && apk update", true, true],
  ["RUN apt-get update && apt-get update", false],
])("in %s the optional units are %j", (text, ...optional) => {
  expect(units(text).map((unit) => unit.optional)).toEqual(optional);
});

test("counts the updates between joined installs", () => {
  expect(units("RUN apk add a && apk add b").map(({ updates }) => updates)).toEqual([0]);
  expect(units("RUN apk add a && apk update && apk add b").map(({ updates }) => updates)).toEqual([1]);
});

test("joined installs remember what each package found first", () => {
  const [joined, ...more] = units("RUN apk add --no-cache b a && apk add c b");
  expect(Object.fromEntries(joined!.lists)).toEqual({ a: 3, b: 3, c: 1 });
  expect(more).toEqual([]);
});

test("remembers what is installed without recommended packages", () => {
  const [joined, upgrade] = units(
    "RUN apt-get install --no-install-recommends a && apt-get install b && apt-get upgrade",
    BOTH,
  );
  expect(joined!.bare).toEqual(["install", "a"]);
  expect(upgrade!.bare).toEqual([]);
});

test("joins installs of several RUNs", () => {
  const text = "RUN x\nRUN apt-get install a\nRUN apt-get install b && y";
  expect(units(text).map(({ steps }) => steps)).toEqual([[0, 0], [1, 2], [2, 2]]); // prettier-ignore
});

test("upkeep fits where its program, or any for rm, ran before", () => {
  const text =
    "RUN apt-get clean && apt-get install a && apt-get clean && dnf clean all && rm -rf /var/cache/apk/*\nUSER u\nRUN apt-get clean";
  expect(stages(text, CACHES)[0]!.upkeep.map(({ text, fits }) => [text, fits])).toEqual([
    ["apt-get clean", false],
    ["apt-get clean", true],
    ["dnf clean all", false],
    ["rm -rf /var/cache/apk/*", true],
    ["apt-get clean", false],
  ]);
});
