import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { outcomeOf } from "../engine/outcome.js";
import type { ShiftOptions } from "../engine/types.js";
import type { Core } from "./core.js";
import { fakeCore } from "./testing/fake-core.js";
import { scene } from "./testing/scene.js";

const SECRET = "k9hunter2hunter2";
const dockerfile = (value: string): string => `FROM node:latest\nENV DB_PASSWORD=${value}\nRUN cd /x\n`;

/** Says the whole ENV in every place where something can be said. */
function telling(value: string): Core {
  const told = `\`ENV DB_PASSWORD=${value}\` is in the image`;
  const evidence = [{ source: "Dockerfile:2", says: told }];
  const at = { transform: "pin-base-image", line: 2, column: 1, message: told, evidence };
  const shift = (source: string, options: ShiftOptions = {}) => {
    if (source.includes("FORM")) return fakeCore.shift(source, options);
    return outcomeOf("Dockerfile", source, {
      after: source.replace("node:latest", "node:26"),
      applied: [{ ...at, level: "harden", todo: `Change it: ${told}` }],
      skipped: [{ ...at, reason: told, needs: `DB_PASSWORD=${value}`, by: "transform" }],
      advice: [at],
      plan: [
        { stage: "0", what: "env DB_PASSWORD", before: value, after: "none" },
        { stage: "0", what: "env DB_PASSWORD", before: "none", after: value, shown: `none → ${value}, a secret` },
        { stage: "0", what: "cmd", before: "none", after: `app --token=${value}` },
      ],
      files: [{ path: "compose.yaml", before: `DB_PASSWORD: ${value}\na\n`, after: `DB_PASSWORD: ${value}\nb\n` }],
      todos: [{ path: "deploy.sh", line: 1, message: told }],
    });
  };
  return { ...fakeCore, shift };
}

const filesOf = (value: string) => ({
  Dockerfile: dockerfile(value),
  "compose.yaml": `DB_PASSWORD: ${value}\na\n`,
  "bad/Dockerfile": `FORM node DB_PASSWORD=${value}\n`,
});

describe("is not printed", () => {
  const value = fc
    .string({ unit: fc.constantFrom(...Array.from("abcdefgh012345ABCDEF!%^*+/=_.,:~-")), minLength: 6, maxLength: 30 })
    .map((text) => `k9${text}`);

  test.each([[[]], [["--format", "summary"]], [["--format", "json"]], [["--write"]]])("with %j", async (argv) => {
    await fc.assert(
      fc.asyncProperty(value, fc.boolean(), async (secret, terminal) => {
        using place = scene(filesOf(secret));
        const { stdout, stderr } = await place.run(argv, { core: telling(secret), terminal });
        expect(stdout + stderr).toContain("***");
        expect(stdout + stderr).not.toContain(secret);
        expect(stdout + stderr).not.toContain(JSON.stringify(secret).slice(1, -1));
      }),
      { numRuns: 40 },
    );
  });

  test("when dockshift itself fails", async () => {
    using place = scene({ Dockerfile: "FROM a\n" });
    const shift = (): never => {
      throw new Error(`DB_PASSWORD=${SECRET}`);
    };
    const { stderr } = await place.run([], { core: { ...fakeCore, shift } });
    expect(stderr).toContain("DB_PASSWORD=***");
  });
});

test("a masked diff says that it does not apply", async () => {
  using place = scene(filesOf(SECRET));
  const { stdout, stderr } = await place.run(["Dockerfile"], { core: telling(SECRET) });
  expect(stdout).toContain("\n ENV DB_PASSWORD=***\n");
  expect(stdout).toContain("\n DB_PASSWORD: ***\n");
  expect(stderr).toMatch(
    /\n2 lines of the diff are masked for a secret, so that it does not apply: use --show-secrets, or write it to a file\n$/,
  );
});

test("a caret does not point into a masked line", async () => {
  using place = scene({ Dockerfile: `FORM node DB_PASSWORD=${SECRET}\n` });
  expect((await place.run([])).stderr).toMatch(/\n {2}FORM node DB_PASSWORD=\*\*\*\n\n/);
});

describe("is printed", () => {
  test("with --show-secrets", async () => {
    using place = scene(filesOf(SECRET));
    for (const argv of [[], ["--format", "json"], ["--format", "summary"]]) {
      const { stdout, stderr } = await place.run([...argv, "--show-secrets"], { core: telling(SECRET) });
      expect(stdout).toContain(`DB_PASSWORD=${SECRET}`);
      expect(stdout + stderr).not.toContain("***");
      expect(stderr).not.toContain("masked");
    }
  });

  test("in a diff that goes to a file, but not in what goes with it", async () => {
    using place = scene(filesOf(SECRET));
    const { stdout, stderr } = await place.run(["Dockerfile"], { core: telling(SECRET), file: true });
    expect(stdout).toContain(`\n ENV DB_PASSWORD=${SECRET}\n`);
    expect(stderr).not.toContain(SECRET);
    expect(stderr).not.toContain("masked");
    const json = await place.run(["Dockerfile", "--format", "json"], { core: telling(SECRET), file: true });
    expect(json.stdout).not.toContain(SECRET);
  });

  test("by --stdin-filepath --write, whose text editors write back", async () => {
    using place = scene(filesOf(SECRET));
    const argv = ["--stdin-filepath", "Dockerfile", "--write"];
    const { stdout, stderr } = await place.run(argv, { core: telling(SECRET), stdin: dockerfile(SECRET) });
    expect(stdout).toBe(dockerfile(SECRET).replace("latest", "26"));
    expect(stderr).not.toContain(SECRET);
  });
});

test("--write writes it", async () => {
  using place = scene(filesOf(SECRET));
  await place.run(["--write"], { core: telling(SECRET) });
  expect(readFileSync(place.path("Dockerfile"), "utf8")).toBe(dockerfile(SECRET).replace("latest", "26"));
  expect(readFileSync(place.path("compose.yaml"), "utf8")).toBe(`DB_PASSWORD: ${SECRET}\nb\n`);
});

test("JSON says which texts are masked", async () => {
  using place = scene({ ...filesOf(SECRET), "b/Dockerfile": "FROM node:latest\n" });
  const { stdout } = await place.run(["--format", "json", "Dockerfile"], { core: telling(SECRET) });
  expect(JSON.parse(stdout)).toMatchObject({ files: [{ masked: true, others: [{ masked: true }] }] });
  const plain = await place.run(["--format", "json", "b"]);
  expect(plain.stdout).not.toContain("masked");
});

test("--secret-style is passed on", async () => {
  using place = scene(filesOf(SECRET));
  const styles: unknown[] = [];
  const shift: Core["shift"] = (source, options = {}) => {
    styles.push(options.secretStyle);
    return fakeCore.shift(source, options);
  };
  await place.run(["Dockerfile"], { core: { ...fakeCore, shift } });
  await place.run(["Dockerfile", "--secret-style=env"], { core: { ...fakeCore, shift } });
  expect(styles).toEqual(["file", "env"]);
});
