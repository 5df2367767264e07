import { expect, test } from "@jest/globals";
import { groovyCaller, markdownCaller } from "./mention-callers.js";
import { change, KEY, TOKEN } from "./testing/change.js";

test("pipelines of Jenkins", () => {
  const text = [
    "// sh 'docker build --build-arg TOKEN=x .'",
    'sh "docker build --build-arg TOKEN=${env.TOKEN} --build-arg TOKENS=1 ."',
    'docker.build("a", "--build-arg KEY=${KEY} .")',
    "sh(['docker', 'build', '--build-arg', 'TOKEN=x'])",
  ].join("\n");
  const { after, todos } = change(groovyCaller, text, { path: "Jenkinsfile", inputs: [TOKEN, KEY] });
  expect(after).toBe(text);
  expect(todos).toEqual([
    "2: Give `--secret id=token,env=TOKEN` instead of `--build-arg TOKEN` if this builds `Dockerfile`",
    "3: Give the key through an agent instead of `--build-arg KEY`: `ssh-add`, then `--ssh default` if this builds `Dockerfile`",
    "4: Give `--secret id=token,env=TOKEN` instead of `--build-arg TOKEN` if this builds `Dockerfile`",
  ]);
});

test("code blocks of documents", () => {
  const text = [
    "Give `--build-arg TOKEN`:",
    "```sh",
    "# --build-arg TOKEN=x",
    "docker build --build-arg TOKEN=x .",
    "```",
    "Or --build-arg TOKEN=x:",
    "",
    "    docker build --build-arg TOKEN=x .",
  ].join("\r\n");
  const { after, todos } = change(markdownCaller, text, { path: "README.md" });
  expect(after).toBe(text);
  const todo =
    "Give `--secret id=token,env=TOKEN` instead of `--build-arg TOKEN` in the command that this document shows";
  expect(todos).toEqual([`4: ${todo}`, `8: ${todo}`]);
});
