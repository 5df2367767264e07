import type { Range } from "../dockerfile/text.js";

/** A part of a reference; `range` counts in the reference's text. */
export interface ReferencePart {
  readonly text: string;
  readonly range: Range;
}

/** `registry.example:5000/team/app:1.2@sha256:…`, taken apart. */
export interface ImageReference {
  readonly text: string;
  readonly registry: ReferencePart | undefined;
  /** The path without registry, tag and digest, as written. */
  readonly repository: ReferencePart;
  readonly tag: ReferencePart | undefined;
  readonly digest: ReferencePart | undefined;
  /** The name among Docker's official images (`node` for `docker.io/library/node`, also on mirrors); undefined for all others. */
  readonly official: string | undefined;
}

const HUB: ReadonlySet<string> = new Set([
  "docker.io",
  "index.docker.io",
  "registry-1.docker.io",
  "registry.hub.docker.com",
]);

/** Whether a registry is Docker Hub under one of its names. */
export function isHub(registry: string): boolean {
  return HUB.has(registry);
}

/** Registries that serve Docker's official images under a path of their own. */
const MIRRORS: ReadonlyMap<string, string> = new Map([
  ["public.ecr.aws", "docker/library/"],
  ["mirror.gcr.io", "library/"],
]);

/** Takes an image reference apart; undefined when it is none (variables, templates, capitals). Source: distribution/reference. */
export function parseReference(text: string): ImageReference | undefined {
  const at = text.indexOf("@");
  const named = at === -1 ? text : text.slice(0, at);
  const digest = at === -1 ? undefined : part(text, at + 1, text.length);
  if (digest && !/^[a-z][a-z0-9]*(?:[+._-][a-z][a-z0-9]*)*:[0-9a-fA-F]{32,}$/i.test(digest.text)) return undefined;
  const slash = named.indexOf("/");
  const first = slash === -1 ? "" : named.slice(0, slash);
  const isRegistry = first === "localhost" || /[.:]/.test(first) || first !== first.toLowerCase();
  const start = isRegistry ? slash + 1 : 0;
  const colon = named.indexOf(":", Math.max(start, named.lastIndexOf("/") + 1));
  const end = colon === -1 ? named.length : colon;
  const registry = isRegistry ? part(text, 0, slash) : undefined;
  const repository = part(text, start, end);
  const tag = colon === -1 ? undefined : part(text, colon + 1, named.length);
  if (!/^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*$/.test(repository.text))
    return undefined;
  if (tag && !/^\w[\w.-]{0,127}$/.test(tag.text)) return undefined;
  return { text, registry, repository, tag, digest, official: officialName(registry?.text, repository.text) };
}

function officialName(registry: string | undefined, repository: string): string | undefined {
  const mirrored = MIRRORS.get(registry ?? "");
  const name = repository.replace(mirrored ?? /^library\//, "");
  const serves = registry === undefined || isHub(registry) || (mirrored !== undefined && name !== repository);
  return serves && !name.includes("/") ? name : undefined;
}

/** Registry and repository as they are written, without tag and digest. */
export function nameOf({ registry, repository }: Pick<ImageReference, "registry" | "repository">): string {
  return `${registry === undefined ? "" : `${registry.text}/`}${repository.text}`;
}

/** One name for an image, however Docker Hub is written: the official one's, or registry and repository, without Docker Hub. */
export function canonicalName(reference: ImageReference): string {
  const { official, registry, repository } = reference;
  return official ?? (registry === undefined || isHub(registry.text) ? repository.text : nameOf(reference));
}

/** The reference with another tag, without a digest. */
export function withTag(reference: Pick<ImageReference, "registry" | "repository">, tag: string): string {
  return `${nameOf(reference)}:${tag}`;
}

function part(text: string, start: number, end: number): ReferencePart {
  return { text: text.slice(start, end), range: { start, end } };
}
