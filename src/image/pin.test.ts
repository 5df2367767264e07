import { describe, expect, test } from "@jest/globals";
import { exactTag, isDated, precision, SUITE, versionOf } from "./pin.js";

test.each([
  ["20.11.0", "20.11.0", 3],
  ["20.11.0-alpine3.19", "20.11.0", 3],
  ["20-alpine", "20", 1],
  ["v3.6.1", "v3.6.1", 3],
  ["8u472-b08-jdk", "8u472-b08", 3],
  ["3.15.0rc1-slim", "3.15.0rc1", 4],
  ["19beta3", "19beta3", 2],
  ["1.0-rc2", "1.0-rc2", 3],
  ["3.15-rc", "3.15", 2],
  ["2_1-x", "2_1", 2],
  ["22.04", "22.04", 2],
  ["latest", "", 0],
  ["alpine3.19", "", 0],
  ["bookworm-20260803", "", 0],
  ["3.13t", "", 0],
  ["1x", "", 0],
  ["", "", 0],
])("the version of %j is %j, %i numbers", (tag, version, numbers) => {
  expect(versionOf(tag)).toBe(version);
  expect(precision(version)).toBe(numbers);
});

test.each([
  ["bookworm-20260803", true],
  ["bookworm-20260803-slim", true],
  ["20260805", true],
  ["resolute-20260811.1", true],
  ["1.20260101", false],
  ["19990101", false],
  ["202608051", false],
  ["bookworm", false],
])("%s names one day's image: %j", (tag, expected) => {
  expect(isDated(tag)).toBe(expected);
});

test.each([
  ["bookworm", true],
  ["20-trixie-slim", true],
  ["noble", true],
  ["slim", false],
  ["noblesse", false],
])("%s names a release of Debian or Ubuntu: %j", (tag, expected) => {
  expect(SUITE.test(tag)).toBe(expected);
});

describe("the most exact tag of the same image", () => {
  test.each([
    ["26-alpine 26-alpine3.24 26.7-alpine 26.7.0-alpine 26.7.0-alpine3.24 alpine", "26-alpine", "26.7.0-alpine3.24"],
    ["26 26.7.0 26.7.0-trixie latest trixie", "latest", "26.7.0-trixie"],
    ["26 26.7.0 26.7.0-trixie latest trixie", "26", "26.7.0-trixie"],
    ["1.38.0 1.38 1 unstable latest", "latest", "1.38.0"],
    ["bookworm bookworm-20260803 12.15 12", "bookworm", "12.15"],
    ["22.04 jammy-20260810 jammy", "jammy", "22.04"],
    ["sid sid-20260803 unstable", "sid", "sid-20260803"],
    ["8u502-b07-jdk 8-jdk 8", "8", "8u502-b07-jdk"],
    ["1.5.0 v1.5.0", "v1", "v1.5.0"],
    ["1.5.0 v1.5.0", "1", "1.5.0"],
    ["latest bookworm stable", "latest", "bookworm"],
    ["latest stable", "latest", undefined],
    ["", "latest", undefined],
  ])("of %j for %s: %s", (tags, like, expected) => {
    const group = { tags: tags === "" ? [] : tags.split(" "), shared: ["9.9.9-shared"], windows: false };
    expect(exactTag(group, like)).toBe(expected);
  });

  test("only among those that fit", () => {
    const group = { tags: ["26", "26.7.0", "26.7.0-trixie"], shared: [], windows: false };
    expect(exactTag(group, "26", (tag) => !tag.includes("-"))).toBe("26.7.0");
    expect(exactTag(group, "26", () => false)).toBeUndefined();
  });
});
