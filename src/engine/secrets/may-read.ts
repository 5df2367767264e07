import type { Command } from "../../shell/script.js";
import type { Context } from "../../project/context.js";
import type { Facts } from "../facts.js";
import { namesOnly } from "../../shell/fetching.js";
import { type Family, familyOf } from "../../shell/families.js";
import type { SecretKind } from "./secret-name.js";

export interface Reading {
  /** A RUN puts the secret into a command, which is what it is for. */
  readonly isUsed: boolean;
  readonly kind: SecretKind;
  readonly facts: Facts;
}

/** Whether a command may take a variable out of its environment, where no RUN names it. */
export function mayRead(command: Command, name: string, { isUsed, kind, facts }: Reading): boolean {
  const family = familyOf(command);
  if (family === "inert" || family === "git" || family === "ssh") return false;
  const own = familyOfName(name);
  if (own === family && BY_ITSELF.test(name)) return true;
  if (own === undefined && (namesOnly(command) || readsNone(command, family))) return false;
  const isOwn = own === undefined || own === family || family === "unknown";
  if (!isUsed || !isOwn) return isOwn;
  // what it is for is seen; others may read it as well, unless it is made for one thing
  return isNamedIn(name, facts) ?? (own === undefined && kind === "token");
}

/** Calls that run no code of the project and whose files hold no variables: go but for its own runs, pip without requirements. */
function readsNone({ args }: Command, family: ReturnType<typeof familyOf>): boolean {
  const words = args.map(({ value }) => value);
  if (family === "go") return !words.some((word) => /^(?:run|test|generate|tool)$/.test(word));
  if (family !== "python" || !words.includes("install")) return false;
  return !words.some((word) =>
    /^(?:-r|--requirement|-c|--constraint|-e|--editable|--group)|^\.{0,2}\/|^\.+$|\.(?:whl|zip|gz)$/.test(word),
  );
}

/** The package managers that a variable is for, as far as its name tells. */
export function familyOfName(name: string): Family | undefined {
  return FAMILIES.find(([pattern]) => pattern.test(name))?.[1];
}

const FAMILIES: readonly (readonly [pattern: RegExp, family: Family])[] = [
  [/(?:^|_)(?:NPM|NODE|YARN|PNPM|NPMRC|FONTAWESOME|GITHUB_PACKAGES)(?:_|$)/i, "node"],
  [/(?:^|_)(?:NUGET|NUGETPACKAGESOURCECREDENTIALS)(?:_|$)/i, "dotnet"],
  [/(?:^|_)(?:COMPOSER|PACKAGIST|MAGENTO|SATIS)(?:_|$)/i, "php"],
  [/^BUNDLE_|(?:^|_)(?:GEM|RUBYGEMS|BUNDLER)(?:_|$)/i, "ruby"],
  [/(?:^|_)(?:PIP|PYPI|POETRY|UV)(?:_|$)/i, "python"],
  [/(?:^|_)(?:CARGO|CRATES)(?:_|$)/i, "rust"],
  [/(?:^|_)(?:MAVEN|MVN|GRADLE|ORG_GRADLE)(?:_|$)/i, "java"],
];

/** Variables that a package manager looks for without being told. Source: the manuals. */
const BY_ITSELF =
  /^(?:COMPOSER_AUTH|NODE_AUTH_TOKEN|(?:npm_config|NPM_CONFIG)_\w+|YARN_\w+|BUNDLE_\w+|GEM_HOST_API_KEY|UV_INDEX_\w+|UV_PUBLISH_\w+|POETRY_(?:HTTP_BASIC|PYPI_TOKEN)_\w+|CARGO_\w+|NuGetPackageSourceCredentials_\w+|ORG_GRADLE_PROJECT_\w+)$/;

/** Whether a source or configuration file of the build context names a variable; undefined when not all of it is seen. */
function isNamedIn(name: string, { context, file }: Facts): boolean | undefined {
  const files = context?.files?.();
  if (context === undefined || files === undefined) return undefined;
  const copied = file.instructions.flatMap((each) =>
    each.isCopy && each.flag("from") === undefined ? each.words.slice(0, -1) : [],
  );
  const isWhole = copied.length > 0 && copied.every(({ value }) => isThere(value, context, files));
  if (!isWhole) return undefined;
  const word = new RegExp(`(?<!\\w)${name}(?!\\w)`);
  return files.some((path) => !CALLERS.test(path) && word.test(context.read(path) ?? ""));
}

function isThere(source: string, context: Context, files: readonly string[]): boolean {
  const path = source.replace(/^(?:\.?\/)+|\/+$/g, "");
  if (/[$*?[<]|^https?:/.test(path) || path === "" || path === ".") return true;
  return (
    context.read(path) !== undefined ||
    files.some((each) => each.startsWith(`${path}/`)) ||
    context.list?.(path) !== undefined
  );
}

/** Files that call builds, tell people about them, or are no files of the project. */
const CALLERS =
  /(?:^|\/)(?:[^/]*Dockerfile[^/]*|[^/]*Containerfile[^/]*|(?:docker-)?compose[^/]*\.ya?ml|docker-bake[^/]*|[^/]*\.md|[^/]*\.rst|Makefile|Jenkinsfile|\.gitlab-ci\.yml|\.travis\.yml|azure-pipelines[^/]*|_manifest\.json|_tree\.txt)$|(?:^|\/)\.(?:github|circleci|azure-pipelines|git)\/|^_repo\//i;
