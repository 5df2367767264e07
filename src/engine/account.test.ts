import { describe, expect, test } from "@jest/globals";
import { chooseAccount } from "./account.js";
import { finalStage } from "./testing/final-stage.js";

/** The owner, and the commands that create it. */
function chosen(lines: string, uid?: number): string {
  const { facts, stage } = finalStage(lines);
  const account = chooseAccount(facts.contents(stage), uid);
  return account === undefined ? "none" : [account.owner, ...account.commands].join("; ");
}

describe("the account", () => {
  test.each([
    ["a new one", "RUN a", "appuser:appuser; groupadd -r -g 1001 appuser; useradd -r -m -u 1001 -g appuser appuser"],
    ["alpine's way", "FROM alpine:3.22", "appuser:appuser; addgroup -g 1001 -S appuser; adduser -u 1001 -S appuser -G appuser"],
    ["the image's ready-made one", "FROM node:24", "node:node"],
    ["one that the Dockerfile creates", "FROM node:24\nRUN useradd -u 1500 me", "me:me"],
    ["with its own group", "RUN useradd -g staff me", "me:staff"],
    ["with the number of its group", "RUN useradd -u 1500 -g 1600 me", "me:1600"],
    ["a system account has nobody's group", "RUN adduser --system me", "me:nogroup"],
    ["not a daemon's", "RUN useradd mysql", "appuser:appuser; groupadd -r -g 1001 appuser; useradd -r -m -u 1001 -g appuser appuser"],
    ["none of two", "RUN useradd a && useradd b", "appuser:appuser; groupadd -r -g 1001 appuser; useradd -r -m -u 1001 -g appuser appuser"],
    ["a number that is free", "RUN useradd -u 1001 a && useradd -u 1002 b", "appuser:appuser; groupadd -r -g 1003 appuser; useradd -r -m -u 1003 -g appuser appuser"],
    ["a group's number is taken, too", "RUN useradd -u 5 -g 1001 a && useradd b", "appuser:appuser; groupadd -r -g 1002 appuser; useradd -r -m -u 1002 -g appuser appuser"],
    ["a name that is free", "RUN useradd appuser && useradd b", "appuser1001:appuser1001; groupadd -r -g 1001 appuser1001; useradd -r -m -u 1001 -g appuser1001 appuser1001"],
    ["a number where nothing is", "FROM scratch", "1001:1001"],
    ["none where nobody knows the tools", "FROM ghcr.io/example/app", "none"],
  ])("is %s", (_, lines, account) => {
    expect(chosen(lines)).toBe(account);
  }); // prettier-ignore

  test.each([
    ["RUN a", "appuser:appuser; groupadd -r -g 5000 appuser; useradd -r -m -u 5000 -g appuser appuser"],
    ["FROM scratch", "5000:5000"],
    ["RUN useradd -u 5000 me", "me:me"],
    ["RUN useradd -u 4000 me", "appuser:appuser; groupadd -r -g 5000 appuser; useradd -r -m -u 5000 -g appuser appuser"],
    ["FROM node:24", "appuser:appuser; groupadd -r -g 5000 appuser; useradd -r -m -u 5000 -g appuser appuser"],
  ])("with the number 5000 on %j is %s", (lines, account) => {
    expect(chosen(lines, 5000)).toBe(account);
  }); // prettier-ignore

  test("is the ready-made one that has the number", () => {
    expect(chosen("FROM node:24", 1000)).toBe("node:node");
  });
});
