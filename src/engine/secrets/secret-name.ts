/** `password`: what logs somebody in, often in the image itself; `token`: what a build shows to others. */
export type SecretKind = "token" | "password";

/** What kind of secret a variable holds, as far as its name tells; undefined: none. */
export function secretKind(name: string): SecretKind | undefined {
  const words = wordsOf(name);
  const last = words.at(-1) ?? "";
  if (isCompiledIn(name) || NOT_ITSELF.has(last) || /^(?:(?:OLD)?PWD|secrets)$/.test(name)) return undefined;
  if (CONTENTS.has(words.join("")) || BUNDLER.test(name)) return "token";
  // behind the word that counts: whose, where, which
  const own = words.filter((word) => !/^\d+$/.test(word) && !QUALIFIERS.has(word));
  const [before = "", end = ""] = [own.at(-2), own.at(-1)];
  if (PASSWORDS.has(end)) return "password";
  if (TOKENS.has(end) || (KEYS.has(before) && end === "key")) return "token";
  if (end === "auth") return AUTHS.has(before) ? "token" : undefined;
  return undefined;
}

/** Whether a variable is one that a bundler writes into the files that everybody gets. Source: the manuals of the frameworks. */
export function isCompiledIn(name: string): boolean {
  return /^(?:REACT_APP|NEXT_PUBLIC|VITE|NUXT_PUBLIC|NUXT_ENV|VUE_APP|GATSBY|EXPO_PUBLIC|PUBLIC|STORYBOOK|NG_APP|SNOWPACK_PUBLIC|PREACT_APP)_/.test(
    name,
  );
}

/** `NPM_TOKEN`, `npmToken` and `npm-token` in words. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== "");
}

const PASSWORDS: ReadonlySet<string> = new Set(["password", "passwd", "passphrase", "pass", "pwd", "pw"]);
const TOKENS: ReadonlySet<string> = new Set([
  "token", "secret", "secrets", "credentials", "credential", "creds", "pat", "apikey", "authtoken", "accesstoken",
]); // prettier-ignore
/** What makes a `key` one that must not be known. */
const KEYS: ReadonlySet<string> = new Set([
  "private", "api", "access", "secret", "ssh", "rsa", "deploy", "auth", "encryption", "signing", "master", "license", "service", "account", "app",
]); // prettier-ignore
/** Whose `auth` is a login and not a switch. */
const AUTHS: ReadonlySet<string> = new Set([
  "composer",
  "npm",
  "config",
  "basic",
  "http",
  "docker",
  "registry",
  "build",
]);
const QUALIFIERS: ReadonlySet<string> = new Set([
  "value", "var", "arg", "read", "write", "ro", "rw", "bot", "prod", "production", "dev", "staging", "test", "ci", "base", "base64", "b64", "db",
]); // prettier-ignore
/** Names that end so say something about a secret. */
const NOT_ITSELF: ReadonlySet<string> = new Set([
  "url", "uri", "file", "path", "dir", "id", "name", "user", "username", "host", "port", "version", "repo", "branch", "tag", "length", "ttl", "expiry",
  "type", "enabled", "required", "method", "header", "issuer", "scope", "email", "count", "policy", "replacer", "mount", "size", "prefix",
]); // prettier-ignore
/** Names of whole files that hold credentials. */
const CONTENTS: ReadonlySet<string> = new Set([
  "npmrc",
  "netrc",
  "pypirc",
  "npmrccontent",
  "npmrccontents",
  "gitcredentials",
  "authjson",
]);
/** A host of a gem source, as Bundler spells it. Source: bundler.io, bundle config. */
const BUNDLER = /^BUNDLE_\w+__[A-Z]+$/i;
