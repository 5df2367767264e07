import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import * as core from "../index.js";
import { scene } from "./testing/scene.js";

const LAYERS = `FROM node:latest\r
RUN apt-get update\r
RUN apt-get install -y curl\r
RUN rm -rf /var/lib/apt/lists/*\r
`;

test("pins, merges, writes, and has nothing to do afterwards", async () => {
  using place = scene({ "app/Dockerfile": LAYERS });
  const before = await place.run(["--check"], { core });
  expect(before.code).toBe(1);
  expect(before.stdout).toContain("-FROM node:latest\r\n");
  expect(before.stderr).toMatch(/1 of 1 file would change, \d+ fix/);
  expect((await place.run(["--write"], { core })).code).toBe(0);
  const text = readFileSync(place.path("app/Dockerfile"), "utf8");
  expect(text).toMatch(/^FROM node:\d+\.\d+\.\d+-\w+\r\nRUN apt-get update/);
  expect(text.match(/^RUN/gm)).toHaveLength(1);
  expect(text).not.toMatch(/[^\r]\n/);
  expect(await place.run(["--check"], { core })).toMatchObject({ code: 0, stdout: "" });
});

test("shows what BuildKit refuses and leaves it alone", async () => {
  using place = scene({ Dockerfile: "FROM node:latest\nFORM x\n", "api.Dockerfile": "FROM node:latest\n" });
  const { code, stderr } = await place.run(["--write"], { core });
  expect(code).toBe(2);
  expect(stderr).toMatch(/^Dockerfile:2:1: .+\n {2}FORM x\n {2}\^\n/);
  expect(readFileSync(place.path("Dockerfile"), "utf8")).toBe("FROM node:latest\nFORM x\n");
  expect(readFileSync(place.path("api.Dockerfile"), "utf8")).not.toContain("latest");
});

test("explains every transform", async () => {
  using place = scene({});
  const { stdout } = await place.run(["list"], { core });
  for (const { name, title } of core.catalogue) {
    expect(stdout).toContain(name);
    expect((await place.run(["explain", name], { core })).stdout).toContain(title);
  }
});
