import { isComposeName } from "../project/compose-name.js";

const DOCKERFILE = /^(?:Dockerfile.*|dockerfile|Containerfile.*|.*\.(?:[Dd]ockerfile|[Cc]ontainerfile))$/;

/** Endings of files about Dockerfiles, whatever stands before them. */
const NEVER = new Set(
  (
    "adoc asc bak bat cfg cmd css csv dockerignore containerignore diff gif gz html ini ipynb jpg json jsonc lock log md mdx " +
    "orig patch pdf png ps1 rej rst sh sha256 sig snap sublime-syntax svg swo swp tar tgz tmp toml txt xml yaml yml zip"
  ).split(" "),
);

/** Endings of source code: `DockerfileTest.java` is code, but `Dockerfile.java` builds an image of it. */
const CODE = new Set(
  "c cc cpp cs ex exs go h hs java js kt lua mjs cjs php pl py rb rs scala swift ts tsx vim".split(" "),
);

/** Directories that hold other people's files, or none that were written by hand. */
const SKIPPED_DIRECTORIES = new Set(
  (
    ".git .hg .svn .jj node_modules bower_components jspm_packages vendor .venv venv .tox .nox __pycache__ " +
    "site-packages .terraform .yarn .pnpm-store .gradle .cargo"
  ).split(" "),
);

/** Whether a file is taken for a Dockerfile when nobody named it. */
export function isDockerfileName(name: string): boolean {
  if (!DOCKERFILE.test(name) || name.endsWith("~")) return false;
  const dot = name.lastIndexOf(".");
  if (dot === -1) return true;
  const ending = name.slice(dot + 1).toLowerCase();
  if (NEVER.has(ending)) return false;
  return !CODE.has(ending) || /^(?:Dockerfile|Containerfile)$/.test(name.slice(0, dot));
}

/** Which names to search for when files beside Dockerfiles are wanted. */
export function wantedNames(also: readonly string[]): (name: string) => boolean {
  return (name) => isDockerfileName(name) || (also.includes("compose") && isComposeName(name));
}

/** Whether a directory is never searched unless somebody names it. */
export function isSkippedDirectory(name: string): boolean {
  return SKIPPED_DIRECTORIES.has(name);
}
