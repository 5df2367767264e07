import { NoAnswer } from "./answer.js";
import type { Challenge } from "./challenge.js";
import type { Client } from "./client.js";
import type { Ask, Reply } from "./exchange.js";
import { jsonOf } from "./json.js";
import type { Login } from "./logins.js";
import { isPrivate } from "./loopback.js";
import type { Place } from "./place.js";

/** What goes into the `Authorization` header. */
export interface Authorization {
  readonly header: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** How long a token lives at least, in seconds, whatever its service says. Source: distribution, auth/token. */
const SHORTEST_LIFE = 60;
/** What is left of a token's life, in seconds, when it is no longer used. */
const MARGIN = 10;

/**
 * Asks the token service that a registry's challenge names for a token to pull. The user's login for this registry goes
 * there, as Docker sends it: by HTTPS, or from this machine to itself. Throws `NoAnswer`.
 */
export async function fetchToken(
  { params }: Challenge,
  place: Place,
  login: Login,
  client: Client,
): Promise<Authorization> {
  const realm = realmOf(params.get("realm"), place);
  const query = new URLSearchParams({ service: params.get("service") ?? "", scope: scopeOf(params, place) });
  if (query.get("service") === "") query.delete("service");
  const reply = await (login.kind === "identity"
    ? client.request(realm, exchangeOf(login.token, query))
    : client.request(withQuery(realm, query), { method: "GET", headers: basicHeader(login) }));
  return tokenIn(reply, place, login, client.host.now());
}

/** The header for a name and a password; none for other logins. */
export function basicHeader(login: Login): Readonly<Record<string, string>> {
  if (login.kind !== "password") return {};
  const { username, password } = login;
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
}

/** Why a registry lets this login not in. */
export function refusal({ registry }: Place, login: Login): string {
  if (login.kind !== "none") return `the registry ${registry} refuses the credentials`;
  return `the registry ${registry} asks for credentials${login.why === undefined ? "" : `, and ${login.why}`}`;
}

/** The same where a registry does not tell what is hidden from what is missing, as Docker Hub and GHCR do not. */
export function noAccess(place: Place, login: Login): string {
  const reason = refusal(place, login);
  return login.kind === "none" && login.why === undefined ? `${reason}, or has no ${place.repository}` : reason;
}

function realmOf(text: string | undefined, { registry, origin }: Place): URL {
  const realm = text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
  if (realm === undefined || !isPrivate(realm, new URL(origin)))
    throw new NoAnswer(`the registry ${registry} names a token service that is not at an HTTPS address`);
  return realm;
}

/** A registry may know the repository by another name; no right but that to pull is ever asked for. */
function scopeOf(params: Challenge["params"], { repository }: Place): string {
  const scope = params.get("scope") ?? "";
  return /^repository:[^\s:]+(?::\d+\/[^\s:]+)?:pull$/.test(scope) ? scope : `repository:${repository}:pull`;
}

function exchangeOf(token: string, query: URLSearchParams): Ask {
  const form = { grant_type: "refresh_token", refresh_token: token, client_id: "dockshift" };
  return {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams([...query, ...Object.entries(form)]).toString(),
  };
}

function withQuery(realm: URL, query: URLSearchParams): URL {
  const url = new URL(realm);
  for (const [name, value] of query) url.searchParams.set(name, value);
  return url;
}

function tokenIn({ status, body, url }: Reply, place: Place, login: Login, now: number): Authorization {
  if (status === 401 || status === 403) throw new NoAnswer(noAccess(place, login));
  const service = `the token service ${url.host}`;
  if (status !== 200) throw new NoAnswer(`${service} answers with status ${status}`);
  const answer = jsonOf(body);
  const token = answer?.token ?? answer?.access_token;
  if (typeof token !== "string" || !/^[\x21-\x7e]+$/.test(token)) throw new NoAnswer(`${service} gives no token`);
  const { expires_in: life } = answer!;
  const seconds = Math.max(typeof life === "number" ? life : 0, SHORTEST_LIFE) - MARGIN;
  return { header: `Bearer ${token}`, expires: now + seconds * 1000 };
}
