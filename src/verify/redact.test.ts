import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import type { Host } from "./host.js";
import { redactor } from "./redact.js";

test("takes secrets out of a log", () => {
  const cwd = mkdtempSync(join(tmpdir(), "dockshift-"));
  try {
    writeFileSync(join(cwd, "key"), "first line\nsecond line\n");
    const host = { cwd, env: { FROM_ENV: "env-value", API_TOKEN: "inherited", ID: "by-id" } } as unknown as Host;
    const redact = redactor(
      {
        buildArgs: ["DB_PASSWORD=hunter22", "API_TOKEN", "VERSION=1.2.3", "PASSWORD=abc"],
        secrets: ["id=key,src=key", "type=env,id=x,env=FROM_ENV", "id=ID", "id=none,src=missing"],
        target: undefined,
        platform: undefined,
        extra: [],
      },
      host,
    );
    expect(redact("hunter22 inherited 1.2.3 abc")).toBe("••• ••• 1.2.3 abc");
    expect(redact("second line, env-value, by-id")).toBe("•••, •••, •••");
  } finally {
    rmSync(cwd, { recursive: true });
  }
});
