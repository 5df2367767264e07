import { expect, test } from "@jest/globals";
import { isPlaceholder } from "./placeholder.js";

test.each(["root", "changeme2019", "secret", "password", "your-token-here", "<token>", "{}", "none", "hivepassword", "FAKE_TO_WARN_OF_NOTHING"])(
  "`%s` is none that was real",
  (value) => {
    expect(isPlaceholder(value)).toBe(true);
  },
); // prettier-ignore

test.each([
  "XXXXXXXXXXXXXXXX",
  "npm_abcdefghijklmnopqrstuvwxyz0123456789",
  "Tr0ub4dor-3",
  "42970487e3af4f5aa5bca3f542482c60",
])("`%s` was real", (value) => {
  expect(isPlaceholder(value)).toBe(false);
});
