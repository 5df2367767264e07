import { describe, expect, test } from "@jest/globals";
import { parse } from "../dockerfile/dockerfile.js";
import { officialImages } from "../image/catalogue.js";
import { variantOf, versionOf } from "../image/pin.js";
import { type Delta, rejection } from "./guard.js";
import { imagePlan } from "./plan.js";

type Case = readonly [name: string, before: string, after: string, ...deltas: Delta[]];

const CACHES = "package-caches";
const RECOMMENDED = "recommended-packages";
const BASE = "base-image";
const BASH = `SHELL ["/bin/bash", "-c"]\n`;
const ERREXIT = `SHELL ["/bin/sh", "-ec"]\n`;
const UPDATE = "RUN apt-get update && apt-get install -y a";
const LISTS = "rm -rf /var/lib/apt/lists/*";
/** Two names of one image, as the catalogue has them. */
const PINNED = `node:${officialImages()
  .find("node", "latest")!
  .tags.find((tag) => tag !== "latest")!}`;
/** A tag of a variant in another version than the one that is meant without a version, and than the long-term one. */
function otherVersion(variant: string): string {
  const images = officialImages();
  const known = ["latest", "lts"].flatMap((tag) => images.find("node", tag)!.tags);
  const isOther = (tag: string) =>
    variantOf(tag) === variant && versionOf(tag) !== "" && !known.includes(versionOf(tag));
  return `node:${images
    .groups("node")
    .flatMap(({ tags }) => tags)
    .find(isOther)!}`;
}

const DIGEST = `node@sha256:${"a".repeat(64)}`;

/** Cases that do not begin with FROM or a directive stand in a stage of their own. */
function whole(text: string): string {
  return /^(?:FROM |# ?\w+=|ARG V=)/.test(text) ? text : `FROM debian\n${text}`;
}

function verdict(before: string, after: string, deltas: readonly Delta[]): string | undefined {
  const [was, is] = [parse(whole(before)), parse(whole(after))];
  expect([was.problems, is.problems]).toEqual([[], []]);
  return rejection({ file: was, plan: imagePlan(was) }, { file: is, plan: imagePlan(is) }, new Set(deltas));
}

function rejects(cases: readonly Case[]): void {
  test.each(cases)("%s", (_name, before, after, ...deltas) => {
    expect(verdict(before, before, deltas)).toBeUndefined();
    expect(verdict(before, after, deltas)).toEqual(expect.any(String));
  });
}

function accepts(cases: readonly Case[]): void {
  test.each(cases)("%s", (_name, before, after, ...deltas) => {
    expect(verdict(before, after, deltas)).toBeUndefined();
  });
}

describe("accepts", () => {
  accepts([
    ["merged RUNs", "RUN a\nRUN b", "RUN a && b"],
    ["a list in braces", "RUN a; b\nRUN c", "RUN { a; b; } && c"],
    ["|| in a subshell", "RUN a || b\nRUN c", "RUN (a || b) && c"],
    ["|| in braces behind &&", "RUN a\nRUN b || c", "RUN a && { b || c; }"],
    ["cd in a subshell", "RUN cd x && a\nRUN b", "RUN (cd x && a) && b"],
    ["exit in a subshell", "RUN a && exit 0\nRUN b", "RUN (a && exit 0) && b"],
    ["a trap in a subshell", "RUN trap a EXIT && b\nRUN c", "RUN (trap a EXIT && b) && c"],
    ["set -e in a subshell of its own", "RUN set -e && a\nRUN b", "RUN (set -e && a) && b"],
    ["a here-document becomes a chain", "RUN <<E\na && b\nE", "RUN a && b"],
    ["its comments move above", "RUN <<E\n# why\na && b\nE", "# why\nRUN a && b"],
    ["a shell comment becomes the builder's", "RUN a # why", "# why\nRUN a"],
    ["ENVs joined", "ENV A=1\nENV B=2\nRUN a", "ENV A=1 B=2\nRUN a"],
    ["the old form of ENV", "ENV A b\nRUN a", "ENV A=b\nRUN a"],
    ["quotes that say the same", "LABEL a=b\\ c", `LABEL a="b c"`],
    ["an ENV that is overwritten at once", "ENV A=1\nENV A=2\nRUN a", "ENV A=1\nENV A=2\nRUN a"],
    ["lower case keywords", "run a\nlabel A=1\nonbuild run b", "RUN a\nLABEL A=1\nONBUILD run b"],
    ["a label moves", "LABEL a=b\nRUN a", "RUN a\nLABEL a=b"],
    ["a later CMD wins", "CMD a\nCMD b", "CMD b"],
    ["a comment with quotes", `# it's "\nRUN a\nRUN b`, `# it's "\nRUN a && b`],
    ["# inside a word", "RUN a#b\nRUN c $#", "RUN a#b && c $#"],
    ["backtick escapes", "# escape=`\nFROM a\nLABEL a=b `\n  c=d", "# escape=`\nFROM a\nLABEL a=b c=d"],
    ["a script that nobody understands stays", "RUN a (b", "# new\nRUN a (b"],
    ["RUNs under pipefail", `SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN a | b\nRUN c`, `SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN a | b && c`],
    ["BASH_ENV is nothing to sh", "ENV BASH_ENV=/e\nRUN a\nRUN b", "ENV BASH_ENV=/e\nRUN a && b"],
    ["a read-only mount", "RUN --mount=target=/x a\nRUN --mount=target=/x b", "RUN --mount=target=/x a && b"],
    ["a cleaned list of packages", `${UPDATE}\nRUN apt-get install -y c b`, `${UPDATE} b c && apt-get clean && ${LISTS}`, CACHES],
    ["less recommended packages", UPDATE, "RUN apt-get update && apt-get install -y --no-install-recommends a", CACHES, RECOMMENDED],
    ["lists removed behind what reads them", `${UPDATE} && apt-cache policy b`, `${UPDATE} && apt-cache policy b && ${LISTS}`, CACHES],
    ["lists removed in front of an update", `${UPDATE}\nRUN x && apt-get update && apt-get install b`, `${UPDATE} && ${LISTS}\nRUN x && apt-get update && apt-get install b`, CACHES],
    ["lists removed in front of a list that updates", `${UPDATE}\nRUN set -e; apt-get update; apt-get install b`, `${UPDATE} && ${LISTS}\nRUN set -e; apt-get update; apt-get install b`, CACHES],
    ["lists removed in a stage that nothing is built on", `FROM a AS a\n${UPDATE}\nFROM b\nCOPY --from=a /x /`, `FROM a AS a\n${UPDATE} && ${LISTS}\nFROM b\nCOPY --from=a /x /`, CACHES],
    ["lists removed under harmless triggers", `${UPDATE}\nONBUILD COPY . /`, `${UPDATE} && ${LISTS}\nONBUILD COPY . /`, CACHES],
    ["apk fetches its lists itself", "RUN apk update && apk add $A", "RUN apk add --no-cache $A", CACHES],
    ["a quiet update is repeated", "RUN apt-get update >/dev/null && apt-get install a && apt-get update >/dev/null && apt-get install b", "RUN apt-get update >/dev/null && apt-get install a b", CACHES],
    ["yum keeps the order of sources", "RUN yum install -y a && yum install -y epel-release\nRUN yum install -y b", "RUN yum install -y a epel-release && yum install -y b", CACHES],
    ["lists gone behind a trigger of the stage below, which has fired", `FROM a AS a\nONBUILD RUN ./x\nFROM a\n${UPDATE}`, `FROM a AS a\nONBUILD RUN ./x\nFROM a\n${UPDATE} && ${LISTS}`, CACHES],
    ["an exact tag", "FROM node", `FROM ${PINNED}`, BASE],
    ["a tag of another version", "FROM node:slim", `FROM ${otherVersion("slim")}`, BASE, "base-version"],
    ["an exact tag of what is copied from", "COPY --from=node a b", `COPY --from=${PINNED} a b`, BASE],
    ["an exact tag of what is mounted", "RUN --mount=from=node,target=/n a", `RUN --mount=from=${PINNED},target=/n a`, BASE],
    ["an exact tag of the frontend", "# syntax=node\n# escape=`\n# note\nFROM a", `# syntax=${PINNED}\n# escape=\`\n# note\nFROM a`, BASE],
    ["an exact tag by its ARG", "ARG V=latest\nFROM node:$V", `ARG V=${PINNED.slice(5)}\nFROM node:$V`, BASE],
  ]); // prettier-ignore
});

describe("rejects what another shell would do", () => {
  rejects([
    ["an operator", "RUN a && b", "RUN a; b"],
    ["|| that takes in more", "RUN a || b\nRUN c", "RUN a || b && c"],
    ["; that takes in more", "RUN a; b\nRUN c", "RUN a; b && c"],
    ["cd", "RUN cd x; a\nRUN b", "RUN { cd x; a; } && b"],
    ["cd in a branch", "RUN if a; then cd x; fi\nRUN b", "RUN if a; then cd x; fi && b"],
    ["\\cd and 'cd'", "RUN \\cd x\nRUN b", "RUN \\cd x && b"],
    ["cd behind command", "RUN command cd x\nRUN b", "RUN command cd x && b"],
    ["cd out of a variable", "RUN $CD x\nRUN b", "RUN $CD x && b"],
    ["umask", "RUN umask 077\nRUN b", "RUN umask 077 && b"],
    ["an assignment", "RUN A=1\nRUN echo $A", "RUN A=1 && echo $A"],
    ["an assignment in front of a special builtin", "RUN A=1 :\nRUN echo $A", "RUN A=1 : && echo $A"],
    ["${A:=1}", "RUN echo ${A:=1}\nRUN echo $A", "RUN echo ${A:=1} && echo $A"],
    ["$((a <<= 1))", "RUN echo $((a<<=1))\nRUN echo $a", "RUN echo $((a<<=1)) && echo $a"],
    ["((a = 1))", `${BASH}RUN ((a = 1))\nRUN echo $a`, `${BASH}RUN ((a = 1)) && echo $a`],
    ["a loop's variable", "RUN for i in 1; do a; done\nRUN echo $i", "RUN for i in 1; do a; done && echo $i"],
    ["read", "RUN read x <f\nRUN echo $x", "RUN read x <f && echo $x"],
    ["getopts and shift", "RUN shift\nRUN echo $1", "RUN shift && echo $1"],
    ["an alias", "RUN alias b=c\nRUN b", "RUN alias b=c && b"],
    ["a function", "RUN b() { c; }\nRUN b", "RUN b() { c; } && b"],
    ["a function in a subshell", "RUN f() { cd /x; } && f && b", "RUN f() { cd /x; } && (f) && b"],
    ["a file", "RUN . ./x && a\nRUN b", "RUN . ./x && a && b"],
    ["eval", "RUN eval x\nRUN b", "RUN eval x && b"],
    ["a trap", "RUN trap x EXIT\nRUN b", "RUN trap x EXIT && b"],
    ["exit", "RUN exit 0\nRUN b", "RUN exit 0 && b"],
    ["exec", "RUN exec a\nRUN b", "RUN exec a && b"],
    ["exec in braces", "RUN exec a\nRUN b", "RUN { exec a; } && b"],
    ["pipefail", "RUN set -o pipefail && a | b\nRUN c | d", "RUN set -o pipefail && a | b && c | d"],
    ["$_", `${BASH}RUN mkdir a\nRUN cd $_`, `${BASH}RUN mkdir a && cd $_`],
    ["$_ behind a subshell", `${BASH}RUN mkdir a && echo $_`, `${BASH}RUN (mkdir a) && echo $_`],
    ["BASH_REMATCH", `${BASH}RUN [[ a =~ b ]]\nRUN echo $BASH_REMATCH`, `${BASH}RUN [[ a =~ b ]] && echo $BASH_REMATCH`],
    ["PIPESTATUS", `${BASH}RUN a | b && echo \${PIPESTATUS[0]}`, `${BASH}RUN (a | b) && echo \${PIPESTATUS[0]}`],
    ["a background process", "RUN a & b\nRUN c", "RUN { a & b; } && c"],
    ["a background process in a subshell", "RUN (a &)\nRUN b", "RUN (a &) && b"],
    ["a background process in a substitution", "RUN echo $(a &)\nRUN b", "RUN echo $(a &) && b"],
    ["a background process in a pipe", "RUN (a & b) | c\nRUN d", "RUN (a & b) | c && d"],
    [">(…)", `${BASH}RUN a > >(b)\nRUN c`, `${BASH}RUN a > >(b) && c`],
    ["wait in a subshell", "RUN { a & } && wait && b", "RUN { a & } && (wait) && b"],
    ["a service that ends with its RUN", "RUN service x start && b", "RUN service x start\nRUN b"],
    ["/etc/hosts out of a subshell", "RUN (echo a >>/etc/hosts)\nRUN b", "RUN (echo a >>/etc/hosts) && b"],
    ["/etc/hosts, which ends with its RUN", "RUN echo a >>/etc/hosts\nRUN b", "RUN echo a >>/etc/hosts && b"],
    ["set -e in a list", "RUN set -e; a; b\nRUN c", "RUN { set -e; a; b; } && c"],
    ["set -e in a subshell", "RUN set -e; a; b\nRUN c", "RUN (set -e; a; b) && c"],
    ["-e of the SHELL", `${ERREXIT}RUN a; b\nRUN c`, `${ERREXIT}RUN { a; b; } && c`],
    ["-e in a branch", `${ERREXIT}RUN if a; then b; c; fi\nRUN d`, `${ERREXIT}RUN if a; then b; c; fi && d`],
    ["-e in a function", `${ERREXIT}RUN f() { a; b; } && f\nRUN c`, `${ERREXIT}RUN (f() { a; b; } && f) && c`],
    ["-e in eval", `${ERREXIT}RUN eval "a; b"\nRUN c`, `${ERREXIT}RUN (eval "a; b") && c`],
    ["-e in a file", `${ERREXIT}RUN (. ./x)\nRUN c`, `${ERREXIT}RUN (. ./x) && c`],
    ["a login shell", `SHELL ["/bin/bash", "-lc"]\nRUN a\nRUN b`, `SHELL ["/bin/bash", "-lc"]\nRUN a && b`],
    ["--login", `SHELL ["/bin/sh", "--login", "-c"]\nRUN a\nRUN b`, `SHELL ["/bin/sh", "--login", "-c"]\nRUN a && b`],
    ["BASH_ENV", `${BASH}ENV BASH_ENV=/e\nRUN a\nRUN b`, `${BASH}ENV BASH_ENV=/e\nRUN a && b`],
    ["BASH_ENV of the stage below", `FROM a AS a\n${BASH}ENV BASH_ENV=/e\nFROM a\nRUN a\nRUN b`, `FROM a AS a\n${BASH}ENV BASH_ENV=/e\nFROM a\nRUN a && b`],
    ["the last command of a pipe in zsh", `SHELL ["/bin/zsh", "-c"]\nRUN a | read x\nRUN echo $x`, `SHELL ["/bin/zsh", "-c"]\nRUN a | read x && echo $x`],
    ["a tmpfs", "RUN --mount=type=tmpfs,target=/t a\nRUN --mount=type=tmpfs,target=/t b", "RUN --mount=type=tmpfs,target=/t a && b"],
    ["a writable mount", "RUN --mount=target=/t,rw a\nRUN --mount=target=/t,rw b", "RUN --mount=target=/t,rw a && b"],
    ["! at the beginning", "RUN ! a && b", "RUN a && b"],
    ["a redirection of a group", "RUN (a && b) >x", "RUN a && b"],
    ["a redirection of a loop", "RUN for i in 1; do a; done >x", "RUN for i in 1; do a; done"],
    ["case fallthrough", `${BASH}RUN case x in a) b ;& c) d ;; esac`, `${BASH}RUN case x in a) b ;; c) d ;; esac`],
    ["a here-string", `${BASH}RUN cat <<<"a  b"`, `${BASH}RUN cat <<<"a b"`],
    ["a comment that swallows a command", "RUN a # x\nRUN b", "RUN a # x && b"],
    ["a carriage return", "RUN <<E\na\r\nb\nE", "RUN <<E\na\nb\nE"],
    ["NBSP, which is no blank to the shell", "RUN a\u00a0 && b", "RUN a && b"],
    ["an escaped blank", "RUN a\\\t && b", "RUN a\\  && b"],
    ["letters that look alike", "RUN a \u0430", "RUN a a"],
    ["a composed letter", "RUN a \u00e9", "RUN a e\u0301"],
    ["the exec form", `RUN ["a", "b"]`, `RUN { ["a","b"]; }`],
    ["a heredoc's quotes", "RUN cat <<'E'\n$a\nE", "RUN cat <<E\n$a\nE"],
    ["a heredoc's blanks", "RUN cat <<E\na  b\nE", "RUN cat <<E\na b\nE"],
    ["a here-document's #!", "RUN <<E\n#!/bin/sh\na\nE", "RUN <<E\na\nE"],
  ]); // prettier-ignore
});

describe("rejects another configuration", () => {
  rejects([
    ["a variable in single quotes", "ENV A='$B'", `ENV A="$B"`],
    ["an escaped variable", "ENV A=\\$B", "ENV A=$B"],
    ["that of a RUN in between", "ENV A='$B'\nRUN a\nENV A=1", "ENV A=$B\nRUN a\nENV A=1"],
    ["a default", "ENV A=${B:-x}", "ENV A=${B:-y}"],
    ["a label in another environment", "ENV A=1\nLABEL x=$A\nENV A=2", "LABEL x=$A\nENV A=1\nENV A=2"],
    ["an ENV in another environment", "ENV A=1\nENV B=$A\nENV A=2", "ENV A=2\nENV B=$A"],
    ["an ENV that sees its neighbour", "ENV A=1\nENV B=$A", "ENV A=1 B=$A"],
    ["an ENV that is behind its ARG", "ARG A=1\nENV A=$A", "ENV A=$A\nARG A=1"],
    ["a port in another environment", "ARG P=1\nEXPOSE $P", "EXPOSE $P\nARG P=1"],
    ["a user in another environment", "ARG U\nUSER $U", "USER $U\nARG U"],
    ["a user in another environment, and what it runs", "ARG U\nUSER $U\nRUN a\nUSER x", "USER $U\nARG U\nRUN a\nUSER x"],
    ["a directory in another environment", "ARG W\nWORKDIR $W\nRUN a\nWORKDIR /x", "WORKDIR $W\nARG W\nRUN a\nWORKDIR /x"],
    ["a signal in another environment", "ARG S=1\nSTOPSIGNAL $S", "STOPSIGNAL $S\nARG S=1"],
    ["an empty default", "ARG A", "ARG A="],
    ["a directory that is not made", "WORKDIR /a\nWORKDIR /b", "WORKDIR /b"],
    ["a directory below another one", "WORKDIR /a\nWORKDIR b", "WORKDIR b\nWORKDIR /a"],
    ["a CMD that the ENTRYPOINT drops", "FROM a AS a\nCMD x\nFROM a AS b\nENTRYPOINT e\nCMD x", "FROM a AS a\nCMD x\nFROM a AS b\nENTRYPOINT e"],
    ["the shell of a CMD", `${BASH}CMD a`, `CMD a\n${BASH}`],
    ["the form of a CMD", `CMD ["a"]`, "CMD a"],
    ["a health check's form", `HEALTHCHECK CMD ["a"]`, "HEALTHCHECK CMD a"],
    ["no health check", "HEALTHCHECK NONE", "LABEL a=b"],
    ["a trigger's here-document", "ONBUILD RUN <<E\na\nb\nE", "ONBUILD RUN <<E\na\nE"],
    ["a trigger's order", "ONBUILD RUN a\nONBUILD RUN b", "ONBUILD RUN b\nONBUILD RUN a"],
    ["a file's here-document", "COPY <<E /f\na\nb\nE", "COPY <<E /f\na\nE"],
    ["a stage by another number", "FROM a\nFROM b\nCOPY --from=0 a b", "FROM a\nFROM b\nCOPY --from=1 a b"],
    ["a stage by another name", "FROM a AS x\nFROM b AS y\nFROM c\nCOPY --from=x a b", "FROM a AS x\nFROM b AS y\nFROM c\nCOPY --from=y a b"],
    ["stages in another order", "FROM a AS x\nFROM b AS y", "FROM b AS y\nFROM a AS x"],
    ["a stage's parent", "FROM a AS x\nRUN a\nFROM x", "FROM a AS x\nRUN a\nFROM a"],
    ["the directives' escape", "# escape=`\nFROM a", "# escape=\\\nFROM a"],
    ["a comment that becomes a directive", "FROM a\n# syntax=x", "# syntax=x\nFROM a"],
    ["a check directive", "# check=skip=all\nFROM a", "FROM a\n# check=skip=all"],
    ["a variable of FROM that gets its value", "ARG V=1\nFROM a:$V", "ARG V=1\nFROM a:1"],
    ["a comment in a script", "RUN <<E\n# why\na\nE", "RUN <<E\na\nE"],
    ["a comment behind a command", "RUN <<E\na # why\nb\nE", "RUN <<E\na\nb\nE"],
    ["a comment at the end", "RUN a # why", "RUN a"],
    ["a comment once instead of twice", "# x\nRUN a\n# x\nRUN b", "# x\nRUN a && b"],
  ]); // prettier-ignore
});

describe("rejects other package work", () => {
  rejects([
    ["lists gone for the stage built on it", `FROM a AS a\nRUN apt-get update\nFROM a\nRUN apt-get install b`, `FROM a AS a\nRUN apt-get update && ${LISTS}\nFROM a\nRUN apt-get install b`, CACHES],
    ["lists gone for a trigger", `${UPDATE}\nONBUILD RUN apt-get install b`, `${UPDATE} && ${LISTS}\nONBUILD RUN apt-get install b`, CACHES],
    ["a trigger's work in the stage built on it", `FROM a AS a\nONBUILD RUN x && y\nFROM a\nRUN z`, `FROM a AS a\nONBUILD RUN x; y\nFROM a\nRUN z`, CACHES],
    ["lists gone for sudo", `${UPDATE}\nRUN sudo apt-get install b`, `${UPDATE} && ${LISTS}\nRUN sudo apt-get install b`, CACHES],
    ["lists gone for a piped script", `${UPDATE}\nRUN curl x | bash`, `${UPDATE} && ${LISTS}\nRUN curl x | bash`, CACHES],
    ["lists gone for apt-cache", "RUN apt-get update && apt-cache policy b", `RUN apt-get update && ${LISTS} && apt-cache policy b`, CACHES],
    ["lists gone for their copy", "RUN apt-get update && cp -r /var/lib/apt/lists /x", `RUN apt-get update && ${LISTS} && cp -r /var/lib/apt/lists /x`, CACHES],
    ["lists gone for PowerShell", `${UPDATE}\nSHELL ["pwsh", "-c"]\nRUN x`, `${UPDATE} && ${LISTS}\nSHELL ["pwsh", "-c"]\nRUN x`, CACHES],
    ["apk lists gone for a script", "RUN apk update && ./x.sh", "RUN ./x.sh", CACHES],
    ["apk lists gone for upgrade", "RUN apk update && apk upgrade", "RUN apk upgrade", CACHES],
    ["an update's log", "RUN apk update >/log && apk add --no-cache a", "RUN apk add --no-cache a", CACHES],
    ["an update of another repository", "RUN apk update -X http://x && apk add --no-cache a", "RUN apk add --no-cache a", CACHES],
    ["an apk update that comes in", "RUN apk add a && apk upgrade", "RUN apk add a && apk update && apk upgrade", CACHES],
    ["an apk update that comes in between installs", "RUN apk add a && apk add b", "RUN apk add a && apk update && apk add b", CACHES],
    ["an apk update that comes earlier", "RUN apk upgrade && apk update", "RUN apk update && apk upgrade", CACHES],
    ["older lists", "RUN apk update\nRUN echo x >/etc/apk/repositories && apk update\nRUN y && apk search a", "RUN apk update\nRUN echo x >/etc/apk/repositories\nRUN y && apk search a", CACHES],
    ["lists gone that an install left", "RUN apk add -U a && apk upgrade", "RUN apk add -U a && rm -rf /var/cache/apk/* && apk upgrade", CACHES],
    ["fresh lists behind a change of sources", "RUN apk update && echo x >/etc/apk/repositories && apk add --no-cache a", "RUN apk update && echo x >/etc/apk/repositories && apk add a", CACHES],
    ["dnf's first makecache", "RUN dnf makecache && dnf install -y a", "RUN dnf install -y a", CACHES],
    ["recommended packages", "RUN apt-get install --no-install-recommends a", "RUN apt-get install a", CACHES, RECOMMENDED],
    ["recommended packages of one of two", "RUN apt-get install --no-install-recommends a && apt-get install b", "RUN apt-get install a b", CACHES, RECOMMENDED],
    ["recommended packages of an upgrade", "RUN apt-get upgrade --no-install-recommends", "RUN apt-get upgrade", CACHES, RECOMMENDED],
    ["recommended packages without leave", "RUN apt-get install a", "RUN apt-get install --no-install-recommends a", CACHES],
    ["cleaning by another user", "RUN apt-get install a\nUSER x\nRUN b", "RUN apt-get install a\nUSER x\nRUN b && apt-get clean", CACHES],
    ["cleaning by another program", "RUN apk add --no-cache a", "RUN apk add --no-cache a && apt-get clean", CACHES],
    ["cleaning without leave", UPDATE, `${UPDATE} && ${LISTS}`],
    ["cleaning with more", UPDATE, `${UPDATE} && rm -rf /var/lib/apt/lists/* /srv`, CACHES],
    ["an install of its own RUN", "RUN apt-get install a && b", "RUN apt-get install a\nRUN b", CACHES],
    ["one install in two RUNs", "RUN apt-get install a b", "RUN apt-get install a\nRUN apt-get install b", CACHES],
    ["an install's environment", "RUN A=1 apt-get install a", "RUN apt-get install a", CACHES],
    ["another package", "RUN apt-get install a", "RUN apt-get install a b", CACHES],
    ["another version", "RUN apt-get install a=1", "RUN apt-get install a", CACHES],
    ["a version that a later one replaces", "RUN apt-get install a=2 && apt-get install a=1", "RUN apt-get install a=1", CACHES],
    ["a version beside another one", "RUN apt-get install a=1 a=2", "RUN apt-get install a=2", CACHES],
    ["another release", "RUN apt-get install -t x a", "RUN apt-get install a", CACHES],
    ["zypper's option behind the verb", "RUN zypper -n install a", "RUN zypper install -n a", CACHES],
    ["another pattern", "RUN zypper in -t pattern a && zypper in -t pattern b", "RUN zypper in -t a b pattern", CACHES],
    ["a plugin for a package", "RUN dnf install -y --disableplugin a b", "RUN dnf install -y --disableplugin b a", CACHES],
    ["another release in a bundle", "RUN apt-get install -yt sid a", "RUN apt-get install -yt a sid", CACHES],
    ["another virtual package in a bundle", "RUN apk add -Ut b gcc", "RUN apk add -Ut --no-cache b gcc", CACHES],
    ["yum's upgrade gone", "RUN yum -y update && yum -y install a && yum -y update", "RUN yum -y update && yum -y install a", CACHES],
    ["zypper's upgrade gone", "RUN zypper -n update && zypper -n in a && zypper -n update", "RUN zypper -n update && zypper -n in a", CACHES],
    ["two releases of one package", "RUN yum install -y a-1 && yum install -y a-2", "RUN yum install -y a-1 a-2", CACHES],
    ["archives gone that are used", "RUN apt-get install -d -y a && cp /var/cache/apt/archives/a.deb /x", "RUN apt-get install -d -y a && apt-get clean && cp /var/cache/apt/archives/a.deb /x", CACHES],
    ["archives gone for a later RUN", "RUN apt-get install -d -y a\nRUN dpkg -i /var/cache/apt/archives/a.deb", "RUN apt-get install -d -y a && apt-get clean\nRUN dpkg -i /var/cache/apt/archives/a.deb", CACHES],
    ["lists gone for another stage", `FROM a AS a\n${UPDATE}\nFROM b\nCOPY --from=a /var/lib/apt/lists /l`, `FROM a AS a\n${UPDATE} && ${LISTS}\nFROM b\nCOPY --from=a /var/lib/apt/lists /l`, CACHES],
    ["lists gone for a mount", `FROM a AS a\n${UPDATE}\nFROM b\nRUN --mount=from=a,source=/var/lib/apt/lists,target=/l x`, `FROM a AS a\n${UPDATE} && ${LISTS}\nFROM b\nRUN --mount=from=a,source=/var/lib/apt/lists,target=/l x`, CACHES],
    ["lists gone for what the image starts", `${UPDATE}\nCMD apt-get install b`, `${UPDATE} && ${LISTS}\nCMD apt-get install b`, CACHES],
    ["lists gone for a program that was copied in", `COPY b /usr/bin/\n${UPDATE}\nRUN b`, `COPY b /usr/bin/\n${UPDATE} && ${LISTS}\nRUN b`, CACHES],
    ["a cache mount emptied", "RUN --mount=type=cache,target=/var/cache/apt apt-get install a", "RUN --mount=type=cache,target=/var/cache/apt apt-get install a && apt-get clean", CACHES],
    ["fresh metadata", "RUN yum clean all && yum install -y a", "RUN yum install -y a", CACHES],
    ["half an option", "RUN apk add --no-cache-dir $X", "RUN apk add-dir $X", CACHES],
    ["half of apt's option", "RUN apt-get install -y $A --no-install-recommends=x", "RUN apt-get install -y $A=x", RECOMMENDED],
    ["recommends that are asked for", "RUN apt-get install -y --install-recommends a", "RUN apt-get install -y --install-recommends --no-install-recommends a", RECOMMENDED],
    ["recommends that are asked for by a setting", "RUN apt-get install -o APT::Install-Recommends=true a", "RUN apt-get install -o APT::Install-Recommends=true --no-install-recommends a", RECOMMENDED],
    ["recommends of what is broken", "RUN apt-get install -f -y", "RUN apt-get install -f -y --no-install-recommends", RECOMMENDED],
    ["recommends of a build", "RUN apt-get build-dep a", "RUN apt-get build-dep --no-install-recommends a", RECOMMENDED],
    ["a test under another shell", "RUN ln -sf /bin/bash /bin/sh\nRUN test a == a", "RUN ln -sf /bin/bash /bin/sh && test a == a"],
    ["a lost directory", "WORKDIR /a\nRUN rm -rf /a\nRUN touch b", "WORKDIR /a\nRUN rm -rf /a && touch b"],
    ["a moved directory", "WORKDIR /a/b\nRUN mv /a /c\nRUN touch d", "WORKDIR /a/b\nRUN mv /a /c && touch d"],
    ["mounted files by a directory", "RUN cp hosts /etc/\nRUN cat /etc/hosts", "RUN cp hosts /etc/ && cat /etc/hosts"],
    ["remove instead of install", "RUN apt-get install a", "RUN apt-get remove a", CACHES],
    ["a removal that an install joins", "RUN apt-get install a b-", "RUN apt-get install a", CACHES],
  ]); // prettier-ignore
});

describe("rejects another base", () => {
  rejects([
    ["without leave", "FROM node", `FROM ${PINNED}`],
    ["another version", "FROM node:latest", "FROM node:20", BASE],
    ["another variant", "FROM node:slim", `FROM ${otherVersion("alpine")}`, BASE, "base-version"],
    ["another version of a line", "FROM node:lts-slim", `FROM ${otherVersion("slim")}`, BASE, "base-version"],
    ["another version than the tag says", "FROM postgres:18", "FROM postgres:14", BASE, "base-version"],
    ["another version without leave", "FROM node:slim", `FROM ${otherVersion("slim")}`, BASE],
    ["another image", "FROM node", "FROM debian", BASE],
    ["another registry", "FROM node", `FROM quay.io/library/${PINNED}`, BASE],
    ["an image of somebody else", "FROM x/node", `FROM x/${PINNED}`, BASE],
    ["a lost digest", `FROM ${DIGEST}`, `FROM ${PINNED}`, BASE],
    ["a lost platform", "FROM --platform=linux/386 node", `FROM ${PINNED}`, BASE],
    ["a platform by its ARG", "ARG V=linux/386\nFROM --platform=$V node", "ARG V=linux/arm64\nFROM --platform=$V node", BASE],
    ["a stage", "FROM node AS x\nFROM x", "FROM node AS x\nFROM node", BASE],
    ["another image to copy from", "COPY --from=node a b", "COPY --from=debian a b", BASE],
    ["another version to copy from", "COPY --from=node a b", "COPY --from=node:20 a b", BASE],
    ["an image for a stage", "FROM a AS node\nFROM b\nCOPY --from=node a b", `FROM a AS node\nFROM b\nCOPY --from=${PINNED} a b`, BASE],
    ["another mount", "RUN --mount=from=node,target=/n a", `RUN --mount=from=${PINNED},target=/m a`, BASE],
    ["what is copied from, without leave", "COPY --from=node a b", `COPY --from=${PINNED} a b`],
    ["a lost variable", "ARG V=latest\nFROM node:$V", `ARG V=latest\nFROM ${PINNED}`, BASE],
    ["a lost variable's default", "FROM node:${V:-latest}", `FROM node:\${V-${PINNED.slice(5)}}`, BASE],
    ["a default that means another image", "FROM node:${V:-latest}", "FROM node:${V:-20}", BASE],
    ["another registry by a variable", "ARG R=docker.io\nFROM $R/library/node", `ARG R=docker.io\nARG S=quay.io\nFROM $S/library/${PINNED}`, BASE],
    ["another ARG's default", "ARG V=latest\nARG W=1\nFROM node:$V", `ARG V=${PINNED.slice(5)}\nARG W=2\nFROM node:$V`, BASE],
    ["a default that decides nothing", "ARG V=yes\nFROM node:${V:+24}", "ARG V=24.1.0\nFROM node:${V:+24}", BASE],
    ["a lost ARG", "ARG V=latest\nARG W=1\nFROM node:$V", "ARG V=latest\nFROM node:$V", BASE],
    ["an ARG that a stage uses", "ARG V=latest\nFROM node:$V\nARG V\nRUN a $V", `ARG V=${PINNED.slice(5)}\nFROM node:$V\nARG V\nRUN a $V`, BASE],
    ["an ARG that a label uses", "ARG V=latest\nFROM node:$V\nARG V\nLABEL v=$V", `ARG V=${PINNED.slice(5)}\nFROM node:$V\nARG V\nLABEL v=$V`, BASE],
    ["the directives", "# syntax=docker/dockerfile:1\nFROM node", `FROM ${PINNED}`, BASE],
    ["another frontend", "# syntax=node\nFROM a", "# syntax=debian\nFROM a", BASE],
    ["another version of the frontend", "# syntax=node\nFROM a", "# syntax=node:20\nFROM a", BASE],
    ["a frontend from another registry", "# syntax=node\nFROM a", `# syntax=quay.io/library/${PINNED}\nFROM a`, BASE],
    ["a frontend that nobody knows", "# syntax=docker/dockerfile:1\nFROM a", "# syntax=docker/dockerfile:1.7.0\nFROM a", BASE],
    ["a frontend without leave", "# syntax=node\nFROM a", `# syntax=${PINNED}\nFROM a`],
    ["a new frontend", "FROM a", `# syntax=${PINNED}\nFROM a`, BASE],
    ["a frontend that is only a comment", "# syntax=node\nFROM a", `# note\n# syntax=${PINNED}\nFROM a`, BASE],
    ["a check in place of the frontend", "# syntax=node\nFROM a", "# check=node\nFROM a", BASE],
    ["what checks leave out", "# check=skip=node\nFROM a", `# check=skip=${PINNED}\nFROM a`, BASE],
    ["the checks beside a frontend", "# syntax=node\n# check=skip=a\nFROM a", `# syntax=${PINNED}\n# check=skip=b\nFROM a`, BASE],
    ["the order of directives", "# syntax=node\n# check=skip=a\nFROM a", `# check=skip=a\n# syntax=${PINNED}\nFROM a`, BASE],
    ["a comment beside a frontend", "# syntax=node\n# note\nFROM a", `# syntax=${PINNED}\nFROM a`, BASE],
    ["nothing at all", "FROM scratch", "FROM node", BASE],
  ]); // prettier-ignore
});

describe("takes a user without privileges", () => {
  const USER = "user";
  accepts([
    ["a ready-made account", "WORKDIR /app\nCOPY . .", "WORKDIR /app\nRUN chown node:node /app\nCOPY --chown=node:node . .\nUSER node", USER],
    ["a new account", "COPY a /app/", "RUN groupadd -r -g 1001 a && useradd -r -m -u 1001 -g a a\nCOPY a /app/\nUSER a", USER],
    ["directories of the application", "VOLUME /data", "RUN mkdir -p /data && chown -R a:a /data\nVOLUME /data\nUSER a", USER],
    ["in front of the directory that is made for it", "WORKDIR /app\nCOPY a .", "USER a\nWORKDIR /app\nCOPY --chown=a a .", USER],
    ["instead of root", "USER root\nRUN a", "USER root\nRUN a\nUSER 1001:1001", USER],
  ]); // prettier-ignore

  rejects([
    ["a second root", "COPY a /app/", "RUN useradd -o -u 0 a\nCOPY a /app/\nUSER a", USER],
    ["root by another number", "RUN x", "RUN x\nUSER 00", USER],
    ["another owner than the user", "COPY a /app/", "COPY --chown=b:b a /app/\nUSER a", USER],
    ["files of somebody else", "RUN x", "RUN x\nRUN chown -R b:b /app\nUSER a", USER],
    ["rights of a group", "RUN x", "RUN x\nRUN adduser a root\nUSER a", USER],
    ["an owner without leaving root", "COPY a /app/", "COPY --chown=a:a a /app/", USER],
    ["without leave", "COPY a /app/", "COPY a /app/\nUSER a"],
    ["a command that runs as the user", "RUN a", "USER a\nRUN a", USER],
    ["another user instead of one", "USER a\nRUN x", "USER a\nRUN x\nUSER b", USER],
    ["root instead of a user", "USER a\nRUN x", "USER a\nRUN x\nUSER root", USER],
    ["another owner", "COPY --chown=a:a x /app/", "COPY --chown=b:b x /app/\nUSER a", USER],
    ["a lost owner", "COPY --chown=a:a x /app/", "COPY x /app/\nUSER a", USER],
    ["a system directory given away", "RUN x", "RUN x\nRUN chown -R a:a /etc\nUSER a", USER],
    ["all of the image given away", "RUN x", "RUN x\nRUN chown -R a:a /\nUSER a", USER],
    ["another command beside it", "RUN x", "RUN x\nRUN chown a:a /app && curl evil\nUSER a", USER],
    ["a mode", "RUN x", "RUN x\nRUN chmod 777 /app\nUSER a", USER],
    ["another source", "COPY a /app/", "COPY --chown=a:a b /app/\nUSER a", USER],
    ["a lost account", "RUN useradd b\nRUN x", "RUN x\nUSER a", USER],
    ["another entry point", "CMD a", "USER a\nCMD b", USER],
  ]); // prettier-ignore
});

describe("moves root's packages to another home", () => {
  const HOME = "home";
  accepts([
    ["a copy and its PATH", "COPY --from=a /root/.local /root/.local\nENV PATH=/root/.local/bin:$PATH", "COPY --from=a /root/.local /home/u/.local\nENV PATH=/home/u/.local/bin:$PATH", HOME],
    ["with a user", "COPY --from=a /root/.local /root/.local\nCMD a", "COPY --from=a --chown=u:u /root/.local /home/u/.local\nUSER u\nCMD a", HOME, "user"],
  ]); // prettier-ignore

  rejects([
    ["without leave", "COPY --from=a /root/.local /root/.local", "COPY --from=a /root/.local /home/u/.local"],
    ["another folder", "COPY a /root/.config", "COPY a /home/u/.config", HOME],
    ["a name that only begins so", "COPY a /root/.locals", "COPY a /home/u/.locals", HOME],
    ["a home below another one", "COPY a /root/.local", "COPY a /home/u/x/.local", HOME],
    ["another source", "COPY --from=a /root/.local /root/.local", "COPY --from=b /root/.local /home/u/.local", HOME],
    ["a lost PATH", "COPY a /root/.local\nENV PATH=/root/.local/bin:$PATH", "COPY a /home/u/.local", HOME],
  ]); // prettier-ignore
});

describe("gives copies the owner of a chown behind them", () => {
  const OWNERSHIP = "ownership";
  accepts([
    ["one copy", "COPY . /app\nRUN chown -R a:a /app", "COPY --chown=a:a . /app\nRUN chown a:a /app", OWNERSHIP],
    ["several", "COPY a /app/\nADD b /app/\nRUN chown -R a:a /app", "COPY --chown=a:a a /app/\nADD --chown=a:a b /app/\nRUN chown a:a /app", OWNERSHIP],
    ["other flags stay", "COPY --chmod=755 a /app/\nRUN chown -R a /app", "COPY --chmod=755 --chown=a a /app/\nRUN chown a /app", OWNERSHIP],
    ["a copy to somewhere else stays as it is", "COPY x /b/\nWORKDIR /app\nCOPY . .\nRUN chown -R a .", "COPY x /b/\nWORKDIR /app\nCOPY --chown=a . .\nRUN chown a .", OWNERSHIP],
  ]); // prettier-ignore

  rejects([
    ["without leave", "COPY . /app\nRUN chown -R a:a /app", "COPY --chown=a:a . /app\nRUN chown a:a /app"],
    ["a chown that keeps -R", "COPY . /app\nRUN chown -R a:a /app", "COPY --chown=a:a . /app\nRUN chown -R a:a /app", OWNERSHIP],
    ["a lost chown", "COPY . /app\nRUN chown -R a:a /app", "COPY --chown=a:a . /app", OWNERSHIP],
    ["another owner of the copy", "COPY . /app\nRUN chown -R a:a /app", "COPY --chown=b:b . /app\nRUN chown a:a /app", OWNERSHIP],
    ["another owner of the directory", "COPY . /app\nRUN chown -R a:a /app", "COPY --chown=a:a . /app\nRUN chown b:b /app", OWNERSHIP],
    ["another directory", "COPY . /app\nRUN chown -R a:a /app", "COPY --chown=a:a . /app\nRUN chown a:a /etc", OWNERSHIP],
    ["a copy from in front of another RUN", "COPY . /app\nRUN x\nRUN chown -R a:a /app", "COPY --chown=a:a . /app\nRUN x\nRUN chown a:a /app", OWNERSHIP],
    ["a copy behind it", "RUN chown -R a:a /app\nCOPY . /app", "RUN chown a:a /app\nCOPY --chown=a:a . /app", OWNERSHIP],
    ["a copy that has an owner", "COPY --chown=b . /app\nRUN chown -R a /app", "COPY --chown=a . /app\nRUN chown a /app", OWNERSHIP],
    ["a command beside it", "COPY . /app\nRUN chown -R a /app && x", "COPY --chown=a . /app\nRUN chown a /app && y", OWNERSHIP],
    ["another source", "COPY . /app\nRUN chown -R a /app", "COPY --chown=a b /app\nRUN chown a /app", OWNERSHIP],
    ["a chown without a copy", "RUN x && chown -R a /app", "RUN x && chown a /app", OWNERSHIP],
    ["a chown of what no copy brings", "RUN x\nRUN chown -R a /app", "RUN x\nRUN chown a /app", OWNERSHIP],
    ["a copy that does not get the owner", "COPY . /app\nRUN chown -R a /app", "COPY . /app\nRUN chown a /app", OWNERSHIP],
    ["a copy to where a variable says", "COPY . $X\nRUN chown -R a /app", "COPY --chown=a . $X\nRUN chown a /app", OWNERSHIP],
    ["a copy to somewhere else", "COPY . /b\nCOPY . /app\nRUN chown -R a /app", "COPY --chown=a . /b\nCOPY --chown=a . /app\nRUN chown a /app", OWNERSHIP],
  ]); // prettier-ignore
});

describe("lets root do without sudo", () => {
  const SUDO = "sudo";
  accepts([
    ["at the beginning", "RUN sudo a", "RUN a", SUDO],
    ["in a chain", "RUN a && sudo b", "RUN a && b", SUDO],
    ["some of them", "RUN sudo a && sudo b", "RUN a && sudo b", SUDO],
    ["in a pipe", "RUN a | sudo b", "RUN a | b", SUDO],
    ["in a branch", "RUN if a; then sudo b; fi", "RUN if a; then b; fi", SUDO],
    ["as root by its number", "USER 0\nRUN sudo a", "USER 0\nRUN a", SUDO],
  ]); // prettier-ignore

  rejects([
    ["without leave", "RUN sudo a", "RUN a"],
    ["of another user", "USER b\nRUN sudo a", "USER b\nRUN a", SUDO],
    ["with -u", "RUN sudo -u b a", "RUN a", SUDO],
    ["with -E", "RUN sudo -E a", "RUN -E a", SUDO],
    ["an argument", "RUN echo sudo a", "RUN echo a", SUDO],
    ["in quotes", `RUN echo "x; sudo a"`, `RUN echo "x; a"`, SUDO],
    ["another command", "RUN sudo a", "RUN b", SUDO],
    ["a lost command", "RUN sudo a && b", "RUN a", SUDO],
    ["sudo that comes in", "RUN a", "RUN sudo a", SUDO],
    ["what the image starts", "CMD sudo a", "CMD a", SUDO],
  ]); // prettier-ignore
});

describe("takes a health check", () => {
  const HEALTH = "health-check";
  accepts([
    ["where none is", "CMD a", "HEALTHCHECK CMD curl http://127.0.0.1/\nCMD a", HEALTH],
    ["an exec form", "CMD a", `HEALTHCHECK --interval=30s CMD ["node", "-e", "127.0.0.1"]\nCMD a`, HEALTH],
  ]);

  rejects([
    ["one that always fails", "CMD a", "HEALTHCHECK CMD exit 1\nCMD a", HEALTH],
    ["none, said so", "CMD a", "HEALTHCHECK NONE\nCMD a", HEALTH],
    ["without leave", "CMD a", "HEALTHCHECK CMD b\nCMD a"],
    ["another one", "HEALTHCHECK CMD a", "HEALTHCHECK CMD b", HEALTH],
    ["other times", "HEALTHCHECK --interval=5s CMD a", "HEALTHCHECK --interval=6s CMD a", HEALTH],
    ["none any more", "HEALTHCHECK CMD a", "CMD a", HEALTH],
    ["instead of NONE", "HEALTHCHECK NONE", "HEALTHCHECK CMD a", HEALTH],
    ["over the one of the stage below", "FROM x AS a\nHEALTHCHECK CMD a\nFROM a\nCMD c", "FROM x AS a\nHEALTHCHECK CMD a\nFROM a\nHEALTHCHECK CMD b\nCMD c", HEALTH],
    ["with another command beside it", "CMD a", "HEALTHCHECK CMD b\nCMD c", HEALTH],
    ["with a port", "CMD a", "EXPOSE 80\nHEALTHCHECK CMD b\nCMD a", HEALTH],
  ]); // prettier-ignore
});

describe("takes settings of the interpreter", () => {
  const ENV = "runtime-env";
  accepts([
    ["NODE_ENV", "CMD a", "ENV NODE_ENV=production\nCMD a", ENV],
    ["Python's", "CMD a", "ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1\nCMD a", ENV],
  ]);

  rejects([
    ["without leave", "CMD a", "ENV NODE_ENV=production\nCMD a"],
    ["another value", "CMD a", "ENV NODE_ENV=development\nCMD a", ENV],
    ["another variable", "CMD a", "ENV NODE_OPTIONS=--inspect\nCMD a", ENV],
    ["one beside it", "CMD a", "ENV NODE_ENV=production X=1\nCMD a", ENV],
    ["over another value", "ENV NODE_ENV=test\nCMD a", "ENV NODE_ENV=production\nCMD a", ENV],
    ["over the value of the stage below", "FROM x AS a\nENV NODE_ENV=test\nFROM a\nCMD a", "FROM x AS a\nENV NODE_ENV=test\nFROM a\nENV NODE_ENV=production\nCMD a", ENV],
    ["in front of a command that would see it", "RUN npm install", "ENV NODE_ENV=production\nRUN npm install", ENV],
  ]); // prettier-ignore
});

describe("starts without a shell", () => {
  const EXEC = "exec-form";
  accepts([
    ["CMD", "CMD a b", `CMD ["a", "b"]`, EXEC],
    ["ENTRYPOINT", "ENTRYPOINT a b", "ENTRYPOINT exec a b", EXEC],
    ["without the quotes", `CMD a "b c"`, `CMD ["a", "b c"]`, EXEC],
    ["exec", "CMD a $X", "CMD exec a $X", EXEC],
    ["exec for the last of a chain", "CMD a && b $X", "CMD a && exec b $X", EXEC],
    ["under bash", `${BASH}CMD a`, `${BASH}CMD ["a"]`, EXEC],
  ]);

  rejects([
    ["an ENTRYPOINT that would take arguments", "ENTRYPOINT a b", `ENTRYPOINT ["a", "b"]`, EXEC],
    ["words for an ENTRYPOINT", `ENTRYPOINT ["x"]\nCMD a`, `ENTRYPOINT ["x"]\nCMD ["a"]`, EXEC],
    ["a lost trap", "CMD trap x INT; a", "CMD trap x INT; exec a", EXEC],
    ["a command of the shell", "CMD cd /x", "CMD exec cd /x", EXEC],
    ["behind another one that failed", "CMD a || b", "CMD a || exec b", EXEC],
    ["without leave", "CMD a b", `CMD ["a", "b"]`],
    ["other words", "CMD a b", `CMD ["a", "c"]`, EXEC],
    ["fewer words", "CMD a b", `CMD ["a"]`, EXEC],
    ["one word instead of two", "CMD a b", `CMD ["a b"]`, EXEC],
    ["a variable that nobody fills in", "CMD a $X", `CMD ["a", "$X"]`, EXEC],
    ["a pattern", "CMD a *.js", `CMD ["a", "*.js"]`, EXEC],
    ["the home", "CMD a ~/b", `CMD ["a", "~/b"]`, EXEC],
    ["an operator as a word", "CMD a && b", `CMD ["a", "&&", "b"]`, EXEC],
    ["the last of a chain alone", "CMD a && b", `CMD ["b"]`, EXEC],
    ["a lost redirection", "CMD a >x", `CMD ["a"]`, EXEC],
    ["a lost assignment", "CMD A=1 b", `CMD ["b"]`, EXEC],
    ["a pipe", "CMD a | b", `CMD ["a"]`, EXEC],
    ["exec in front of the first", "CMD a && b", "CMD exec a && b", EXEC],
    ["exec in front of a pipe", "CMD a | b", "CMD exec a | b", EXEC],
    ["exec of another command", "CMD a", "CMD exec b", EXEC],
    ["a shell instead of none", `CMD ["a", "b"]`, "CMD a b", EXEC],
    ["the other one", "ENTRYPOINT a\nCMD b", `ENTRYPOINT a\nCMD ["c"]`, EXEC],
    ["a health check", "HEALTHCHECK CMD a", `HEALTHCHECK CMD ["a"]`, EXEC],
    ["a RUN", "RUN a", `RUN ["a"]`, EXEC],
  ]); // prettier-ignore
});

describe("takes a program that forwards signals", () => {
  const INIT = "init";
  const APT = "RUN apt-get update && apt-get install -y --no-install-recommends";
  const ENTRY = `ENTRYPOINT ["dumb-init", "--"]`;
  accepts([
    ["by apt", `CMD ["a"]`, `${APT} dumb-init && ${LISTS}\n${ENTRY}\nCMD ["a"]`, INIT],
    ["by apk", `CMD ["a"]`, `RUN apk add --no-cache tini\nENTRYPOINT ["tini", "--"]\nCMD ["a"]`, INIT],
    ["one that is there", `CMD ["a"]`, `${ENTRY}\nCMD ["a"]`, INIT],
    ["in front of the entry point", `ENTRYPOINT ["a", "b"]`, `ENTRYPOINT ["dumb-init", "--", "a", "b"]`, INIT],
  ]); // prettier-ignore

  rejects([
    ["without leave", `CMD ["a"]`, `${ENTRY}\nCMD ["a"]`],
    ["another package beside it", `CMD ["a"]`, `${APT} dumb-init evil && ${LISTS}\n${ENTRY}\nCMD ["a"]`, INIT],
    ["another package", `CMD ["a"]`, `${APT} evil && ${LISTS}\n${ENTRY}\nCMD ["a"]`, INIT],
    ["another command beside it", `CMD ["a"]`, `${APT} dumb-init && evil\n${ENTRY}\nCMD ["a"]`, INIT],
    ["no installation at all, but a removal", `CMD ["a"]`, `RUN apt-get remove -y dumb-init\n${ENTRY}\nCMD ["a"]`, INIT],
    ["behind other work", "RUN a", `RUN a\n${APT} dumb-init\n${ENTRY}`, INIT],
    ["on another stage", "FROM x AS a\nFROM a\nCMD b", `FROM x AS a\nFROM a\n${APT} dumb-init\n${ENTRY}\nCMD b`, INIT],
    ["a lost entry point", `ENTRYPOINT ["a"]\nCMD ["b"]`, `${ENTRY}\nCMD ["b"]`, INIT],
    ["another entry point", `ENTRYPOINT ["a"]`, `ENTRYPOINT ["dumb-init", "--", "b"]`, INIT],
    ["a word more", `ENTRYPOINT ["a"]`, `ENTRYPOINT ["dumb-init", "--", "a", "b"]`, INIT],
    ["another program", `CMD ["a"]`, `ENTRYPOINT ["evil", "--"]\nCMD ["a"]`, INIT],
    ["without the end of its options", `ENTRYPOINT ["-c", "a"]`, `ENTRYPOINT ["dumb-init", "-c", "a"]`, INIT],
    ["another command", `CMD ["a"]`, `${ENTRY}\nCMD ["b"]`, INIT],
    ["a lost command", `CMD ["a"]`, ENTRY, INIT],
  ]); // prettier-ignore
});
