import { type ImageReference, isHub } from "../image/reference.js";
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

/** Where a reference's repository is. Throws `NoAnswer` when its registry is no host name. Source: distribution/reference. */
export function placeOf({ registry, repository }: ImageReference): Place {
  const name = canonicalRegistry(registry?.text ?? DOCKER_HUB);
  if (name !== DOCKER_HUB) return { registry: name, origin: originOf(name), repository: repository.text };
  const path = repository.text.includes("/") ? repository.text : `library/${repository.text}`;
  return { registry: name, origin: HUB_ORIGIN, repository: path };
}

/** The same repository on a mirror of Docker Hub, by its host name; undefined when the place is not on Docker Hub. */
export function mirrorOf({ registry, repository }: Place, mirror: string): Place | undefined {
  if (registry !== DOCKER_HUB) return undefined;
  return { registry: mirror, origin: originOf(mirror), repository, mirrors: registry };
}

/** The host name of a mirror that is given as such or as an origin. Throws `RangeError`. */
export function mirrorName(text: string): string {
  const name = canonicalRegistry(text.replace(/^https?:\/\//, "").replace(/\/$/, ""));
  // the text is not repeated: it may hold a password
  if (!isHostName(name)) throw new RangeError("a mirror must be a host name, with or without a port");
  return name;
}

/** One name for all that mean Docker Hub; others in lower case. */
export function canonicalRegistry(name: string): string {
  const lower = name.toLowerCase();
  return isHub(lower) ? DOCKER_HUB : lower;
}

/** Plain HTTP is for this machine only. */
function originOf(registry: string): string {
  if (!isHostName(registry)) throw new NoAnswer("its registry is no host name");
  const url = new URL(`http://${registry}`);
  return isLoopback(url) ? url.origin : new URL(`https://${registry}`).origin;
}

function isHostName(text: string): boolean {
  return /^(?:[\w.-]+|\[[\da-f:]+\])(?::\d{1,5})?$/.test(text) && URL.canParse(`https://${text}`);
}
