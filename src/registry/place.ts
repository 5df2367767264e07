import type { ImageReference } from "../image/reference.js";
import { NoAnswer } from "./answer.js";
import { isLoopback } from "./loopback.js";

/** Where a repository is asked for. */
export interface Place {
  /** The registry as users name it, and as Docker's configuration does; Docker Hub is `docker.io`. */
  readonly registry: string;
  /** Scheme, host and port. */
  readonly origin: string;
  readonly repository: string;
  /** The registry that this one mirrors. */
  readonly mirrors?: string;
}

export const DOCKER_HUB = "docker.io";
const HUB_ORIGIN = "https://registry-1.docker.io";
const HUB_NAMES: ReadonlySet<string> = new Set([
  DOCKER_HUB,
  "index.docker.io",
  "registry-1.docker.io",
  "registry.hub.docker.com",
]);

/** Where a reference's repository is. Throws `NoAnswer` when its registry is no host name. Source: distribution/reference. */
export function placeOf({ registry, repository }: ImageReference): Place {
  const name = canonicalRegistry(registry?.text ?? DOCKER_HUB);
  if (name !== DOCKER_HUB) return { registry: name, origin: originOf(name), repository: repository.text };
  const path = repository.text.includes("/") ? repository.text : `library/${repository.text}`;
  return { registry: name, origin: HUB_ORIGIN, repository: path };
}

/** The same repository on a mirror of Docker Hub, a host name or an origin; undefined when the place is not on Docker Hub. */
export function mirrorOf(place: Place, mirror: string): Place | undefined {
  if (place.registry !== DOCKER_HUB) return undefined;
  const registry = mirror.replace(/^https?:\/\//, "").replace(/\/$/, "");
  return { registry, origin: originOf(registry), repository: place.repository, mirrors: DOCKER_HUB };
}

/** One name for all that mean Docker Hub; others in lower case. */
export function canonicalRegistry(name: string): string {
  const lower = name.toLowerCase();
  return HUB_NAMES.has(lower) ? DOCKER_HUB : lower;
}

/** Plain HTTP is for this machine only. */
function originOf(registry: string): string {
  if (!/^(?:[\w.-]+|\[[\da-f:]+\])(?::\d{1,5})?$/.test(registry) || !URL.canParse(`https://${registry}`))
    throw new NoAnswer("its registry is no host name");
  const url = new URL(`http://${registry}`);
  return isLoopback(url) ? url.origin : new URL(`https://${registry}`).origin;
}
