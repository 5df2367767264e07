import { describe, expect, test } from "@jest/globals";
import { programOf } from "./program.js";
import { finalStage } from "./testing/final-stage.js";

const SCRIPTS = JSON.stringify({
  scripts: {
    start: "NODE_ENV=production node server.js",
    dev: "cross-env A=1 next dev",
    both: "tsc && node a.js",
    n: 1,
  },
});

/** The runtime and the words, `?` behind those of a script that is not known. */
function program(call: string, lines = "WORKDIR /app\nCOPY . .", files?: Readonly<Record<string, string>>): string {
  const { stage, facts } = finalStage(lines, files);
  const found = programOf(call.split(" "), stage, facts);
  return found === undefined
    ? "none"
    : `${found.runtime}: ${found.words.join(" ")}${found.isOpaque === true ? " ?" : ""}`;
}

test.each([
  ["node a.js", "node: node a.js"],
  ["/usr/local/bin/node a.js", "node: /usr/local/bin/node a.js"],
  ["python3.12 -m http.server", "python: python3.12 -m http.server"],
  ["gunicorn app:app", "python: gunicorn app:app"],
  ["bundle exec puma", "ruby: bundle exec puma"],
  ["php8.3 -S 0.0.0.0:80", "php: php8.3 -S 0.0.0.0:80"],
  ["java -jar a.jar", "java: java -jar a.jar"],
  ["dotnet a.dll", "dotnet: dotnet a.dll"],
  ["nginx -g x", "none"],
  ["./server", "none"],
  ["nodejs-like a", "none"],
  ["", "none"],
])("%j is %s", (call, found) => {
  expect(program(call)).toBe(found);
});

describe("a package manager's script", () => {
  test.each([
    ["npm start", "node: node server.js"],
    ["npm run start", "node: node server.js"],
    ["npm --silent run start", "node: node server.js"],
    ["yarn start", "node: node server.js"],
    ["yarn dev", "node: next dev"],
    ["pnpm run dev", "node: next dev"],
    ["bun run start", "bun: node server.js"],
    ["npm run both", "node: tsc && node a.js ?"],
    ["npm run missing", "node: npm run missing ?"],
    ["npm run n", "node: npm run n ?"],
    ["npm install", "node: npm install"],
    ["yarn install", "node: yarn install"],
    ["npx next start", "node: npx next start"],
    ["yarn", "node: yarn"],
  ])("%s is %s", (call, found) => {
    expect(program(call, undefined, { "package.json": SCRIPTS })).toBe(found);
  });

  test.each([
    ["no context", "WORKDIR /app\nCOPY . .", undefined],
    ["no package.json", "WORKDIR /app\nCOPY . .", { "a.js": "" }],
    ["one that is no JSON", "WORKDIR /app\nCOPY . .", { "package.json": "{" }],
    ["one without scripts", "WORKDIR /app\nCOPY . .", { "package.json": "{}" }],
    ["one that lies elsewhere", "COPY . /src\nWORKDIR /app", { "package.json": SCRIPTS }],
    ["one of another stage", "WORKDIR /app\nCOPY --from=x /app/package.json ./", { "package.json": SCRIPTS }],
  ])("is not known with %s", (_, lines, files) => {
    expect(program("npm start", lines, files)).toBe("node: npm start ?");
  });

  test("is the one of the folder that is copied", () => {
    const files = { "package.json": "{}", "web/package.json": SCRIPTS };
    expect(program("npm start", "WORKDIR /app\nCOPY web .", files)).toBe("node: node server.js");
  });
});
