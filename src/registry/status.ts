import { NoAnswer } from "./answer.js";
import type { Reply } from "./exchange.js";
import type { Place } from "./place.js";

/** Throws `NoAnswer` unless a registry has what it was asked for; `what` names it. */
export function expectFound({ status, url }: Reply, { registry, origin, repository }: Place, what: string): void {
  if (status === 200) return;
  if (url.origin !== origin)
    throw new NoAnswer(`${url.host}, to which the registry ${registry} redirects, answers with status ${status}`);
  if (status === 404) throw new NoAnswer(`the registry ${registry} has no ${what}`);
  if (status === 403) throw new NoAnswer(`the registry ${registry} denies access to ${repository}`);
  throw new NoAnswer(`the registry ${registry} answers with status ${status}`);
}
