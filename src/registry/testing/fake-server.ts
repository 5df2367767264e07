import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A request as it came in. */
export interface Seen {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What to answer; a function does it by hand. */
export type Scripted =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string | readonly string[]>>;
      readonly body?: string | Buffer;
    }
  | ((response: ServerResponse) => void);

type Handler = (request: Seen, count: number) => Scripted;

/** A server on this machine that answers as a test says, and remembers what it was asked. */
export class FakeServer implements AsyncDisposable {
  readonly seen: Seen[] = [];
  handler: Handler = () => ({ status: 404 });

  private constructor(private readonly server: Server) {
    server.on("request", (request, response) => {
      void text(request).then((body) => {
        const { method = "", url: path = "", headers } = request;
        const seen = { method, path, headers, body };
        this.seen.push(seen);
        send(response, this.handler(seen, this.seen.length), method);
      });
    });
  }

  static async open(handler?: Handler): Promise<FakeServer> {
    const server = createServer({ keepAlive: false });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const fake = new FakeServer(server);
    if (handler) fake.handler = handler;
    return fake;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Name and port. */
  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  get origin(): string {
    return `http://${this.host}`;
  }

  /** `HEAD /path` of each request. */
  get lines(): readonly string[] {
    return this.seen.map(({ method, path }) => `${method} ${path}`);
  }

  /** The `Authorization` of each request. */
  get authorizations(): readonly (string | undefined)[] {
    return this.seen.map(({ headers }) => headers.authorization);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

function send(response: ServerResponse, answer: Scripted, method: string): void {
  if (typeof answer === "function") {
    answer(response);
    return;
  }
  const { status = 200, headers = {}, body = "" } = answer;
  response.writeHead(status, headers as Record<string, string | string[]>);
  response.end(method === "HEAD" ? undefined : body);
}
