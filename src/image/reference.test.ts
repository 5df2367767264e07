import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseReference } from "./reference.js";

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;

/** Registry, repository, tag, digest; `-` for what is not there. */
function parts(text: string): (string | undefined)[] {
  const reference = parseReference(text)!;
  return [reference.registry, reference.repository, reference.tag, reference.digest].map((part) => part?.text ?? "-");
}

describe("taken apart", () => {
  test.each([
    ["node", "-", "node", "-", "-"],
    ["node:20-alpine", "-", "node", "20-alpine", "-"],
    [`node@${DIGEST}`, "-", "node", "-", DIGEST],
    [`node:20@${DIGEST}`, "-", "node", "20", DIGEST],
    ["library/node:20", "-", "library/node", "20", "-"],
    ["team/app", "-", "team/app", "-", "-"],
    ["reg.io/app:1", "reg.io", "app", "1", "-"],
    ["reg:5000/app", "reg:5000", "app", "-", "-"],
    [`reg.io:5000/a/b:1.2@${DIGEST}`, "reg.io:5000", "a/b", "1.2", DIGEST],
    ["localhost/app:1", "localhost", "app", "1", "-"],
    ["localhost:5000/app", "localhost:5000", "app", "-", "-"],
    ["[::1]:5000/app:1", "[::1]:5000", "app", "1", "-"],
    ["Host/app", "Host", "app", "-", "-"],
    ["a/b/c/d:e", "-", "a/b/c/d", "e", "-"],
    ["a__b.c--d:_X.y-1", "-", "a__b.c--d", "_X.y-1", "-"],
    ["scratch", "-", "scratch", "-", "-"],
  ])("%s: %s %s %s %s", (text, ...expected) => {
    expect(parts(text)).toEqual(expected);
  });

  test("each part stands where its range says", () => {
    const name = fc.stringMatching(/^[a-z0-9]{1,4}$/);
    const all = fc.record(
      {
        registry: fc.constantFrom("reg.io", "reg:5000", "localhost"),
        repository: fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join("/")),
        tag: fc.stringMatching(/^\w[\w.-]{0,5}$/),
        digest: fc.constant(DIGEST),
      },
      { requiredKeys: ["repository"] },
    );
    fc.assert(
      fc.property(all, ({ registry, repository, tag, digest }) => {
        const head = registry === undefined ? repository : `${registry}/${repository}`;
        const text = head + (tag === undefined ? "" : `:${tag}`) + (digest === undefined ? "" : `@${digest}`);
        const found = parseReference(text)!;
        const expected = { registry, repository, tag, digest };
        fc.pre(registry !== undefined || !repository.startsWith("localhost/"));
        for (const key of ["registry", "repository", "tag", "digest"] as const) {
          const part = found[key];
          expect(part?.text).toBe(expected[key]);
          if (part) expect(text.slice(part.range.start, part.range.end)).toBe(part.text);
        }
      }),
    );
  });
});

test.each([
  ["node", "node"],
  ["library/node", "node"],
  ["docker.io/node", "node"],
  ["docker.io/library/node:20", "node"],
  ["index.docker.io/library/node", "node"],
  ["registry-1.docker.io/library/node", "node"],
  ["registry.hub.docker.com/library/node", "node"],
  [`node@${DIGEST}`, "node"],
  ["team/node", undefined],
  ["docker.io/team/node", undefined],
  ["reg.io/node", undefined],
  ["reg.io/library/node", undefined],
  ["localhost/node", undefined],
])("the official image of %s: %s", (text, official) => {
  expect(parseReference(text)).toMatchObject({ official });
});

test.each([
  "", ":", "node:", "node@", "node:a b", "Node", "team/Node", "a//b", "/a", "a/", "-a", "a-", "a..b", "a___b", "node:-a", "$IMAGE", "${IMAGE}:1",
  "node:$TAG", "{{ image }}", "node@sha256:abc", "node@abc", `node@${DIGEST}@${DIGEST}`, `node:${"x".repeat(129)}`, "no de",
])("%j is no reference", (text) => {
  expect(parseReference(text)).toBeUndefined();
}); // prettier-ignore

test("never throws", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect([undefined, text]).toContain(parseReference(text)?.text);
    }),
  );
});
