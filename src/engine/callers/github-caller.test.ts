import { describe, expect, test } from "@jest/globals";
import { YamlValue } from "../../project/yaml.js";
import { githubCaller } from "./github-caller.js";
import { change, KEY, NPMRC, TOKEN } from "./testing/change.js";

const SECRET = "--secret id=token,env=TOKEN";
const GIVE = `Give \`${SECRET}\` instead of \`--build-arg TOKEN\``;
const path = ".github/workflows/ci.yml";

function workflow(...lines: readonly string[]): string {
  const front = ["on: push # always", "jobs:", "  image:", "    runs-on: ubuntu-latest", "    steps:", "      - uses: actions/checkout@v4"];
  return `${[...front, ...lines.map((line) => `      ${line}`)].join("\n")}\n`;
} // prettier-ignore

describe("edits", () => {
  test.each<[what: string, before: readonly string[], after: readonly string[]]>([
    [
      "a step without variables",
      ["- name: Build", "  run: docker build --build-arg TOKEN=${{ secrets.NPM_TOKEN }} . # why"],
      ["- name: Build", "  env:", "    TOKEN: ${{ secrets.NPM_TOKEN }}", `  run: docker build ${SECRET} . # why`],
    ],
    [
      "a step that begins with its commands",
      ["- run: |", "    # a comment", "    docker build \\", '      --build-arg TOKEN="${{ secrets.TOKEN }}" \\', "      -t ${{ github.sha }} .", ""],
      ["- env:", "    TOKEN: ${{ secrets.TOKEN }}", "  run: |", "    # a comment", "    docker build \\", `      ${SECRET} \\`, "      -t ${{ github.sha }} .", ""],
    ],
    [
      "a step with variables",
      ["- run: docker build --build-arg 'TOKEN=${{ inputs.token }}' .", "  env:", "    # why", "    A: b # c", "  if: always()"],
      [`- run: docker build ${SECRET} .`, "  env:", "    # why", "    TOKEN: ${{ inputs.token }}", "    A: b # c", "  if: always()"],
    ],
    [
      "a step that has it",
      ["- run: docker build --build-arg TOKEN=${{ secrets.T }} --build-arg TOKENS=1 .", "  env: {NPM: '${{ secrets.T }}'}"],
      ["- run: docker build --secret id=token,env=NPM --build-arg TOKENS=1 .", "  env: {NPM: '${{ secrets.T }}'}"],
    ],
    [
      "a variable of the step",
      ["- run: docker build --build-arg TOKEN=$TOKEN .", "  env:", "    TOKEN: ${{ secrets.TOKEN }}"],
      [`- run: docker build ${SECRET} .`, "  env:", "    TOKEN: ${{ secrets.TOKEN }}"],
    ],
    [
      "a variable by its expression",
      ["- run: docker build --build-arg TOKEN=${{ env.NPM }} ."],
      ["- run: docker build --secret id=token,env=NPM ."],
    ],
    [
      "a variable that the commands export",
      ["- run: |", "    export NPM=$(x)", "    docker build --build-arg TOKEN=$NPM ."],
      ["- run: |", "    export NPM=$(x)", "    docker build --secret id=token,env=NPM ."],
    ],
    [
      "a folded scalar",
      ["- run: >-", "    docker build", "    --build-arg TOKEN=${{ secrets.T }}", "    ."],
      ["- env:", "    TOKEN: ${{ secrets.T }}", "  run: >-", "    docker build", `    ${SECRET}`, "    ."],
    ],
    [
      "a quoted scalar",
      ['- run: "docker build --build-arg TOKEN=${{ github.token }} ."'],
      ["- env:", "    TOKEN: ${{ github.token }}", `  run: "docker build ${SECRET} ."`],
    ],
  ])("%s", (_, before, after) => {
    expect(change(githubCaller, workflow(...before), { path })).toEqual({ after: workflow(...after), todos: [] });
    const windows = (lines: readonly string[]): string => workflow(...lines).replaceAll("\n", "\r\n");
    expect(change(githubCaller, windows(before), { path })).toEqual({ after: windows(after), todos: [] });
    expect(change(githubCaller, workflow(...after), { path })).toEqual({ after: workflow(...after), todos: [] });
  }); // prettier-ignore

  test("a composite action", () => {
    const action = (...step: readonly string[]): string =>
      `runs:\n  using: composite\n  steps:\n${step.map((line) => `    ${line}\n`).join("")}`;
    const before = action("- shell: bash", "  run: docker build --build-arg TOKEN=${{ inputs.token }} .");
    const after = action(
      "- shell: bash",
      "  env:",
      "    TOKEN: ${{ inputs.token }}",
      `  run: docker build ${SECRET} .`,
    );
    expect(change(githubCaller, before, { path: "build/action.yml" })).toEqual({ after, todos: [] });
  });

  test("in the folder of the step, with a variable of the workflow", () => {
    const text = workflow("- working-directory: ./api/", "  run: docker build --build-arg TOKEN=$T .");
    const before = `env:\n  T: x\n${text}`;
    const setting = { path, dockerfile: "api/Dockerfile", others: ["Dockerfile"], inputs: [TOKEN, NPMRC] };
    const { after, todos } = change(githubCaller, before, setting);
    const options = "--secret id=npmrc,src=.npmrc --secret id=token,env=T";
    expect([after, todos]).toEqual([before.replace("build --build-arg TOKEN=$T", `build ${options}`), []]);
  });
});

describe("says what is left to do", () => {
  const SET = (name: string): string => `${GIVE}: set \`${name}\` in the step's \`env\` first`;
  test.each<[what: string, lines: readonly string[], todo: string]>([
    ["a variable of nobody", ["- run: docker build --build-arg TOKEN=$NPM ."], `7: ${SET("NPM")}`],
    ["variables on one line", ["- run: docker build --build-arg TOKEN=${{ secrets.T }} .", "  env: {A: b}"], `7: ${SET("TOKEN")}`],
    ["a variable that is another", ["- run: docker build --build-arg TOKEN=${{ secrets.T }} .", "  env:", "    TOKEN: x"], `7: ${SET("TOKEN")}`],
    ["a step on one line", ["- {run: 'docker build --build-arg TOKEN=${{ secrets.T }} .'}"], `7: ${SET("TOKEN")}`],
    ["a folder that is not known", ["- run: docker build --build-arg TOKEN=$TOKEN .", "  working-directory: ${{ matrix.dir }}"], `7: ${GIVE} if this builds \`Dockerfile\``],
    ["a Dockerfile that is not known", ["- run: docker build --build-arg TOKEN=$TOKEN -f ${{ matrix.file }} ."], `7: ${GIVE} if this builds \`Dockerfile\``],
    ["a variable of the commands", ["- run: TOKEN=x; docker build --build-arg TOKEN=${{ secrets.T }} ."], `7: ${GIVE}: put its value into an environment variable of another name first`],
    ["another shell", ["- run: docker build --build-arg TOKEN=$env:TOKEN .", "  shell: pwsh"], `7: ${GIVE} if this builds \`Dockerfile\``],
    ["an escape", ['- run: "docker build --build-arg \\"TOKEN=$TOKEN\\" ."'], `7: ${GIVE} if this builds \`Dockerfile\``],
    ["several lines in quotes", ["- run: 'docker build", "    --build-arg TOKEN=$TOKEN .'"], `8: ${GIVE} if this builds \`Dockerfile\``],
    ["GitHub's own token", ["- run: docker build --build-arg TOKEN=$GITHUB_TOKEN ."], `7: ${SET("GITHUB_TOKEN")}`],
    ["a variable with options", ["- run: make", "  env:", "    ARGS: --build-arg TOKEN=x"], `9: ${GIVE} if this builds \`Dockerfile\``],
    ["a checkout elsewhere", ["- uses: actions/checkout@v4", "  with: {path: src}", "- run: docker build --build-arg TOKEN=$TOKEN ."], `9: ${GIVE} if this builds \`Dockerfile\``],
  ])("%s", (_, lines, todo) => {
    const text = workflow(...lines);
    expect(change(githubCaller, text, { path })).toEqual({ after: text, todos: [todo] });
  }); // prettier-ignore

  test("a key, beside a secret that is given", () => {
    const text = workflow("- run: docker build --build-arg KEY=${{ secrets.K }} --build-arg TOKEN .", "  env:", "    TOKEN: x");
    const { after, todos } = change(githubCaller, text, { path, inputs: [TOKEN, KEY] });
    expect(after).toBe(text.replace("--build-arg TOKEN", SECRET));
    expect(todos).toHaveLength(1);
  }); // prettier-ignore
});

test.each<[what: string, lines: readonly string[]]>([
  ["another Dockerfile", ["- run: docker build --build-arg TOKEN=${{ secrets.T }} other"]],
  ["names", ["- name: docker build --build-arg TOKEN=x ."]],
  ["comments", ["# - run: docker build --build-arg TOKEN=$TOKEN ."]],
  ["echo", ["- run: echo docker build --build-arg TOKEN=x ."]],
])("leaves alone %s", (_, lines) => {
  const text = workflow(...lines);
  expect(change(githubCaller, text, { path, others: ["other/Dockerfile"] })).toEqual({ after: text, todos: [] });
});

test("what comes out is what GitHub reads", () => {
  const text = workflow("- id: b", "  run: |", "    docker build --build-arg TOKEN=${{ secrets.T }} .", "  if: x");
  const [root] = YamlValue.documents(change(githubCaller, text, { path }).after);
  const step = root!.at("jobs", "image", "steps").items[1]!;
  expect(step.entries.map(([key, value]) => [key, value.text])).toEqual([
    ["id", "b"],
    ["env", undefined],
    ["run", `docker build ${SECRET} .`],
    ["if", "x"],
  ]);
  expect(step.at("env", "TOKEN").text).toBe("${{ secrets.T }}");
});
