import { expect, test } from "@jest/globals";
import { canInstall } from "./installable.js";
import { finalStage } from "./testing/final-stage.js";

/** `apk`, `apt` or why not. */
function manager(lines: string): string {
  const { facts, stage } = finalStage(lines);
  const found = canInstall("tini", stage, facts);
  return "reason" in found ? found.reason.replace(/`[^`]*`/g, "…") : found[0]!.split(/[ -]/)[0]!;
}

const OLD = "nobody knows whether the release of … still has packages to install … from";
const NO_PACKAGE = "… has no package in the system of …";
const USER = "… does not start as root, and cannot install …";

test.each([
  ["FROM alpine:3.22", "apk"],
  ["FROM node:24-alpine", "apk"],
  ["FROM debian:12", "apt"],
  ["FROM debian:bookworm-slim", "apt"],
  ["FROM ubuntu:24.04", "apt"],
  ["FROM node:24", "apt"],
  ["FROM node:18-slim", "apt"],
  ["FROM python:3.8", "apt"],
  ["FROM debian:9", OLD],
  ["FROM debian:stretch", OLD],
  ["FROM ubuntu:18.04", OLD],
  ["FROM node:10", OLD],
  ["FROM node:16-buster", OLD],
  ["FROM python:3.6", OLD],
  ["FROM node:18.1.0", OLD],
  ["FROM debian:9\nRUN apt-get update && apt-get install -y a", "apt"],
  ["FROM debian:9\nRUN test -e /x && apt-get install -y a", OLD],
  ["FROM scratch", NO_PACKAGE],
  ["FROM ghcr.io/example/app", NO_PACKAGE],
  ["FROM fedora:42", NO_PACKAGE],
  ["FROM emqx:5", USER],
])("%j: %s", (lines, found) => {
  expect(manager(lines)).toBe(found);
});
