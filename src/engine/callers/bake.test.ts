import { describe, expect, test } from "@jest/globals";
import type { BuildInput } from "../../project/build-input.js";
import { bakeCaller } from "./bake.js";
import { changed, KEY, NPMRC, TOKEN } from "./testing/changed.js";

const PATH = "docker-bake.hcl";
const VARIABLE = 'variable "NPM" {}\n';
const SECRET = 'secret = ["id=token,env=NPM"]';

function target(name: string, ...lines: readonly string[]): string {
  return [`target "${name}" {`, ...lines.map((line) => `  ${line}`), "}", ""].join("\n");
}

function hcl(...lines: readonly string[]): string {
  return VARIABLE + target("app", ...lines);
}

const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;
const variable = { NPM: { default: "" } };

describe("a secret", () => {
  test.each<[what: string, before: string, after: string, inputs?: readonly BuildInput[], path?: string, dockerfile?: string]>([
    ["that a variable gives", hcl('tags = ["a"]', "args = { TOKEN = NPM }"), hcl('tags = ["a"]', SECRET)],
    ["that is filled in", hcl("args = {", '  TOKEN = "${NPM}"', "}"), hcl(SECRET)],
    ["whose variable is empty", `variable "NPM" {\n  type = string\n  default = ""\n}\n${target("app", 'args = { "TOKEN" = NPM, A = 1 }')}`, `variable "NPM" {\n  type = string\n  default = ""\n}\n${target("app", "args = { A = 1 }", SECRET)}`],
    ["whose variable is null", `variable "NPM" { default = null }\n${target("app", "args = { A = 1, TOKEN = NPM }")}`, `variable "NPM" { default = null }\n${target("app", "args = { A = 1 }", SECRET)}`],
    [
      "among comments and other arguments",
      hcl("# args", "args = {", '  A = "b" # one', "  # two", "  TOKEN = NPM, // gone", '  C = "${TOKEN}"', "}", "", "/* end */"),
      hcl("# args", "args = {", '  A = "b" # one', "  # two", '  C = "${TOKEN}"', "}", SECRET, "", "/* end */"),
    ],
    ["beside other secrets", hcl("secret = [ 'a' ]".replaceAll("'", '"'), "args = { TOKEN = NPM }"), hcl('secret = [ "a", "id=token,env=NPM" ]')],
    ["beside other secrets on lines", hcl("secret = [", '  "a", # b', "]", "args = { TOKEN = NPM }"), hcl("secret = [", '  "a", # b', '  "id=token,env=NPM",', "]")],
    ["that is there already", hcl(SECRET, "args = { TOKEN = NPM }"), hcl(SECRET)],
    [
      "that others take over",
      VARIABLE + target("_base", "args = { TOKEN = NPM }") + target("a", 'inherits = ["_base"]') + target("b", 'inherits = ["a"]', 'target = "c"'),
      VARIABLE + target("_base", SECRET) + target("a", 'inherits = ["_base"]') + target("b", 'inherits = ["a"]', 'target = "c"'),
    ],
    [
      "for a context that is taken over",
      VARIABLE + target("_base", 'context = "app"') + target("a", 'inherits = ["_base"]', "args = { TOKEN = NPM }"),
      VARIABLE + target("_base", 'context = "app"') + target("a", 'inherits = ["_base"]', SECRET),
      [TOKEN],
      PATH,
      "app/Dockerfile",
    ],
    ["of a file that stands elsewhere", hcl('context = "app"', "args = { TOKEN = NPM }"), hcl('context = "app"', SECRET), [TOKEN], "ci/app.bake.hcl", "app/Dockerfile"],
    ["with CR LF", hcl("args = { TOKEN = NPM }").replaceAll("\n", "\r\n"), hcl(SECRET).replaceAll("\n", "\r\n")],
    ["in a file", hcl('context = "../app"'), hcl('context = "../app"', 'secret = ["id=npmrc,src=../app/.npmrc"]'), [NPMRC], "ci/docker-bake.hcl", "app/Dockerfile"],
    ["in a file, for what is taken over", target("a", 'tags = ["x"]') + target("b", 'inherits = ["a"]'), target("a", 'tags = ["x"]') + target("b", 'inherits = ["a"]', 'secret = ["id=npmrc,src=.npmrc"]'), [NPMRC]],
    ["in a file, once for what is taken over", target("a", 'context = "."') + target("b", 'inherits = ["a"]'), target("a", 'context = "."', 'secret = ["id=npmrc,src=.npmrc"]') + target("b", 'inherits = ["a"]'), [NPMRC]],
    ["in JSON", json({ variable, target: { app: { args: { TOKEN: "${NPM}", A: "1" }, tags: ["a"] } } }), json({ variable, target: { app: { args: { A: "1" }, tags: ["a"], secret: 0 } } }).replace("0", '["id=token,env=NPM"]'), [TOKEN], "docker-bake.json"],
  ])("%s", (_, before, after, inputs = [TOKEN], path = PATH, dockerfile = "Dockerfile") => {
    expect(changed(bakeCaller, path, before, inputs, { dockerfile })).toEqual({ after, todos: [] });
  }); // prettier-ignore
});

describe("is left to the user", () => {
  const WAY = "it is written in a way that is not changed by itself";
  const UNKNOWN = "which Dockerfile it builds is not known";
  const NO_VARIABLE = "`NPM` is no variable of this file that only the environment sets";
  test.each<[what: string, before: string, line: number, why: string, path?: string, files?: readonly string[]]>([
    ["a literal", hcl('args = { TOKEN = "s3cr3t" }'), 3, "its value is written here"],
    ["several parts", hcl('args = { TOKEN = "a${NPM}" }'), 3, "its value has several parts"],
    ["a variable that is not declared", target("app", "args = { TOKEN = NPM }"), 2, NO_VARIABLE],
    ["a variable with a default", `variable "NPM" { default = "s3cr3t" }\n${target("app", "args = { TOKEN = NPM }")}`, 3, NO_VARIABLE],
    ["a variable that the file sets", `NPM = "s3cr3t"\n${hcl("args = { TOKEN = NPM }")}`, 4, NO_VARIABLE],
    ["an expression", hcl("args = merge(base, { TOKEN = NPM })"), 3, WAY],
    ["a body on one line", `${VARIABLE}target "app" { args = { TOKEN = NPM } }\n`, 2, WAY],
    ["secrets of another form", hcl("args = { TOKEN = NPM }", 'secret = [{ id = "a" }]'), 3, WAY],
    ["another secret of that name", hcl("args = { TOKEN = NPM }", 'secret = ["id=token,src=a"]'), 3, WAY],
    ["a target that stands twice", `${hcl("args = { TOKEN = NPM }")}target "app" {\n}\n`, 3, WAY],
    ["a context by a variable", hcl("context = NPM", "args = { TOKEN = NPM }"), 4, UNKNOWN],
    ["a context elsewhere", hcl('context = "https://example.org/a.git"', "args = { TOKEN = NPM }"), 4, UNKNOWN],
    ["what takes over something unknown", hcl('inherits = ["gone"]', "args = { TOKEN = NPM }"), 4, UNKNOWN],
    ["what something else takes over", hcl("args = { TOKEN = NPM }") + target("b", 'inherits = ["app"]', 'context = "b"'), 3, "targets take it over that build something else"],
    ["what takes over whatever a function says", hcl("args = { TOKEN = NPM }", 'context = "."') + target("b", "inherits = f()"), 3, UNKNOWN],
    ["what is not understood", hcl("args = { TOKEN = NPM }", "b ="), 3, WAY],
    ["two Dockerfiles that it may build", hcl("args = { TOKEN = NPM }"), 3, UNKNOWN, "ci/docker-bake.hcl", ["ci/Dockerfile"]],
    ["a literal in JSON", json({ target: { app: { args: { TOKEN: "s3cr3t" } } } }), 5, "its value is written here", "docker-bake.json"],
  ])("%s", (_, before, line, why, path = PATH, files = []) => {
    const message = `Give this build the secret \`token\` instead of the build argument \`TOKEN\`: ${why}`;
    expect(changed(bakeCaller, path, before, [TOKEN], { files })).toEqual({ after: before, todos: [`${line}: ${message}`] });
  }); // prettier-ignore
});

describe("is none of its business", () => {
  test.each<[what: string, before: string, inputs?: readonly BuildInput[]]>([
    ["another Dockerfile", hcl('dockerfile = "b"', "args = { TOKEN = NPM }")],
    ["another context", hcl('context = "b"', "args = { TOKEN = NPM }")],
    ["a Dockerfile in the file", hcl('dockerfile-inline = "FROM a"', "args = { TOKEN = NPM }")],
    ["another argument", hcl("args = { TOKEN_2 = TOKEN }")],
    ["a group", 'group "default" {\n  targets = ["TOKEN"]\n}\n'],
    ["what is not understood and does not say it", "target {{"],
    ["a file for a context by a variable", hcl("context = NPM"), [NPMRC]],
  ])("%s", (_, before, inputs = [TOKEN]) => {
    expect(changed(bakeCaller, PATH, before, inputs)).toEqual({ after: before, todos: [] });
  }); // prettier-ignore
});

test("an agent takes the place of a key, and somebody has to run it", () => {
  const before = 'variable "SSH_KEY" {}\n' + target("app", "args = { SSH_KEY = SSH_KEY }");
  const { after, todos } = changed(bakeCaller, PATH, before, [KEY]);
  expect(after).toBe('variable "SSH_KEY" {}\n' + target("app", 'ssh = ["default"]'));
  expect(todos).toEqual([expect.stringMatching(/^3: This build asks an SSH agent/)]);
});
