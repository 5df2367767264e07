import { describe, expect, test } from "@jest/globals";
import { shiftCompose } from "../../index.js";
import { officialImages } from "../../image/catalogue.js";
import { exactTag, versionOf } from "../../image/pin.js";
import type { Context } from "../../project/context.js";
import type { ShiftOptions } from "../types.js";

/** What a tag is pinned to. */
function exact(image: string, tag = "latest"): string {
  return `${image}:${exactTag(officialImages().find(image, tag)!, tag)!}`;
}

const NGINX = exact("nginx");
const PYTHON = exact("python");
const REDIS = officialImages()
  .find("redis", "latest")!
  .tags.map(versionOf)
  .find((version) => /^\d+$/.test(version))!;

function contextOf(files: Readonly<Record<string, string>>): Context {
  return { read: (path) => files[path], list: () => Object.keys(files).sort() };
}

function services(...lines: readonly string[]): string {
  return ["services:", ...lines.map((line) => `  ${line}`), ""].join("\n");
}

const reasons = (source: string, options?: ShiftOptions): readonly string[] =>
  shiftCompose(source, options).skipped.map(({ reason }) => reason);

describe("pins images", () => {
  test.each<[what: string, before: string, after: string]>([
    ["plain", services("web:", "  image: nginx # why"), services("web:", `  image: ${NGINX} # why`)],
    ["in double quotes", services('web: {image: "nginx:latest"}'), services(`web: {image: "${NGINX}"}`)],
    ["in single quotes", services("web: {'image': 'nginx' }"), services(`web: {'image': '${NGINX}' }`)],
    ["with CR LF", "services:\r\n  web:\r\n    image: nginx\r\n", `services:\r\n  web:\r\n    image: ${NGINX}\r\n`],
    ["behind a byte order mark", "\ufeffservices: {web: {image: nginx}}", `\ufeffservices: {web: {image: ${NGINX}}}`],
    ["in a default", services("web:", "  image: nginx:${TAG:-latest}"), services("web:", `  image: nginx:\${TAG:-${NGINX.slice(6)}}`)],
    ["that are a default", services("web:", "  image: ${WEB-nginx}"), services("web:", `  image: \${WEB-${NGINX}}`)],
    ["behind a variable's registry", services("web:", "  image: ${R:-docker.io}/library/nginx"), services("web:", `  image: \${R:-docker.io}/library/${NGINX}`)],
    ["of a broker within its version", services("q:", `  image: redis:${REDIS}`), services("q:", `  image: ${exact("redis", REDIS)}`)],
    ["of a database in memory", services("q:", "  image: postgres", "  tmpfs: /var/lib/postgresql"), services("q:", `  image: ${exact("postgres")}`, "  tmpfs: /var/lib/postgresql")],
    ["at an anchor that images share", "x-web: &web nginx\nservices:\n  a: {image: *web}\n  b: {image: *web}\n", `x-web: &web ${NGINX}\nservices:\n  a: {image: *web}\n  b: {image: *web}\n`],
    ["that are merged in", "x-web: &web\n  image: nginx\nservices:\n  a:\n    <<: *web\n", `x-web: &web\n  image: ${NGINX}\nservices:\n  a:\n    <<: *web\n`],
    ["of a service that another one takes", services("a: &a {image: nginx}", "b: {<<: *a}"), services(`a: &a {image: ${NGINX}}`, "b: {<<: *a}")],
    ["of a runtime with a volume", services("a: {image: python, volumes: ['.:/app']}"), services(`a: {image: ${PYTHON}, volumes: ['.:/app']}`)],
    ["beside quoted templates of Docker", services('a: {image: nginx, hostname: "{{.Node.Hostname}}"}'), services(`a: {image: ${NGINX}, hostname: "{{.Node.Hostname}}"}`)],
  ])("%s", (_, before, after) => {
    const outcome = shiftCompose(before, { path: "x/compose.yaml" });
    expect([outcome.after, outcome.skipped]).toEqual([after, []]);
    expect(outcome).toMatchObject({ path: "x/compose.yaml", errors: [], applied: [{ transform: "pin-base-image", level: "harden" }] });
    expect(shiftCompose(after)).toMatchObject({ after, applied: [], skipped: [] });
  }); // prettier-ignore

  test("by what the repository says", () => {
    const node = officialImages().groups("node").flatMap(({ tags }) => tags);
    const major = /^\d+(?=$)/.exec(node.filter((tag) => /^\d+$/.test(tag)).sort((a, b) => Number(a) - Number(b))[0]!)![0];
    const outcome = shiftCompose("services: {a: {image: node}}", { context: contextOf({ ".nvmrc": major }) });
    expect(outcome.after).toContain(`image: node:${major}.`);
    expect(outcome.applied[0]!.evidence[0]).toEqual({ source: ".nvmrc:1", says: major });
  }); // prettier-ignore
});

describe("leaves alone", () => {
  test.each<[what: string, source: string, ...reasons: string[]]>([
    ["what is built", services("a: {build: ., image: nginx}")],
    ["the name of what another service builds", services("a: {build: ., image: 'nginx:latest'}", "b: {image: nginx}")],
    ["what is built by the service that it extends", services("a: {build: .}", "b: {extends: a, image: nginx}")],
    ["what a file elsewhere may build", services("b: {extends: {file: c.yaml, service: a}, image: nginx}"), "whether `b` is built"],
    ["what is exact", services(`a: {image: ${NGINX}}`)],
    ["a digest", services(`a: {image: "nginx@sha256:${"a".repeat(64)}"}`)],
    ["a file without services", "a: {image: nginx}\n"],
    ["a file with nothing in it", "# nothing\n"],
    ["a variable without a default", services("a: {image: 'nginx:${TAG}'}"), "has no value without `TAG`"],
    ["a variable that must be given", services("a: {image: 'nginx:${TAG:?no}'}"), "has no value without `TAG`"],
    ["several variables", services("a: {image: 'nginx:${A:-1}${B:-}'}"), "made of more than one variable"],
    ["a doubled dollar sign", services("a: {image: 'nginx:$$TAG'}"), "is no image reference"],
    ["escapes", services(String.raw`a: {image: "ngin\x78"}`), "written with escapes or over several lines"],
    ["several lines", services("a:", "  image: >-", "    nginx"), "written with escapes or over several lines"],
    ["a database without a version", services("a: {image: postgres, volumes: ['db:/var/lib/postgresql/data']}"), "a volume keeps them"],
    ["a database in the image's own volume", services("a: {image: 'postgres:alpine'}"), "the image's own volume"],
    ["a broker without a version", services("a: {image: redis}"), "the image's own volume"],
    ["somebody's database", services("a: {image: bitnami/postgresql}", "b: {image: mcr.microsoft.com/mssql/server}"), "the image's own volume", "the image's own volume"],
    ["an image that is taken away", services("a: {image: !reset null}", "b: {image: }")],
    ["what is merged into a service that is built", services("a: &a {image: nginx}", "b: {<<: *a, build: .}")],
    ["somebody's image with a volume", services("a: {image: x/y, volumes: [{type: bind, source: ., target: /d}]}"), "a volume keeps them"],
    ["somebody's image with a volume that is only read", services("a: {image: x/y, volumes: ['./c:/c:ro']}"), "not one of Docker's official images"],
    ["what runs on Windows", services("a: {image: python, platform: windows/amd64}"), "is built for Windows"],
    ["what looks like Windows", services(String.raw`a: {image: python, working_dir: 'C:\app'}`), "is built for Windows"],
    ["an anchor that names something else, too", "services:\n  a: {image: &i nginx, environment: {IMAGE: *i}}\n", "also used as services.a.environment.IMAGE"],
    ["an anchor of what is built", "services:\n  a: {image: &i nginx}\n  b: {image: *i, build: .}\n"],
    ["an anchor with one that is built under it", "x-i: &i nginx\nservices:\n  a: {image: *i}\n  b: {image: *i, extends: {file: x, service: y}}\n", "whether `b` is built"],
    ["what a comment above speaks of", services("a:", "  # dockshift-ignore pin-base-image: kept", "  # more", "  image: nginx"), "a comment in the file says so"],
    ["what a comment behind it speaks of", services("a:", "  image: nginx # dockshift-ignore pin-base-image"), "a comment in the file says so"],
    ["what a comment on the file speaks of", services("# dockshift-ignore-file", "a:", "  image: nginx"), "a comment in the file says so"],
  ])("%s", (_, source, ...expected) => {
    expect(shiftCompose(source)).toMatchObject({ after: source, applied: [], errors: [] });
    expect(reasons(source)).toEqual(expected.map((each) => expect.stringContaining(each)));
  }); // prettier-ignore

  test("what a neighbour of the file builds", () => {
    const context = contextOf({ "compose.yaml": "services: {a: {build: .}}", "compose.prod.yaml": "" });
    const source = "services: {a: {image: nginx}}";
    expect(shiftCompose(source, { context })).toMatchObject({ after: source, skipped: [] });
  });

  test("what the options leave out", () => {
    const source = "services: {a: {image: nginx}}";
    for (const options of [{ only: ["add-user"] }, { skip: ["pin-base-image"] }])
      expect(shiftCompose(source, options)).toMatchObject({ after: source, skipped: [] });
    expect(shiftCompose(source, { level: "safe" })).toMatchObject({ after: source, skipped: [{ by: "level" }] });
  });
});

test.each([
  ["services: [\n", "syntax", 2],
  ["services:\n  a: {image: nginx}\n  a: {image: nginx}\n", "syntax", 3],
  ["services:\n  a: *gone\n", "syntax", 1],
  ["services:\n  a: {image: nginx}\n{% if x %}\n", "unsupported", 3],
  ["services:\n  a: {image: nginx}\n  {{ more }}: 1\n", "unsupported", 3],
  ["services:\n  a: {image: nginx, user: {{ user }}}\n", "unsupported", 2],
  ["services:\n  a: {image: nginx}\n  <%= more %>\n", "unsupported", 3],
  ["services: {a: {image: nginx}}\n---\nservices: {}\n", "unsupported", 1],
])("does not edit %j", (source, kind, line) => {
  expect(shiftCompose(source)).toMatchObject({ after: source, applied: [], errors: [{ kind, line }] });
});

describe("digests", () => {
  const [old, now] = ["a", "b"].map((digit) => `sha256:${digit.repeat(64)}`) as [string, string];
  const registry: ShiftOptions["registry"] = {
    digest: () => ({ value: now, source: "there" }),
    tags: () => ({ value: [], source: "there" }),
  };

  test.each<[what: string, before: string, after: string, digests: "pin" | "refresh"]>([
    ["come to an exact tag", `image: ${NGINX}`, `image: ${NGINX}@${now}`, "pin"],
    ["come with the exact tag", "image: nginx", `image: ${NGINX}@${now}`, "pin"],
    ["come into a default", "image: nginx:${T:-latest}", `image: nginx:\${T:-${NGINX.slice(6)}@${now}}`, "pin"],
    ["are brought up to date", `image: "x/y:1@${old}"`, `image: "x/y:1@${now}"`, "refresh"],
    ["are brought up to date in a default", `image: x/y:\${T:-1@${old}}`, `image: x/y:\${T:-1@${now}}`, "refresh"],
    ["are right already", `image: x/y:1@${now}`, `image: x/y:1@${now}`, "refresh"],
    ["are all that is brought up to date", "image: nginx", "image: nginx", "refresh"],
    ["stay when they are not asked for", `image: x/y:1@${old}`, `image: x/y:1@${old}`, "pin"],
  ])("%s", (_, before, after, digests) => {
    const [was, is] = [before, after].map((line) => services("a:", `  ${line}`));
    expect(shiftCompose(was!, { registry, digests })).toMatchObject({ after: is, skipped: [] });
  });

  test("of a database without a version stay", () => {
    const source = services("a:", `  image: postgres:alpine@${old}`);
    const outcome = shiftCompose(source, { registry, digests: "refresh" });
    expect(outcome).toMatchObject({ after: source, skipped: [{ needs: "the version of the data in the tag" }] });
  });

  test("have no place behind a default that text follows", () => {
    const source = services("a:", `  image: nginx:\${T:-${versionOf(NGINX.slice(6))}}-trixie`);
    expect(reasons(source, { registry, digests: "pin" })).toContain("a digest behind `T` would not follow it");
  });

  test("are asked for before they are known", () => {
    const answers = { digest: () => undefined, tags: () => undefined };
    const { questions } = shiftCompose("services: {a: {image: x/y}}", { registry: answers });
    expect(questions.map(({ kind, reference }) => `${kind} ${reference.text}`)).toEqual(["digest x/y:latest", "tags x/y:latest"]);
  }); // prettier-ignore
});
