import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import type { Host } from "./host.js";
import { redactor, withoutSecrets } from "./redact.js";

test("takes secrets out of a log", () => {
  const cwd = mkdtempSync(join(tmpdir(), "dockshift-"));
  try {
    writeFileSync(join(cwd, "key"), "first line\nsecond line\n");
    writeFileSync(join(cwd, "env"), 'URL=https://u:long-word@h\n  "name": "json-value",\nuser: short\n');
    const host = { cwd, env: { FROM_ENV: "env-value", API_TOKEN: "inherited", ID: "by-id" } } as unknown as Host;
    const redact = redactor(
      {
        buildArgs: ["DB_PASSWORD=hunter22", "API_TOKEN", "VERSION=1.2.3", "PASSWORD=abc"],
        secrets: ["id=key,src=key", "type=env,id=x,env=FROM_ENV", "id=ID", "id=none,src=missing"],
        target: undefined,
        platform: undefined,
        extra: [
          "--build-arg",
          "MY_SECRET=behind1",
          "--build-arg=A_TOKEN=behind2",
          "--secret=id=x,src=env",
          "--no-cache",
        ],
      },
      host,
    );
    expect(redact("hunter22 inherited 1.2.3 abc")).toBe("••• ••• 1.2.3 abc");
    expect(redact("behind1 behind2 --no-cache")).toBe("••• ••• --no-cache");
    expect(redact("json-value short https://u:long-word@h long-word@h")).toBe("••• short ••• •••");
    expect(redact("second line, env-value, by-id")).toBe("•••, •••, •••");
  } finally {
    rmSync(cwd, { recursive: true });
  }
});

test("takes secrets out of differences", () => {
  const redact = (text: string) => text.replaceAll("hunter22", "•••");
  const entry = { kind: "config", change: "value", before: "", after: "x hunter22" } as const;
  expect(withoutSecrets({ ...entry, what: "env URL" }, redact)).toMatchObject({ before: "", after: "x •••" });
  expect(withoutSecrets({ ...entry, what: "env DB_PASSWORD" }, redact)).toMatchObject({ before: "", after: "•••" });
  const file = { ...entry, kind: "file", what: "/hunter22", change: "target" } as const;
  expect(withoutSecrets(file, redact)).toMatchObject({ what: "/•••", after: "x •••" });
});
