import { describe, expect, test } from "@jest/globals";
import { script } from "./testing/shell.js";
import { combined, workOf } from "./work.js";

function work(body: string): [string, string | undefined] {
  const found = script(body);
  const { work, manager } = workOf(found, found.tree.commands[0]!.command);
  return [work, manager];
}

describe("one command", () => {
  test.each([
    ["apt-get update", "package", "apt"],
    ["apk add a", "package", "apk"],
    ["rm -rf /var/lib/apt/lists/*", "package", "apt"],
    ["yum clean all", "package", "dnf"],
    ["apt-get clean", "package", "apt"],

    ["apt-key add a", "source", "apt"],
    ["add-apt-repository ppa:a", "source", "apt"],
    ["dpkg --add-architecture i386", "source", "apt"],
    ["echo a > /etc/apt/sources.list.d/a.list", "source", "apt"],
    ["curl a -o /usr/share/keyrings/a.gpg", "source", "apt"],
    ["sed -i s/a/b/ /etc/apk/repositories", "source", "apk"],
    ["rpm --import a", "source", "dnf"],
    ["yum-config-manager --add-repo a", "source", "dnf"],

    ["mkdir -p /a", "stable", undefined],
    ["rm -rf /a", "follow-up", undefined],
    ["useradd a", "stable", undefined],
    ["set -e", "stable", undefined],
    ["mkdir a > /dev/null", "stable", undefined],

    ["mkdir $A", "changing", undefined],
    ["mkdir `a`", "changing", undefined],
    ["mkdir a > b", "changing", undefined],
    ["echo a", "changing", undefined],
    ["sed -i s/a/b/ c", "changing", undefined],
    ["export A=1", "changing", undefined],
    ["A=1", "changing", undefined],
    ["> a", "changing", undefined],

    ["make", "other", undefined],
    ["curl a", "other", undefined],
    ["dpkg -i a.deb", "other", undefined],
    ["sudo apt-get install a", "other", undefined],
    ["$A a", "other", undefined],
    ["toString", "other", undefined],
  ])("%s: %s", (body, kind, manager) => {
    expect(work(body)).toEqual([kind, manager]);
  });
});

describe("several commands", () => {
  test.each([
    ["apt-get update && apt-get install a", "package", "apt"],
    ["apt-get install a && mkdir b", "package", "apt"],
    ["mkdir a && echo b", "changing", undefined],
    ["mkdir a && chmod 1 a", "stable", undefined],
    ["apt-get install a && make", "other", undefined],
    ["apt-get install a && apk add b", "other", undefined],
    ["echo a > /etc/apt/b && apt-get update", "package", "apt"],
    ["mkdir a || true", "stable", undefined],
    ["(mkdir a; echo b)", "changing", undefined],
    ["{ mkdir a; }", "stable", undefined],
    ["if a; then mkdir b; fi", "other", undefined],
    ["for a in b; do mkdir c; done", "other", undefined],

    ["curl a | apt-key add -", "source", "apt"],
    ["curl a | gpg --dearmor -o /usr/share/keyrings/a.gpg", "source", "apt"],
    ["echo a | debconf-set-selections", "source", "apt"],
    ["echo a | tee b", "changing", undefined],
    ["mkdir a | true", "changing", undefined],
    ["curl a | sh", "other", undefined],
    ["apt-get install a | tee b", "other", undefined],
  ])("%s: %s", (body, kind, manager) => {
    expect(work(body)).toEqual([kind, manager]);
  });

  test("two managers have nothing in common", () => {
    const apt = { work: "package", manager: "apt" } as const;
    expect(combined([apt, { work: "source", manager: "apk" }])).toEqual({ work: "other", manager: undefined });
    expect(combined([apt, { work: "source", manager: "apt" }])).toEqual(apt);
    expect(combined([])).toEqual({ work: "follow-up", manager: undefined });
  });
});
