import { expect, test } from "@jest/globals";
import { isPlanned } from "./planned.js";

test.each([
  ["user", "1001", "1001"],
  ["user", "$USER", "app"],
  ["env A", "none", ""],
  ["env A", "", '""'],
  ["env PATH", "/app:$PATH", "/app:/bin"],
  ["workdir", "/app/", "/app"],
  ["workdir", "src", "/app/src"],
  ["cmd", '["a","b c"]', '["a","b c"]'],
  ["cmd", "/bin/sh -c a | b", '["/bin/sh","-c","a | b"]'],
  ["entrypoint", "[]", ""],
  ["stopsignal", "SIGINT", "SIGINT"],
  ["platform", "linux/arm", "linux/arm/v7"],
  ["onbuild", "\nRUN a <<E\nx\nE\nENV B=1", '["RUN a <<E\\nx\\nE","ENV B=1"]'],
  ["health check", "NONE", '{"Test":["NONE"]}'],
  ["health check", '--interval=1m30s --retries=2 ["a"]', '{"Test":["CMD","a"],"Interval":90000000000,"Retries":2}'],
  ["health check", "CMD-SHELL a", '{"Test":["CMD-SHELL","a"],"Timeout":0}'],
])("%s is %s as planned in %s", (what, planned, real) => {
  expect(isPlanned(what, planned, real)).toBe(true);
});

test.each([
  ["user", "1001", "0"],
  ["user", "none", "0"],
  ["user", "$USER", ""],
  ["env A", "1", '""'],
  ["workdir", "/app", "/app/src"],
  ["workdir", "src", "/app"],
  ["cmd", "/bin/sh -c a", '["/bin/bash","-c","a"]'],
  ["cmd", "[]", '["a"]'],
  ["platform", "linux/arm", "linux/arm64"],
  ["onbuild", "\nRUN a", '["RUN b"]'],
  ["port 80", "exposed", ""],
  ["health check", '--interval=5s ["a"]', '{"Test":["CMD","a"],"Interval":6000000000}'],
])("%s is not %s as planned in %s", (what, planned, real) => {
  expect(isPlanned(what, planned, real)).toBe(false);
});
