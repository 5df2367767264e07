import { describe, expect, test } from "@jest/globals";
import { Catalogue, officialImages } from "./catalogue.js";

const catalogue = new Catalogue({
  source: "docker-library/official-images",
  commit: "0123456789abcdef",
  date: "2026-01-02",
  arch: ["amd64 arm64v8", "windows-amd64"],
  images: {
    app: [
      "1.2.3 1.2 1 latest @0",
      "1.2.3-slim 1.2-slim 1-slim slim @0",
      "1.2.3-windowsservercore windowsservercore +1.2.3 +latest @1",
      "1.1.0 1.1",
    ],
    tool: ["2-servercore +2 @1", "2-linux +2 @0"],
  },
});

test("tags of an image alone, tags it shares, and its platform", () => {
  expect(catalogue.groups("app").map(({ tags, shared, windows }) => [tags.length, shared, windows])).toEqual([
    [4, [], false],
    [4, [], false],
    [2, ["1.2.3", "latest"], true],
    [2, [], false],
  ]);
});

describe("the Linux image that a tag names", () => {
  test.each([
    ["app", "latest", "1.2.3"],
    ["app", "1-slim", "1.2.3-slim"],
    ["app", "1.1", "1.1.0"],
    ["tool", "2", "2-linux"],
    ["app", "windowsservercore", undefined],
    ["app", "3", undefined],
    ["app", "", undefined],
    ["app", "+latest", undefined],
    ["app", "@0", undefined],
    ["other", "latest", undefined],
    ["toString", "latest", undefined],
  ])("%s:%s is %s", (image, tag, first) => {
    expect(catalogue.find(image, tag)?.tags[0]).toBe(first);
  });
});

test("how many numbers most versions of an image have", () => {
  const release = new Catalogue({
    source: "",
    commit: "",
    date: "",
    arch: [],
    images: { os: ["22.04 a", "24.04 b", "24"] },
  });
  expect(catalogue.usualPrecision("app")).toBe(3);
  expect(release.usualPrecision("os")).toBe(2);
  expect(release.usualPrecision("other")).toBe(3);
});

test("knows its images, its source and its day", () => {
  expect(catalogue.has("app")).toBe(true);
  expect(catalogue.has("toString")).toBe(false);
  expect(catalogue.groups("toString")).toEqual([]);
  expect(catalogue.source).toBe("docker-library/official-images 0123456 of 2026-01-02");
  expect(catalogue.date).toBe("2026-01-02");
});

describe("the catalogue that ships with the package", () => {
  const images = officialImages();

  test("is read once", () => {
    expect(officialImages()).toBe(images);
    expect(images.source).toMatch(/^docker-library\/official-images [0-9a-f]{7} of \d{4}-\d\d-\d\d$/);
  });

  test.each(["node", "python", "golang", "debian", "nginx"])("holds %s, whose latest is a Linux image", (image) => {
    expect(images.find(image, "latest")?.windows).toBe(false);
  });

  test("a tag names one image of a platform", () => {
    for (const image of ["node", "python", "golang", "debian", "ubuntu", "alpine", "nginx", "postgres", "redis"]) {
      const tags = images.groups(image).flatMap(({ tags }) => tags);
      expect(new Set(tags).size).toBe(tags.length);
    }
  });
});
