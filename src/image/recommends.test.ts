import { expect, test } from "@jest/globals";
import { recommendsLost } from "./recommends.js";

test.each([
  ["nothing that matters", ["unzip"], []],
  ["certificates", ["curl"], [{ package: "ca-certificates", by: "curl" }]],
  ["nothing, since it is named beside it", ["ca-certificates", "curl"], []],
])("apt leaves out %s for %j", (_, packages, lost) => {
  expect(recommendsLost(packages)).toEqual({ lost });
});

test("login mechanisms matter beside a package that speaks LDAP", () => {
  const alone = recommendsLost(["ca-certificates", "libpq-dev"]);
  const beside = recommendsLost(["ca-certificates", "libpq-dev", "ldap-utils"]);
  expect(alone).toEqual({ lost: [] });
  expect(beside).toEqual({
    lost: expect.arrayContaining([{ package: "libsasl2-modules", by: "libpq-dev" }]) as unknown,
  });
});

test.each(["no-such-package", "toString", "__proto__"])("%s is unknown", (name) => {
  expect(recommendsLost(["unzip", name])).toEqual({ unknown: name });
});
