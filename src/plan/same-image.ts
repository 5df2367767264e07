import { officialImages } from "../image/catalogue.js";
import { isPrerelease, statesVersion, variantOf, versionOf } from "../image/pin.js";
import { type ImageReference, nameOf, parseReference, withTag } from "../image/reference.js";
import type { Delta } from "./guard.js";

/** Digests that registries have told. */
export interface Digests {
  digest(reference: string): { readonly value: string } | { readonly reason: string } | undefined;
}

/** What a registry has told of a tag. */
export function toldDigest(reference: ImageReference, tag: string, registry: Digests | undefined): string | undefined {
  const answer = registry?.digest(withTag(reference, tag));
  return answer !== undefined && "value" in answer ? answer.value : undefined;
}

/** A name that all references of an image share, as far as the registry or the catalogue tell; `renews`: older digests, too. */
export function idOf(text: string, renews: boolean, registry?: Digests): string | undefined {
  const reference = parseReference(text);
  if (reference === undefined) return undefined;
  const { official, digest } = reference;
  const tag = reference.tag?.text ?? "latest";
  const name = nameOf(reference);
  const told = (): string | undefined => toldDigest(reference, tag, registry);
  // a digest is the tag's when the registry says so
  const isOfTag = (text: string): boolean => (renews ? told() !== undefined : told() === text);
  if (digest !== undefined && (reference.tag === undefined || !isOfTag(digest.text))) return `${name}@${digest.text}`;
  const group = official === undefined ? undefined : officialImages().find(official, tag);
  if (group !== undefined) return `${name} ${[...group.tags].sort()[0]!}`;
  const known = told();
  return known === undefined ? undefined : `${name}@${known}`;
}

/** Whether the catalogue of official images lists both references as the same image, or their registry says that they are. */
export function namesSameImage(before: string, after: string, deltas: ReadonlySet<Delta>, registry?: Digests): boolean {
  const [was, is] = [parseReference(before), parseReference(after)];
  if (was === undefined || is === undefined) return false;
  if (nameOf(was) !== nameOf(is)) return false;
  const [from, to] = [was, is].map(({ tag }) => tag?.text ?? "latest");
  const digestOf = (tag: string): string | undefined => toldDigest(was, tag, registry);
  if (was.digest?.text !== is.digest?.text) {
    // a digest comes in, or is brought up to date, as the registry gives it for the tag
    if (is.digest === undefined || digestOf(to!) !== is.digest.text) return false;
    if (was.digest !== undefined && !deltas.has("base-version")) return false;
  }
  return from === to || isSameTag(was, from!, to!, deltas, digestOf);
}

function isSameTag(
  reference: ImageReference,
  from: string,
  to: string,
  deltas: ReadonlySet<Delta>,
  digestOf: (tag: string) => string | undefined,
): boolean {
  if (reference.digest !== undefined) return false;
  const [was, is] = [from, to].map((tag) =>
    reference.official === undefined ? undefined : officialImages().find(reference.official, tag),
  );
  if (was !== undefined && was === is) return true;
  const digest = digestOf(to);
  if (digest !== undefined && digest === digestOf(from)) return true;
  // another version of what the tag says beside it: `22-slim` for `current-slim`
  const variant = variantOf(from);
  const isOpen = versionOf(from) === "" ? !statesVersion(from) : versionOf(to).startsWith(`${versionOf(from)}.`);
  if (!deltas.has("base-version") || !isOpen || isPrerelease(to)) return false;
  const tags = is === undefined ? (digest === undefined ? [] : [to]) : [...is.tags, ...is.shared];
  return tags.some((tag) => versionOf(tag) !== "" && variantOf(tag) === variant);
}
