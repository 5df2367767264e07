import { expect, test } from "@jest/globals";
import { ended } from "./end-of-life.js";
import { parseReference } from "./reference.js";

const of = (text: string) => ended(parseReference(text)!);

test.each([
  ["node:16", "node 16 has had no fixes since 2023-09-11", "node 24 has them"],
  ["node:16.20.0-alpine", "node 16 has had no fixes since 2023-09-11", "node 24 has them"],
  ["docker.io/library/python:3.8-slim", "python 3.8 has had no fixes since 2024-10-07", "python 3.13 has them"],
  ["python:3.12-buster", "debian buster has had no fixes since 2024-06-30", "debian trixie has them"],
  ["ubuntu:18.04", "ubuntu 18.04 has had no fixes since 2023-05-31", "ubuntu 24.04 has them"],
  ["ubuntu:bionic", "ubuntu bionic has had no fixes since 2023-05-31", "ubuntu noble has them"],
  ["openjdk:11-jre", "`openjdk` has not been maintained since 2022-07", "use `eclipse-temurin`"],
  ["mono", "`mono` has not been maintained since 2022-06", ""],
])("%s: %s", (image, says, instead) => {
  expect(of(image)).toMatchObject({ says, instead });
  expect(of(image)?.source).toMatch(/\w/);
});

test("how tags map is said, and a wildcard is one for a whole namespace", () => {
  expect(of("bitnami/redis:7")?.instead).toMatch(/^use `bitnamilegacy\/\*`: same tags/);
});

test.each(["docker.io/", "index.docker.io/", "registry-1.docker.io/", ""])("Docker Hub as %j", (host) => {
  expect(of(`${host}bitnami/redis:7`)?.says).toMatch(/^`bitnami.redis` has not been maintained/);
  expect(of(`${host}library/node:16`)?.says).toMatch(/^node 16 /);
});

test.each([
  "quay.io/bitnami/redis:7",
  "node:24",
  "node",
  "node:160",
  "example/node:16",
  "debian:trixie",
  "example/app:buster",
  "scratch",
  "python:3.80",
])("nothing is known against %s", (image) => {
  expect(of(image)).toBeUndefined();
});
