import { NoAnswer } from "./answer.js";
import type { Authorizer } from "./authorizer.js";
import type { Reply } from "./exchange.js";
import { jsonOf } from "./json.js";
import { nextLink } from "./link.js";
import type { Place } from "./place.js";
import { expectFound } from "./status.js";

/** How many tags a page is asked to have; registries give fewer. */
const PAGE = 1000;
const MOST_PAGES = 500;
const MOST_TAGS = 100_000;

/** Whether a value is a list of tags. */
export function isTagList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length <= MOST_TAGS && value.every(isTag);
}

/** All tags of a repository, in the registry's order; a list that does not end is no answer. Throws `NoAnswer`. */
export async function fetchTags(place: Place, authorizer: Authorizer): Promise<readonly string[]> {
  const tags = new Set<string>();
  let next: URL | undefined = new URL(`${place.origin}/v2/${place.repository}/tags/list?n=${PAGE}`);
  for (let pages = 0; next !== undefined; pages++) {
    if (pages === MOST_PAGES) throw endless(place);
    const reply = await authorizer.request(place, next, { method: "GET", headers: { accept: "application/json" } });
    expectFound(reply, place, place.repository);
    for (const tag of tagsIn(reply, place)) tags.add(tag);
    if (tags.size > MOST_TAGS) throw endless(place);
    next = nextPage(reply, place);
  }
  return [...tags];
}

/** What is no tag, nobody can ask for: it is left out. */
function tagsIn({ body }: Reply, { registry }: Place): readonly string[] {
  const page = jsonOf(body);
  // some registries give null for an empty list
  const tags = page?.tags === null ? [] : page?.tags;
  if (!Array.isArray(tags))
    throw new NoAnswer(`the registry ${registry} gives something else instead of a list of tags`);
  return tags.filter(isTag);
}

function nextPage({ headers, url }: Reply, place: Place): URL | undefined {
  const { origin, registry } = place;
  const link = nextLink(headers.get("link"));
  if (link === undefined) return undefined;
  const next = URL.canParse(link, url.href) ? new URL(link, url) : undefined;
  if (next?.origin !== origin || next.username !== "" || next.password !== "")
    throw new NoAnswer(`the registry ${registry} continues its list of tags on another host`);
  if (next.href === url.href) throw endless(place);
  return next;
}

function isTag(value: unknown): value is string {
  return typeof value === "string" && /^\w[\w.-]{0,127}$/.test(value);
}

function endless({ registry }: Place): NoAnswer {
  return new NoAnswer(`the registry ${registry} lists tags without end`);
}
