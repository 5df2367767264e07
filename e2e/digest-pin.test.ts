import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@jest/globals";
import { shift } from "dockshift";
import { RegistryDesk } from "../src/cli/registry-desk.js";
import { systemHost } from "../src/registry/host.js";
import { Registry } from "../src/registry/registry.js";
import { docker, removeImage } from "./docker.js";
import { DockerRegistry, findDockerRegistry } from "./docker-registry.js";

const program = findDockerRegistry();

// in CI it has to be there
const isOptional = process.env.DOCKSHIFT_E2E_STAND_INS === undefined;

(program === undefined && isOptional ? test.skip : test)(
  "what is pinned to a digest of a registry builds on that image",
  async () => {
    await using server = await DockerRegistry.start(program!);
    const name = `${server.host}/app`;
    build("FROM scratch\nCOPY <<E /a\nold\nE\n", `${name}:1.2.2`);
    build("FROM scratch\nCOPY <<E /a\nnew\nE\n", `${name}:1.2.3`);
    await docker("tag", `${name}:1.2.3`, `${name}:latest`);
    for (const tag of ["1.2.2", "1.2.3", "latest"]) {
      await docker("push", `${name}:${tag}`);
      await removeImage(`${name}:${tag}`);
    }
    const home = mkdtempSync(path.join(tmpdir(), "dockshift-e2e-"));
    try {
      const desk = new RegistryDesk(new Registry(systemHost({ env: { HOME: home }, home })));
      const before = `FROM ${name}\nCOPY --from=${name}:1.2.2 /a /b\n`;
      const { after } = await desk.settle((registry) => shift(before, { registry, digests: "pin" }));
      expect(after).toMatch(
        /^FROM \S+\/app:1\.2\.3@sha256:[0-9a-f]{64}\nCOPY --from=\S+\/app:1\.2\.2@sha256:[0-9a-f]{64} \/a \/b\n$/,
      );
      const built = `${name}:built`;
      build(after, built, "--pull");
      const container = (await docker("create", built, "true")).trim();
      const files = spawnSync("sh", [
        "-c",
        `docker cp ${container}:/a - | tar -xO; docker cp ${container}:/b - | tar -xO`,
      ]);
      await docker("rm", container);
      await removeImage(built);
      expect(files.stdout.toString()).toBe("new\nold\n");
    } finally {
      rmSync(home, { recursive: true });
    }
  },
);

function build(source: string, tag: string, ...more: readonly string[]): void {
  const argv = ["buildx", "build", "--load", `--tag=${tag}`, ...more, "-"];
  const { status, stderr } = spawnSync("docker", argv, { input: source });
  if (status !== 0) throw new Error(stderr.toString());
}
