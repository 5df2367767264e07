import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { askCredentialHelper } from "./credential-helper.js";
import { type DockerConfig, type Entry, parseDockerConfig } from "./docker-config.js";
import type { RegistryHost } from "./host.js";
import { DOCKER_HUB } from "./place.js";

/** What the user has for a registry. */
export type Login =
  | { readonly kind: "password"; readonly username: string; readonly password: string }
  /** For a token service, in exchange for access tokens. */
  | { readonly kind: "identity"; readonly token: string }
  /** `why` says what went wrong on the way, if something did. */
  | { readonly kind: "none"; readonly why?: string };

/** What Docker Hub is called by credential helpers. */
const HUB_SERVER = "https://index.docker.io/v1/";
/** What a helper gives as the name of a user when the secret is an identity token. */
const IDENTITY = "<token>";
const NONE: Login = { kind: "none" };

/** The logins that Docker's configuration has, from `$DOCKER_CONFIG/config.json` or `~/.docker/config.json`. */
export class Logins {
  readonly #known = new Map<string, Promise<Login>>();
  #config: Promise<DockerConfig | string> | undefined;

  constructor(private readonly host: Pick<RegistryHost, "env" | "home">) {}

  /** The login for a registry, by its name in `Place`. Each is looked up once; a helper may ask its user. */
  for(registry: string): Promise<Login> {
    const known = this.#known.get(registry) ?? this.#find(registry);
    this.#known.set(registry, known);
    return known;
  }

  async #find(registry: string): Promise<Login> {
    this.#config ??= this.#read();
    const config = await this.#config;
    if (typeof config === "string") return { kind: "none", why: config };
    const helper = config.helpers.get(registry) ?? config.store;
    const kept = helper === undefined ? NONE : await this.#ask(helper, registry);
    if (kept.kind !== "none") return kept;
    // the configuration of another machine may name a helper that this one has not
    const stored = loginOf(config.entries.get(registry) ?? {});
    return stored.kind === "none" ? kept : stored;
  }

  async #ask(helper: string, registry: string): Promise<Login> {
    try {
      const answer = await askCredentialHelper(helper, registry === DOCKER_HUB ? HUB_SERVER : registry, this.host);
      if (answer === undefined || answer.secret === "") return NONE;
      const { username, secret } = answer;
      if (username === IDENTITY) return { kind: "identity", token: secret };
      return { kind: "password", username, password: secret };
    } catch (error) {
      return { kind: "none", why: (error as Error).message };
    }
  }

  async #read(): Promise<DockerConfig | string> {
    const { env, home } = this.host;
    const directory = env.DOCKER_CONFIG ?? "";
    try {
      const text = await readFile(join(directory === "" ? join(home, ".docker") : directory, "config.json"), "utf8");
      return parseDockerConfig(text) ?? "Docker's configuration is not JSON";
    } catch (error) {
      const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
      return isMissing ? parseDockerConfig("{}")! : "Docker's configuration cannot be read";
    }
  }
}

function loginOf({ auth, username, password, identitytoken }: Entry): Login {
  if (identitytoken !== undefined) return { kind: "identity", token: identitytoken };
  const [, user = username, secret = password] = /^([^:]*):(.*?)\0*$/s.exec(decoded(auth)) ?? [];
  if (user === undefined || user === "" || secret === undefined) return NONE;
  return { kind: "password", username: user, password: secret };
}

function decoded(auth = ""): string {
  return Buffer.from(auth, "base64").toString("utf8");
}
