import { describe, expect, test } from "@jest/globals";
import { finalStage } from "../testing/final-stage.js";
import { aspnetPort } from "./dotnet.js";
import { exposedPorts } from "./exposed.js";
import { askedPath } from "./path.js";
import { servedPort } from "./port.js";
import { copiedRoots } from "./roots.js";
import { isOwnServer, serverProbe } from "./servers.js";

type Files = Readonly<Record<string, string>>;

/** The port, its variable in brackets; or why not. */
function served(lines: string, files?: Files): string {
  const { facts, stage, start } = finalStage(lines, files);
  const found = servedPort(stage, start, facts);
  if ("reason" in found) return found.reason;
  return String(found.number) + (found.variable === undefined ? "" : ` (${found.variable})`);
}

const EXPRESS = `const app = require("express")();\napp.listen(process.env.PORT || 4000);\n`;

describe("the port", () => {
  const cases: readonly (readonly [name: string, lines: string, found: string, files?: Files])[] = [
    ["by an argument", `CMD ["uvicorn", "a:b", "--port", "80"]`, "80"],
    ["by an argument, whatever EXPOSE says", `EXPOSE 90\nCMD ["uvicorn", "a:b", "--port", "80"]`, "80"],
    ["by a variable that is set", "ENV PORT=81\nCMD uvicorn a:b --port $PORT", "81 (PORT)"],
    ["by a variable with a default", "CMD uvicorn a:b --port ${PORT:-82}", "82 (PORT)"],
    ["by a variable that is not set", "CMD uvicorn a:b --port $PORT", "undefined (PORT)"],
    ["by the server's default", `CMD ["uvicorn", "a:b"]`, "8000"],
    ["by the variable of a default", `ENV PORT=83\nCMD ["gunicorn", "a:b"]`, "83 (PORT)"],
    ["not by a default that EXPOSE speaks against", `EXPOSE 84\nCMD ["uvicorn", "a:b"]`, "line 3: `uvicorn` listens on 8000 unless told otherwise, but line 2 exposes 84"],
    ["by the source", `COPY . .\nCMD ["node", "a.js"]`, "4000 (PORT)", { "a.js": EXPRESS, "package.json": "{}" }],
    ["by the source's variable", `ENV PORT=85\nCOPY . .\nCMD ["node", "a.js"]`, "85 (PORT)", { "a.js": EXPRESS, "package.json": "{}" }],
    ["not by a variable that is no port", `ENV PORT=x\nCOPY . .\nCMD ["node", "a.js"]`, "PORT is `x`, which is no port", { "a.js": EXPRESS, "package.json": "{}" }],
    ["by PORT", `ENV PORT=86\nEXPOSE 85 86\nCMD ["./a"]`, "86 (PORT)"],
    ["not by PORT alone", `ENV PORT=5432\nCMD ["./a"]`, "it opens no port that the Dockerfile or its source names"],
    ["by PORT of a server", `ENV PORT=86\nCMD ["puma"]`, "86 (PORT)"],
    ["by EXPOSE", `EXPOSE 87\nCMD ["./a"]`, "87"],
    ["not by two", `EXPOSE 88 89\nCMD ["./a"]`, "it exposes 88, 89, and nobody knows which of them tells whether it is well"],
    ["of ASP.NET", `FROM mcr.microsoft.com/dotnet/aspnet:8.0\nENTRYPOINT ["dotnet", "a.dll"]`, "8080"],
    ["of nginx as it is", "FROM nginx:1.27", "80"],
    ["not of nginx with other settings", "FROM nginx:1.27\nCOPY a.conf /etc/nginx/conf.d/default.conf", "it opens no port that the Dockerfile or its source names"],
    ["none of a worker", `CMD ["celery", "-A", "a", "worker"]`, "`celery` works without serving anybody"],
    ["none at all", `CMD ["./a"]`, "it opens no port that the Dockerfile or its source names"],
  ]; // prettier-ignore

  test.each(cases.map(([name, lines, found, files]) => ({ name, lines, found, files })))(
    "$name",
    ({ lines, found, files }) => {
      expect(served(lines, files)).toBe(found);
    },
  );
});

test.each([
  ["EXPOSE 80", [80]],
  ["EXPOSE 80/tcp 81/udp", [80]],
  ["EXPOSE 80\nEXPOSE 80", [80]],
  ["ENV P=82\nEXPOSE $P", [82]],
  ["EXPOSE 80 443", [80]],
  ["EXPOSE 443", [443]],
  ["EXPOSE 3000 9229", [3000]],
  ["EXPOSE 8000-8010", []],
  ["FROM x AS a\nEXPOSE 80\nFROM a\nEXPOSE 81", [80, 81]],
  ["FROM x AS a\nEXPOSE 80\nFROM x", []],
])("%j exposes %j", (lines, ports) => {
  const { facts, stage } = finalStage(lines);
  expect(exposedPorts(stage, facts).map(({ port }) => port)).toEqual(ports);
});

test.each([
  ["aspnet:8.0", "", 8080],
  ["aspnet:10.0-alpine", "", 8080],
  ["aspnet:6.0", "", 80],
  ["aspnet", "", undefined],
  ["runtime:8.0", "", undefined],
  ["aspnet:8.0", "ENV ASPNETCORE_URLS=http://+:5000", 5000],
  ["aspnet:8.0", "ENV ASPNETCORE_URLS=https://+:443;http://*:5001", 5001],
  ["aspnet:6.0", "ENV ASPNETCORE_HTTP_PORTS=5002", 5002],
  ["runtime:8.0", "ENV ASPNETCORE_HTTP_PORTS=5003;5004", 5003],
  ["aspnet:8.0", "ENV ASPNETCORE_URLS=https://+:443", undefined],
])("%s with %j listens on %j", (image, lines, port) => {
  expect(aspnetPort(finalStage(`FROM mcr.microsoft.com/dotnet/${image}\n${lines}`).stage)?.port).toBe(port);
});

test.each([
  ["COPY . .", [""]],
  ["COPY ./ /app", [""]],
  ["RUN a", [""]],
  ["COPY src package.json /app/", ["src", "package.json"]],
  ["COPY ./src/ /a\nADD src /b", ["src"]],
  ["COPY src/*.js /a/", ["src"]],
  ["COPY *.js /a/", [""]],
  ["COPY --from=x src /a\nCOPY b /b", ["b"]],
  ["COPY $X /a\nADD https://x.test/a /a\nCOPY <<E /b\nx\nE\nCOPY c /c", ["c"]],
])("%j copies %j", (lines, roots) => {
  expect(copiedRoots(finalStage(lines).facts)).toEqual(roots);
});

test.each([
  ["FROM postgres:17", "postgres"],
  ["FROM redis:7-alpine", "redis"],
  ["FROM valkey/valkey:8", undefined],
  ["FROM mysql:8", "mysql"],
  ["FROM rabbitmq:4", "rabbitmq"],
  ["FROM example/postgres:17", undefined],
  [`FROM redis:7\nCMD ["redis-server", "--port", "7000"]`, undefined],
  [`FROM redis:7\nENTRYPOINT ["/x"]`, undefined],
  ["FROM node:24", undefined],
])("%j is asked as %s", (lines, name) => {
  const { stage, start } = finalStage(lines);
  expect(serverProbe(stage, start)?.name).toBe(name);
});

test.each([
  ["FROM nginx:1.27", true],
  [`FROM nginx:1.27\nCMD ["nginx", "-g", "daemon off;"]`, true],
  [`FROM nginx:1.27\nCMD ["/usr/sbin/nginx"]`, true],
  [`FROM nginx:1.27\nCMD ["/start"]`, false],
  ["FROM debian:12", false],
])("%j starts its image's own server: %j", (lines, isOwn) => {
  const { facts, stage, start } = finalStage(lines);
  expect(isOwnServer(stage, start, facts)).toBe(isOwn);
});

describe("the path", () => {
  const files = {
    "package.json": `{"dependencies": {"express": "4"}}`,
    "a.js": `const app = require("express")();\napp.get("/health", (req, res) => res.send("ok"));\napp.listen(3000);\n`,
  };

  test("is a route of what is copied", () => {
    expect(askedPath(finalStage("COPY . .", files).facts)).toMatchObject({ path: "/health", kind: "route" });
    expect(askedPath(finalStage("COPY other .", files).facts)).toBeUndefined();
  });

  test("is not known without a context", () => {
    expect(askedPath(finalStage("COPY . .").facts)).toBeUndefined();
  });
});
