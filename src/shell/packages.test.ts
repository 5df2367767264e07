import { describe, expect, test } from "@jest/globals";
import {
  bringsSources,
  cleanup,
  fetchesLists,
  isPlainPackage,
  namesOneTwice,
  opensSources,
  packageCommand,
} from "./packages.js";
import type { ShellWord } from "./script.js";
import { command } from "./testing/shell.js";

const texts = (words: readonly ShellWord[]): string => words.map(({ text }) => text).join(" ");

/** The word as an operand. */
const word = (text: string): ShellWord => command(`x ${text}`).args[0]!;

describe("calls of package managers", () => {
  test.each([
    ["apt-get update", "apt", "apt-get", "update", "", ""],
    ["apt-get install -y a b=1", "apt", "apt-get", "install", "-y", "a b=1"],
    ["apt-get -qq install a -y b", "apt", "apt-get", "install", "-qq -y", "a b"],
    ["apt-get -o A::B=c install -t d e", "apt", "apt-get", "install", "-o A::B=c -t d", "e"],
    ["apt-get -oA=b install --target-release=c d", "apt", "apt-get", "install", "-oA=b --target-release=c", "d"],
    ["apt-get autoclean", "apt", "apt-get", "clean", "", ""],
    ["apt install a", "apt", "apt", "install", "", "a"],
    ["/usr/bin/apt-get install a", "apt", "apt-get", "install", "", "a"],
    ["A=b apt-get install $c >d", "apt", "apt-get", "install", "", "$c"],
    ["'apt-get' 'install' a", "apt", "apt-get", "install", "", "a"],
    ["apk add --no-cache -t .a b", "apk", "apk", "install", "--no-cache -t .a", "b"],
    ["apk --update add a", "apk", "apk", "install", "--update", "a"],
    ["apk add --virtual=.a b", "apk", "apk", "install", "--virtual=.a", "b"],
    ["apk del a", "apk", "apk", "remove", "", "a"],
    ["yum -y install --enablerepo a b", "dnf", "yum", "install", "-y --enablerepo a", "b"],
    ["dnf makecache", "dnf", "dnf", "update", "", ""],
    ["microdnf clean all", "dnf", "microdnf", "clean", "", "all"],
    ["dnf groupinstall a", "dnf", "dnf", "groupinstall", "", "a"],
    ["zypper -n in -r a b", "zypper", "zypper", "install", "-n -r a", "b"],
    ["zypper ref", "zypper", "zypper", "update", "", ""],
    ["apt-get toString", "apt", "apt-get", "toString", "", ""],
  ])("%s", (body, manager, program, verb, options, operands) => {
    const call = packageCommand(command(body))!;
    expect(call).toMatchObject({ manager, program, verb });
    expect(texts(call.options)).toBe(options);
    expect(texts(call.operands)).toBe(operands);
  });

  test.each([
    "apt-get", "apt-get -y", "apt-get $A", "$A install b", "apt-key add a", "sudo apt-get install a", "echo apt-get install a", "npm install a",
    "/opt/apt-get install a", "A=b", "toString install",
  ])("%s is none", (body) => {
    expect(packageCommand(command(body))).toBeUndefined();
  }); // prettier-ignore

  test.each([
    ["apk add --no-cache a", true],
    ["apk -U add a", true],
    ["apk add --update a", true],
    ["apk add a", false],
    ["apt-get install --no-cache a", false],
  ])("%s fetches its lists: %j", (body, expected) => {
    expect(fetchesLists(packageCommand(command(body))!)).toBe(expected);
  });
});

describe("commands that only remove caches", () => {
  test.each([
    ["apt-get clean", []],
    ["apt-get -y autoclean", []],
    ["rm -rf /var/lib/apt/lists/*", ["apt"]],
    ["rm -r /var/lib/apt/lists", ["apt"]],
    ["rm -fR /var/lib/apt/lists/", ["apt"]],
    ["rm -rfv -- /var/lib/apt/*", ["apt"]],
    ["rm -rf /var/cache/apt/archives/*.deb", []],
    ["rm -rf /var/lib/apt/lists/* /var/cache/apt/*", ["apt"]],
    ["rm -rf /var/cache/apk/*", ["apk"]],
    ["yum clean all", ["dnf"]],
    ["rm -rf /var/cache/yum", ["dnf"]],
    ["zypper cc", ["zypper"]],
  ])("%s, lists gone: %j", (body, lists) => {
    expect(cleanup(command(body))).toEqual({ lists });
  });

  test.each([
    "apk cache clean",
    "rm -rf /var/lib/apt/lists/* /tmp/*", "rm -rf /var/lib/apt", "rm -rf /var/lib/apt/lists/* $A", "rm -f /var/lib/apt/lists/*", "rm -rf",
    "rm -rf '/var/lib/apt/lists/*'", "rm -rf /var/lib/apt/lists/*/a", "rm -rf /var/lib/dpkg/*", "rm -rf /var/cache/*", "rm /var/cache/apk",
    "A=1 rm -rf /var/lib/apt/lists/*", "apt-get clean >a", "apt-get update", "apt-get remove a", "apk cache download", "apk cache", "find /var/lib/apt/lists -delete",
  ])("%s does something else", (body) => {
    expect(cleanup(command(body))).toBeUndefined();
  }); // prettier-ignore
});

describe("packages", () => {
  test.each([
    "a",
    "g++",
    "libc6-dev",
    "a:amd64",
    "a=1:2.3-4~deb12u1",
    "a==1.2",
    "a~=1.2",
    "python3.11",
    "a=1.*",
    "7zip",
  ])("%s is plain", (text) => {
    expect(isPlainPackage(word(text))).toBe(true);
  });

  test.each([
    "./a.deb",
    "/a.deb",
    "a-",
    "a*",
    "$A",
    '"a"',
    "a\\ b",
    "a/stable",
    "https://a/b.rpm",
    "@group",
    "a=$B",
    "^a",
    "$(a)",
    "-y",
  ])("%s is not", (text) => {
    expect(isPlainPackage(word(text))).toBe(false);
  });

  test.each([
    "epel-release",
    "ubuntu-keyring",
    "debian-archive-keyring",
    "extrepo",
    "a-repo",
    "mysql-apt-repository",
    "./a.deb",
    "a.rpm",
    "a:b",
  ])("%s may bring package sources", (text) => {
    expect(bringsSources(word(text))).toBe(true);
  });

  test.each([
    "curl",
    "lsb-release",
    "a-releases",
    "report",
    "archivemount",
    "apt-transport-https",
    "software-properties-common",
  ])("%s brings none", (text) => {
    expect(bringsSources(word(text))).toBe(false);
  });

  test.each([
    ["yum install epel-release", true],
    ["zypper in a b-release", true],
    ["dnf install a", false],
    ["apt-get install a-keyring", false],
    ["apk add a-keyring", false],
  ])("the next install may find more behind %s: %j", (body, expected) => {
    expect(opensSources(packageCommand(command(body))!)).toBe(expected);
  });

  test.each([
    [["a", "b", "a"], false],
    [["a", "a=1"], true],
    [["a=1", "a=2"], true],
    [["a<2", "a~1"], true],
    [["a", "a-b"], false],
    [[], false],
  ])("%j name one twice: %j", (packages, expected) => {
    expect(namesOneTwice(packages, "apt")).toBe(expected);
  });
});
