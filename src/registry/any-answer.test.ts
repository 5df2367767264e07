import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { isDigest } from "./manifest.js";
import { Registry } from "./registry.js";
import { FakeHost, reference } from "./testing/fake-host.js";
import { IMAGE_TYPE, INDEX, INDEX_DIGEST, INDEX_TYPE } from "./testing/manifests.js";

const VALUES = [
  "",
  "s3cret",
  "\u0007",
  "%0d%0a",
  "é",
  INDEX_DIGEST,
  INDEX_TYPE,
  IMAGE_TYPE,
  "text/html",
  "application/json",
];
const LOCATIONS = [
  "/x",
  "https://other.io/x",
  "http://reg.io/x",
  "https://ann:s3cret@reg.io/",
  "javascript:0",
  "//",
  "?",
];
const CHALLENGES = ['Bearer realm="https://auth.io/t"', 'Bearer realm="http://auth.io/t"', "Basic", "Bearer", '"', ","];
const LINKS = ["</y>; rel=next", "<?n=2>; rel=next", "<https://other.io>; rel=next", "<", "</y>"];

const response = fc.record({
  status: fc.constantFrom(200, 200, 200, 204, 301, 307, 400, 401, 403, 404, 405, 429, 500, 599),
  body: fc.oneof(
    fc.constantFrom(INDEX, "", "{}", "null", '{"tags":["a"]}', '{"tags":[{}]}', '{"token":"t"}', '{"schemaVersion":2}'),
    fc.json(),
    fc.string(),
  ),
  headers: fc.record(
    {
      "content-type": fc.constantFrom(...VALUES),
      "docker-content-digest": fc.constantFrom(...VALUES),
      location: fc.constantFrom(...LOCATIONS),
      "www-authenticate": fc.constantFrom(...CHALLENGES),
      link: fc.constantFrom(...LINKS),
      "retry-after": fc.constantFrom("1", "-1", "1e9", "9".repeat(400), "never"),
    },
    { requiredKeys: [] },
  ),
});

test("whatever comes back is an answer or a reason, and tells no secret", async () => {
  using host = new FakeHost({ auths: { "reg.io": { username: "ann", password: "s3cret" } } });
  const trusted = new Set(["https://reg.io", "https://auth.io"]);
  await fc.assert(
    fc.asyncProperty(fc.array(response, { minLength: 1, maxLength: 6 }), async (responses) => {
      let count = 0;
      host.fetch = (url, init) => {
        const { authorization } = init.headers as Record<string, string>;
        expect(url.protocol).toBe("https:");
        if (authorization !== undefined) expect(trusted).toContain(url.origin);
        const { status, headers, body } = responses[count++ % responses.length]!;
        const isEmpty = init.method === "HEAD" || status === 204;
        return Promise.resolve(new Response(isEmpty ? null : body, { status, headers }));
      };
      const registry = new Registry(host, { maxAge: 0 });
      const digest = await registry.digest(reference("reg.io/a"));
      const tags = await registry.tags(reference("reg.io/a"));
      expect("value" in digest ? isDigest(digest.value) : digest.reason !== "").toBe(true);
      for (const answer of [digest, tags]) {
        if ("value" in answer) continue;
        expect(answer.reason).not.toMatch(/s3cret|YW5u|\p{Cc}/u);
      }
    }),
    { numRuns: 300 },
  );
});
