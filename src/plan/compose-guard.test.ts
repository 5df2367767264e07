import { expect, test } from "@jest/globals";
import { officialImages } from "../image/catalogue.js";
import { exactTag } from "../image/pin.js";
import { YamlValue } from "../project/yaml.js";
import { composeRejection } from "./compose-guard.js";
import type { Delta } from "./guard.js";

const NODE = `node:${exactTag(officialImages().find("node", "latest")!, "latest")!}`;

function verdict(before: string, after: string, ...deltas: readonly Delta[]): string | undefined {
  const [was, is] = [before, after].map((text) => YamlValue.documents(text).flatMap((each) => [...each.leaves()]));
  return composeRejection(was!, is!, new Set(deltas));
}

test.each([
  ["an exact tag", "services: {a: {image: node}}", `services: {a: {image: "${NODE}"}}`],
  ["one that is merged in", "x-a: &a {image: node}\nservices: {a: *a}", `x-a: &a {image: ${NODE}}\nservices: {a: *a}`],
  ["a default", "services: {a: {image: '${A:-node}'}}", `services: {a: {image: '\${A:-${NODE}}'}}`],
])("accepts %s", (_, before, after) => {
  expect(verdict(before, after, "base-image")).toBeUndefined();
  expect(verdict(before, after)).toMatch(/./);
});

test.each([
  ["another image", "services: {a: {image: node}}", "services: {a: {image: debian}}"],
  ["another version", "services: {a: {image: node}}", "services: {a: {image: 'node:20'}}"],
  ["another registry", "services: {a: {image: node}}", `services: {a: {image: quay.io/library/${NODE}}}`],
  ["an image that nobody knows", "services: {a: {image: x/y}}", "services: {a: {image: 'x/y:1'}}"],
  ["the name of what is built", "services: {a: {build: ., image: node}}", `services: {a: {build: ., image: ${NODE}}}`],
  ["a value that is no image", "services: {a: {hostname: node}}", `services: {a: {hostname: ${NODE}}}`],
  ["an image elsewhere", "jobs: {a: {image: node}}", `jobs: {a: {image: ${NODE}}}`],
  ["an image below a service", "services: {a: {x: {image: node}}}", `services: {a: {x: {image: ${NODE}}}}`],
  ["something else besides", "services: {a: {image: node, user: a}}", `services: {a: {image: ${NODE}, user: b}}`],
  ["something else in an extension", "x-a: 1\nservices: {a: {image: node}}", `x-a: 2\nservices: {a: {image: ${NODE}}}`],
  ["a lost key", "services: {a: {image: node, user: a}}", `services: {a: {image: ${NODE}}}`],
  ["a lost list", "services: {a: {image: node, ports: []}}", `services: {a: {image: ${NODE}, ports: ""}}`],
  ["another name", "services: {a: {image: node}}", `services: {b: {image: ${NODE}}}`],
  ["another order", "services: {a: {image: node}, b: {user: c}}", `services: {b: {user: c}, a: {image: ${NODE}}}`],
  ["a lost variable", "services: {a: {image: '${A:-node}'}}", `services: {a: {image: ${NODE}}}`],
  ["another variable", "services: {a: {image: '${A:-node}'}}", `services: {a: {image: '\${B:-${NODE}}'}}`],
  ["white space", 'services: {a: {image: "node"}}', `services: {a: {image: "${NODE} "}}`],
])("rejects %s", (_, before, after) => {
  expect(verdict(before, before, "base-image")).toBeUndefined();
  expect(verdict(before, after, "base-image")).toMatch(/./);
});
