import { expect, test } from "@jest/globals";
import { azureCaller } from "./azure-caller.js";
import { change } from "./testing/change.js";

const path = "azure-pipelines.yml";
const SECRET = "--secret id=token,env=TOKEN";
const GIVE = `Give \`${SECRET}\` instead of \`--build-arg TOKEN\``;

const pipeline = (...lines: readonly string[]): string =>
  `jobs:\n- job: a\n  steps:\n${lines.map((line) => `  ${line}\n`).join("")}`;

test.each<[what: string, before: readonly string[], after: readonly string[]]>([
  [
    "a macro",
    ["- bash: |", "    docker build --build-arg TOKEN=$(Npm.Token) -t $(Build.BuildId) \\", "      $(pwd)", "  env:", "    A: b"],
    ["- bash: |", `    docker build ${SECRET} -t $(Build.BuildId) \\`, "      $(pwd)", "  env:", "    TOKEN: $(Npm.Token)", "    A: b"],
  ],
  [
    "a macro that a variable has",
    ["- script: docker build --build-arg TOKEN=$(TOKEN) .", "  env:", "    T: $(TOKEN)"],
    ["- script: docker build --secret id=token,env=T .", "  env:", "    T: $(TOKEN)"],
  ],
  [
    "a variable, in a folder",
    ["- script: docker build --build-arg TOKEN=$TOKEN ..", "  workingDirectory: $(Build.SourcesDirectory)/app"],
    [`- script: docker build ${SECRET} ..`, "  workingDirectory: $(Build.SourcesDirectory)/app"],
  ],
])("edits %s", (_, before, after) => {
  expect(change(azureCaller, pipeline(...before), { path })).toEqual({ after: pipeline(...after), todos: [] });
}); // prettier-ignore

test.each<[what: string, lines: readonly string[], todo: string]>([
  ["a parameter", ["- script: docker build --build-arg TOKEN=${{ parameters.t }} ."], `4: ${GIVE}: set \`TOKEN\` in the step's \`env\` first`],
  ["a task", ["- task: Docker@2", "  inputs:", "    command: build", "    arguments: --build-arg TOKEN=$(T)"], `7: ${GIVE} if this builds \`Dockerfile\``],
  ["another shell", ["- pwsh: docker build --build-arg TOKEN=$env:T ."], `4: ${GIVE} if this builds \`Dockerfile\``],
])("says what is left to do: %s", (_, lines, todo) => {
  const text = pipeline(...lines);
  expect(change(azureCaller, text, { path })).toEqual({ after: text, todos: [todo] });
}); // prettier-ignore

test("leaves alone the build of another Dockerfile", () => {
  const text = pipeline("- script: docker build --build-arg TOKEN=$(T) other", "# --build-arg TOKEN");
  expect(change(azureCaller, text, { path, others: ["other/Dockerfile"] })).toEqual({ after: text, todos: [] });
});
