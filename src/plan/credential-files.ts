import { posix } from "node:path";
import type { Context } from "../project/context.js";
import type { Readers } from "../shell/fetching.js";

/** Who reads a file that holds credentials; `key`: ssh does, and an agent does as well. */
export type FileReaders = Readers | "key";

/** Who reads a credential file of that path; undefined when it is none that is known. Source: the manuals of the programs. */
export function readersOf(path: string): FileReaders | undefined {
  const folder = posix.basename(posix.dirname(path));
  const name = posix.basename(path);
  if (folder === ".ssh")
    return /^(?:known_hosts|config|authorized_keys|environment)\d?$|\.pub$/.test(name) ? undefined : "key";
  if (/^id_(?:rsa|dsa|ecdsa|ed25519)$/.test(name)) return "key";
  return FILES.find(([pattern]) => pattern.test(`${folder}/${name}`))?.[1];
}

const FILES: readonly (readonly [pattern: RegExp, readers: Readers])[] = [
  [/\/(?:\.npmrc|npmrc|\.yarnrc|\.yarnrc\.yml)$/, "node"],
  [/\/[._]netrc$/, "any"],
  [/\/(?:pip\.conf|\.pypirc)$|^pypoetry\/auth\.toml$/, "python"],
  [/\/auth\.json$/, "php"],
  [/\/settings(?:-security)?\.xml$|\/gradle\.properties$|^\.(?:sbt|ivy2)\/\.?credentials$/, "java"],
  [/\/nuget\.config$/i, "dotnet"],
  [/\/\.git-credentials$|\/\.gitconfig$|^git\/(?:config|credentials)$/, "git"],
  [/^\.bundle\/config$|^\.gem\/credentials$/, "ruby"],
  [/^\.cargo\/credentials(?:\.toml)?$/, "rust"],
];

/** Whether a file of the build context holds a secret; undefined when its name does not tell and its text is not seen. */
export function holdsSecret(source: string, path: string, context: Context | undefined): boolean | undefined {
  const text = context?.read(posix.normalize(source));
  const isAlways = ALWAYS.test(path) || ALWAYS.test(source);
  if (text === undefined) return isAlways && !source.endsWith(".pub") ? true : undefined;
  return isAlways || SECRETS.some((pattern) => pattern.test(text));
}

/** Files that are there for nothing else. */
const ALWAYS =
  /(?:^|\/)(?:[._]netrc|\.git-credentials|\.pypirc|id_(?:rsa|dsa|ecdsa|ed25519))$|\.ssh\/(?!known_hosts|config|authorized_keys)[^/]+(?<!\.pub)$/;

/** A secret that is written out, not one that a variable holds. */
const SECRETS: readonly RegExp[] = [
  /_(?:authToken|auth|password)\s*=\s*"?(?!\$\{)[^\s"$]/,
  /npmAuth(?:Token|Ident):\s*"?(?!\$\{)[^\s"$]/,
  /:\/\/[^\s/:@$]+:(?!\$)[^\s/@$]+@/,
  /<(?:password|privateKey)>(?!\$\{)[^<\s]/,
  /key="(?:ClearText)?Password"\s+value="(?!%)[^"]/i,
  /"(?:password|token|bearer|github-oauth|gitlab-token|consumer-secret)"\s*:\s*["{]/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /^\s*(?:token|password)\s*=\s*"?[^\s"$]/m,
];

/** A path with the home in one spelling and without detours; relative ones start at the directory. `isRoot`: it is root's. */
export function spelled(path: string, directory: string, isRoot: boolean): string {
  const home = path.replace(/^(?:\$HOME|\$\{HOME\}|~)(?=\/|$)/, "~");
  if (home.startsWith("~")) return posix.normalize(home);
  const full = posix.resolve(directory === "" ? "/" : directory, path);
  return isRoot && /^\/root(?=\/|$)/.test(full) ? full.replace(/^\/root/, "~") : full;
}
