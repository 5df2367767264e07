import { describe, expect, test } from "@jest/globals";
import type { BuildInput } from "../../project/build-input.js";
import { composeCaller } from "./compose.js";
import { changed, KEY, NPMRC, TOKEN } from "./testing/changed.js";
import { schemaErrors } from "./testing/schema.js";

const PATH = "compose.yaml";

function yaml(...lines: readonly string[]): string {
  return `${lines.join("\n")}\n`;
}

/** A service that builds `.`, with more in `build`. */
function web(...build: readonly string[]): readonly string[] {
  return ["services:", "  web:", "    build:", "      context: .", ...build.map((line) => `      ${line}`)];
}

const SECRETS = ["      secrets:", "        - token"];
const DECLARED = ["secrets:", "  token:", "    environment: TOKEN"];

describe("a secret", () => {
  test.each<[what: string, before: string, after: string, inputs?: readonly BuildInput[], path?: string]>([
    ["that a variable of the same name gives", yaml(...web("args:", "  TOKEN: ${TOKEN}")), yaml(...web(), ...SECRETS, ...DECLARED)],
    ["in quotes, in a list", yaml(...web("args:", '  - "TOKEN=$TOKEN"')), yaml(...web(), ...SECRETS, ...DECLARED)],
    ["that comes from the environment", yaml(...web("args:", "  TOKEN:")), yaml(...web(), ...SECRETS, ...DECLARED)],
    ["that comes from the environment, in a list", yaml(...web("args:", "- TOKEN", "- A=1")), yaml(...web("args:", "- A=1"), "      secrets:", "      - token", ...DECLARED)],
    ["of another name", yaml(...web("args:", "  TOKEN: '${NPM}'")), yaml(...web(), ...SECRETS, "secrets:", "  token:", "    environment: NPM")],
    [
      "among comments, other arguments and keys",
      yaml(...web("# why", "args:", "  A: 1 # one", "  TOKEN: ${TOKEN} # gone", "  # last", "  B: 2", "target: x"), "", "volumes:", "  v:", "# end"),
      yaml(...web("# why", "args:", "  A: 1 # one", "  # last", "  B: 2", "target: x"), ...SECRETS, "", "volumes:", "  v:", "", ...DECLARED, "# end"),
    ],
    [
      "beside other secrets",
      yaml(...web("args:", "  TOKEN: ${TOKEN}", "secrets:", "  - source: a", "    target: b", "dockerfile: ./Dockerfile"), "secrets:", "    a:", "        file: ./a", "volumes: {}"),
      yaml(...web("secrets:", "  - source: a", "    target: b", "  - token", "dockerfile: ./Dockerfile"), "secrets:", "    a:", "        file: ./a", "    token:", "      environment: TOKEN", "volumes: {}"),
    ],
    ["that is there already", yaml(...web("args:", "  TOKEN: ${TOKEN}"), ...SECRETS, ...DECLARED), yaml(...web(), ...SECRETS, ...DECLARED)],
    [
      "for several services",
      yaml(...web("args:", "  TOKEN: ${TOKEN}"), "  job:", "    build:", "      context: .", "      args: [TOKEN]"),
      yaml(...web(), ...SECRETS, "  job:", "    build:", "      context: .", ...SECRETS, ...DECLARED),
    ],
    [
      "in flow collections",
      "services: {web: {build: {context: ., args: {A: '1', TOKEN: $TOKEN}}}}\n",
      "services: {web: {build: {context: ., args: {A: '1'}, secrets: [token]}}}\nsecrets:\n  token:\n    environment: TOKEN\n",
    ],
    ["with CR LF", yaml(...web("args:", "  TOKEN: ${TOKEN}")).replaceAll("\n", "\r\n"), yaml(...web(), ...SECRETS, ...DECLARED).replaceAll("\n", "\r\n")],
    ["without a line break at the end", yaml(...web("args:", "  TOKEN: ${TOKEN}")).trimEnd(), yaml(...web(), ...SECRETS, ...DECLARED).trimEnd()],
    ["and another one", yaml(...web("args:", "  TOKEN:", "  B:")), yaml(...web(), ...SECRETS, "        - b", ...DECLARED, "  b:", "    environment: B"), [TOKEN, { kind: "secret", id: "b", argument: "B" }]],
    ["in a file", yaml(...web()), yaml(...web(), "      secrets:", "        - npmrc", "secrets:", "  npmrc:", "    file: ./.npmrc"), [NPMRC]],
    [
      "in a file, for a build that says its context only",
      yaml("services:", "  web:", "    build: ../ # here", "    image: web"),
      yaml("services:", "  web:", "    build: # here", "      context: ../", "      secrets:", "        - npmrc", "    image: web", "secrets:", "  npmrc:", "    file: ../.npmrc"),
      [NPMRC],
      "deploy/docker-compose.yml",
    ],
  ])("%s", (_, before, after, inputs = [TOKEN], path = PATH) => {
    expect(schemaErrors("compose-spec", before)).toEqual([]);
    expect(changed(composeCaller, path, before, inputs)).toEqual({ after, todos: [] });
    expect(schemaErrors("compose-spec", after)).toEqual([]);
  }); // prettier-ignore
});

describe("is left to the user", () => {
  const WAY = "it is written in a way that is not changed by itself";
  test.each<[what: string, before: string, line: number, why: string]>([
    ["a literal", yaml(...web("args:", "  TOKEN: s3cr3t")), 6, "its value is written here"],
    ["an empty literal", yaml(...web("args:", "  TOKEN: ''")), 6, "its value is written here"],
    ["an empty item", yaml(...web("args:", "  - TOKEN=")), 6, "its value is written here"],
    ["a default", yaml(...web("args:", "  TOKEN: ${TOKEN:-s3cr3t}")), 6, "what it falls back to is written here"],
    ["a demand", yaml(...web("args:", "  - TOKEN=${TOKEN:?no}")), 6, "what it falls back to is written here"],
    ["several parts", yaml(...web("args:", "  TOKEN: a${TOKEN}")), 6, "its value has several parts"],
    ["what stands twice", yaml(...web("args:", "  - TOKEN", "  - TOKEN=$T")), 6, "it is given more than once"],
    ["an argument that is merged in", yaml("x-a: &a", "  TOKEN: ${TOKEN}", ...web("args:", "  <<: *a")), 2, WAY],
    ["arguments of an anchor", yaml("x-a: &a", "  TOKEN: ${TOKEN}", ...web("args: *a")), 2, WAY],
    ["arguments that others share", yaml(...web("args: &a", "  TOKEN: ${TOKEN}"), "  b:", "    build:", "      context: b", "      args: *a"), 6, WAY],
    ["a secret of that name from elsewhere", yaml(...web("args:", "  TOKEN:"), "secrets:", "  token:", "    external: true"), 6, WAY],
    ["a context by a variable", yaml("services:", "  web:", "    build:", "      context: ${DIR}", "      args: [TOKEN]"), 5, "which Dockerfile it builds is not known"],
    ["a context in another file", yaml("services:", "  web:", "    build:", "      args: [TOKEN]"), 4, "which Dockerfile it builds is not known"],
  ])("%s", (_, before, line, why) => {
    expect(schemaErrors("compose-spec", before)).toEqual([]);
    const message = `Give this build the secret \`token\` instead of the build argument \`TOKEN\`: ${why}`;
    expect(changed(composeCaller, PATH, before, [TOKEN])).toEqual({ after: before, todos: [`${line}: ${message}`] });
  }); // prettier-ignore
});

describe("is none of its business", () => {
  test.each<[what: string, before: string, inputs?: readonly BuildInput[]]>([
    ["another Dockerfile", yaml(...web("dockerfile: Other", "args: [TOKEN]"))],
    ["another context", yaml("services:", "  web:", "    build:", "      context: b", "      args: [TOKEN]")],
    ["a Dockerfile in the file", yaml(...web("dockerfile_inline: FROM x", "args: [TOKEN]"))],
    ["another argument", yaml(...web("args:", "  TOKEN_2: x"))],
    ["a build without it", yaml("services:", "  web:", "    build: .")],
    ["an image", yaml("services:", "  web:", "    image: x", "    environment: [TOKEN]")],
    ["a file for a context by a variable", yaml("services:", "  web:", "    build: ${DIR}"), [NPMRC]],
    ["what is no YAML", "services: ["],
  ])("%s", (_, before, inputs = [TOKEN]) => {
    expect(changed(composeCaller, PATH, before, inputs)).toEqual({ after: before, todos: [] });
  }); // prettier-ignore
});

test("an agent takes the place of a key, and somebody has to run it", () => {
  const before = yaml(...web("args:", "  SSH_KEY: ${SSH_KEY}"));
  expect(changed(composeCaller, PATH, before, [KEY])).toEqual({
    after: yaml(...web("ssh:", "  - default")),
    todos: ["6: This build asks an SSH agent for the key from now on: one that has it must run where the build runs"],
  });
});
