import { describe, expect, test } from "@jest/globals";
import { rootNeed } from "./root-needs.js";
import { finalStage } from "./testing/final-stage.js";

function need(lines: string, files?: Readonly<Record<string, string>>): string | undefined {
  const { facts, stage, start } = finalStage(lines, files);
  return rootNeed(stage, start, facts)?.reason;
}

describe("does without root", () => {
  test.each([
    `CMD ["node", "a.js"]`,
    `CMD ["python", "-m", "http.server"]`,
    "CMD echo hello && exec node a.js",
    "WORKDIR /app\nCMD touch /app/x && node a.js",
    "CMD echo x >/tmp/x && node a.js",
    `WORKDIR /app\nRUN go build -o server\nCMD ["/app/server"]`,
    `FROM x AS b\nFROM debian:12\nCOPY --from=b /server /server\nCMD ["/server"]`,
  ])("%j", (lines) => {
    expect(need(lines)).toBeUndefined();
  }); // prettier-ignore
});

describe("may need root", () => {
  test.each([
    ["CMD a || b", "not understood"],
    [`CMD ["nginx"]`, "starts as root and then runs as a user of its own"],
    [`CMD ["/usr/sbin/sshd", "-D"]`, "works for other users"],
    ["CMD exec cron -f", "works for other users"],
    ["CMD service x start && node a.js", "starts services"],
    [`CMD ["gosu", "a", "node"]`, "changes the user itself"],
    [`CMD ["php-fpm8.2"]`, "runs as a user of its own"],
    [`CMD ["tcpdump"]`, "needs rights of root"],
    [`CMD ["watch", "sudo", "a"]`, "changes the user itself"],
    ["CMD echo x >/etc/x && node a.js", "writes `/etc/x`"],
    ["CMD sed -i s/a/b/ /etc/x && node a.js", "writes `/etc/x`"],
    ["CMD cp a /opt/x && node a.js", "writes"],
    [`CMD ["bash"]`, "starts a shell"],
    [`CMD ["sleep", "infinity"]`, "an image to work in"],
    [`CMD ["tail", "-f", "/dev/null"]`, "an image to work in"],
    [`CMD ["go", "run", "."]`, "builds at the start"],
    [`CMD ["python3"]`, "with nothing to run"],
    ["CMD $APP", "known only when a container starts"],
    [`CMD ["frobnicate"]`, "nobody knows whether `frobnicate`"],
    [`CMD ["./run.sh"]`, "cannot be read"],
    [`COPY --from=img:1 /a /a\nCMD ["/a"]`, "of `img:1`"],
  ])("%j", (lines, reason) => {
    expect(need(lines)).toContain(reason);
  });
});

describe("a script of the context", () => {
  const LINES = `COPY run.sh /app/run.sh\nCMD ["/app/run.sh"]`;
  test.each([
    ["#!/bin/sh\nset -e\nexec node a.js\n", undefined],
    ["#!/usr/bin/env python3\nimport os\n", undefined],
    ["exec node a.js\n", undefined],
    ["#!/bin/sh\nchown -R a /x\nexec node a.js\n", "calls `chown`"],
    ["#!/bin/sh\nif x; then gosu a b; fi\n", "calls `gosu`"],
    ["#!/bin/sh\necho a >/etc/x\n", "writes `/etc/x`"],
    ["#!/bin/sh\necho a >/tmp/x\n", undefined],
    ["#!/bin/sh\nif then\n", "is not understood"],
    ["#!/usr/bin/execlineb\na\n", "is a script of"],
  ])("%j needs root: %j", (text, reason) => {
    const found = need(LINES, { "run.sh": text });
    if (reason === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(reason);
  });
});
