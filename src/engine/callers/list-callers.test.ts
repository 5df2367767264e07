import { expect, test } from "@jest/globals";
import type { Caller } from "./caller.js";
import { circleCaller } from "./circle-caller.js";
import { bitbucketCaller, gitlabCaller, taskfileCaller, travisCaller } from "./list-callers.js";
import { change } from "./testing/change.js";

const BUILD = "docker build --build-arg TOKEN=$TOKEN";
const BUILT = "docker build --secret id=token,env=TOKEN";
const GIVE = "Give `--secret id=token,env=TOKEN` instead of `--build-arg TOKEN`";

const GITLAB = ".gitlab-ci.yml";
const CIRCLE = ".circleci/config.yml";
const TRAVIS = ".travis.yml";
const BITBUCKET = "bitbucket-pipelines.yml";
const TASKFILE = "Taskfile.yml";
const CALLERS: Readonly<Record<string, Caller>> = {
  [GITLAB]: gitlabCaller,
  [CIRCLE]: circleCaller,
  [TRAVIS]: travisCaller,
  [BITBUCKET]: bitbucketCaller,
  [TASKFILE]: taskfileCaller,
};

/** `BUILD` in them is what changes. */
test.each<[path: string, what: string, text: string]>([
  [GITLAB, "a list", `build:\n  script:\n    - make # why\n    - ${BUILD} .\n`],
  [GITLAB, "a block in a list", `build:\n  script:\n    - |\n      cd app\n      cd ..\n      ${BUILD} .\n    - 'a'\n`],
  [GITLAB, "a plain scalar over lines", `b:\n  script:\n    - docker login\n    - ${BUILD} \n      --build-arg A=$A\n      -t $IMAGE .\n    - a\n`],
  [GITLAB, "an option over lines", `b:\n  script:\n    - docker build -t a\n      ${BUILD.slice(13)}\n      .\n`],
  [GITLAB, "a string", `build:\n  script: ${BUILD} .\n`],
  [GITLAB, "a string in quotes", `build:\n  script: ["${BUILD} ."]\n`],
  [GITLAB, "all jobs", `default:\n  before_script:\n    - ${BUILD} .\na: {script: x}\nb: {script: y}\n`],
  [GITLAB, "an anchor", `.a: &a\n  - ${BUILD} .\na: {script: *a}\nb: {script: [*a, c]}\n`],
  [GITLAB, "what is exported before", `b:\n  before_script: [export TOKEN=$(x)]\n  script:\n    - ${BUILD} .\n`],
  [CIRCLE, "a string", `jobs:\n  a:\n    steps:\n      - checkout\n      - run: ${BUILD} .\n`],
  [CIRCLE, "a command", `jobs:\n  a:\n    steps:\n      - run:\n          name: b\n          command: |\n            ${BUILD} -t << pipeline.id >> .\n`],
  [CIRCLE, "under a condition", `commands:\n  a:\n    steps:\n      - when:\n          condition: x\n          steps:\n            - run: ${BUILD} .\n`],
  [TRAVIS, "a phase", `language: c\nscript:\n  - make\nafter_success:\n  - ${BUILD} .\n`],
  [TRAVIS, "a job", `jobs:\n  include:\n    - script: ${BUILD} .\n`],
  [BITBUCKET, "a step", `pipelines:\n  default:\n    - step:\n        script:\n          - ${BUILD} .\n          - pipe: a/b:1\n`],
  [BITBUCKET, "parallel steps", `pipelines:\n  branches:\n    main:\n      - parallel:\n          - step: {script: ['${BUILD} .']}\n`],
  [TASKFILE, "commands", `tasks:\n  a:\n    cmds:\n      - ${BUILD} -t {{.IMAGE}} .\n      - cmd: x\n`],
  [TASKFILE, "a command", `tasks:\n  a:\n    cmds:\n      - task: b\n      - cmd: ${BUILD} .\n        silent: true\n`],
  [TASKFILE, "a task that is a list", `tasks:\n  a: ${BUILD} .\n`],
])("%s: edits %s", (path, _, text) => {
  const after = text.replace(BUILD.slice(13), BUILT.slice(13));
  expect(CALLERS[path]!.takes(path)).toBe(true);
  expect(change(CALLERS[path]!, text, { path })).toEqual({ after, todos: [] });
  const windows = (each: string): string => each.replaceAll("\n", "\r\n");
  expect(change(CALLERS[path]!, windows(text), { path })).toEqual({ after: windows(after), todos: [] });
}); // prettier-ignore

test.each<[path: string, what: string, text: string, todo: string]>([
  [GITLAB, "set before", `b:\n  before_script: [TOKEN=$(x)]\n  script:\n    - ${BUILD} .\n`, `4: ${GIVE}: \`export TOKEN\` first, since the build reads it from its environment`],
  [GITLAB, "set before by a parent", `.a: {before_script: [TOKEN=1]}\nb:\n  extends: .a\n  script:\n    - ${BUILD} .\n`, `5: ${GIVE}: \`export TOKEN\` first, since the build reads it from its environment`],
  [GITLAB, "several documents", `spec: {}\n---\nb:\n  script:\n    - ${BUILD} .\n`, `5: ${GIVE} if this builds \`Dockerfile\``],
  [CIRCLE, "a parameter", "jobs:\n  a:\n    steps:\n      - run: docker build --build-arg TOKEN=<< parameters.token >> .\n", `4: ${GIVE}: put its value into an environment variable first`],
  [CIRCLE, "another shell", `jobs:\n  a:\n    steps:\n      - run: {shell: powershell.exe, command: '${BUILD} .'}\n`, `4: ${GIVE} if this builds \`Dockerfile\``],
  [TASKFILE, "a variable of the task", "tasks:\n  a: docker build --build-arg TOKEN={{.TOKEN}} .\n", `2: ${GIVE}: put its value into an environment variable first`],
  [TASKFILE, "a folder that is not known", `tasks:\n  a:\n    dir: '{{.DIR}}'\n    cmds: ['${BUILD} .']\n`, `4: ${GIVE} if this builds \`Dockerfile\``],
])("%s: says what is left to do: %s", (path, _, text, todo) => {
  expect(change(CALLERS[path]!, text, { path })).toEqual({ after: text, todos: [todo] });
}); // prettier-ignore

test.each<[path: string, text: string]>([
  [GITLAB, `b:\n  script:\n    - ${BUILD} other\n    # - ${BUILD} .\n    - echo ${BUILD}\n`],
  [CIRCLE, `jobs:\n  a:\n    steps:\n      - run: {command: '${BUILD} .', working_directory: other}\n`],
  [TRAVIS, `before_script: cd other\nscript: ${BUILD} .\n`],
  [BITBUCKET, `pipelines:\n  default:\n    - step:\n        script: [cd other, '${BUILD} .']\n`],
  [TASKFILE, `tasks:\n  a:\n    dir: other\n    cmds: ['${BUILD} .']\n`],
])("%s: leaves alone the build of another Dockerfile", (path, text) => {
  expect(change(CALLERS[path]!, text, { path, others: ["other/Dockerfile"] })).toEqual({ after: text, todos: [] });
});
