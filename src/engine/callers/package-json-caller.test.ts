import { expect, test } from "@jest/globals";
import { packageJsonCaller } from "./package-json-caller.js";
import { change } from "./testing/change.js";

const SECRET = "--secret id=token,env=TOKEN";
const path = "package.json";

test.each<[what: string, before: string, after: string]>([
  ["plain", "docker build --build-arg TOKEN=$TOKEN .", `docker build ${SECRET} .`],
  ["quoted inside", String.raw`docker build --build-arg \"TOKEN=$TOKEN\" -t \"a\" .`, String.raw`docker build ${SECRET} -t \"a\" .`],
  ["quoted as a whole", String.raw`npm t && docker build \"--build-arg=TOKEN=$TOKEN\" .`, `npm t && docker build ${SECRET} .`],
  ["from a file at home", String.raw`docker build --build-arg TOKEN=$(cat ~\/t) .`, String.raw`docker build --secret \"id=token,src=$HOME/t\" .`],
])("edits a script: %s", (_, before, after) => {
  const json = (script: string): string => `{\r\n\t"name": "a",\r\n\t"scripts": {"x": "y", "docker": "${script}"}\r\n}\r\n`;
  expect(change(packageJsonCaller, json(before), { path })).toEqual({ after: json(after), todos: [] });
}); // prettier-ignore

test("says what is left to do", () => {
  const text =
    '{"scripts": {\n"a": "docker build --build-arg TOKEN=%TOKEN% .",\n"b": "\\u0024X build --build-arg TOKEN ."}}';
  const { after, todos } = change(packageJsonCaller, text, { path });
  expect(after).toBe(text);
  expect(todos).toEqual([
    `2: Give \`${SECRET}\` instead of \`--build-arg TOKEN\`: put the value that stands here into an environment variable first`,
    `3: Give \`${SECRET}\` instead of \`--build-arg TOKEN\` if this builds \`Dockerfile\``,
  ]);
});

test.each([
  ["other keys", '{"docker": "docker build --build-arg TOKEN=$TOKEN .", "config": {"scripts": {"a": "docker build --build-arg TOKEN ."}}}'],
  ["another Dockerfile", '{"scripts": {"a": "docker build --build-arg TOKEN other"}}'],
  ["what is no JSON", '{"scripts": {"a": "docker build --build-arg TOKEN ."}'],
])("leaves alone %s", (_, text) => {
  expect(change(packageJsonCaller, text, { path, others: ["other/Dockerfile"] })).toEqual({ after: text, todos: [] });
}); // prettier-ignore
