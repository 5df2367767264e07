import { expect, test } from "@jest/globals";
import { azureCaller } from "./azure-caller.js";
import type { Caller } from "./caller.js";
import { composeCaller } from "./compose.js";
import { githubCaller } from "./github-caller.js";
import { gitlabCaller } from "./list-callers.js";
import { scriptCaller } from "./script-caller.js";
import { change, TOKEN, type Setting } from "./testing/change.js";

const BUILD = "docker build --build-arg TOKEN=$TOKEN";

/** Files that look as if they were certain, and are not. */
const UNCERTAIN: readonly (readonly [what: string, Caller, text: string, Setting])[] = [
  ["a step of Azure that has no env", azureCaller, `steps:\n- script: docker build --build-arg TOKEN=$(TOKEN) .\n`, { path: "azure-pipelines.yml" }],
  ["inputs of a task", azureCaller, `steps:\n- task: Bash@3\n  inputs:\n    script: docker build --build-arg TOKEN=$(TOKEN) .\n    env: {A: b}\n`, { path: "azure-pipelines.yml" }],
  ["a line that two jobs share", gitlabCaller, `.b: &b ["${BUILD} ."]\na:\n  before_script: [cd app]\n  script: *b\nb:\n  before_script: [cd other]\n  script: *b\n`, { path: ".gitlab-ci.yml", dockerfile: "app/Dockerfile", others: ["other/Dockerfile"] }],
  ["a reference to another job", gitlabCaller, `a:\n  before_script:\n  - !reference [.s, before_script]\n  script:\n  - ${BUILD} .\n`, { path: ".gitlab-ci.yml" }],
  ["a job that extends one of another file", gitlabCaller, `a:\n  extends: .other\n  script:\n  - ${BUILD} .\n`, { path: ".gitlab-ci.yml" }],
  ["an old engine", gitlabCaller, `image: docker:19.03.12\na:\n  script:\n  - ${BUILD} .\n`, { path: ".gitlab-ci.yml" }],
  ["a service that others extend", composeCaller, "services:\n  a:\n    build:\n      context: .\n      args:\n        TOKEN: $TOKEN\n  b:\n    extends:\n      service: a\n    build:\n      context: other\n", { path: "compose.yaml" }],
  ["another repository", githubCaller, `jobs:\n  a:\n    env:\n      TOKEN: x\n    steps:\n    - uses: actions/checkout@v4\n      with:\n        repository: a/b\n    - run: ${BUILD} .\n`, { path: ".github/workflows/a.yml" }],
  ["a file whose last line break counts", scriptCaller, "docker build --build-arg TOKEN=$(cat token) .\n", { path: "b.sh", inputs: [{ ...TOKEN, isVariable: true }] }],
]; // prettier-ignore

test.each(UNCERTAIN)("%s is left to the user", (_what, caller, text, setting) => {
  const { after, todos } = change(caller, text, setting);
  expect(after).toBe(text);
  expect(todos).not.toEqual([]);
});

test("two secrets in one step are given together", () => {
  const inputs = [TOKEN, { kind: "secret", id: "other", argument: "OTHER" }] as const;
  const run = "docker build --build-arg TOKEN=${{ secrets.TOKEN }} --build-arg OTHER=${{ secrets.OTHER }} .";
  const text = `jobs:\n  a:\n    steps:\n    - uses: actions/checkout@v4\n    - run: ${run}\n`;
  const { after, todos } = change(githubCaller, text, { path: ".github/workflows/a.yml", inputs });
  expect(todos).toEqual([]);
  expect(after).toContain("TOKEN: ${{ secrets.TOKEN }}");
  expect(after).toContain("OTHER: ${{ secrets.OTHER }}");
  expect(after).toContain("docker build --secret id=token,env=TOKEN --secret id=other,env=OTHER .");
});

test("what `.env` gives to arguments may not reach a secret", () => {
  const text = "services:\n  a:\n    build:\n      context: .\n      args:\n        TOKEN: $TOKEN\n";
  const { after, todos } = change(composeCaller, text, { path: "compose.yaml", others: [".env"] });
  expect([after === text, todos.join()]).toEqual([false, expect.stringContaining("Export `TOKEN`")]);
});
