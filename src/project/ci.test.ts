import { describe, expect, test } from "@jest/globals";
import { ciStatements } from "./ci.js";
import type { Context } from "./context.js";

type Files = Readonly<Record<string, string>>;

function contextOf(files: Files, parent?: Context): Context {
  return {
    read: (path) => files[path],
    list: (directory) =>
      Object.keys(files)
        .filter((path) => path.startsWith(`${directory}/`))
        .map((path) => path.slice(directory.length + 1)),
    parent,
  };
}

/** `<source> says <what> = <range>`, with `!` when it names the version. */
function said(image: string, context: Context): readonly string[] {
  return ciStatements(image, context).map(
    ({ source, says, range, names }) => `${source} says ${says} = ${range ?? "?"}${names ? "!" : ""}`,
  );
}

/** A workflow of one job: what stands in it beside its steps, and the steps. */
function workflow(job: string, ...steps: readonly string[]): Files {
  const text = `jobs:\n  test:\n    ${job}\n    steps:\n${steps.map((step) => `      - ${step}\n`).join("")}`;
  return { ".github/workflows/ci.yml": text };
}

const setUpNode = (version: string): string => `{ uses: actions/setup-node@v4, with: { node-version: ${version} } }`;

describe("GitHub", () => {
  test.each<[image: string, files: Files, ...said: string[]]>([
    ["node", workflow("", setUpNode("20")), ".github/workflows/ci.yml:5 says 20 = 20!"],
    ["node", workflow("", setUpNode("v20.x")), ".github/workflows/ci.yml:5 says 20.x = 20.x!"],
    ["node", workflow("", setUpNode("18"), setUpNode("18"), setUpNode("20")), ".github/workflows/ci.yml:5 says 18, 20 = 18 || 20"],
    ["node", workflow("strategy: { matrix: { node: [18, '20'] } }", setUpNode("'${{ matrix.node }}'")), ".github/workflows/ci.yml:3 says 18, 20 = 18 || 20"],
    ["node", workflow("strategy: { matrix: { os: [a], include: [{ node: 22 }, { os: b }] } }", setUpNode("'${{matrix.node}}'")), ".github/workflows/ci.yml:3 says 22 = 22!"],
    ["node", workflow("strategy: { matrix: { on: [{ node: 22 }] } }", setUpNode("'${{ matrix.on.node }}'")), ".github/workflows/ci.yml:3 says 22 = 22!"],
    ["node", workflow("env: { NODE: 22 }", setUpNode("'${{ env.NODE }}'")), ".github/workflows/ci.yml:3 says 22 = 22!"],
    ["node", workflow("container: node:22-alpine"), ".github/workflows/ci.yml:3 says 22 = 22!"],
    ["node", workflow("strategy: { matrix: { node: [22] } }\n    container: { image: 'node:${{ matrix.node }}-slim' }"), ".github/workflows/ci.yml:3 says 22 = 22!"],
    ["python", workflow("", "{ uses: actions/setup-python@v5, with: { python-version: 3.10 } }"), ".github/workflows/ci.yml:5 says 3.10 = 3.10!"],
    ["python", workflow("", "uses: actions/setup-python@v5\n        with:\n          python-version: |\n            3.12\n            pypy3.10\n            3.13"), ".github/workflows/ci.yml:7 says 3.12, 3.13 = 3.12 || 3.13"],
    ["ruby", workflow("", "{ uses: ruby/setup-ruby@v1, with: { ruby-version: ruby-3.4.1 } }"), ".github/workflows/ci.yml:5 says 3.4.1 = 3.4.1!"],
    ["golang", workflow("", "{ uses: actions/setup-go@v5, with: { go-version: '>=1.22' } }"), ".github/workflows/ci.yml:5 says >=1.22 = >=1.22!"],
    ["php", workflow("", "{ uses: shivammathur/setup-php@v2, with: { php-version: 8.3 } }"), ".github/workflows/ci.yml:5 says 8.3 = 8.3!"],
    ["eclipse-temurin", workflow("", "{ uses: actions/setup-java@v4, with: { java-version: 1.8 } }"), ".github/workflows/ci.yml:5 says 1.8 = 8!"],
    ["node", { ...workflow("", setUpNode("20")), ".github/workflows/b.yaml": "jobs: { b: { container: node:22 } }", ".github/workflows/readme.md": "node" }, ".github/workflows/ci.yml:5, .github/workflows/b.yaml:1 says 20, 22 = 20 || 22"],
  ])("%s in %j", (image, files, ...expected) => {
    expect(said(image, contextOf(files))).toEqual(expected);
  }); // prettier-ignore

  test.each<[why: string, files: Files]>([
    ["a version file is no evidence of its own", workflow("", "{ uses: actions/setup-node@v4, with: { node-version-file: .nvmrc } }")],
    ["one of the versions is not known", workflow("", setUpNode("20"), setUpNode("'${{ inputs.node }}'"))],
    ["one of the versions is the newest", workflow("", setUpNode("20"), setUpNode("latest"))],
    ["any will do", workflow("", setUpNode("20"), setUpNode("'*'"))],
    ["it is empty", workflow("", setUpNode("''"))],
    ["the matrix is computed", workflow("strategy: { matrix: { node: '${{ fromJSON(x) }}' } }", setUpNode("'${{ matrix.node }}'"))],
    ["the whole matrix is computed", workflow("strategy: { matrix: '${{ fromJSON(x) }}' }", setUpNode("'${{ matrix.node }}'"))],
    ["the matrix is not used", workflow("strategy: { matrix: { node-version: [20] } }", "run: npm test")],
    ["it is an expression of more", workflow("", setUpNode("\"${{ matrix.node || '20' }}\""))],
    ["it is no setup action", workflow("", "{ uses: a/b@v1, with: { node-version: 20 } }")],
    ["the image is another one", workflow("container: me/node:20")],
    ["the image has no version", workflow("container: node:alpine")],
    ["the image's version is not known", workflow("container: 'node:${{ inputs.node }}'", setUpNode("20"))],
    ["another file is no YAML", { ...workflow("", setUpNode("20")), ".github/workflows/a.yml": "{% if node %}\na: b: c" }],
    ["there are no jobs", { ".github/workflows/a.yml": "node" }],
  ])("nothing when %s", (_, files) => {
    expect(said("node", contextOf(files))).toEqual([]);
  }); // prettier-ignore
});

test.each<[image: string, files: Files, ...said: string[]]>([
  ["node", { ".gitlab-ci.yml": "image: node:20\ntest:\n  image:\n    name: node:22-alpine\n" }, ".gitlab-ci.yml:1 says 20, 22 = 20 || 22"],
  ["node", { ".gitlab-ci.yml": "default: { image: docker.io/library/node:20.1@sha256:0 }\na: !reference [b, c]" }, ".gitlab-ci.yml:1 says 20.1 = 20.1!"],
  ["node", { ".gitlab-ci.yml": ".a: &a\n  image: node:20\nb:\n  <<: *a\n" }, ".gitlab-ci.yml:2 says 20 = 20!"],
  ["node", { ".gitlab-ci.yml": "image: node:20\na: { image: node:$NODE }" }],
  ["node", { ".circleci/config.yml": "jobs:\n  a:\n    docker:\n      - image: cimg/node:20.11-browsers\nexecutors:\n  b: { docker: [{ image: circleci/node:18 }] }" }, ".circleci/config.yml:4 says 20.11, 18 = 20.11 || 18"],
  ["golang", { ".circleci/config.yml": "jobs: { a: { docker: [{ image: cimg/go:1.25 }] } }" }, ".circleci/config.yml:1 says 1.25 = 1.25!"],
  ["node", { ".circleci/config.yml": "jobs: { a: { docker: [{ image: cimg/node:<< parameters.x >> }] } }" }],
  ["node", { ".travis.yml": "language: node_js\nnode_js:\n  - 20\njobs:\n  include:\n    - node_js: 22" }, ".travis.yml:3 says 20, 22 = 20 || 22"],
  ["node", { ".travis.yml": "language: python\nnode_js: 20\npython: 3.13" }],
  ["python", { ".travis.yml": "language: python\nnode_js: 20\npython: 3.13" }, ".travis.yml:3 says 3.13 = 3.13!"],
  ["openjdk", { ".travis.yml": "language: scala\njdk: [openjdk17]" }, ".travis.yml:2 says 17 = 17!"],
  ["node", { ".travis.yml": `language: node_js\nx: &a [&b 20]\n${"y: *a\n".repeat(3)}node_js: *b` }],
  ["node", { ".gitlab-ci.yml": `node: &0 [x, x]\n${Array.from({ length: 30 }, (_, at) => `k${at}: &${at + 1} [*${at}, *${at}]\n`).join("")}image: node:20` }],
  ["toString", { ".gitlab-ci.yml": "image: toString:1" }],
])("%s in %j", (image, files, ...expected) => {
  expect(said(image, contextOf(files))).toEqual(expected);
}); // prettier-ignore

test("looks at the root of the repository only", () => {
  const root = contextOf(workflow("", setUpNode("20")));
  const context = contextOf({ ".gitlab-ci.yml": "image: node:22" }, contextOf({}, root));
  expect(said("node", context)).toEqual(["../../.github/workflows/ci.yml:5 says 20 = 20!"]);
});

test("notices that a file has changed", () => {
  let version = 20;
  const context: Context = { read: (path) => (path === ".gitlab-ci.yml" ? `image: node:${version}` : undefined) };
  expect(said("node", context)).toEqual([".gitlab-ci.yml:1 says 20 = 20!"]);
  version = 22;
  expect(said("node", context)).toEqual([".gitlab-ci.yml:1 says 22 = 22!"]);
});

test("is nothing without a build context", () => {
  expect(ciStatements("node", undefined)).toEqual([]);
});
