import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { Registry } from "./registry.js";
import { FakeHost, reference } from "./testing/fake-host.js";
import { FakeServer, type Scripted, type Seen } from "./testing/fake-server.js";
import { INDEX_DIGEST, manifest } from "./testing/manifests.js";

const BASIC = `Basic ${base64("ann:s3cret")}`;

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function unauthorized(challenge: string): Scripted {
  return { status: 401, headers: challenge === "" ? {} : { "www-authenticate": challenge } };
}

/** A registry that lets in whoever has one of the tokens `t1`, `t2`, … that `service` gave. */
function tokenRegistry(service: FakeServer, rest = "") {
  return ({ headers, path }: Seen): Scripted => {
    if (/^Bearer t\d+$/.test(headers.authorization ?? "")) return manifest();
    const repository = /^\/v2\/(.*)\/manifests/.exec(path)?.[1] ?? "";
    const params = `realm="${service.origin}/token?kept=1",service="reg, \\"the\\" one",scope="repository:${repository}:pull"`;
    return unauthorized(`Basic realm="x", Bearer ${params}${rest}`);
  };
}

function tokens(answer: object = {}) {
  return (_: Seen, count: number): Scripted => ({ body: JSON.stringify({ token: `t${count}`, ...answer }) });
}

describe("tokens", () => {
  test("one for each repository, without credentials", async () => {
    await using service = await FakeServer.open(tokens());
    await using server = await FakeServer.open(tokenRegistry(service));
    using host = new FakeHost();
    const registry = new Registry(host);
    for (const name of ["a:1", "a:2", "b:1"])
      expect(await registry.digest(reference(`${server.host}/${name}`))).toMatchObject({ value: INDEX_DIGEST });
    const query = "kept=1&service=reg%2C+%22the%22+one&scope=repository%3A";
    expect(service.lines).toEqual([`GET /token?${query}a%3Apull`, `GET /token?${query}b%3Apull`]);
    expect(service.authorizations).toEqual([undefined, undefined]);
    expect(server.authorizations).toEqual([undefined, "Bearer t1", "Bearer t1", undefined, "Bearer t2"]);
  });

  test("requests at once share one", async () => {
    await using service = await FakeServer.open(tokens());
    await using server = await FakeServer.open(tokenRegistry(service));
    using host = new FakeHost();
    const registry = new Registry(host);
    const names = ["a:1", "a:2", "a:3", "a:4", "a:5"];
    const answers = await Promise.all(names.map((name) => registry.digest(reference(`${server.host}/${name}`))));
    expect(answers).toEqual(names.map(() => expect.objectContaining({ value: INDEX_DIGEST })));
    expect(service.seen).toHaveLength(1);
  });

  test("a new one when it has run out, or is refused", async () => {
    await using service = await FakeServer.open(tokens({ expires_in: 100 }));
    const refused = new Set<string>();
    await using server = await FakeServer.open((seen) =>
      refused.has(seen.headers.authorization ?? "")
        ? tokenRegistry(service)({ ...seen, headers: {} })
        : tokenRegistry(service)(seen),
    );
    using host = new FakeHost();
    const registry = new Registry(host);
    const ask = (name: string) => registry.digest(reference(`${server.host}/${name}`));
    await ask("a:1");
    host.time += 89_000;
    await ask("a:2");
    expect(service.seen).toHaveLength(1);
    host.time += 1000;
    await ask("a:3");
    expect(service.seen).toHaveLength(2);
    refused.add("Bearer t2");
    expect(await ask("a:4")).toMatchObject({ value: INDEX_DIGEST });
    expect(service.seen).toHaveLength(3);
  });

  test("`access_token` is one, too; a life below a minute is a minute", async () => {
    await using service = await FakeServer.open(() => ({ body: '{"access_token":"t1","expires_in":1}' }));
    await using server = await FakeServer.open(tokenRegistry(service));
    using host = new FakeHost();
    const registry = new Registry(host);
    await registry.digest(reference(`${server.host}/a:1`));
    host.time += 49_000;
    expect(await registry.digest(reference(`${server.host}/a:2`))).toMatchObject({ value: INDEX_DIGEST });
    expect(service.seen).toHaveLength(1);
  });

  test("no more than the right to pull is asked for", async () => {
    await using service = await FakeServer.open(tokens());
    const realm = `Bearer realm="${service.origin}/token",scope="repository:a:pull,push repository:b:pull"`;
    await using server = await FakeServer.open(({ headers }) =>
      headers.authorization === undefined ? unauthorized(realm) : manifest(),
    );
    using host = new FakeHost();
    await new Registry(host).digest(reference(`${server.host}/team/a`));
    expect(service.lines).toEqual(["GET /token?scope=repository%3Ateam%2Fa%3Apull"]);
  });

  test("the user's name and password go to the token service of the registry, and there only", async () => {
    await using service = await FakeServer.open(tokens());
    await using server = await FakeServer.open(tokenRegistry(service));
    using host = new FakeHost({ auths: { [server.host]: { auth: base64("ann:s3cret") } } });
    await new Registry(host).digest(reference(`${server.host}/a`));
    expect(service.authorizations).toEqual([BASIC]);
    expect(server.authorizations).toEqual([undefined, "Bearer t1"]);
  });

  test("an identity token is exchanged", async () => {
    await using service = await FakeServer.open(() => ({ body: '{"access_token":"t1"}' }));
    await using server = await FakeServer.open(tokenRegistry(service));
    using host = new FakeHost({ auths: { [server.host]: { auth: base64("ann:"), identitytoken: "ident/ity" } } });
    expect(await new Registry(host).digest(reference(`${server.host}/a`))).toMatchObject({ value: INDEX_DIGEST });
    expect(service.lines).toEqual(["POST /token?kept=1"]);
    expect(service.seen[0]).toMatchObject({
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "service=reg%2C+%22the%22+one&scope=repository%3Aa%3Apull&grant_type=refresh_token&refresh_token=ident%2Fity&client_id=dockshift",
    });
    expect(service.authorizations).toEqual([undefined]);
  });

  test.each([
    ["no token", { body: "{}" }, "gives no token"],
    ["a token that is no header", { body: '{"token":"a\\nb"}' }, "gives no token"],
    ["a page", { body: "<html>" }, "gives no token"],
    ["an odd status", { status: 404 }, "answers with status 404"],
  ])("%s", async (_, response, reason) => {
    await using service = await FakeServer.open(() => response);
    await using server = await FakeServer.open(tokenRegistry(service));
    using host = new FakeHost();
    expect(await new Registry(host).digest(reference(`${server.host}/a`))).toEqual({
      reason: `the token service ${service.host} ${reason}`,
    });
  });

  test.each([
    ["http://auth.example/token", "plain HTTP elsewhere"],
    ["http://ann:s3cret@127.0.0.1/token", "with a name and a password"],
    ["ftp://127.0.0.1/token", "another protocol"],
    ["nowhere", "no address"],
    ["", "none"],
  ])("a token service at %j is refused: %s", async (realm) => {
    await using server = await FakeServer.open(() => unauthorized(`Bearer realm="${realm}"`));
    using host = new FakeHost({ auths: { [server.host]: { auth: base64("ann:s3cret") } } });
    expect(await new Registry(host).digest(reference(`${server.host}/a`))).toEqual({
      reason: `the registry ${server.host} names a token service that is not at an HTTPS address`,
    });
  });

  test("a registry elsewhere cannot name a token service on this machine by plain HTTP", async () => {
    await using service = await FakeServer.open(tokens());
    await using server = await FakeServer.open(tokenRegistry(service));
    using host = new FakeHost();
    host.detour(server.origin);
    expect(await new Registry(host).digest(reference("reg.io/a"))).toEqual({
      reason: "the registry reg.io names a token service that is not at an HTTPS address",
    });
    expect(service.seen).toEqual([]);
  });

  test("a token service that redirects does not get the credentials elsewhere", async () => {
    await using other = await FakeServer.open(tokens());
    await using service = await FakeServer.open(() => ({
      status: 302,
      headers: { location: `${other.origin}/token` },
    }));
    await using server = await FakeServer.open(tokenRegistry(service));
    using host = new FakeHost({ auths: { [server.host]: { auth: base64("ann:s3cret") } } });
    await new Registry(host).digest(reference(`${server.host}/a`));
    expect(service.authorizations).toEqual([BASIC]);
    expect(other.authorizations).toEqual([undefined]);
  });

  test("a token service that redirects does not get an identity token elsewhere", async () => {
    await using other = await FakeServer.open(tokens());
    await using service = await FakeServer.open(() => ({
      status: 307,
      headers: { location: `${other.origin}/token` },
    }));
    await using server = await FakeServer.open(tokenRegistry(service));
    using host = new FakeHost({ auths: { [server.host]: { identitytoken: "ident" } } });
    expect(await new Registry(host).digest(reference(`${server.host}/a`))).toEqual({
      reason: `${service.host} redirects a request for a token`,
    });
    expect(other.seen).toEqual([]);
  });
});

describe("name and password", () => {
  test("go to the registry once it asks", async () => {
    await using server = await FakeServer.open(({ headers }) =>
      headers.authorization === BASIC ? manifest() : unauthorized('Basic realm="a, b"'),
    );
    using host = new FakeHost({ auths: { [`https://${server.host}/v1/`]: { username: "ann", password: "s3cret" } } });
    const registry = new Registry(host);
    expect(await registry.digest(reference(`${server.host}/a:1`))).toMatchObject({ value: INDEX_DIGEST });
    expect(await registry.digest(reference(`${server.host}/a:2`))).toMatchObject({ value: INDEX_DIGEST });
    expect(server.authorizations).toEqual([undefined, BASIC, BASIC]);
  });

  test("of another registry stay", async () => {
    await using server = await FakeServer.open(() => unauthorized("Basic"));
    using host = new FakeHost({
      auths: { "reg.io": { auth: base64("ann:s3cret") }, [`${server.host}/team`]: { auth: base64("ann:s3cret") } },
    });
    expect(await new Registry(host).digest(reference(`${server.host}/team/a`))).toEqual({
      reason: `the registry ${server.host} asks for credentials`,
    });
    expect(server.authorizations).toEqual([undefined]);
  });
});

describe("not let in", () => {
  const refuses = "refuses the credentials";
  const asks = "asks for credentials";
  const login = { auth: base64("ann:s3cret") };
  test.each([
    ["wrong credentials", login, "Basic", refuses],
    ["no credentials", {}, "Basic", asks],
    ["no challenge", {}, "", asks],
    ["an empty login", { auth: base64(":") }, "Basic", asks],
    ["a login that is no Base64 of one", { auth: "%%%" }, "Basic", asks],
    ["an identity token, though a password is asked for", { identitytoken: "x" }, "Basic", asks],
    ["another kind", login, "Negotiate abc==", "asks for a kind of login that dockshift does not know"],
  ])("%s", async (_, entry, challenge, reason) => {
    await using server = await FakeServer.open(() => unauthorized(challenge));
    using host = new FakeHost({ auths: { [server.host]: entry } });
    expect(await new Registry(host).tags(reference(`${server.host}/a`))).toEqual({
      reason: `the registry ${server.host} ${reason}`,
    });
  });

  describe.each([
    ["with", login, refuses],
    ["without", {}, `${asks}, or has no a`],
  ])("%s credentials", (_, entry, reason) => {
    test("by the token service", async () => {
      await using service = await FakeServer.open(() => ({ status: 401 }));
      await using server = await FakeServer.open(tokenRegistry(service));
      using host = new FakeHost({ auths: { [server.host]: entry } });
      expect(await new Registry(host).digest(reference(`${server.host}/a`))).toEqual({
        reason: `the registry ${server.host} ${reason}`,
      });
    });

    test("by the registry, for all the token that its service gave", async () => {
      await using service = await FakeServer.open(tokens());
      await using server = await FakeServer.open((seen) => tokenRegistry(service)({ ...seen, headers: {} }));
      using host = new FakeHost({ auths: { [server.host]: entry } });
      expect(await new Registry(host).digest(reference(`${server.host}/a`))).toEqual({
        reason: `the registry ${server.host} ${reason}`,
      });
      expect(server.seen).toHaveLength(2);
    });
  });
});

describe("a credential helper", () => {
  /** A helper whose program is what `body` says, with what it is asked in `server`. */
  function helper(host: FakeHost, body: string): void {
    const directory = join(host.home, "bin");
    mkdirSync(directory);
    const program = join(directory, "docker-credential-fake");
    const head = 'const server = require("node:fs").readFileSync(0, "utf8");';
    writeFileSync(program, `#!${process.execPath}\n${head}${body}\n`);
    chmodSync(program, 0o755);
    host.env.PATH = `${directory}${delimiter}${process.env.PATH}`;
  }

  const KNOWS = 'console.log(JSON.stringify({ ServerURL: server, Username: "ann", Secret: `of ${server}` }))';

  test.each(["credsStore", "credHelpers"])("of `%s` is asked for the registry that asks", async (key) => {
    await using server = await FakeServer.open(({ headers }) =>
      headers.authorization === undefined ? unauthorized("Basic") : manifest(),
    );
    const of = { credsStore: "fake", credHelpers: { [server.host]: "fake" } }[key];
    using host = new FakeHost({ [key]: of, auths: { [server.host]: {} } });
    helper(host, KNOWS);
    await new Registry(host).digest(reference(`${server.host}/a`));
    expect(server.authorizations).toEqual([undefined, `Basic ${base64(`ann:of ${server.host}`)}`]);
  });

  test("knows Docker Hub by its old address, and may keep an identity token", async () => {
    await using server = await FakeServer.open(({ path, headers }) => {
      if (path.startsWith("/token")) return { body: '{"access_token":"t1"}' };
      if (headers.authorization !== undefined) return manifest();
      return unauthorized('Bearer realm="https://auth.docker.io/token",service="registry.docker.io"');
    });
    using host = new FakeHost({ credsStore: "fake" });
    helper(host, 'console.log(JSON.stringify({ Username: "<token>", Secret: server }))');
    const origins = host.detour(server.origin);
    await new Registry(host).digest(reference("node:20"));
    expect(server.seen[1]?.body).toContain("refresh_token=https%3A%2F%2Findex.docker.io%2Fv1%2F");
    expect(origins).toEqual(["https://registry-1.docker.io", "https://auth.docker.io", "https://registry-1.docker.io"]);
  });

  test.each([
    ["keeps nothing", 'console.log("credentials not found in native keychain"); process.exitCode = 1', ""],
    ["fails", 'console.log("s3cret"); process.exitCode = 1', ", and docker-credential-fake fails"],
    ["prints something else", 'console.log("s3cret")', ", and docker-credential-fake fails"],
    ["prints without end", 'setInterval(() => console.log("s3cret".repeat(99999)), 1); setTimeout(process.exit, 50)', ", and docker-credential-fake fails"],
  ])("that %s", async (_, body, why) => {
    await using server = await FakeServer.open(() => unauthorized("Basic"));
    using host = new FakeHost({ credsStore: "fake" });
    helper(host, body);
    expect(await new Registry(host).digest(reference(`${server.host}/a`))).toEqual({
      reason: `the registry ${server.host} asks for credentials${why}`,
    });
  }); // prettier-ignore

  test.each([
    ["nowhere", "docker-credential-nowhere cannot be run"],
    ["../evil", "the credential helper of Docker's configuration has no usable name"],
  ])("%s cannot be asked", async (credsStore, why) => {
    await using server = await FakeServer.open(() => unauthorized("Basic"));
    using host = new FakeHost({ credsStore });
    expect(await new Registry(host).digest(reference(`${server.host}/a`))).toEqual({
      reason: `the registry ${server.host} asks for credentials, and ${why}`,
    });
  });

  test("that has nothing leaves it to what the configuration itself holds", async () => {
    await using server = await FakeServer.open(({ headers }) =>
      headers.authorization === BASIC ? manifest() : unauthorized("Basic"),
    );
    using host = new FakeHost({ credsStore: "nowhere", auths: { [server.host]: { auth: base64("ann:s3cret") } } });
    expect(await new Registry(host).digest(reference(`${server.host}/a`))).toMatchObject({ value: INDEX_DIGEST });
  });

  test("is not asked when the registry does not ask", async () => {
    await using server = await FakeServer.open(() => manifest());
    using host = new FakeHost({ credsStore: "nowhere" });
    expect(await new Registry(host).digest(reference(`${server.host}/a`))).toMatchObject({ value: INDEX_DIGEST });
  });
});

describe("Docker's configuration", () => {
  test("stands where `DOCKER_CONFIG` says", async () => {
    await using server = await FakeServer.open(({ headers }) =>
      headers.authorization === BASIC ? manifest() : unauthorized("Basic"),
    );
    using host = new FakeHost({});
    host.env.DOCKER_CONFIG = join(host.home, "elsewhere");
    mkdirSync(host.env.DOCKER_CONFIG);
    const config = JSON.stringify({ auths: { [server.host]: { auth: base64("ann:s3cret") } } });
    writeFileSync(join(host.env.DOCKER_CONFIG, "config.json"), config);
    expect(await new Registry(host).digest(reference(`${server.host}/a`))).toMatchObject({ value: INDEX_DIGEST });
  });

  test.each([["{"], ["[]"], ['"s3cret"']])("%s is none", async (text) => {
    await using server = await FakeServer.open(() => unauthorized("Basic"));
    using host = new FakeHost({});
    writeFileSync(join(host.home, ".docker/config.json"), text);
    expect(await new Registry(host).digest(reference(`${server.host}/a`))).toEqual({
      reason: `the registry ${server.host} asks for credentials, and Docker's configuration is not JSON`,
    });
  });
});
