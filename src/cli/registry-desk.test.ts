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
    expect(reasons(outcome)).toEqual([expect.stringContaining("none of the 1 likeliest fuller tags")]);
  });

  test("for no more than eight, of an older line as well as of the newest", async () => {
    const newer = Object.fromEntries(Array.from({ length: 9 }, (_, patch) => [`2.1.${patch}`, "b"]));
    serve({ latest: "a", "2.1": "b", "2.0": "a", "2": "b", ...newer, "2.0.7": "c", "2.0.6": "a", "1.9.9": "d" });
    expect((await settled("FROM APP\n")).after).toBe("FROM APP:2.0.6\n");
    expect(server.lines).toHaveLength(8 + 2);
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

  test("stand with the tag in a variable's own default, or in that of an image", async () => {
    serve({ "4.5.6": "d" });
    const { after } = await settled("ARG I=APP:4.5.6\nFROM APP:${V:-4.5.6} AS a\nFROM $I\n", { digests: "pin" });
    expect(after).toBe(`ARG I=APP:4.5.6@${digestOf("d")}\nFROM APP:\${V:-4.5.6@${digestOf("d")}} AS a\nFROM $I\n`);
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
    const outcome = await settled("ARG V=1.2.3\nFROM APP AS a\nFROM APP:$V-slim\n", { digests: "pin" });
    expect(outcome.after).toBe(`ARG V=1.2.3\nFROM APP:latest@${digestOf("a")} AS a\nFROM APP:$V-slim\n`);
    expect(reasons(outcome)).toContain("a digest behind `V` would not follow it");
  });

  test("are no pin when the registry does not have the tag", async () => {
    serve({});
    const source = "FROM APP:4.5.6\n";
    const outcome = await settled(source, { digests: "pin" });
    expect([outcome.after, outcome.skipped.length]).toEqual([source, 1]);
  });
});

describe("digests that are out of date", () => {
  const [old, now] = [digestOf("old"), digestOf("new")];

  /** Bases and copies of a repository whose `1.2.3` is `new`, and what becomes of them. */
  async function renewed(source: string) {
    serve({ "1.2.3": "new", "1.2": "new", "1": "other" });
    const outcome = await settled(source.replaceAll("OLD", old).replaceAll("NEW", now), { digests: "refresh" });
    return { after: outcome.after.replaceAll(old, "OLD").replaceAll(now, "NEW"), reasons: reasons(outcome) };
  }

  test.each([
    ["of what is copied", "FROM scratch\nCOPY --from=APP:1.2.3@OLD /a /b\n"],
    ["of what is mounted", "FROM scratch\nRUN --mount=type=bind,from=APP:1.2.3@OLD,target=/m true\n"],
    ["of a base and what is copied", "FROM APP:1.2.3@OLD\nCOPY --from=APP:1.2@OLD --chown=1 /a /b\n"],
    ["in the default of a tag", "ARG V=1.2.3@OLD\nFROM APP:$V\n"],
    ["in a quoted default", 'ARG V="1.2.3@OLD"\nFROM APP:${V}\n'],
    ["in the default of an image", "ARG IMAGE=APP:1.2.3@OLD\nFROM $IMAGE AS a\nFROM ${IMAGE}\n"],
    ["in a default of its own", "ARG V=1.2.3\nARG DIGEST=OLD\nFROM APP:${V}@${DIGEST}\n"],
    ["behind a literal tag", "ARG DIGEST=OLD\nFROM APP:1.2.3@$DIGEST\n"],
    ["behind a variable", "ARG V=1.2\nFROM APP:$V.3@OLD\n"],
    ["behind the variable of an image", "ARG IMAGE=APP:1.2.3\nFROM ${IMAGE}@OLD\n"],
    ["in a variable's own default", "FROM APP:${V:-1.2.3@OLD}\n"],
    ["in a variable's own default, without the colon", "ARG V\nFROM APP:${V-1.2.3@OLD}\n"],
    ["in the ARG that goes before it", "ARG V=1.2.3@OLD\nFROM APP:${V:-1.2.3@OLD}\n", "ARG V=1.2.3@NEW\nFROM APP:${V:-1.2.3@OLD}\n"],
    ["with one that is not", "ARG V=1.2.3@NEW\nFROM APP:$V AS a\nFROM APP:1.2.3@OLD\n"],
  ])("%s", async (_, source, expected = source.replaceAll("OLD", "NEW")) => {
    expect(await renewed(source)).toEqual({ after: expected, reasons: [] });
  }); // prettier-ignore

  test("by their hexadecimal part alone", async () => {
    const [hex, fresh] = [old, now].map((digest) => digest.slice("sha256:".length));
    const { after } = await renewed(`ARG HEX=${hex}\nFROM APP:1.2.3@sha256:$HEX\n`);
    expect(after).toBe(`ARG HEX=${fresh}\nFROM APP:1.2.3@sha256:$HEX\n`);
  });

  test.each([
    ["an ARG that a stage uses, too", "ARG D=OLD\nFROM APP:1.2.3@$D\nARG D\n", "`D` is also used inside a stage"],
    ["an ARG of another ARG", "ARG D=OLD\nARG V=1.2.3@$D\nFROM APP:$V\n", "does not stand in plain text"],
    ["an ARG for two tags", "ARG D=OLD\nFROM APP:1.2.3@$D AS a\nFROM APP:1@$D\n", "that use `D` have different digests"],
    ["an ARG that is right elsewhere", "ARG D=NEW\nFROM APP:1.2.3@$D AS a\nFROM APP:1@$D\n", "`D` is also used in another FROM"],
    ["an ARG that is given twice", "ARG D=OLD\nARG D=OLD\nFROM APP:1.2.3@$D\n", "does not stand in plain text"],
    ["a variable that is changed", "ARG V=1.2.3@OLD\nFROM APP:${V#x}\n", "does not stand in plain text"],
    ["a default in a default", "FROM APP:${V:-${W:-1.2.3@OLD}}\n", "does not stand in plain text"],
    ["quotes", 'FROM "APP:1.2.3@OLD"\n', "is quoted or written over several lines"],
    ["no tag", "FROM APP@OLD\n", "has no tag that says which digest is meant"],
    ["a tag that is gone", "FROM scratch\nCOPY --from=APP:9@OLD /a /b\n", "has no app:9"],
  ])("%s: left alone", async (_, source, reason) => {
    expect(await renewed(source)).toEqual({ after: source, reasons: [expect.stringContaining(reason)] });
  }); // prettier-ignore

  test("only where no comment forbids it", async () => {
    const copy = "COPY --from=APP:1.2.3@OLD /a /b\n";
    const { after } = await renewed(`FROM scratch\n# dockshift-ignore pin-base-image: kept\n${copy}${copy}`);
    expect(after).toContain(`kept\n${copy}${copy.replace("OLD", "NEW")}`);
  });

  test("nothing is asked about what has no digest", async () => {
    await renewed("FROM APP\nCOPY --from=APP:1 /a /b\n");
    expect(server.lines).toEqual([]);
  });
});

describe("the frontend in `# syntax=`", () => {
  const tags = { "1": "a", "1.7": "a", "1.7.1": "a", "1.7.0": "b" };

  test.each<[what: string, before: string, after: string, digests?: ShiftOptions["digests"]]>([
    ["gets the fullest tag of the same image", "# syntax=APP:1", "# syntax=APP:1.7.1"],
    ["keeps the other directives", "#  Syntax = APP:1 \r\n# escape=`\r", "#  Syntax = APP:1.7.1 \r\n# escape=`\r"],
    ["gets a digest", "# syntax=APP:1", `# syntax=APP:1.7.1@${digestOf("a")}`, "pin"],
    ["gets a digest behind an exact tag", "# syntax=APP:1.7.0", `# syntax=APP:1.7.0@${digestOf("b")}`, "pin"],
    ["has its digest brought up to date", `# syntax=APP:1@${digestOf("o")}`, `# syntax=APP:1@${digestOf("a")}`, "refresh"],
    ["stays as exact as it is", "# syntax=APP:1.7.1", "# syntax=APP:1.7.1"],
    ["stays when it is more than an image", "# syntax=APP:1 x", "# syntax=APP:1 x"],
    ["stays in a comment that is no directive", "# note\n# syntax=APP:1", "# note\n# syntax=APP:1"],
  ])("%s", async (_, before, after, ...[digests]) => {
    serve(tags);
    const outcome = await settled(`${before}\nFROM scratch\n`, digests === undefined ? {} : { digests });
    expect([outcome.after, reasons(outcome)]).toEqual([`${after}\nFROM scratch\n`, []]);
  }); // prettier-ignore

  test("is nothing to speak of when nobody is asked", () => {
    const source = "# syntax=docker/dockerfile:1\nFROM scratch\n";
    expect(shift(source, { only: ["pin-base-image"] })).toMatchObject({ after: source, skipped: [], advice: [] });
  });

  test("is left alone where the whole file is", async () => {
    serve(tags);
    const source = "# syntax=APP:1\n# dockshift-ignore-file pin-base-image\nFROM scratch\n";
    expect((await settled(source)).after).toBe(source);
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
