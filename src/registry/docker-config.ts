import { canonicalRegistry } from "./place.js";

/** What one registry has in the configuration, as it stands there. */
export interface Entry {
  /** `user:password` in Base64. */
  readonly auth?: string;
  readonly username?: string;
  readonly password?: string;
  readonly identitytoken?: string;
}

/** What Docker's configuration says of credentials, by registry as `Place` names them. */
export interface DockerConfig {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly helpers: ReadonlyMap<string, string>;
  /** The helper for registries that have none of their own. */
  readonly store: string | undefined;
}

/** Reads the text of a `config.json`; undefined when it is none. Source: docker/cli, cli/config. */
export function parseDockerConfig(text: string): DockerConfig | undefined {
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(config)) return undefined;
  const { auths, credHelpers, credsStore } = config;
  return {
    entries: new Map(byRegistry(auths).map(([name, value]) => [name, entryOf(value)])),
    helpers: new Map(byRegistry(credHelpers).flatMap(([name, value]) => (isText(value) ? [[name, value]] : []))),
    store: isText(credsStore) ? credsStore : undefined,
  };
}

/** Keys may be addresses, as `https://index.docker.io/v1/` is for Docker Hub; a plain name goes before them. */
function byRegistry(value: unknown): readonly (readonly [string, unknown])[] {
  if (!isObject(value)) return [];
  const isAddress = (key: string): boolean => key.includes("/");
  const [names, addresses] = [
    Object.keys(value).filter((key) => !isAddress(key)),
    Object.keys(value).filter(isAddress),
  ];
  return [...addresses, ...names].map((key) => [registryOf(key), value[key]]);
}

/** Podman's keys that go on with a path are for a part of a registry, and therefore stay apart. */
function registryOf(key: string): string {
  return canonicalRegistry(key.replace(/^https?:\/\//i, "").replace(/(?:\/v[12])?\/?$/, ""));
}

function entryOf(value: unknown): Entry {
  if (!isObject(value)) return {};
  const names = ["auth", "username", "password", "identitytoken"];
  return Object.fromEntries(names.flatMap((name) => (isText(value[name]) ? [[name, value[name]]] : [])));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
