import { describe, expect, test } from "@jest/globals";
import { DEFAULT_SHELL, dialectOf } from "./dialect.js";

describe("POSIX shells", () => {
  const sh = { bash: false, errexit: false, pipefail: false };

  test.each([
    [DEFAULT_SHELL, sh],
    [["sh", "-c"], sh],
    [["/bin/ash", "-c"], sh],
    [["/bin/dash", "-ec"], { ...sh, errexit: true }],
    [["/bin/bash", "-c"], { ...sh, bash: true }],
    [["/usr/local/bin/bash", "-lc"], { ...sh, bash: true }],
    [["bash", "--login", "-c"], { ...sh, bash: true }],
    [["/bin/bash", "-o", "pipefail", "-c"], { ...sh, bash: true, pipefail: true }],
    [["/bin/bash", "-euxo", "pipefail", "-c"], { bash: true, errexit: true, pipefail: true }],
    [["/bin/bash", "-o", "errexit", "-o", "pipefail", "-c"], { bash: true, errexit: true, pipefail: true }],
    [["/bin/mksh", "-c"], { ...sh, bash: true }],
    [["/bin/sh", "-x", "-e", "-c"], { ...sh, errexit: true }],
    [["/bin/bash", "--noediting", "-o", "posix", "-c"], { ...sh, bash: true }],
  ])("%j", (shell, dialect) => {
    expect(dialectOf(shell)).toEqual(dialect);
  });
});

test.each([
  [["powershell", "-Command"], "the stage's SHELL is powershell, not a POSIX shell"],
  [["cmd", "/S", "/C"], "the stage's SHELL is cmd, not a POSIX shell"],
  [["C:\\bin\\bash.exe", "-c"], "the stage's SHELL is C:\\bin\\bash.exe, not a POSIX shell"],
  [["/usr/bin/env", "bash", "-c"], "the stage's SHELL is env, not a POSIX shell"],
  [["/usr/bin/fish", "-c"], "the stage's SHELL is fish, not a POSIX shell"],
  [[], "the stage's SHELL is empty, not a POSIX shell"],
  [["/bin/bash"], "the stage's SHELL does not end in -c: /bin/bash"],
  [["/bin/bash", "-c", "-l"], "the stage's SHELL does not end in -c: /bin/bash -c -l"],
  [["/bin/sh", "-c", "exec bash"], "the stage's SHELL does not end in -c: /bin/sh -c exec bash"],
])("%j is not understood", (shell, reason) => {
  expect(dialectOf(shell)).toEqual({ reason });
});

test.each(["zsh", "ksh"])("%s is not understood: the last command of a pipe changes its own shell", (name) => {
  expect(dialectOf([`/bin/${name}`, "-c"])).toHaveProperty("reason");
});
