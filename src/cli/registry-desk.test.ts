import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { shift } from "../index.js";
import type { ShiftOptions } from "../engine/types.js";
import { officialImages } from "../image/catalogue.js";
import { exactTag } from "../image/pin.js";
import { Registry } from "../registry/registry.js";
import { systemHost } from "../registry/host.js";
import { FakeServer } from "../registry/testing/fake-server.js";
import { RegistryDesk } from "./registry-desk.js";

let server: FakeServer;
let home: string;

beforeEach(async () => {
  home = mkdtempSync(path.join(tmpdir(), "dockshift-test-"));
  server = await FakeServer.open();
});

afterEach(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(home, { recursive: true });
});

/** A registry with one repository, `app`: each tag has the digest of its text. */
function serve(tags: Readonly<Record<string, string>>): void {
  server.handler = ({ path: whole }) => {
    const asked = whole.replace("/v2/library/alpine/", "/v2/app/");
    if (asked.startsWith("/v2/app/tags/list")) {
      return {
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ name: "app", tags: Object.keys(tags) }),
      };
    }
    const content = tags[asked.replace("/v2/app/manifests/", "")];
    if (content === undefined) return { status: 404 };
    return {
      headers: {
        "content-type": "application/vnd.oci.image.index.v1+json",
        "docker-content-digest": digestOf(content),
      },
    };
  };
}

function digestOf(content: string): string {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}

async function settled(source: string, options: ShiftOptions = {}, mirrors: readonly string[] = []) {
  const desk = new RegistryDesk(new Registry(systemHost({ env: { HOME: home }, home }), { retries: 0, mirrors }));
  const text = source.replaceAll("APP", `${server.host}/app`);
  const outcome = await desk.settle((registry) => shift(text, { only: ["pin-base-image"], ...options, registry }));
  return { ...outcome, after: outcome.after.replaceAll(`${server.host}/app`, "APP") };
}

const reasons = ({ skipped }: Awaited<ReturnType<typeof settled>>) => skipped.map(({ reason }) => reason);

describe("asks the image's own registry", () => {
  test("for the fullest tag with the same digest", async () => {
    serve({
      latest: "a",
      "1": "a",
      "1.2": "a",
      "1.2.3": "a",
      "1.2.4": "b",
      "1.2.3-slim": "c",
      slim: "c",
      "2.0.0-rc.1": "a",
    });
    const outcome = await settled("FROM APP AS a\nFROM APP:1 AS b\nFROM APP:slim\n");
    expect(outcome.after).toBe("FROM APP:1.2.3 AS a\nFROM APP:1.2.3 AS b\nFROM APP:1.2.3-slim\n");
    expect(outcome.applied[0]!.evidence).toMatchObject([
      { says: expect.stringMatching(/^latest and 1\.2\.3 are sha256:/) },
    ]);
    expect(outcome.questions).toEqual([]);
  });

  test("and leaves alone what has none", async () => {
    serve({ latest: "a", "1.2.3": "b" });
    const outcome = await settled("FROM APP\n");
    expect(outcome.after).toBe("FROM APP\n");
    expect(reasons(outcome)).toEqual([expect.stringContaining("none of the 1 newest fuller tags")]);
  });

  test("and says why it has no answer", async () => {
    server.handler = () => ({ status: 503 });
    expect(reasons(await settled("FROM APP\n"))).toEqual([expect.stringContaining(server.host)]);
  });
});

describe("an official image", () => {
  const exact = exactTag(officialImages().find("alpine", "3")!, "3")!;

  test("is pinned as the catalogue says when its registry agrees", async () => {
    serve({ "3": "a", [exact]: "a" });
    const { after } = await settled("FROM alpine:3\n", {}, [server.host]);
    expect(after).toBe(`FROM alpine:${exact}\n`);
  });

  test("is pinned as its registry says when the catalogue is older", async () => {
    serve({ "3": "b", [exact]: "a", "3.999.0": "b" });
    const { after } = await settled("FROM alpine:3\n", { digests: "pin" }, [server.host]);
    expect(after).toBe(`FROM alpine:3.999.0@${digestOf("b")}\n`);
  });
});

describe("digests", () => {
  test("are added behind the exact tag, chosen or there", async () => {
    serve({ latest: "a", "1.2.3": "a", "4.5.6": "d" });
    const outcome = await settled("FROM APP AS a\nFROM APP:4.5.6\n", { digests: "pin" });
    expect(outcome.after).toBe(`FROM APP:1.2.3@${digestOf("a")} AS a\nFROM APP:4.5.6@${digestOf("d")}\n`);
  });

  test("go into an ARG's default with the tag", async () => {
    serve({ "4.5.6": "d" });
    const outcome = await settled("ARG V=4.5.6\nFROM APP:$V\n", { digests: "pin" });
    expect(outcome.after).toBe(`ARG V=4.5.6@${digestOf("d")}\nFROM APP:$V\n`);
  });

  test("are brought up to date, and only that", async () => {
    serve({ latest: "a", "1.2.3": "new" });
    const source = `FROM APP:1.2.3@${digestOf("old")} AS a\nFROM APP:1.2.3@${digestOf("new")} AS b\nFROM APP\n`;
    const outcome = await settled(source, { digests: "refresh" });
    expect(outcome.after).toBe(source.replace(digestOf("old"), digestOf("new")));
    expect(outcome.applied[0]!.deltas).toEqual(["base-image", "base-version"]);
  });

  test("come to an image without a tag, and not where they would stand in the middle", async () => {
    serve({ latest: "a", "1.2.3-slim": "s" });
    const { after } = await settled("ARG V=1.2.3\nFROM APP AS a\nFROM APP:$V-slim\n", { digests: "pin" });
    expect(after).toBe(`ARG V=1.2.3\nFROM APP:latest@${digestOf("a")} AS a\nFROM APP:$V-slim\n`);
  });

  test("are no pin when the registry does not have the tag", async () => {
    serve({});
    const source = "FROM APP:4.5.6\n";
    const outcome = await settled(source, { digests: "pin" });
    expect([outcome.after, outcome.skipped.length]).toEqual([source, 1]);
  });
});

test("a question is asked once for all files", async () => {
  serve({ latest: "a", "1.2.3": "a" });
  const desk = new RegistryDesk(new Registry(systemHost({ env: { HOME: home }, home })));
  for (let file = 0; file < 3; file++) {
    await desk.settle((registry) => shift(`FROM ${server.host}/app\n`, { registry }));
  }
  expect(server.lines).toHaveLength(3);
});
