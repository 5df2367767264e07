import { describe, expect, test } from "@jest/globals";
import { baseFacts, type Family } from "./family.js";

describe("the system of a base image", () => {
  test.each<[reference: string, family: Family | undefined]>([
    ["scratch", "scratch"],
    ["debian", "debian"],
    ["debian:bookworm-slim", "debian"],
    ["ubuntu:24.04", "ubuntu"],
    ["alpine:3.20", "alpine"],
    ["busybox:musl", "busybox"],
    ["rockylinux:9", "rhel"],
    ["oraclelinux:8-slim", "rhel"],
    ["archlinux:base", "arch"],
    ["library/debian", "debian"],
    ["docker.io/library/alpine:edge", "alpine"],

    ["node", "debian"],
    ["node:20", "debian"],
    ["node:20-slim", "debian"],
    ["node:20-alpine", "alpine"],
    ["python:3.12-alpine3.20", "alpine"],
    ["golang:1.22-bullseye", "debian"],
    ["nginx:mainline-alpine-slim", "alpine"],
    ["buildpack-deps:curl", "debian"],
    ["buildpack-deps:noble", "ubuntu"],
    ["openjdk:8-jdk", "debian"],
    ["openjdk:11", "debian"],
    ["openjdk:17-slim", "debian"],
    ["openjdk:17", undefined],
    ["openjdk:latest", undefined],
    ["openjdk:17-oracle", "rhel"],
    ["mysql:8.4-oraclelinux9", "rhel"],
    ["mysql:8.4", undefined],
    ["eclipse-temurin:21-jammy", "ubuntu"],
    ["eclipse-temurin:21", undefined],

    ["python:3.12-windowsservercore-ltsc2022", "windows"],
    ["mcr.microsoft.com/windows/servercore:ltsc2022", "windows"],
    ["mcr.microsoft.com/windows:1809", "windows"],
    ["mcr.microsoft.com/dotnet/framework/sdk:4.8", "windows"],
    ["mcr.microsoft.com/dotnet/aspnet:8.0-nanoserver-1809", "windows"],
    ["mcr.microsoft.com/dotnet/sdk:8.0", undefined],
    ["microsoft/nanoserver", "windows"],
    ["microsoft/aspnetcore", undefined],

    ["gcr.io/distroless/static", "distroless"],
    ["gcr.io/team/distroless", undefined],
    ["team/app:1-alpine", "alpine"],
    ["reg.io/app:bookworm", "debian"],
    ["team/app:slim", undefined],
    ["team/debian", undefined],
    ["reg.io/node:20", undefined],
    ["toString", undefined],
    ["$BASE", undefined],
  ])("%s: %s", (reference, family) => {
    expect(baseFacts(reference).family).toBe(family);
  });
});

test.each([
  ["debian", "apt"],
  ["ubuntu", "apt"],
  ["alpine", "apk"],
  ["fedora", "dnf"],
  ["archlinux", "pacman"],
  ["busybox", undefined],
  ["scratch", undefined],
  ["team/app", undefined],
])("the package manager of %s: %s", (reference, packageManager) => {
  expect(baseFacts(reference).packageManager).toBe(packageManager);
});
