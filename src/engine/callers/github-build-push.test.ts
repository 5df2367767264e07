import { describe, expect, test } from "@jest/globals";
import type { BuildInput } from "../../project/build-input.js";
import { buildPushCaller } from "./github-build-push.js";
import { changed, KEY, NPMRC, TOKEN } from "./testing/changed.js";
import { schemaErrors } from "./testing/schema.js";

const PATH = ".github/workflows/ci.yml";

function workflow(...steps: readonly string[]): string {
  const head = ["on: push", "jobs:", "  image:", "    runs-on: ubuntu-latest", "    steps:"];
  return `${[...head, ...steps.map((line) => `      ${line}`)].join("\n")}\n`;
}

/** A step with docker/build-push-action. */
function push(...inputs: readonly string[]): readonly string[] {
  return ["- uses: docker/build-push-action@v6", "  with:", "    push: true", ...inputs.map((line) => `    ${line}`)];
}

const CHECKOUT = "- uses: actions/checkout@v4";
const GIVEN = "TOKEN=${{ secrets.TOKEN }}";
const SECRETS = ["secrets: |", "  token=${{ secrets.TOKEN }}"];

describe("a secret", () => {
  test.each<[what: string, before: string, after: string, inputs?: readonly BuildInput[], dockerfile?: string]>([
    ["on one line", workflow(...push(`build-args: ${GIVEN}`)), workflow(...push(...SECRETS))],
    ["in quotes", workflow(...push(`build-args: "${GIVEN}" # why`, "tags: a")), workflow(...push("tags: a", ...SECRETS))],
    ["alone in a block", workflow(...push("build-args: |", `  ${GIVEN}`)), workflow(...push(...SECRETS))],
    [
      "in a block with other arguments",
      workflow(...push("build-args: |", "  A=1", `  ${GIVEN}`, "  TOKEN_2=2", "# why", "tags: |", "  a"), "- run: |", "    docker build ."),
      workflow(...push("build-args: |", "  A=1", "  TOKEN_2=2", "# why", "tags: |", "  a", ...SECRETS), "- run: |", "    docker build ."),
    ],
    [
      "beside other secrets",
      workflow(...push("build-args: |", `  ${GIVEN}`, "  A=1", "secrets: |", '  "a=b"', "cache-from: x")),
      workflow(...push("build-args: |", "  A=1", "secrets: |", '  "a=b"', "  token=${{ secrets.TOKEN }}", "cache-from: x")),
    ],
    [
      "beside another one on a line",
      workflow(...push(`build-args: ${GIVEN}`, "secrets: A=${{ secrets.A }}")),
      workflow(...push("secrets: |-", "  A=${{ secrets.A }}", "  token=${{ secrets.TOKEN }}")),
    ],
    ["that is given already", workflow(...push(`build-args: ${GIVEN}`, ...SECRETS)), workflow(...push(...SECRETS))],
    [
      "of the environment, for a file and a context below",
      workflow(CHECKOUT, ...push("context: ./app/", "file: docker/Dockerfile", "build-args: |-", "  TOKEN=${{ env.NPM }}")),
      workflow(CHECKOUT, ...push("context: ./app/", "file: docker/Dockerfile", "secrets: |", "  token=${{ env.NPM }}")),
      [TOKEN],
      "docker/Dockerfile",
    ],
    [
      "of a folder of the commit",
      workflow(...push('context: "{{defaultContext}}:app"', `build-args: ${GIVEN}`)),
      workflow(...push('context: "{{defaultContext}}:app"', ...SECRETS)),
      [TOKEN],
      "app/Dockerfile",
    ],
    ["in a flow mapping", workflow("- uses: docker/build-push-action@v6", `  with: { push: true, build-args: "${GIVEN}" }`), workflow("- uses: docker/build-push-action@v6", '  with: { push: true, secrets: "token=${{ secrets.TOKEN }}\\n" }')],
    ["with CR LF", workflow(...push("build-args: |", "  A=1", `  ${GIVEN}`)).replaceAll("\n", "\r\n"), workflow(...push("build-args: |", "  A=1", ...SECRETS)).replaceAll("\n", "\r\n")],
    ["in two steps", workflow(...push(`build-args: ${GIVEN}`), ...push(`build-args: ${GIVEN}`)), workflow(...push(...SECRETS), ...push(...SECRETS))],
    ["in a file", workflow(CHECKOUT, ...push("context: app")), workflow(CHECKOUT, ...push("context: app", "secret-files: |", "  npmrc=app/.npmrc")), [NPMRC], "app/Dockerfile"],
    ["in a file of the commit", workflow(CHECKOUT, ...push("secret-files: |", "  a=b")), workflow(CHECKOUT, ...push("secret-files: |", "  a=b", "  npmrc=.npmrc")), [NPMRC]],
    ["and another one", workflow(...push("build-args: |", `  ${GIVEN}`, "  B=${{ vars.B }}")), workflow(...push(...SECRETS, "  b=${{ vars.B }}")), [TOKEN, { kind: "secret", id: "b", argument: "B" }]],
  ])("%s", (_, before, after, inputs = [TOKEN], dockerfile = "Dockerfile") => {
    expect(schemaErrors("github-workflows", before)).toEqual([]);
    expect(changed(buildPushCaller, PATH, before, inputs, { dockerfile })).toEqual({ after, todos: [] });
    expect(schemaErrors("github-workflows", after)).toEqual([]);
  }); // prettier-ignore
});

test.each([".gitea/workflows/ci.yaml", ".forgejo/workflows/ci.yml"])("in %s", (path) => {
  const before = workflow(...push(`build-args: ${GIVEN}`)).replace("docker/", "https://github.com/docker/");
  const after = workflow(...push(...SECRETS)).replace("docker/", "https://github.com/docker/");
  expect(changed(buildPushCaller, path, before, [TOKEN])).toEqual({ after, todos: [] });
});

test("a composite action", () => {
  const action = (...inputs: readonly string[]) => `runs:\n  using: composite\n  steps:\n${push(...inputs).map((line) => `    ${line}\n`).join("")}`;
  const before = action("build-args: TOKEN=${{ inputs.token }}");
  const after = action("secrets: |", "  token=${{ inputs.token }}");
  expect(changed(buildPushCaller, ".github/actions/x/action.yml", before, [TOKEN])).toEqual({ after, todos: [] });
}); // prettier-ignore

describe("is left to the user", () => {
  const WAY = "it is written in a way that is not changed by itself";
  const OTHER = "how it gives secrets is not known";
  const UNKNOWN = "which Dockerfile it builds is not known";
  test.each<[what: string, before: string, line: number, why: string]>([
    ["a literal", workflow(...push("build-args: |", "  A=1", "  TOKEN=s3cr3t")), 11, "its value is written here"],
    ["several parts", workflow(...push("build-args: TOKEN=a${{ secrets.TOKEN }}")), 9, "its value has several parts"],
    ["two expressions", workflow(...push("build-args: TOKEN=${{ env.A }}${{ env.B }}")), 9, "its value has several parts"],
    ["a variable of the runner", workflow(...push("build-args: TOKEN")), 9, "it comes from the environment, from which `secret-envs` takes a secret"],
    ["what stands twice", workflow(...push("build-args: |", `  ${GIVEN}`, `  ${GIVEN}`)), 10, "it is given more than once"],
    ["a folded block", workflow(...push("build-args: >", `  ${GIVEN}`, "", "  A=1")), 10, WAY],
    ["another secret of that name", workflow(...push(`build-args: ${GIVEN}`, "secrets: token=x")), 9, WAY],
    ["a context by an expression", workflow(...push("context: ${{ matrix.context }}", `build-args: ${GIVEN}`)), 10, UNKNOWN],
    ["a file by an expression", workflow(...push("file: ${{ matrix.file }}", `build-args: ${GIVEN}`)), 10, UNKNOWN],
    ["a repository elsewhere", workflow(...push("context: https://example.org/a.git", `build-args: ${GIVEN}`)), 10, UNKNOWN],
    ["a checkout of something else", workflow(CHECKOUT, "  with: { repository: a/b }", ...push("context: .", `build-args: ${GIVEN}`)), 12, UNKNOWN],
    ["another action", workflow("- uses: a/b@v1", "  with:", "    buildArgs: A=1,TOKEN=${{ secrets.TOKEN }}"), 8, OTHER],
    ["the first version", workflow("- uses: docker/build-push-action@v1", "  with:", "    build_args: A=1,TOKEN=${{ secrets.TOKEN }}"), 8, OTHER],
    ["a bake file's argument", workflow("- uses: docker/bake-action@v6", "  with:", "    set: |", "      *.args.TOKEN=${{ secrets.TOKEN }}"), 9, OTHER],
    ["a called workflow", "on: push\njobs:\n  a:\n    uses: a/b/.github/workflows/c.yml@v1\n    with:\n      build-args: TOKEN=x\n", 6, OTHER],
  ])("%s", (_, before, line, why) => {
    expect(schemaErrors("github-workflows", before)).toEqual([]);
    const message = `Give this build the secret \`token\` instead of the build argument \`TOKEN\`: ${why}`;
    expect(changed(buildPushCaller, PATH, before, [TOKEN])).toEqual({ after: before, todos: [`${line}: ${message}`] });
  }); // prettier-ignore

  test("an agent", () => {
    const before = workflow(...push("build-args: SSH_KEY=${{ secrets.SSH_KEY }}"));
    const { after, todos } = changed(buildPushCaller, PATH, before, [KEY]);
    expect([after, todos.length, todos[0]]).toEqual([before, 1, expect.stringContaining("`ssh: default`")]);
  });

  test("a file that is not checked out", () => {
    const { after, todos } = changed(buildPushCaller, PATH, workflow(...push()), [NPMRC]);
    expect([after, todos]).toEqual([workflow(...push()), ["6: Give this build the secret `npmrc`: its file is not checked out where the step runs"]]);
  }); // prettier-ignore
});

describe("is none of its business", () => {
  test.each<[what: string, before: string, inputs?: readonly BuildInput[]]>([
    ["another file", workflow(...push("file: b/Dockerfile", `build-args: ${GIVEN}`))],
    ["another context", workflow(...push("context: b", `build-args: ${GIVEN}`))],
    ["another argument", workflow(...push("build-args: |", "  TOKEN_2=${{ secrets.TOKEN }}", "  A=TOKEN"))],
    ["an action's own input", workflow("- uses: a/b@v1", "  with: { token: TOKEN }")],
    ["a bake file's other argument", workflow("- uses: docker/bake-action@v6", "  with: { set: '*.args.TOKEN_2=1' }").replace("_2", "S")],
    ["a file for a context by an expression", workflow(...push("context: ${{ env.A }}")), [NPMRC]],
    ["what is no YAML", "on: ["],
  ])("%s", (_, before, inputs = [TOKEN]) => {
    expect(changed(buildPushCaller, PATH, before, inputs)).toEqual({ after: before, todos: [] });
  }); // prettier-ignore
});
