import { expect, test } from "@jest/globals";
import { isDockerfileName } from "./names.js";

test.each(
  (
    "Dockerfile dockerfile Dockerfile.dev Dockerfile-alpine Dockerfile_arm64 Dockerfile.alpine3.20 Dockerfile.go " +
    "Dockerfile.php api.Dockerfile api.dockerfile web.prod.dockerfile Containerfile Containerfile.ci Dockerfile.j2 " +
    "Dockerfile.template .Dockerfile app.Containerfile"
  ).split(" "),
)("takes %s", (name) => {
  expect(isDockerfileName(name)).toBe(true);
});

test.each(
  (
    "Dockerfile.md Dockerfile.dockerignore Dockerfile.prod.dockerignore DockerfileParser.java Dockerfile_test.go " +
    "Dockerfile.test.ts Dockerfile.orig Dockerfile~ Dockerfile.swp dockerfiles.yaml docker-compose.yml README.md " +
    "dockerfile.go mydockerfile MyDockerfile Dockerfile.sublime-syntax Containerfile.md"
  ).split(" "),
)("does not take %s", (name) => {
  expect(isDockerfileName(name)).toBe(false);
});
