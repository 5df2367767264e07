import { createServer as createProxy } from "node:http";
import { createServer, type Server } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { describe, expect, test } from "@jest/globals";
import { proxiedFetch } from "./proxied-fetch.js";
import { Registry } from "./registry.js";
import { certificate } from "./testing/certificate.js";
import { FakeHost, reference } from "./testing/fake-host.js";
import { FakeServer } from "./testing/fake-server.js";
import { INDEX, INDEX_DIGEST, manifest } from "./testing/manifests.js";
import { fetchThrough } from "./tunnel.js";

const NAME = "reg.example";
const { key, cert } = certificate(NAME);

/** An HTTPS registry, and a proxy that leads to it whatever host is asked for. */
class Proxied implements AsyncDisposable {
  readonly connected: string[] = [];
  readonly logins: (string | undefined)[] = [];
  readonly asked: string[] = [];
  /** What the proxy answers instead of leading on. */
  refusal: string | undefined;
  readonly #registry: Server;
  readonly #proxy = createProxy();

  private constructor() {
    this.#registry = createServer({ key, cert }, (request, response) => {
      this.asked.push(`${request.method} ${request.url}`);
      response.writeHead(200, (manifest(INDEX) as { headers: Record<string, string> }).headers);
      response.end(request.method === "HEAD" ? undefined : INDEX);
    });
    this.#proxy.on("connect", ({ url = "", headers }, socket) => {
      this.connected.push(url);
      this.logins.push(headers["proxy-authorization"]);
      socket.on("error", () => undefined);
      if (this.refusal !== undefined) {
        socket.end(`HTTP/1.1 ${this.refusal}\r\n\r\n`);
        return;
      }
      const { port } = this.#registry.address() as AddressInfo;
      const onward = connect(port, "127.0.0.1", () => socket.write("HTTP/1.1 200 OK\r\n\r\n"));
      onward.on("error", () => undefined);
      socket.pipe(onward).pipe(socket);
      socket.on("finish", () => socket.destroy());
    });
  }

  static async open(): Promise<Proxied> {
    const proxied = new Proxied();
    for (const server of [proxied.#registry, proxied.#proxy])
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return proxied;
  }

  get proxy(): string {
    return `http://ann:s3cret%21@127.0.0.1:${(this.#proxy.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const server of [this.#registry, this.#proxy]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }
}

test("a registry is reached through a proxy, which sees neither path nor answer", async () => {
  await using proxied = await Proxied.open();
  using host = new FakeHost();
  host.fetch = (url, init) => fetchThrough(new URL(proxied.proxy), url, init, cert);
  expect(await new Registry(host).digest(reference(`${NAME}/a`))).toMatchObject({ value: INDEX_DIGEST });
  expect(proxied.connected).toEqual([`${NAME}:443`]);
  expect(proxied.logins).toEqual([`Basic ${Buffer.from("ann:s3cret!").toString("base64")}`]);
  expect(proxied.asked).toEqual(["HEAD /v2/a/manifests/latest"]);
});

test("bodies come through", async () => {
  await using proxied = await Proxied.open();
  const url = new URL(`https://${NAME}:5000/x?y`);
  const response = await fetchThrough(new URL(proxied.proxy), url, { method: "POST", body: "z" }, cert);
  expect(await response.text()).toBe(INDEX);
  expect(response.headers.get("docker-content-digest")).toBe(INDEX_DIGEST);
  expect(proxied.connected).toEqual([`${NAME}:5000`]);
  expect(proxied.asked).toEqual(["POST /x?y"]);
});

describe("through the proxy of the environment", () => {
  function behind(proxy: string): FakeHost {
    const host = new FakeHost();
    host.fetch = proxiedFetch({ HTTPS_PROXY: proxy, HTTP_PROXY: proxy });
    return host;
  }

  test("a certificate that nobody vouches for is refused, and nothing is asked", async () => {
    await using proxied = await Proxied.open();
    using host = behind(proxied.proxy);
    expect(await new Registry(host).digest(reference(`${NAME}/a`))).toEqual({
      reason: `${NAME} cannot be reached (DEPTH_ZERO_SELF_SIGNED_CERT)`,
    });
    expect(host.slept).toEqual([]);
    expect(proxied.asked).toEqual([]);
  });

  test("a certificate of another host is refused", async () => {
    await using proxied = await Proxied.open();
    using host = behind(proxied.proxy);
    host.fetch = (url, init) => fetchThrough(new URL(proxied.proxy), url, init, cert);
    expect(await new Registry(host).digest(reference("other.example/a"))).toEqual({
      reason: "other.example cannot be reached (ERR_TLS_CERT_ALTNAME_INVALID)",
    });
    expect(proxied.asked).toEqual([]);
  });

  test.each([
    ["407 Proxy Authentication Required", 1],
    ["502 Bad Gateway", 2],
  ])("that answers %s", async (refusal, times) => {
    await using proxied = await Proxied.open();
    proxied.refusal = refusal;
    using host = behind(proxied.proxy);
    expect(await new Registry(host, { retries: 1 }).digest(reference(`${NAME}/a`))).toEqual({
      reason: `the proxy ${new URL(proxied.proxy).host} answers with status ${refusal.slice(0, 3)}`,
    });
    expect(proxied.connected).toHaveLength(times);
  });

  test("that is not there", async () => {
    const proxied = await Proxied.open();
    const { proxy } = proxied;
    await proxied[Symbol.asyncDispose]();
    using host = behind(proxy);
    expect(await new Registry(host, { retries: 0 }).digest(reference(`${NAME}/a`))).toEqual({
      reason: `the proxy ${new URL(proxy).host} cannot be reached (ECONNREFUSED)`,
    });
  });

  test("this machine itself is not asked for", async () => {
    await using proxied = await Proxied.open();
    await using server = await FakeServer.open(() => manifest());
    using host = behind(proxied.proxy);
    expect(await new Registry(host).digest(reference(`${server.host}/a`))).toMatchObject({ value: INDEX_DIGEST });
    expect(proxied.connected).toEqual([]);
  });
});
