import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { catalogue, shift, shiftCompose } from "../index.js";
import { officialImages } from "../image/catalogue.js";
import { exactTag } from "../image/pin.js";
import { scene } from "./testing/scene.js";

const core = { catalogue, shift, shiftCompose };
const NGINX = `nginx:${exactTag(officialImages().find("nginx", "latest")!, "latest")!}`;
const COMPOSE = "services:\n  web:\n    image: nginx\n";
const PINNED = COMPOSE.replace("nginx", NGINX);
const FILES = {
  "compose.yaml": COMPOSE,
  "a/docker-compose.dev.yml": COMPOSE,
  "a/compose.prod.yml": COMPOSE,
  "a/composer.yaml": COMPOSE,
  "a/stack.yaml": COMPOSE,
  "node_modules/x/compose.yaml": COMPOSE,
  Dockerfile: "FROM scratch\n",
};

test("compose files are left alone unless they are asked for", async () => {
  using place = scene(FILES);
  const { stdout } = await place.run(["--format", "json"], { core });
  expect(JSON.parse(stdout)).toMatchObject({ files: [{ path: "Dockerfile" }] });
});

test("they are found by their names, and shown as Dockerfiles are", async () => {
  using place = scene(FILES);
  const { stdout, stderr, code } = await place.run(["--also", "compose", "--check"], { core });
  expect(stdout.match(/^diff --git .*$/gm)).toEqual([
    "diff --git a/a/compose.prod.yml b/a/compose.prod.yml",
    "diff --git a/a/docker-compose.dev.yml b/a/docker-compose.dev.yml",
    "diff --git a/compose.yaml b/compose.yaml",
  ]);
  expect(stdout).toContain(`-    image: nginx\n+    image: ${NGINX}\n`);
  expect(stderr).toContain("3 of 4 files would change, 3 fixes");
  expect(code).toBe(1);
});

test("they are written", async () => {
  using place = scene(FILES);
  const { code } = await place.run(["--also", "compose", "--write", "compose.yaml"], { core });
  expect([code, readFileSync(place.path("compose.yaml"), "utf8")]).toEqual([0, PINNED]);
});

test("a bad one is an error with its place, and the others go on", async () => {
  using place = scene({ "compose.yaml": "services: [\n", "b/compose.yaml": COMPOSE });
  const { code, stdout, stderr } = await place.run(["--also", "compose"], { core });
  expect([code, stdout.includes("b/compose.yaml")]).toEqual([2, true]);
  expect(stderr).toContain("compose.yaml:2:1");
});

test("one on stdin is known by its name", async () => {
  using place = scene({});
  const argv = ["--also", "compose", "--stdin-filepath", "a/compose.yml", "--write"];
  expect((await place.run(argv, { core, stdin: COMPOSE })).stdout).toBe(PINNED);
});

test("none that is found is said", async () => {
  using place = scene({});
  expect((await place.run(["--also", "compose"])).stderr).toContain("No Dockerfile or compose file found");
});
