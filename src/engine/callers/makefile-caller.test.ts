import { expect, test } from "@jest/globals";
import { makefileCaller } from "./makefile-caller.js";
import { change, NPMRC, TOKEN } from "./testing/change.js";

const SECRET = "--secret id=token,env=TOKEN";
const GIVE = `Give \`${SECRET}\` instead of \`--build-arg TOKEN\``;
const EXPORT = `${GIVE}: \`export TOKEN\` in the makefile first, since the build reads it from its environment`;

function makefile(front: string, ...recipe: readonly string[]): string {
  return `${front}\n.PHONY: image\nimage: deps ## Build it\n${recipe.map((line) => `\t${line}\n`).join("")}`;
}

test.each<[what: string, front: string, before: string, after: string]>([
  ["a variable of nobody", "X := 1", "@docker build --build-arg TOKEN=$(TOKEN) -t $(IMAGE):$(shell git rev-parse HEAD) .", `@docker build ${SECRET} -t $(IMAGE):$(shell git rev-parse HEAD) .`],
  ["in braces and quotes", "", '-docker build --build-arg TOKEN="${TOKEN}" .', `-docker build ${SECRET} .`],
  ["in single quotes", "", "docker build --build-arg 'TOKEN=$(TOKEN)' .", `docker build ${SECRET} .`],
  ["a variable of the shell", "TOKEN = x", "docker build --build-arg TOKEN=$$TOKEN . # $$1", `docker build ${SECRET} . # $$1`],
  ["one that is exported", "export TOKEN ?= $(shell cat t)", "docker build --build-arg TOKEN=$(TOKEN) .", `docker build ${SECRET} .`],
  ["all are exported", "TOKEN ?=\nexport", "docker build --build-arg TOKEN=$(TOKEN) .", `docker build ${SECRET} .`],
  ["a file", "", "docker build --build-arg TOKEN=$$(cat t) .", "docker build --secret id=token,src=t ."],
  ["a file at home", "", "docker build --build-arg TOKEN=$$(cat ~/t) .", 'docker build --secret "id=token,src=$$HOME/t" .'],
  ["over lines", "", "docker build \\\n\t\t--build-arg TOKEN=$(TOKEN) \\\n\t\t-t $@ .", `docker build \\\n\t\t${SECRET} \\\n\t\t-t $@ .`],
])("edits %s", (_, front, before, after) => {
  const result = change(makefileCaller, makefile(front, "echo a", before), { path: "Makefile" });
  expect(result).toEqual({ after: makefile(front, "echo a", after), todos: [] });
}); // prettier-ignore

test("keeps CR LF", () => {
  const text = makefile("", "docker build \\\n\t  --build-arg TOKEN=$(TOKEN) .").replaceAll("\n", "\r\n");
  const { after, todos } = change(makefileCaller, text, { path: "Makefile" });
  expect([after, todos]).toEqual([text.replace("--build-arg TOKEN=$(TOKEN)", SECRET), []]);
});

test.each<[what: string, text: string, todo: string]>([
  ["set in the makefile", makefile("TOKEN ?= x", "docker build --build-arg TOKEN=$(TOKEN) ."), `4: ${EXPORT}`],
  ["set for a target", "a: TOKEN = x\na:\n\tdocker build --build-arg TOKEN=$(TOKEN) .\n", `3: ${EXPORT}`],
  ["perhaps set in another file", makefile("-include .env", "docker build --build-arg TOKEN=$(TOKEN) ."), `4: ${EXPORT}`],
  ["set over lines", "TOKEN \\\n= x\na:\n\tdocker build --build-arg TOKEN=$(TOKEN) .\n", `4: ${EXPORT}`],
  ["perhaps set by another name", makefile("$(N) = x", "docker build --build-arg TOKEN=$(TOKEN) ."), `4: ${EXPORT}`],
  ["appended to", makefile("TOKEN += x", "docker build --build-arg TOKEN=$$TOKEN ."), `4: ${GIVE}: \`export TOKEN\` in the makefile first`],
  ["set in the line", makefile("", "TOKEN=$$(x); docker build --build-arg TOKEN=$$TOKEN ."), `4: ${GIVE}: \`export TOKEN\` first, since the build reads it from its environment`],
  ["a function of make", makefile("", "docker build --build-arg TOKEN=$(shell x) ."), `4: ${GIVE}: put its value into an environment variable first`],
  ["a program in a variable", makefile("DOCKER ?= docker", "$(DOCKER) build --build-arg TOKEN=$(TOKEN) ."), `4: ${GIVE} if this builds \`Dockerfile\``],
  ["a variable with options", "ARGS = -t a \\\n  --build-arg TOKEN=$(TOKEN)\n", `2: ${GIVE} if this builds \`Dockerfile\``],
  ["an option in a function", makefile("", "docker build $(if $(TOKEN),--build-arg TOKEN=$(TOKEN)) ."), `4: ${GIVE} if this builds \`Dockerfile\``],
])("says what is left to do: %s", (_, text, todo) => {
  expect(change(makefileCaller, text, { path: "Makefile" })).toEqual({ after: text, todos: [todo] });
}); // prettier-ignore

test.each([
  ["another Dockerfile", makefile("", "docker build -f other/Dockerfile --build-arg TOKEN=$(TOKEN) .")],
  ["the Dockerfile of another folder", makefile("", "cd other && docker build --build-arg TOKEN=$(TOKEN) .")],
  ["comments", makefile("# docker build --build-arg TOKEN=$(TOKEN) .", "# docker build --build-arg TOKEN=$(TOKEN) .")],
])("leaves alone %s", (_, text) => {
  const setting = { path: "Makefile", others: ["other/Dockerfile"] };
  expect(change(makefileCaller, text, setting)).toEqual({ after: text, todos: [] });
});

test("runs in the folder of the makefile", () => {
  const text = makefile("", "docker build --build-arg TOKEN=$(TOKEN) .", "docker build ..");
  const setting = {
    path: "api/Makefile",
    dockerfile: "api/Dockerfile",
    others: ["Dockerfile"],
    inputs: [TOKEN, NPMRC],
  };
  const { after } = change(makefileCaller, text, setting);
  expect(after).toBe(makefile("", `docker build --secret id=npmrc,src=.npmrc ${SECRET} .`, "docker build .."));
});
