import { expect, test } from "@jest/globals";
import { ReplaceError } from "./write.js";
import { notWritten } from "./write-outcome.js";

const files = ["/r/a/Dockerfile", "/r/compose.yaml", "/r/Makefile"];
const replacements = files.map((file) => ({ file, before: "old", after: "new" }));
const busy = Object.assign(new Error(), { code: "EBUSY" });

test.each([
  [new ReplaceError(files[0]!, busy), "not written: busy"],
  [new ReplaceError(files[2]!, busy), "not written: Makefile: busy"],
  [
    new ReplaceError(files[1]!, busy, [files[0]!]),
    "written in part: a/Dockerfile, but not compose.yaml, Makefile: compose.yaml: busy",
  ],
])("%#: %s", (error, message) => {
  expect(notWritten(error, replacements, "/r")).toBe(message);
});
