import { sign } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { certificate } from "../src/registry/testing/certificate.js";

const NAME = "tokens.example";
const { key, cert } = certificate(NAME);

/** A token service that lets one user pull, and nobody else. Source: distribution, "Token Authentication". */
export class TokenService implements AsyncDisposable {
  /** What was asked for, as `user: scope`. */
  readonly asked: string[] = [];
  /** The certificate that tokens are signed with. */
  readonly cert = cert;

  private constructor(
    private readonly server: Server,
    private readonly login: string,
  ) {
    server.on("request", (request: IncomingMessage, response) => {
      const scope = new URL(request.url ?? "", this.realm).searchParams.get("scope") ?? "";
      const user = Buffer.from(request.headers.authorization?.replace("Basic ", "") ?? "", "base64").toString();
      this.asked.push(`${user}: ${scope}`);
      const isKnown = user === this.login;
      response.writeHead(isKnown ? 200 : 401, { "content-type": "application/json" });
      response.end(JSON.stringify(isKnown ? { token: tokenFor(scope), expires_in: 300 } : { details: "no" }));
    });
  }

  /** `login` is `user:password`. */
  static async start(login: string): Promise<TokenService> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new TokenService(server, login);
  }

  get realm(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/token`;
  }

  /** How a docker-registry is told to believe this service; `DIR/cert.pem` has to hold `cert`. */
  get auth(): object {
    return { token: { realm: this.realm, service: "registry", issuer: NAME, rootcertbundle: "DIR/cert.pem" } };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** A token for a scope, `repository:name:pull,push`. */
export function tokenFor(scope: string): string {
  const [type, name, actions = ""] = scope.split(":");
  const now = Math.floor(Date.now() / 1000);
  const access = [{ type, name, actions: actions.split(",") }];
  const claims = { iss: NAME, sub: "", aud: "registry", iat: now, nbf: now - 10, exp: now + 300, jti: "1", access };
  const chain = [cert.replace(/-----.*-----|\n/g, "")];
  const text = [{ typ: "JWT", alg: "ES256", x5c: chain }, claims].map(encoded).join(".");
  return `${text}.${sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
