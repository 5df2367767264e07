import { expect, test } from "@jest/globals";
import { mountSecrets } from "../../../transforms/mount-secrets.js";
import { shift } from "../shift.js";

function after(text: string): string {
  return shift(`FROM node:22\n${text}`, [mountSecrets])
    .after.replace(/^# syntax=.*\n/, "")
    .replace("FROM node:22\n", "");
}

const MOUNT = "RUN --mount=type=secret,id=token";
const CAT = "$(cat /run/secrets/token)";

test.each([
  ["in a here-document", "RUN <<EOF\ncurl -H $TOKEN a\nEOF", `${MOUNT} <<EOF\ncurl -H ${CAT} a\nEOF`],
  ["in a list", "RUN cd a; curl -H $TOKEN b", `${MOUNT} \\\n    cd a; curl -H ${CAT} b`],
  ["of a list's programs", "RUN npm ci; npm test", `${MOUNT} \\\n    export TOKEN="${CAT}" && \\\n    npm ci; npm test`],
  ["behind a continuation", "RUN \\\n  curl -H $TOKEN a", `${MOUNT} \\\n  curl -H ${CAT} a`],
  ["in a substitution", 'RUN x="$(curl -H $TOKEN a)" && mkdir "$x"', `${MOUNT} \\\n    x="$(curl -H ${CAT} a)" && mkdir "$x"`],
  ["taken over by another", "RUN export T=$TOKEN && curl -H $T a", `${MOUNT} \\\n    export T=${CAT} && curl -H $T a`],
  ["in front of a command", "RUN T=$TOKEN curl -H a b", `${MOUNT} \\\n    T=${CAT} curl -H a b`],
  ["in a pipe", "RUN curl -H $TOKEN a | tar x", `${MOUNT} \\\n    curl -H ${CAT} a | tar x`],
  ["in a branch", 'RUN if [ "$TOKEN" ]; then curl -H $TOKEN a; fi', `${MOUNT} \\\n    if [ -s /run/secrets/token ]; then curl -H ${CAT} a; fi`],
  ["named in single quotes", "RUN sh -c 'curl -H $TOKEN a'", `${MOUNT} \\\n    TOKEN="${CAT}" sh -c 'curl -H $TOKEN a'`],
])("a secret %s", (_name, run, expected) => {
  expect(after(`ARG TOKEN\n${run}\n`)).toBe(`${expected}\n`);
}); // prettier-ignore

test("secrets of two stages are two mounts of one secret", () => {
  const text = "ARG TOKEN\nRUN curl -H $TOKEN a\nFROM debian\nARG TOKEN\nRUN curl -H $TOKEN b\n";
  expect(after(text).match(/id=token/g)).toHaveLength(2);
});

test("a stage that is built on another one has its secrets", () => {
  const text = "FROM a AS base\nARG TOKEN\nFROM base\nRUN curl -H $TOKEN b\n";
  expect(after(text)).toContain(`${MOUNT},mode=0444 \\\n    curl -H ${CAT} b`);
});

test("what builds are given in another way is said once", () => {
  const { todos, files } = shift("FROM node:22\nARG B_TOKEN\nARG A_KEY\nARG SSH_KEY\nRUN curl -H $B_TOKEN a\n", [mountSecrets]);
  expect([files, todos.map(({ message }) => message)]).toEqual([[], ["Build with `docker build --secret id=b_token,env=B_TOKEN .`"]]);
}); // prettier-ignore
