import { expect, test } from "@jest/globals";
import { azureCaller } from "./azure-caller.js";
import type { Caller } from "./caller.js";
import { circleCaller } from "./circle-caller.js";
import { githubCaller } from "./github-caller.js";
import { bitbucketCaller, gitlabCaller, taskfileCaller, travisCaller } from "./list-callers.js";
import { makefileCaller } from "./makefile-caller.js";
import { groovyCaller, markdownCaller } from "./mention-callers.js";
import { packageJsonCaller } from "./package-json-caller.js";
import { scriptCaller } from "./script-caller.js";
import { SHELL_CALLERS } from "./shell-callers.js";

test.each<[path: string, caller: Caller | undefined]>([
  [".github/workflows/ci.yaml", githubCaller],
  [".github/actions/build/action.yml", githubCaller],
  [".gitlab-ci.yml", gitlabCaller],
  ["ci/build.gitlab-ci.yml", gitlabCaller],
  [".circleci/config.yml", circleCaller],
  ["azure-pipelines-release.yml", azureCaller],
  [".azure-pipelines/build.yml", azureCaller],
  [".travis.yml", travisCaller],
  ["bitbucket-pipelines.yml", bitbucketCaller],
  ["app/Taskfile.yaml", taskfileCaller],
  ["app/package.json", packageJsonCaller],
  ["app/Makefile", makefileCaller],
  ["GNUmakefile", makefileCaller],
  ["build/docker.mk", makefileCaller],
  ["Jenkinsfile", groovyCaller],
  ["ci/Jenkinsfile.release", groovyCaller],
  ["README.md", markdownCaller],
  ["bin/build", scriptCaller],
  ["scripts/build.sh", scriptCaller],
  ["compose.yaml", undefined],
  ["package-lock.json", undefined],
  [".dockerignore", undefined],
])("%s", (path, caller) => {
  expect(SHELL_CALLERS.find(({ takes }) => takes(path))).toBe(caller);
});

test.each(SHELL_CALLERS.map((caller) => [caller]))("never throws: %#", (caller) => {
  for (const text of ["", "build", "\u0000", "build: [", "{build", "- build\n- :", "build: &a\n  - *a\n", "docker build '", "\tdocker build $(", "build: !x y"]) {
    const file = { path: "build", text, dockerfile: "Dockerfile", inputs: [{ kind: "secret", id: "a", argument: "A" }], exists: () => true } as const;
    expect(caller.change(file)).toEqual({ edits: [], todos: [] });
  }
}); // prettier-ignore
