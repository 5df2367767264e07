import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { askCredentialHelper } from "./credential-helper.js";
import { FakeHost } from "./testing/fake-host.js";

test("one that waits is stopped, also when what it started goes on", async () => {
  using host = new FakeHost();
  const program = join(host.home, "docker-credential-slow");
  writeFileSync(program, "#!/bin/sh\nsleep 5\n");
  chmodSync(program, 0o755);
  const env = { PATH: `${host.home}:/usr/bin:/bin` };
  await expect(askCredentialHelper("slow", "reg.io", { env }, 50)).rejects.toThrow(
    "docker-credential-slow does not answer within 0.05 s",
  );
});
