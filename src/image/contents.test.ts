import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { officialImages } from "./catalogue.js";
import { allEntries, type Contents, contentsOf } from "./contents.js";
import { baseFacts } from "./family.js";

const KEYS = [
  "family", "packageManager", "shell", "tools", "runtime", "user", "unprivileged", "entrypoint", "runsAs", "twin", "ports", "volumes",
  "workdir", "writes", "command", "healthCheck",
]; // prettier-ignore
const MANAGER_OF: Readonly<Record<string, readonly (string | null)[]>> = {
  debian: ["apt", null],
  ubuntu: ["apt", null],
  alpine: ["apk", null],
  wolfi: ["apk", null],
  rhel: ["dnf", "yum", "microdnf", null],
  amazon: ["dnf", "yum", "microdnf", null],
  suse: ["zypper", null],
  arch: ["pacman"],
  photon: ["tdnf"],
  mariner: ["tdnf", "dnf", null],
  distroless: [null],
  busybox: [null],
  scratch: [null],
  windows: [null],
};

function contents(reference: string): Contents | undefined {
  return contentsOf(reference)?.contents;
}

test("each entry is well-formed and names its source", () => {
  const wrong = allEntries().filter(({ image, tags, facts = {}, sameAs, source }) => {
    expect(() => new RegExp(tags ?? "")).not.toThrow();
    const known = Object.keys(facts).every((key) => KEYS.includes(key));
    const isOneThing = (sameAs === undefined) === Object.keys(facts).length > 0;
    return !known || !isOneThing || !/\w/.test(source) || !/^[a-z0-9][a-z0-9._/-]*(?:\/\*)?$/.test(image);
  });
  expect(wrong).toEqual([]);
});

test("each entry stands on a line of its own, where it is found", () => {
  const lines = readFileSync(new URL("data/contents.json", import.meta.url), "utf8")
    .trim()
    .split("\n");
  expect(lines).toHaveLength(allEntries().length + 2);
  const lost = allEntries().filter(
    ({ image, tags, source }) =>
      tags === undefined && !image.endsWith("*") && !contentsOf(image)!.sources.includes(source),
  );
  expect(lost).toEqual([]);
});

test("every official image is described", () => {
  const unknown = officialImages().names.filter((image) => contentsOf(image) === undefined);
  expect(unknown).toEqual([]);
});

describe("every tag of the official images", () => {
  const tags = officialImages().names.flatMap((image) =>
    officialImages()
      .groups(image)
      .flatMap((group) => group.tags.map((tag) => ({ image, tag, ...group }))),
  );

  test("has contents that fit each other", () => {
    const wrong = tags.filter(({ image, tag }) => {
      const { family = "", packageManager, entrypoint, runsAs, shell } = contents(`${image}:${tag}`)!;
      const managers = MANAGER_OF[family];
      const isManaged = packageManager === undefined || managers === undefined || managers.includes(packageManager);
      return (
        !isManaged || (runsAs !== undefined && entrypoint !== "drops-privileges") || (family === "windows" && shell)
      );
    });
    expect(wrong.map(({ image, tag }) => `${image}:${tag}`)).toEqual([]);
  });

  test("has the family that its name says", () => {
    const wrong = tags.filter(({ image, tag }) => {
      const { family } = baseFacts(`${image}:${tag}`);
      const own = contents(`${image}:${tag}`)!.family;
      const same = family === own || (family === "rhel" && own === "amazon");
      return family !== undefined && own !== undefined && !same;
    });
    expect(wrong.map(({ image, tag }) => `${image}:${tag}`)).toEqual([]);
  });
});

test.each<[reference: string, facts: Partial<Contents>, has: string[], lacks: string[]]>([
  [
    "node:24",
    { family: "debian", unprivileged: { name: "node", uid: 1000, gid: 1000, home: "/home/node" } },
    ["curl", "git"],
    ["nc"],
  ],
  ["node:24-slim", { family: "debian", packageManager: "apt" }, ["node", "bash"], ["curl", "wget", "git"]],
  [
    "docker.io/library/node:24-alpine",
    { family: "alpine", packageManager: "apk" },
    ["wget", "adduser"],
    ["curl", "useradd", "bash"],
  ],
  ["arm64v8/node:24-alpine", { family: "alpine" }, ["wget"], ["curl"]],
  [
    "postgres:17",
    { entrypoint: "drops-privileges", runsAs: "postgres", volumes: ["/var/lib/postgresql/data"] },
    ["gosu"],
    [],
  ],
  ["nginx", { entrypoint: "needs-root", twin: "nginxinc/nginx-unprivileged", ports: [80] }, [], []],
  ["gcr.io/distroless/static-debian12:nonroot", { family: "distroless", shell: null }, [], ["bash"]],
  ["mcr.microsoft.com/dotnet/aspnet:8.0", { family: "debian" }, [], ["curl"]],
])("%s", (reference, facts, has, lacks) => {
  const found = contents(reference)!;
  expect(found).toMatchObject(facts);
  expect(has.filter((tool) => !found.tools.has(tool))).toEqual([]);
  expect(lacks.filter((tool) => found.tools.has(tool))).toEqual([]);
});

test("nothing is said about an unknown image, and what nobody looked up is marked", () => {
  expect(contentsOf("ghcr.io/example/app:1")).toBeUndefined();
  expect(contentsOf("Not An Image")).toBeUndefined();
  expect(contentsOf("node:24-slim")).toMatchObject({ isChecked: true });
  expect(contentsOf("public.ecr.aws/docker/library/node:24")).toMatchObject({ isChecked: false });
});
