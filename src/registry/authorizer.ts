import { NoAnswer } from "./answer.js";
import { parseChallenges } from "./challenge.js";
import type { Client } from "./client.js";
import type { Ask, Reply } from "./exchange.js";
import type { Logins } from "./logins.js";
import type { Place } from "./place.js";
import { type Authorization, basicHeader, fetchToken, noAccess, refusal } from "./token.js";

/** Makes requests that a registry lets in. What it was let in with goes to its own origin only, for one repository. */
export class Authorizer {
  constructor(
    private readonly client: Client,
    private readonly logins: Logins,
    /** By origin and repository; shared with those that ask other questions. */
    private readonly known: Map<string, Promise<Authorization>>,
  ) {}

  /** The answer of a registry; its status is 401 only when another host gave it. `url` is at the place's origin. Throws `NoAnswer`. */
  async request(place: Place, url: URL, ask: Ask): Promise<Reply> {
    const key = `${place.origin}/${place.repository}`;
    const used = this.known.get(key);
    const reply = await this.#send(url, ask, await used);
    if (!refuses(reply, place)) return reply;
    // another request may have got a new one by now
    const newer = this.known.get(key);
    const next = newer !== undefined && newer !== used ? newer : this.#authorize(key, place, reply);
    const again = await this.#send(url, ask, await next);
    if (refuses(again, place)) throw new NoAnswer(noAccess(place, await this.logins.for(place.registry)));
    return again;
  }

  #send(url: URL, ask: Ask, authorization: Authorization | undefined): Promise<Reply> {
    if (authorization === undefined || authorization.expires <= this.client.host.now())
      return this.client.request(url, ask);
    return this.client.request(url, { ...ask, headers: { ...ask.headers, authorization: authorization.header } });
  }

  #authorize(key: string, place: Place, reply: Reply): Promise<Authorization> {
    const authorization = this.#answerTo(reply, place);
    this.known.set(key, authorization);
    // the next request may have more luck
    authorization.catch(() => {
      if (this.known.get(key) === authorization) this.known.delete(key);
    });
    return authorization;
  }

  async #answerTo({ headers }: Reply, place: Place): Promise<Authorization> {
    const challenges = parseChallenges(headers.get("www-authenticate") ?? "");
    const login = await this.logins.for(place.registry);
    const bearer = challenges.find(({ scheme }) => scheme === "bearer");
    if (bearer !== undefined) return fetchToken(bearer, place, login, this.client);
    const { authorization: header } = basicHeader(login);
    if (header === undefined) throw new NoAnswer(refusal(place, login.kind === "none" ? login : { kind: "none" }));
    if (challenges.some(({ scheme }) => scheme === "basic")) return { header, expires: Infinity };
    throw new NoAnswer(`the registry ${place.registry} asks for a kind of login that dockshift does not know`);
  }
}

function refuses({ status, url }: Reply, { origin }: Place): boolean {
  return status === 401 && url.origin === origin;
}
