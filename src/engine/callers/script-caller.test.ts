import { describe, expect, test } from "@jest/globals";
import { scriptCaller } from "./script-caller.js";
import { change, KEY, NPMRC, type Setting, TOKEN } from "./testing/change.js";

const at = (path: string, setting: Omit<Setting, "path"> = {}): Setting => ({ path, ...setting });
const SECRET = "--secret id=token,env=TOKEN";

describe("gives a secret instead of an argument", () => {
  test.each<[what: string, before: string, after: string]>([
    ["as a word", "docker build --build-arg TOKEN=$TOKEN -t a .", `docker build ${SECRET} -t a .`],
    ["in one word", 'docker build --build-arg="TOKEN=${TOKEN}" .', `docker build ${SECRET} .`],
    ["quoted as a whole", 'docker build "--build-arg=TOKEN=$TOKEN" .', `docker build ${SECRET} .`],
    ["with a quoted value", 'docker build --build-arg TOKEN="$TOKEN" .', `docker build ${SECRET} .`],
    ["without a value", "docker build --build-arg TOKEN .", `docker build ${SECRET} .`],
    ["set for the command", "TOKEN=$(vault read x) docker build --build-arg TOKEN .", `TOKEN=$(vault read x) docker build ${SECRET} .`],
    ["of another name", "docker build --build-arg TOKEN=$NPM .", "docker build --secret id=token,env=NPM ."],
    ["from a file", "docker build --build-arg TOKEN=$(cat t.txt) .", "docker build --secret id=token,src=t.txt ."],
    ["from a file at home", 'docker build --build-arg TOKEN="$(< ~/.t)" .', 'docker build --secret "id=token,src=$HOME/.t" .'],
    ["with buildx", "docker buildx build --platform linux/amd64 --build-arg TOKEN=$TOKEN .", `docker buildx build --platform linux/amd64 ${SECRET} .`],
    ["with options of docker", "docker --context x image build --build-arg TOKEN=$TOKEN .", `docker --context x image build ${SECRET} .`],
    ["with buildah", "buildah bud --build-arg TOKEN=$TOKEN .", `buildah bud ${SECRET} .`],
    ["behind time and env", "time env A=b docker build --build-arg TOKEN=$TOKEN .", `time env A=b docker build ${SECRET} .`],
    ["behind sudo -E", "sudo -E docker build --build-arg TOKEN=$TOKEN .", `sudo -E docker build ${SECRET} .`],
    ["in a function and an if", "f() {\n  if x; then\n    docker build --build-arg TOKEN=$TOKEN . && y\n  fi\n}\nf\n", `f() {\n  if x; then\n    docker build ${SECRET} . && y\n  fi\n}\nf\n`],
    ["in a substitution", "id=$(docker build -q --build-arg TOKEN=$TOKEN .)", `id=$(docker build -q ${SECRET} .)`],
    ["over several lines", "docker build \\\n  --build-arg TOKEN=$TOKEN \\\n  . # why\n", `docker build \\\n  ${SECRET} \\\n  . # why\n`],
    ["with CR LF", "docker build \\\r\n  --build-arg TOKEN=$TOKEN \\\r\n  .\r\n", `docker build \\\r\n  ${SECRET} \\\r\n  .\r\n`],
    ["exported", "export TOKEN=$(vault read x)\ndocker build --build-arg TOKEN=$TOKEN .", `export TOKEN=$(vault read x)\ndocker build ${SECRET} .`],
    ["exported later", "TOKEN=x\nexport TOKEN\ndocker build --build-arg TOKEN=$TOKEN .", `TOKEN=x\nexport TOKEN\ndocker build ${SECRET} .`],
    ["read with set -a", "set -a; . ./.env; set +a\ndocker build --build-arg TOKEN=$TOKEN .", `set -a; . ./.env; set +a\ndocker build ${SECRET} .`],
    ["from the standard input", "docker build --build-arg TOKEN=$TOKEN - < Dockerfile", `docker build ${SECRET} - < Dockerfile`],
    ["beside a variable, with a Dockerfile named", "docker build $OPTS -f Dockerfile --build-arg TOKEN=$TOKEN .", `docker build $OPTS -f Dockerfile ${SECRET} .`],
  ])("%s", (_, before, after) => {
    expect(change(scriptCaller, before, at("build.sh"))).toEqual({ after, todos: [] });
    expect(change(scriptCaller, after, at("build.sh"))).toEqual({ after, todos: [] });
  }); // prettier-ignore
});

describe("finds the Dockerfile", () => {
  const BUILD = "docker build --build-arg TOKEN=$TOKEN";
  const BUILT = `docker build ${SECRET}`;
  test.each<[what: string, before: string, dockerfile: string, path: string]>([
    ["of the script's folder", "", "docker/Dockerfile", "docker/build.sh"],
    ["of the root", "", "Dockerfile", "docker/build.sh"],
    ["behind cd", "cd app && ", "app/Dockerfile", "build.sh"],
    ["behind cd to the script's folder", 'cd "$(dirname "$0")/../app"\n', "app/Dockerfile", "ci/build.sh"],
    ["behind cd up", "cd ..\n", "Dockerfile", "ci/build.sh"],
    ["behind a variable for its folder", 'ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"\ncd "$ROOT" || exit 1\n', "Dockerfile", "ci/build.sh"],
    ["at the root of git", "cd $(git rev-parse --show-toplevel)\n", "Dockerfile", "ci/build.sh"],
    ["beside a cd in a subshell", "(cd app && make)\n", "Dockerfile", "build.sh"],
  ])("%s", (_, before, dockerfile, path) => {
    const text = (build: string): string => `${before}${build} .\n`;
    expect(change(scriptCaller, text(BUILD), at(path, { dockerfile }))).toEqual({ after: text(BUILT), todos: [] });
  }); // prettier-ignore

  test.each<[what: string, options: string, dockerfile: string]>([
    ["by -f", "-f docker/Dockerfile .", "docker/Dockerfile"],
    ["by --file=", "--file=./docker/api.Dockerfile .", "docker/api.Dockerfile"],
    ["by a short option with its value", "-qfdocker/Dockerfile .", "docker/Dockerfile"],
    ["in the context", "docker", "docker/Dockerfile"],
    ["by a variable", '-f "$PWD/docker/Dockerfile" .', "docker/Dockerfile"],
  ])("%s", (_, options, dockerfile) => {
    const { after } = change(scriptCaller, `${BUILD} ${options}`, at("b.sh", { dockerfile, others: ["Dockerfile"] }));
    expect(after).toBe(`${BUILT} ${options}`);
  });
});

describe("says what is left to do", () => {
  const GIVE = `Give \`${SECRET}\` instead of \`--build-arg TOKEN\``;
  const EXPORT = `${GIVE}: \`export TOKEN\` first, since the build reads it from its environment`;
  test.each<[what: string, text: string, todo: string]>([
    ["a literal", "docker build --build-arg TOKEN=abc .", `1: ${GIVE}: put the value that stands here into an environment variable first`],
    ["a literal in single quotes", "docker build --build-arg 'TOKEN=$TOKEN' .", `1: ${GIVE}: put the value that stands here into an environment variable first`],
    ["several parts", "docker build --build-arg TOKEN=a$TOKEN .", `1: ${GIVE}: put the whole value into an environment variable first`],
    ["a command", "docker build --build-arg TOKEN=$(vault read x) .", `1: ${GIVE}: put its value into an exported variable first`],
    ["a default", "docker build --build-arg TOKEN=${TOKEN:-} .", `1: ${GIVE}: put its value into an exported variable first`],
    ["a parameter", "docker build --build-arg TOKEN=$1 .", `1: ${GIVE}: put its value into an exported variable first`],
    ["a variable of the script", "TOKEN=$(x)\ndocker build --build-arg TOKEN=$TOKEN .", `2: ${EXPORT}`],
    ["a variable that is read", "read -rs TOKEN\ndocker build --build-arg TOKEN=$TOKEN .", `2: ${EXPORT}`],
    ["a local variable", "f() {\n local TOKEN=$1\ndocker build --build-arg TOKEN=$TOKEN .\n}\nf", `3: ${EXPORT}`],
    ["a function that others call", "f() {\n docker build --build-arg TOKEN=$TOKEN .\n}", `2: ${GIVE}: another file calls this function, and may not export the value`],
    ["a Dockerfile in a context from elsewhere", "docker build -f Dockerfile --build-arg TOKEN=$TOKEN https://h.io/a.git", `1: ${GIVE} if this builds \`Dockerfile\``],
    ["a variable of a loop", "for TOKEN in a b; do docker build --build-arg TOKEN=$TOKEN .; done", `1: ${EXPORT}`],
    ["a variable that another file may set", ". ./lib.sh\ndocker build --build-arg TOKEN=$TOKEN .", `2: ${EXPORT}`],
    ["a variable with a default set", ": ${TOKEN:=x}\ndocker build --build-arg TOKEN=$TOKEN .", `2: ${EXPORT}`],
    ["a variable in arithmetic", "((TOKEN = 5))\ndocker build --build-arg TOKEN=$TOKEN .", `2: ${EXPORT}`],
    ["a variable that a builtin sets", "builtin read TOKEN\ndocker build --build-arg TOKEN=$TOKEN .", `2: ${EXPORT}`],
    ["a variable that a function may set", "ask() { read -r \"$1\"; }\nask TOKEN\ndocker build --build-arg TOKEN=$TOKEN .", `3: ${EXPORT}`],
    ["a variable that is no longer exported", "export -n TOKEN\ndocker build --build-arg TOKEN=$TOKEN .", `2: ${EXPORT}`],
    ["sudo", "sudo docker build --build-arg TOKEN=$TOKEN .", `1: ${GIVE}: \`TOKEN\` has to reach the build's environment, as with \`sudo --preserve-env=TOKEN\``],
    ["a variable set for the command only", "TOKEN=x docker build --build-arg TOKEN=$TOKEN .", `1: ${GIVE}: \`TOKEN\` has to reach the build's environment, as with \`sudo --preserve-env=TOKEN\``],
    ["the old builder", "DOCKER_BUILDKIT=0 docker build --build-arg TOKEN=$TOKEN .", `1: ${GIVE} and build with BuildKit, since \`DOCKER_BUILDKIT=0\` knows no secrets`],
    ["a context in a variable", "docker build --build-arg TOKEN=$TOKEN $DIR", `1: ${GIVE} if this builds \`Dockerfile\``],
    ["options in a variable", "docker build $OPTS --build-arg TOKEN=$TOKEN .", `1: ${GIVE} if this builds \`Dockerfile\``],
    ["a program in a variable", "$DOCKER build --build-arg TOKEN=$TOKEN .", `1: ${GIVE} if this builds \`Dockerfile\``],
    ["another program in front", "run docker build --build-arg TOKEN=$TOKEN .", `1: ${GIVE} if this builds \`Dockerfile\``],
    ["options in an array", 'args=(-t a)\nargs+=(--build-arg TOKEN=$TOKEN)\ndocker build "${args[@]}" .', `2: ${GIVE} if this builds \`Dockerfile\``],
    ["an option in an expansion", "docker build ${TOKEN:+--build-arg TOKEN=$TOKEN} .", `1: ${GIVE} if this builds \`Dockerfile\``],
    ["a string for a shell", 'bash -c "docker build --build-arg TOKEN=$TOKEN ."', `1: ${GIVE} if this builds \`Dockerfile\``],
    ["compose", "docker compose build --build-arg TOKEN=$TOKEN web", `1: ${GIVE} if this builds \`Dockerfile\``],
    ["another builder", "az acr build --build-arg TOKEN=$TOKEN .", `1: ${GIVE} with a builder that takes secrets if this builds \`Dockerfile\``],
    ["a folder that is not known", "if x; then cd a; fi\ndocker build --build-arg TOKEN=$TOKEN .", `2: ${GIVE} if this builds \`Dockerfile\``],
    ["the script's folder, from another one", 'cd app\ndocker build --build-arg TOKEN=$TOKEN "$(dirname "$0")"', `2: ${GIVE} if this builds \`Dockerfile\``],
    ["a folder that is not there", "cd app || docker build --build-arg TOKEN=$TOKEN .", `1: ${GIVE} if this builds \`Dockerfile\``],
    ["a folder behind another command", "command cd app\ndocker build --build-arg TOKEN=$TOKEN .", `2: ${GIVE} if this builds \`Dockerfile\``],
    ["a folder in a variable that is set twice", "D=.\nD=app\ndocker build --build-arg TOKEN=$TOKEN $D", `3: ${GIVE} if this builds \`Dockerfile\``],
    ["what cannot be parsed", "docker build --build-arg TOKEN=$TOKEN . )\n# --build-arg TOKEN\n", `1: ${GIVE} if this builds \`Dockerfile\``],
  ])("%s", (_, text, todo) => {
    expect(change(scriptCaller, text, at("build.sh"))).toEqual({ after: text, todos: [todo] });
  }); // prettier-ignore

  test("both Dockerfiles that it may mean exist", () => {
    const text = "docker build --build-arg TOKEN=$TOKEN .";
    const { after, todos } = change(scriptCaller, text, at("ci/build.sh", { others: ["ci/Dockerfile"] }));
    expect([after, todos]).toEqual([text, [`1: ${GIVE} if this builds \`Dockerfile\``]]);
  });

  test("a key goes through an agent", () => {
    const text = 'docker build --build-arg KEY="$(cat ~/.ssh/id_rsa)" .';
    const { after, todos } = change(scriptCaller, text, at("build.sh", { inputs: [KEY] }));
    expect([after, todos]).toEqual([
      text,
      ["1: Give the key through an agent instead of `--build-arg KEY`: `ssh-add`, then `--ssh default`"],
    ]);
  });
});

describe("leaves alone", () => {
  test.each<[what: string, text: string]>([
    ["another Dockerfile", "docker build -f other/Dockerfile --build-arg TOKEN=$TOKEN ."],
    ["another context", "docker build --build-arg TOKEN=$TOKEN other"],
    ["a remote context", "docker build --build-arg TOKEN=$TOKEN https://github.com/a/b.git"],
    ["another argument", "docker build --build-arg TOKEN_ID=$TOKEN --build-arg X=$TOKEN ."],
    ["a comment", "# docker build --build-arg TOKEN=$TOKEN ."],
    ["echo", 'echo "docker build --build-arg TOKEN=$TOKEN ."\necho docker build --build-arg TOKEN=x .'],
    ["a here-document", "cat <<EOF\ndocker build --build-arg TOKEN=$TOKEN .\nEOF\n"],
    ["another command of docker", "docker run -e TOKEN=$TOKEN x build"],
    ["a Dockerfile in a here-document", "docker build --build-arg TOKEN=$TOKEN - <<EOF\nFROM x\nEOF\n"],
  ])("%s", (_, text) => {
    const setting = at("build.sh", { others: ["other/Dockerfile"] });
    expect(change(scriptCaller, text, setting)).toEqual({ after: text, todos: [] });
  });

  test("a file without an extension that is no script", () => {
    const text = "docker build --build-arg TOKEN=$TOKEN .\n";
    expect(change(scriptCaller, text, at("NOTES")).after).toBe(text);
    expect(change(scriptCaller, `#!/usr/bin/env bash\n${text}`, at("bin/build")).after).toContain(SECRET);
  });
});

describe("gives a file that was copied", () => {
  test.each<[what: string, before: string, after: string, dockerfile: string]>([
    ["from here", "docker build -t a .", "docker build --secret id=npmrc,src=.npmrc -t a .", "Dockerfile"],
    ["from a folder", "docker buildx build ./app", "docker buildx build --secret id=npmrc,src=app/.npmrc ./app", "app/Dockerfile"],
    ["once", "docker build --secret id=npmrc,src=x .", "docker build --secret id=npmrc,src=x .", "Dockerfile"],
    ["only to the build of its Dockerfile", "docker build other", "docker build other", "Dockerfile"],
  ])("%s", (_, before, after, dockerfile) => {
    const setting = at("b.sh", { dockerfile, others: ["other/Dockerfile"], inputs: [NPMRC] });
    expect(change(scriptCaller, before, setting)).toEqual({ after, todos: [] });
  }); // prettier-ignore

  test("not from a folder in a variable", () => {
    const text = 'docker build -f Dockerfile "$DIR"';
    expect(change(scriptCaller, text, at("b.sh", { inputs: [TOKEN, NPMRC] }))).toEqual({
      after: text,
      todos: ["1: Give `--secret id=npmrc,src=.npmrc`, with the path of the file from here"],
    });
  });
});
