import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Context } from "../../project/context.js";
import { areDisjoint } from "../edits.js";
import { changeCallers } from "./change-callers.js";
import { DATA_CALLERS } from "./data-callers.js";
import { otherCallers } from "./other-callers.js";
import { KEY, NPMRC, TOKEN } from "./testing/changed.js";

const FILES = {
  "compose.yaml": "services:\n  app:\n    build:\n      context: app\n      args:\n        TOKEN: ${TOKEN}\n",
  ".github/workflows/ci.yml":
    "on: push\njobs:\n  a:\n    runs-on: b\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n          context: app\n          build-args: TOKEN=${{ secrets.TOKEN }}\n",
  "docker-bake.hcl": 'variable "TOKEN" {}\ntarget "app" {\n  context = "app"\n  args = { TOKEN = TOKEN }\n}\n',
  "skaffold.yaml": "docker:\n  buildArgs:\n    TOKEN: a\n",
  "app/Dockerfile": "FROM scratch\n",
};

function contextOf(files: Readonly<Record<string, string>>): Context {
  const root = { read: (path: string) => files[path], files: () => Object.keys(files) };
  return { read: (path) => files[`app/${path}`], parent: root, name: "app" };
}

test("the callers of a build change with it", () => {
  const { files, todos } = changeCallers(contextOf(FILES), "Dockerfile", [TOKEN]);
  expect(files.map(({ path }) => path)).toEqual([
    "../compose.yaml",
    "../.github/workflows/ci.yml",
    "../docker-bake.hcl",
  ]);
  expect(files.map(({ after }) => after.includes("token"))).toEqual([true, true, true]);
  expect(todos.map(({ path, line }) => `${path}:${line}`)).toEqual(["../skaffold.yaml:3"]);
  const after = Object.fromEntries(files.map((each) => [each.path.slice("../".length), each.after]));
  expect(changeCallers(contextOf({ ...FILES, ...after }), "Dockerfile", [TOKEN]).files).toEqual([]);
});

test("they throw on no text", () => {
  const file = fc.constantFrom(...Object.entries(FILES).slice(0, 4));
  const mangled = fc.tuple(file, fc.nat(), fc.nat(20), fc.constantFrom("", "{", "}", "[", '"', "&a ", "*a", "\r", "<<: ", "| "));
  fc.assert(
    fc.property(mangled, ([[path, text], at, length, put]) => {
      const start = at % text.length;
      const bad = text.slice(0, start) + put + text.slice(start + length);
      const caller = [...DATA_CALLERS, otherCallers].find(({ takes }) => takes(path))!;
      const inputs = [TOKEN, NPMRC, KEY];
      const { edits } = caller.change({ path, text: bad, dockerfile: "app/Dockerfile", inputs, exists: () => true });
      expect(areDisjoint(edits, bad.length)).toBe(true);
    }),
    { numRuns: 500 },
  );
}); // prettier-ignore
