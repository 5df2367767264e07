import { describe, expect, test } from "@jest/globals";
import { parse } from "../dockerfile/dockerfile.js";
import { Facts } from "./facts.js";
import type { StageContents } from "./stage-contents.js";

function last(source: string): StageContents {
  const facts = new Facts(parse(source), "harden");
  return facts.contents(facts.finalStage!);
}

describe("tools", () => {
  test.each<[lines: string, tool: string, there: boolean]>([
    ["FROM debian:12", "curl", false],
    ["FROM node:24", "curl", true],
    ["FROM debian:12\nRUN apt-get update && apt-get install -y curl", "curl", true],
    ["FROM debian:12\nRUN apt-get install -y curl=7.88.1-10 netcat-openbsd:amd64", "nc", true],
    ["FROM debian:12\nRUN apt-get install -y --frobnicate curl", "curl", false],
    ["FROM debian:12\nRUN false || apt-get install -y curl", "curl", false],
    ["FROM debian:12\nRUN apt-get install -y curl\nRUN apt-get purge -y curl", "curl", false],
    ["FROM debian:12\nRUN apt-get install -y curl\nRUN apt-get purge -y $X", "curl", false],
    ["FROM alpine:3.22\nRUN apk add --virtual .deps curl && apk del .deps", "curl", false],
    ["FROM alpine:3.22\nRUN apk add -t .deps git && apk add curl && apk del .deps", "curl", true],
    ["FROM debian:12 AS a\nRUN apt-get install -y git\nFROM a", "git", true],
    ["FROM debian:12 AS a\nRUN apt-get install -y git\nFROM debian:12", "git", false],
    ["FROM debian:12\nCOPY --from=x /tini /usr/local/bin/tini", "tini", true],
    ["FROM debian:12\nCOPY --from=x /opt/gosu /usr/local/bin/", "gosu", true],
    ["FROM debian:12\nCOPY tini /opt/tini", "tini", false],
    ["FROM ghcr.io/example/app\nRUN dnf install -y java openjdk-17-jre-headless", "java", true],
  ])("%j: %s is there: %j", (source, tool, there) => {
    expect(last(`${source}\n`).tools.has(tool)).toBe(there);
  });

  test("the base is described, or not known", () => {
    expect(last("FROM node:24-slim AS a\nFROM a\n").base?.contents.runtime).toBe("node");
    expect(last("FROM ghcr.io/example/app\n").base).toBeUndefined();
  });
});

test.each([
  ["useradd -r -u 1001 -g app app", [{ name: "app", uid: 1001 }]],
  [
    "groupadd -g 1001 app && useradd --uid=1001 --gid 1001 --home-dir /home/app app",
    [{ name: "app", uid: 1001, gid: 1001, home: "/home/app" }],
  ],
  ["adduser -S -D -H -u 1001 -G app app", [{ name: "app", uid: 1001 }]],
  ["adduser --system --group --home /srv app", [{ name: "app", home: "/srv" }]],
  ["adduser --disabled-password --gecos '' app", [{ name: "app" }]],
  ["useradd $NAME", []],
  ["test -e /x || useradd app", []],
])("%s creates %j", (command, accounts) => {
  expect(last(`FROM debian:12\nRUN ${command}\n`).accounts).toEqual(
    accounts.map((account) => expect.objectContaining(account) as object),
  );
});
