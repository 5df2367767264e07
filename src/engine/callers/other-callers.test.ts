import { expect, test } from "@jest/globals";
import { otherCallers } from "./other-callers.js";
import { changed, KEY, NPMRC, TOKEN } from "./testing/changed.js";

const MESSAGE =
  "Give this build the secret `token` instead of the build argument `TOKEN`: this kind of file is not changed by itself";

test.each<[path: string, text: string, ...lines: number[]]>([
  ["azure-pipelines.yml", "- task: Docker@2\n  inputs:\n    arguments: --build-arg TOKEN=$(TOKEN)\n    buildArguments: |\n      A=1\n      TOKEN=$(TOKEN)\n", 3, 6],
  ["cloudbuild.yaml", "steps:\n- args:\n  - build\n  - --build-arg\n  - TOKEN=$_TOKEN\n  - TOKEN\n- args: ['--build-arg', 'TOKEN=a']\n", 5, 7],
  ["ci/cloudbuild.json", '{\n  "args": [\n    "--build-arg",\n    "TOKEN=a",\n    "TOKEN"\n  ]\n}\n', 4],
  ["skaffold.yaml", "docker:\n  buildArgs:\n    A: 1\n    # TOKEN\n    TOKEN: '{{.TOKEN}}'\n", 5],
  [".drone.yml", "settings:\n  build_args:\n  - A=1\n  - TOKEN=a\n  build_args_from_env: [ TOKEN ]\n", 4, 5],
  ["k8s/kaniko.yaml", "args:\n- --build-arg=TOKEN\n- --build-arg=TOKEN_2\n- --build-arg=MY-TOKEN\n- TOKEN\n", 2],
  ["buildspec.yml", "commands:\r\n  - docker build --build-arg TOKEN .\r\n  - echo $TOKEN\r\n", 2],
  ["Tiltfile", "docker_build('a', '.',\n  build_args={\n    'TOKEN': os.getenv('TOKEN'),\n  })\nprint(TOKEN)\n", 3],
  ["werf.yaml", "image: a\nargs:\n  TOKEN: a\n"],
  [".goreleaser.yaml", 'build_flag_templates:\n- "--build-arg=TOKEN={{ .Env.TOKEN }}"\n', 2],
  ["main.tf", "build {\n  build_args = {\n    TOKEN = var.token\n  }\n  name = TOKEN\n}\n", 3],
])("%s", (path, text, ...lines) => {
  const todos = lines.map((line) => `${line}: ${MESSAGE}`);
  expect(changed(otherCallers, path, text, [TOKEN, KEY, NPMRC])).toEqual({ after: text, todos });
}); // prettier-ignore

test("files of programs are not taken", () => {
  expect(["a.ts", "a.json", "Makefile", "build.sh"].filter((path) => otherCallers.takes(path))).toEqual([]);
});
