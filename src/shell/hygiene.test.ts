import { describe, expect, test } from "@jest/globals";
import { chainOf, isChain } from "./chain.js";
import { type CommentedLink, endsWithoutLists, tidy } from "./hygiene.js";
import type { Manager } from "./packages.js";
import { script } from "./testing/shell.js";

/** The commands of a chain; `# …` lines stand above the command behind them. */
function links(...commands: string[]): CommentedLink[] {
  const bodies = commands.map((each) => each.replace(/^(?:#.*\n)*/, ""));
  const chain = chainOf(script(bodies.join(" && ")));
  if (!isChain(chain)) throw new Error(chain.reason);
  return chain.map((link, index) => {
    const comments = commands[index]!.match(/^#.*$/gm) ?? [];
    return { link, text: bodies[index]!, comments };
  });
}

/** The tidied commands, list words behind them. */
function tidied(commands: string[], manager: Manager | undefined, clean = true, aptOptions: string[] = []): string[] {
  return tidy(links(...commands), manager, { clean, join: true, aptOptions }).map(({ text, list }) =>
    [text, ...list].join(" "),
  );
}

const UPDATE = "apt-get update";
const CLEAN = "apt-get clean";
const REMOVE = "rm -rf /var/lib/apt/lists/*";

describe("apt", () => {
  test.each([
    [
      "installs are joined and sorted, a repeated update goes",
      [UPDATE, "apt-get install -y c a", UPDATE, "apt-get install -y b a"],
      [UPDATE, "apt-get install -y a b c", CLEAN, REMOVE],
    ],
    [
      "cleaning that is written is kept once, behind the last package command",
      [UPDATE, "apt-get install -y a", REMOVE, UPDATE, "apt-get install -y b", CLEAN, REMOVE, "mkdir c"],
      [UPDATE, "apt-get install -y a b", CLEAN, REMOVE, "mkdir c"],
    ],
    [
      "a single install keeps its order",
      [UPDATE, "apt-get install -y b a"],
      [UPDATE, "apt-get install -y b a", CLEAN, REMOVE],
    ],
    [
      "an rm of more than lists counts as removing them",
      [UPDATE, "apt-get install a", `${REMOVE} /tmp/*`],
      [UPDATE, "apt-get install a", CLEAN, `${REMOVE} /tmp/*`],
    ],
    ["nothing installed, nothing to clean", [UPDATE, "mkdir a"], [UPDATE, "mkdir a"]],
    [
      "an upgrade is cleaned up after as well",
      [UPDATE, "apt-get upgrade -y"],
      [UPDATE, "apt-get upgrade -y", CLEAN, REMOVE],
    ],
    [
      "the cleaning speaks of the program that installs",
      ["apt update", "apt install a"],
      ["apt update", "apt install a", "apt clean", REMOVE],
    ],
    [
      "other options, assignments and programs are not joined",
      ["apt-get install -y a", "apt-get install b", "A=1 apt-get install b", "apt install b"],
      ["apt-get install -y a", "apt-get install b", "A=1 apt-get install b", "apt install b", "apt clean", REMOVE],
    ],
    [
      "an update behind work on the sources stays",
      [UPDATE, "apt-get install a", "add-apt-repository b", UPDATE, "apt-get install c"],
      [UPDATE, "apt-get install a", "add-apt-repository b", UPDATE, "apt-get install c", CLEAN, REMOVE],
    ],
    [
      "an update behind a package that brings sources stays",
      [UPDATE, "apt-get install a-keyring", UPDATE, "apt-get install b"],
      [UPDATE, "apt-get install a-keyring", UPDATE, "apt-get install b", CLEAN, REMOVE],
    ],
    [
      "an update of another form stays",
      [UPDATE, "apt-get install a", "apt-get -qq update", "apt-get install b"],
      [UPDATE, "apt-get install a", "apt-get -qq update", "apt-get install b", CLEAN, REMOVE],
    ],
    [
      "what is no plain package, or redirected, is not joined",
      [
        "apt-get install a",
        "apt-get install ./b.deb",
        "apt-get install c",
        "apt-get install $D",
        "apt-get install e >f",
        "apt-get install g",
      ],
      [
        "apt-get install a",
        "apt-get install ./b.deb",
        "apt-get install c",
        "apt-get install $D",
        "apt-get install e >f",
        "apt-get install g",
        CLEAN,
        REMOVE,
      ],
    ],
    [
      "a package that is named twice keeps its order",
      ["apt-get install a=1", "apt-get install a"],
      ["apt-get install a=1", "apt-get install a", CLEAN, REMOVE],
    ],
  ])("%s", (_, before, after) => {
    expect(tidied(before, "apt")).toEqual(after);
  });

  test("options come in behind those that are written, once", () => {
    const option = "--no-install-recommends";
    expect(tidied(["apt-get install -y a"], "apt", false, [option])).toEqual([`apt-get install -y ${option} a`]);
    expect(tidied(["apt-get install a -y"], "apt", false, [option])).toEqual([`apt-get install ${option} a -y`]);
    expect(tidied([`apt-get install ${option} a`], "apt", false, [option])).toEqual([`apt-get install ${option} a`]);
    expect(tidied(["apt-get upgrade", "mkdir a"], "apt", false, [option])).toEqual(["apt-get upgrade", "mkdir a"]);
    expect(tidied(["apt-get install -y b", `apt-get install -y ${option} a`], "apt", false, [option])).toEqual([
      `apt-get install -y ${option} a b`,
    ]);
  });

  test("without cleaning, updates and removals stay, installs are joined", () => {
    const before = [UPDATE, "apt-get install b", "apt-get install a", REMOVE, UPDATE];
    expect(tidied(before, "apt", false)).toEqual([UPDATE, "apt-get install a b", REMOVE, UPDATE]);
  });
});

describe("commands with a comment", () => {
  test("are neither joined nor moved nor dropped", () => {
    const before = [
      UPDATE,
      "apt-get install a",
      "# why\napt-get install b",
      "apt-get install c",
      `# because\n${REMOVE}`,
    ];
    expect(tidied(before, "apt")).toEqual([
      UPDATE,
      "apt-get install a",
      "apt-get install b",
      "apt-get install c",
      CLEAN,
      REMOVE,
    ]);
  });

  test("an update under a comment stays", () => {
    const before = [UPDATE, "apt-get install a", `# again\n${UPDATE}`, "apt-get install b"];
    expect(tidied(before, "apt", true).filter((text) => text === UPDATE)).toHaveLength(2);
  });

  test("a step says which commands it was made of", () => {
    const chain = links(UPDATE, "apt-get install a", "apt-get install b");
    const steps = tidy(chain, "apt", { clean: true, join: true, aptOptions: [] });
    expect(steps.map(({ origin }) => origin.map((link) => chain.indexOf(link)))).toEqual([[0], [1, 2], [], []]);
  });
});

describe("apk", () => {
  test.each([
    [["apk update", "apk add b", "apk add a"], ["apk add --no-cache a b"]],
    [["apk add --no-cache b", "apk add a"], ["apk add --no-cache a b"]],
    [["apk add -U a"], ["apk add -U a"]],
    [
      ["apk update", "apk add a", "apk upgrade"],
      ["apk update", "apk add --no-cache a", "apk upgrade"],
    ],
    [
      ["apk add --virtual .a b", "apk add --virtual .a c"],
      ["apk add --virtual .a --no-cache b", "apk add --virtual .a --no-cache c"],
    ],
    [
      ["apk add a", "rm -rf /var/cache/apk/*", "mkdir b"],
      ["apk add --no-cache a", "mkdir b"],
    ],
  ])("%j become %j", (before, after) => {
    expect(tidied(before, "apk")).toEqual(after);
  });

  test("without cleaning no option comes in", () => {
    expect(tidied(["apk update", "apk add b", "apk add a"], "apk", false)).toEqual(["apk update", "apk add a b"]);
  });
});

describe("other managers", () => {
  test.each<[Manager | undefined, string[], string[]]>([
    ["dnf", ["yum install -y b", "yum install -y a"], ["yum install -y a b", "yum clean all"]],
    [
      "dnf",
      ["dnf install a", "dnf clean all", "rm -rf /var/cache/dnf"],
      ["dnf install a", "dnf clean all", "rm -rf /var/cache/dnf"],
    ],
    [
      "dnf",
      ["yum install epel-release", "yum install a"],
      ["yum install epel-release", "yum install a", "yum clean all"],
    ],
    ["zypper", ["zypper in a", "zypper cc"], ["zypper in a", "zypper cc"]],
    [undefined, ["mkdir b", "mkdir a"], ["mkdir b", "mkdir a"]],
  ])("%s: %j", (manager, before, after) => {
    expect(tidied(before, manager)).toEqual(after);
  });
});

test.each([
  [[UPDATE, "apt-get install a", REMOVE], true],
  [[UPDATE, "apt-get install a"], false],
  [[REMOVE, UPDATE], false],
  [[UPDATE, REMOVE, "apt-get install a"], true],
  [["mkdir a"], false],
  [["apt-get clean"], false],
  [["rm -rf /var/lib/apt/lists/*", "{ apt-get update || true; }"], false],
  [["{ apt-get update || true; }", "rm -rf /var/lib/apt/lists/*"], true],
])("the lists are gone behind %j: %j", (commands, expected) => {
  expect(endsWithoutLists(links(...commands), "apt")).toBe(expected);
});

test("an install that leaves its lists brings them back", () => {
  const removal = "rm -rf /var/cache/apk/*";
  expect(endsWithoutLists(links(removal, "apk add -U a"), "apk")).toBe(false);
  expect(endsWithoutLists(links(removal, "apk add --no-cache a"), "apk")).toBe(true);
});
