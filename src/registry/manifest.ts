import { createHash } from "node:crypto";
import { NoAnswer } from "./answer.js";
import type { Authorizer } from "./authorizer.js";
import type { Ask, Reply } from "./exchange.js";
import { jsonOf } from "./json.js";
import type { Place } from "./place.js";
import { expectFound } from "./status.js";

/** What manifests hold, by media type. Source: OCI image specification; distribution, manifest schema 2. */
const TYPES: ReadonlyMap<string, "manifests" | "layers"> = new Map([
  ["application/vnd.oci.image.index.v1+json", "manifests"],
  ["application/vnd.docker.distribution.manifest.list.v2+json", "manifests"],
  ["application/vnd.oci.image.manifest.v1+json", "layers"],
  ["application/vnd.docker.distribution.manifest.v2+json", "layers"],
]);
const HEADERS = { accept: [...TYPES.keys()].join(", ") };
const SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1+";
/** Types that say nothing; then the body has to. */
const VAGUE: ReadonlySet<string> = new Set(["", "application/json", "application/octet-stream"]);
/** Statuses of servers that know no HEAD. */
const NO_HEAD: ReadonlySet<number> = new Set([405, 501]);

/** Whether a text is a digest as dockshift takes it. */
export function isDigest(text: unknown): text is string {
  return typeof text === "string" && /^sha256:[\da-f]{64}$/.test(text);
}

/**
 * The digest of what a tag or digest names: of the index where there is one. A digest that the registry states without the
 * manifest is believed; where the manifest is fetched, it has to fit. Throws `NoAnswer`.
 */
export async function fetchDigest(place: Place, target: string, authorizer: Authorizer): Promise<string> {
  const { origin, repository } = place;
  const url = new URL(`${origin}/v2/${repository}/manifests/${target}`);
  const what = `${repository}${target.includes(":") ? "@" : ":"}${target}`;
  const ask = async (method: Ask["method"]): Promise<Reply> => {
    const reply = await authorizer.request(place, url, { method, headers: HEADERS });
    if (method === "GET" || !NO_HEAD.has(reply.status)) expectFound(reply, place, what);
    return reply;
  };
  const head = await ask("HEAD");
  const digest = statedDigest(head, place) ?? digestOfBody(await ask("GET"), place);
  if (target.includes(":") && digest !== target) throw new NoAnswer(`${says(place)} another manifest than ${what}`);
  return digest;
}

/** What a reply without a body says; undefined when the body is needed. */
function statedDigest(reply: Reply, place: Place): string | undefined {
  if (NO_HEAD.has(reply.status)) return undefined;
  const digest = digestHeader(reply, place);
  return TYPES.has(typeOf(reply, place)) ? digest : undefined;
}

function digestOfBody(reply: Reply, place: Place): string {
  const type = typeOf(reply, place);
  const digest = `sha256:${createHash("sha256").update(reply.body).digest("hex")}`;
  if ((digestHeader(reply, place) ?? digest) !== digest)
    throw new NoAnswer(`${says(place)} a manifest that does not fit its digest`);
  const manifest = jsonOf(reply.body);
  if (manifest === undefined) throw new NoAnswer(`${says(place)} a manifest that is not JSON`);
  if (manifest.schemaVersion === 1) throw new NoAnswer(schema1(place));
  // a manifest that can be read in two ways is refused by all clients: CVE-2021-41190
  const kinds = ["manifests", "layers"].filter((kind) => Array.isArray(manifest[kind]));
  const said = [type, manifest.mediaType].flatMap((name) => (TYPES.has(name as string) ? [name] : []));
  const isClear = kinds.length === 1 && said.every((name) => TYPES.get(name as string) === kinds[0]);
  if (manifest.schemaVersion !== 2 || !isClear) throw new NoAnswer(`${says(place)} a manifest of an unknown form`);
  return digest;
}

/** The media type, without parameters; empty when there is none. */
function typeOf({ headers }: Reply, place: Place): string {
  const type = (headers.get("content-type") ?? "").replace(/;.*/s, "").trim().toLowerCase();
  if (type.startsWith(SCHEMA_1)) throw new NoAnswer(schema1(place));
  if (TYPES.has(type) || VAGUE.has(type)) return type;
  const name = /^[\w.+-]{1,40}\/[\w.+-]{1,40}$/.test(type) ? type : "something else";
  throw new NoAnswer(`${says(place)} ${name} instead of a manifest`);
}

function digestHeader({ headers }: Reply, place: Place): string | undefined {
  const digest = headers.get("docker-content-digest") ?? undefined;
  if (digest !== undefined && !isDigest(digest)) throw new NoAnswer(`${says(place)} a digest of an unknown form`);
  return digest;
}

function says({ registry }: Place): string {
  return `the registry ${registry} gives`;
}

function schema1(place: Place): string {
  return `${says(place)} only a manifest of schema 1, whose digest is not the image's`;
}
