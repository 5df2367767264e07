import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parseReference } from "../src/image/reference.js";
import { systemHost } from "../src/registry/host.js";
import { Registry } from "../src/registry/registry.js";
import { DockerRegistry, findDockerRegistry } from "./docker-registry.js";
import { pushImage, pushIndex } from "./push.js";
import { TokenService, tokenFor } from "./token-service.js";

const program = findDockerRegistry();
const LOGIN = "ann:s3cret";
const BASIC = `Basic ${Buffer.from(LOGIN).toString("base64")}`;
/** The same in bcrypt, the only hash that docker-registry takes. */
const HTPASSWD = "ann:$2b$05$abcdefghijklmnopqrstuuLK7U1u6pVRmL7L1BBM2aS35PSZnDXlK\n";

/** A home directory with what Docker's configuration says of a registry. */
class Home implements Disposable {
  readonly directory = mkdtempSync(path.join(tmpdir(), "dockshift-e2e-"));
  readonly registry = new Registry(systemHost({ env: { DOCKER_CONFIG: this.directory }, home: this.directory }), {
    retries: 0,
  });

  constructor(host: string, login?: string) {
    const auths = login === undefined ? {} : { [host]: { auth: Buffer.from(login).toString("base64") } };
    writeFileSync(path.join(this.directory, "config.json"), JSON.stringify({ auths }));
  }

  [Symbol.dispose](): void {
    rmSync(this.directory, { recursive: true });
  }
}

if (program === undefined) {
  // in CI it has to be there
  if (process.env.DOCKSHIFT_E2E_STAND_INS !== undefined) throw new Error("docker-registry cannot be fetched");
  test.skip("no docker-registry is installed, and none can be fetched", () => undefined);
} else {
  describe("docker-registry", () => {
    test("gives the digests that were pushed, and all tags", async () => {
      await using server = await DockerRegistry.start(program);
      const target = { repository: `http://${server.host}/v2/team/app`, headers: {} };
      const image = await pushImage(target, "amd64", "1", "1.0", "amd");
      const index = await pushIndex(target, ["amd64", "arm64"], "2", "latest");
      using home = new Home(server.host);
      const digest = (name: string) => home.registry.digest(parseReference(`${server.host}/${name}`)!);
      for (const [name, value] of [
        ["team/app:1", image],
        ["team/app:1.0", image],
        ["team/app:2", index],
        ["team/app", index],
        [`team/app@${image}`, image],
        [`team/app:2@${image}`, index],
      ] as const)
        expect([name, await digest(name)]).toEqual([name, expect.objectContaining({ value })]);
      const tags = await home.registry.tags(parseReference(`${server.host}/team/app`)!);
      expect(tags).toMatchObject({ value: expect.arrayContaining(["1", "1.0", "2", "amd", "latest"]) });
      expect(tags).toHaveProperty("value.length", 5);
    });

    test("says what it has not", async () => {
      await using server = await DockerRegistry.start(program);
      await pushImage({ repository: `http://${server.host}/v2/app`, headers: {} }, "amd64", "1");
      using home = new Home(server.host);
      const { registry } = home;
      const name = `the registry ${server.host}`;
      const digest = await registry.digest(parseReference(`${server.host}/app:none`)!);
      expect(digest).toEqual({ reason: `${name} has no app:none` });
      const tags = await registry.tags(parseReference(`${server.host}/none`)!);
      expect(tags).toEqual({ reason: `${name} has no none` });
    });

    test.each([
      ["the right login", LOGIN, undefined],
      ["a wrong login", "ann:wrong", "refuses the credentials"],
      ["no login", undefined, "asks for credentials"],
    ])("behind a password, with %s", async (_, login, reason) => {
      const auth = { htpasswd: { realm: "a, b", path: "DIR/htpasswd" } };
      await using server = await DockerRegistry.start(program, auth, { htpasswd: HTPASSWD });
      const target = { repository: `http://${server.host}/v2/app`, headers: { authorization: BASIC } };
      const index = await pushIndex(target, ["amd64", "arm64"], "1");
      using home = new Home(server.host, login);
      const reference = parseReference(`${server.host}/app:1`)!;
      const answers = [await home.registry.digest(reference), await home.registry.tags(reference)];
      const refused = { reason: `the registry ${server.host} ${reason}` };
      expect(answers).toMatchObject(reason === undefined ? [{ value: index }, { value: ["1"] }] : [refused, refused]);
    });

    test.each([
      ["the right login", LOGIN, undefined],
      ["no login", undefined, "asks for credentials, or has no team/app"],
    ])("behind a token service, with %s", async (_, login, reason) => {
      await using service = await TokenService.start(LOGIN);
      await using server = await DockerRegistry.start(program, service.auth, { "cert.pem": service.cert });
      const authorization = `Bearer ${tokenFor("repository:team/app:pull,push")}`;
      const target = { repository: `http://${server.host}/v2/team/app`, headers: { authorization } };
      const image = await pushImage(target, "amd64", "1");
      using home = new Home(server.host, login);
      const reference = parseReference(`${server.host}/team/app:1`)!;
      const answers = [await home.registry.digest(reference), await home.registry.tags(reference)];
      const refused = { reason: `the registry ${server.host} ${reason}` };
      expect(answers).toMatchObject(reason === undefined ? [{ value: image }, { value: ["1"] }] : [refused, refused]);
      // one token for both questions; what was refused is asked for again
      const asked = `${login ?? ""}: repository:team/app:pull`;
      expect(service.asked).toEqual(reason === undefined ? [asked] : [asked, asked]);
    });
  });
}
