import { describe, expect, test } from "@jest/globals";
import type { Context } from "./context.js";
import { allows, composerRange, gemRange, npmRange, pythonRange } from "./range.js";
import { statements } from "./statements.js";

type Files = Readonly<Record<string, string>>;

/** `<source> says <what> = <range>`, with `!` when it names the version. */
function said(image: string, ...folders: readonly Files[]): readonly string[] {
  const context = folders.reduceRight<Context | undefined>(
    (parent, files) => ({ read: (path) => files[path], parent }),
    undefined,
  );
  return statements(image, context).map(
    ({ source, says, range, names }) => `${source} says ${says} = ${range ?? "?"}${names ? "!" : ""}`,
  );
}

describe("what the build context says", () => {
  test.each<[image: string, files: Files, ...said: string[]]>([
    [
      "python",
      { "setup.py": "setup(\n  # python_requires='<3.13',\n  python_requires='>=3.9',\n)" },
      "setup.py:3 says >=3.9 = >=3.9.0",
    ],
    [
      "python",
      { "pyproject.toml": "x = '''\n[project]\nrequires-python = \"<3\"\n'''\n[project]\nrequires-python = \">=3.9\"" },
      "pyproject.toml:6 says >=3.9 = >=3.9.0",
    ],
    [
      "python",
      { "pyproject.toml": '[tool.poetry.dependencies]\npython = {version = "^3"}' },
      "pyproject.toml:2 says ^3 = ^3",
    ],
    ["python", { "environment.yml": "- python>=3.9,<3.12\n" }, "environment.yml:1 says >=3.9,<3.12 = >=3.9.0 <3.12.0"],
    ["ruby", { Gemfile: "ruby '3.2.2' # keep" }, "Gemfile:1 says '3.2.2' = =3.2.2"],
    ["node", { "package.json": '{"engines": {"node": 22}}' }, "package.json:1 says 22 = 22"],
    ["node", { "package.json": '{"engines": {"node": "22 or 24"}}' }, "package.json:1 says 22 or 24 = ?"],
    ["node", { ".tool-versions": "  nodejs 22\n" }, ".tool-versions:1 says 22 = 22!"],
    [
      "rust",
      { "rust-toolchain": "1.75.0-x86_64-unknown-linux-gnu" },
      "rust-toolchain:1 says 1.75.0-x86_64-unknown-linux-gnu = 1.75.0!",
    ],
    ["eclipse-temurin", { "pom.xml": "<java.version>1.8</java.version>" }, "pom.xml:1 says 1.8 = 8"],
    ["node", { ".nvmrc": "20.11.0\n" }, ".nvmrc:1 says 20.11.0 = 20.11.0!"],
    ["node", { ".nvmrc": "v20" }, ".nvmrc:1 says v20 = 20!"],
    ["node", { ".nvmrc": "# pinned\r\nv20.1 # for now\r\n" }, ".nvmrc:2 says v20.1 = 20.1!"],
    [
      "node",
      { ".node-version": "18.0.0", ".nvmrc": "20" },
      ".nvmrc:1 says 20 = 20!",
      ".node-version:1 says 18.0.0 = 18.0.0!",
    ],
    ["node", { ".nvmrc": "lts/iron" }, ".nvmrc:1 says lts/iron = ?!"],
    ["node", { ".nvmrc": "20.x" }, ".nvmrc:1 says 20.x = 20.x!"],
    ["node", { ".tool-versions": "python 3.12\nnodejs 22.1.0\n" }, ".tool-versions:2 says 22.1.0 = 22.1.0!"],
    ["node", { "mise.toml": "[env]\nnode = '1'\n[tools]\nnode = '22' # x\n" }, "mise.toml:4 says 22 = 22!"],
    [
      "node",
      {
        "package.json":
          '{\n "name": "node",\n "engines": {\n  "npm": "9",\n  "node": ">=18 <21"},\n "volta": {"node": "20.1.0"}}',
      },
      "package.json:6 says 20.1.0 = 20.1.0!",
      "package.json:5 says >=18 <21 = >=18 <21",
    ],
    ["python", { ".python-version": "3.12.1\n3.11\n" }, ".python-version:1 says 3.12.1 = 3.12.1!"],
    ["python", { ".python-version": "pypy3.10" }, ".python-version:1 says pypy3.10 = ?!"],
    ["python", { "runtime.txt": "python-3.11.4\n" }, "runtime.txt:1 says python-3.11.4 = 3.11.4!"],
    ["python", { Pipfile: '[requires]\npython_version = "3.9"' }, "Pipfile:2 says 3.9 = 3.9!"],
    [
      "python",
      { "environment.yml": "dependencies:\n  - pip\n  - python=3.10\n" },
      "environment.yml:3 says 3.10 = 3.10!",
    ],
    [
      "python",
      { "pyproject.toml": '[project]\nrequires-python = ">=3.9,<3.13"' },
      "pyproject.toml:2 says >=3.9,<3.13 = >=3.9.0 <3.13.0",
    ],
    [
      "python",
      { "pyproject.toml": '[tool.poetry.dependencies]\npython = "^3.9"' },
      "pyproject.toml:2 says ^3.9 = ^3.9",
    ],
    ["python", { "setup.py": "setup(\n  python_requires='>=3.6',\n)" }, "setup.py:2 says >=3.6 = >=3.6.0"],
    ["ruby", { ".ruby-version": "ruby-3.3.0\n" }, ".ruby-version:1 says ruby-3.3.0 = 3.3.0!"],
    ["ruby", { Gemfile: "source 'x'\nruby '3.2.2'\n" }, "Gemfile:2 says '3.2.2' = =3.2.2"],
    ["ruby", { Gemfile: 'ruby "~> 3.2.0", "< 4"' }, 'Gemfile:1 says "~> 3.2.0", "< 4" = >=3.2.0 <3.3.0 <4.0.0'],
    [
      "golang",
      { "go.mod": "module a\n\ngo 1.22.1\n\ntoolchain go1.23\n" },
      "go.mod:5 says 1.23 = >=1.23",
      "go.mod:3 says 1.22.1 = >=1.22.1",
    ],
    [
      "rust",
      { "rust-toolchain.toml": '[toolchain]\nchannel = "1.75.0"' },
      "rust-toolchain.toml:2 says 1.75.0 = 1.75.0!",
    ],
    ["rust", { "rust-toolchain": "nightly-2024-01-01\n" }, "rust-toolchain:1 says nightly-2024-01-01 = ?!"],
    ["rust", { "Cargo.toml": '[package]\nname = "a"\nrust-version = "1.70"' }, "Cargo.toml:3 says 1.70 = >=1.70"],
    [
      "php",
      { "composer.json": '{"require": {"php": "^8.1 || ~7.4"}}' },
      "composer.json:1 says ^8.1 || ~7.4 = ^8.1 || >=7.4 <8.0.0",
    ],
    ["eclipse-temurin", { "pom.xml": "<a>\n<java.version>17</java.version>" }, "pom.xml:2 says 17 = 17"],
    [
      "python",
      {
        "pyproject.toml": '[tool.poetry.dependencies]\npython = { markers = "version = \'2\'", version = "^3.10" } # x',
      },
      "pyproject.toml:2 says ^3.10 = ^3.10",
    ],
    [
      "python",
      { "pyproject.toml": '[tool.poetry.dependencies.python]\nversion = "^3.10"' },
      "pyproject.toml:2 says ^3.10 = ^3.10",
    ],
    ["python", { "pyproject.toml": 'project.requires-python = ">=3.9"' }, "pyproject.toml:1 says >=3.9 = >=3.9.0"],
    ["node", { "mise.toml": '[tools]\nnode = { version = "22" }' }, "mise.toml:2 says 22 = 22!"],
    ["node", { "mise.toml": '[tools]\nnode = { postinstall = "x" }' }, 'mise.toml:2 says { postinstall = "x" } = ?!'],
    ["node", { "mise.toml": '[tools.node]\npostinstall = "x"\nversion = "22"' }, "mise.toml:3 says 22 = 22!"],
    ["node", { "mise.toml": '[tools]\nnode = ["22", "20"]' }, "mise.toml:2 says 22 = 22!"],
    ["node", { "mise.toml": "[tools]\nnode = [\n  # new\n  '22',\n  '20',\n]" }, "mise.toml:4 says 22 = 22!"],
    ["node", { "mise.toml": '[tools]\n"node" = [{ version = "22" }, "20"]' }, "mise.toml:2 says 22 = 22!"],
    ["node", { "mise.toml": "[tools]\nnode = [22]" }, "mise.toml:2 says [22] = ?!"],
    [
      "python",
      { "Pipfile.lock": '{\n "_meta": {\n  "requires": {\n   "python_version": "3.12"}}}' },
      "Pipfile.lock:4 says 3.12 = 3.12!",
    ],
    [
      "python",
      { "poetry.lock": '[[package]]\nname = "a"\npython-versions = ">=2"\n\n[metadata]\npython-versions = "^3.10"' },
      "poetry.lock:6 says ^3.10 = ^3.10",
    ],
    ["python", { "uv.lock": 'version = 1\nrequires-python = ">=3.12"\n' }, "uv.lock:2 says >=3.12 = >=3.12.0"],
    [
      "php",
      { "composer.lock": '{"platform": {"php": "^8.1"}, "platform-overrides": {"php": "8.1.2"}}' },
      "composer.lock:1 says 8.1.2 = 8.1.2!",
      "composer.lock:1 says ^8.1 = ^8.1",
    ],
    [
      "ruby",
      { "Gemfile.lock": "GEM\n  specs:\n    ruby 9.9.9\n\nRUBY VERSION\n   ruby 3.2.2p20\n\nBUNDLED WITH\n   2.4" },
      "Gemfile.lock:6 says 3.2.2 = >=3.2.2 <3.3.0",
    ],
  ])("%s in %j", (image, files, ...expected) => {
    expect(said(image, files)).toEqual(expected);
  });

  test.each<[image: string, files: Files]>([
    ["node", {}],
    ["node", { ".nvmrc": "" }],
    ["node", { ".nvmrc": "node" }],
    ["node", { "package.json": '{"engines": {"node": "*"}}' }],
    ["node", { "package.json": '{"engines": "node"' }],
    ["node", { "package.json": '{"engines": ["node"]}' }],
    ["python", { ".nvmrc": "20" }],
    ["python", { "mise.toml": "[settings]\npython = '3'" }],
    ["golang", { "go.mod": "module a\n// go 1.22\n" }],
    ["rust", { "rust-toolchain": "stable\n" }],
    ["ruby", { Gemfile: 'ruby file: ".ruby-version"' }],
    ["ruby", { Gemfile: "if x\n  ruby '3.3.12'\nend" }],
    ["python", { "pyproject.toml": '[[project]]\nrequires-python = ">=3"' }],
    ["php", { "composer.lock": '{"platform": []}' }],
    ["python", { "uv.lock": '[[package]]\nrequires-python = ">=3"' }],
    ["node", { "package-lock.json": '{"packages": {"": {"engines": {"node": "20"}}}}' }],
    ["node", { "package.json": '{"packageManager": "pnpm@9.1.0"}' }],
    ["toString", { ".nvmrc": "20" }],
  ])("%s in %j: nothing", (image, files) => {
    expect(said(image, files)).toEqual([]);
  });

  test.each<[image: string, folders: readonly Files[], ...said: string[]]>([
    ["node", [{}, {}, { ".nvmrc": "20" }], "../../.nvmrc:1 says 20 = 20!"],
    ["node", [{ ".nvmrc": "22" }, { ".nvmrc": "20" }], ".nvmrc:1 says 22 = 22!"],
    ["node", [{}, { ".node-version": "22" }, { ".nvmrc": "20" }], "../.node-version:1 says 22 = 22!"],
    [
      "node",
      [{ ".tool-versions": "ruby 3.4.1" }, { ".tool-versions": "nodejs 22" }],
      "../.tool-versions:1 says 22 = 22!",
    ],
    ["node", [{ ".nvmrc": "node" }, { ".nvmrc": "20" }]],
    [
      "rust",
      [{}, { "rust-toolchain.toml": '[toolchain]\nchannel = "1.90"' }],
      "../rust-toolchain.toml:2 says 1.90 = 1.90!",
    ],
    [
      "node",
      [
        { "package.json": '{"engines": {"node": ">=20"}}' },
        { ".nvmrc": "22", "package.json": '{"volta": {"node": "9"}}' },
      ],
      "../.nvmrc:1 says 22 = 22!",
      "package.json:1 says >=20 = >=20",
    ],
  ])("%s in folders %j, the innermost first", (image, folders, ...expected) => {
    expect(said(image, ...folders)).toEqual(expected);
  });

  test("is nothing without a build context", () => {
    expect(statements("node", undefined)).toEqual([]);
  });
});

test.each([
  [npmRange, "20", "20.11.0", true],
  [npmRange, "20.11", "20.11.0", true],
  [npmRange, "20.1", "20.11.0", false],
  [npmRange, "20.11.0", "20.11.0", true],
  [npmRange, "20", "21.0.0", false],
  [npmRange, "17", "17.0.17_10", true],
  [npmRange, ">=1.22.5", "1.23.0", true],
  [npmRange, ">=1.22.1", "1.22", false],
  [npmRange, "lts/*", "24.0.0", false],
  [pythonRange, "~=3.10", "3.14.7", true],
  [pythonRange, "~=3.10.2", "3.10.9", true],
  [pythonRange, "~=3.10.2", "3.11.0", false],
  [pythonRange, "==3.11.*", "3.11.9", true],
  [pythonRange, ">=3.9, !=3.9.1", "3.14.7", true],
  [pythonRange, ">=3.9, !=3.14.7", "3.14.7", false],
  [pythonRange, "!=3.14.*", "3.14.7", false],
  [pythonRange, "!=3.14.*", "3.13.1", true],
  [pythonRange, ">=3.9,<=3.13", "3.13.15", false],
  [pythonRange, ">=3.10 <3.13", "3.12.14", true],
  [pythonRange, "^3.10 || ^3.12", "3.14.7", true],
  [pythonRange, "==3.12", "3.12.14", false],
  [pythonRange, '{ version = ">=3" }', "3.12.14", false],
  [gemRange, "~> 3", "4.0.6", false],
  [gemRange, "~> 3", "3.4.10", true],
  [gemRange, "3.4", "3.4.10", false],
  [gemRange, "!= 4.0.6", "4.0.6", false],
  [composerRange, "7.4 - 8.3", "8.3.33", true],
  [composerRange, "<=8.3", "8.3.33", false],
  [composerRange, "8.3", "8.3.33", false],
  [composerRange, "^8.1, !=8.5.9", "8.5.9", false],
  [gemRange, "~> 3.2", "3.9.1", true],
  [gemRange, "~> 3.2", "4.0.0", false],
  [gemRange, ">= 3.2, < 3.4", "3.4.0", false],
  [composerRange, "~8.1", "8.4.2", true],
  [composerRange, "~8.1.2", "8.2.0", false],
  [composerRange, ">=7.4 <8.3", "8.3.0", false],
  [composerRange, "^7.4|^8.0", "8.4.1", true],
  [composerRange, "8.1.*", "8.1.30", true],
])("%p of %s allows %s: %j", (range, text, version, expected) => {
  expect(allows(range(text), version)).toBe(expected);
});
