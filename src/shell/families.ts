import { baseName, SHELL } from "./program-name.js";
import type { Command } from "./script.js";

/** Programs of one language's package manager and what it runs. */
export type Family = "node" | "python" | "ruby" | "php" | "dotnet" | "java" | "go" | "rust" | "dart";

/** The family that a command belongs to; `inert` when it reads no variable of its user's; `unknown` for all others. */
export function familyOf({ name, args }: Command): Family | "git" | "ssh" | "inert" | "unknown" {
  if (name === undefined) return "inert";
  const program = baseName(name.value);
  if (INERT.has(program) || onlyTells(args)) return "inert";
  // what it reads from a pipe comes from elsewhere
  if (SHELL.test(program) && args.every(({ value }) => value.startsWith("-") && !value.includes("c"))) return "inert";
  if (program === "git") return "git";
  if (/^(?:ssh|scp|sftp|rsync)$/.test(program)) return "ssh";
  // `python3 -m pip`
  if (/^python[\d.]*$/.test(program) && args[0]?.value === "-m" && args[1]?.value !== "pip") return "unknown";
  return FAMILIES.find(([pattern]) => pattern.test(program))?.[1] ?? "unknown";
}

/** A call that prints what a program is. */
function onlyTells(args: Command["args"]): boolean {
  return args.length === 1 && /^(?:-[vV]|--version|--help|version|help)$/.test(args[0]!.value);
}

const FAMILIES: readonly (readonly [pattern: RegExp, family: Family])[] = [
  [/^(?:npm|npx|yarn|yarnpkg|pnpm|pnpx|bunx?|lerna|rush|corepack)$/, "node"],
  [
    /^(?:node|nx|turbo|ng|tsc|webpack|vite|gulp|grunt|rollup|esbuild|babel|eslint|prettier|jest|mocha|next|nuxt|gatsby|sass|pm2)$/,
    "node",
  ],
  [/^(?:pip[\d.]*|pipx|python[\d.]*|poetry|pipenv|uv|uvx|pdm|hatch|tox|conda|mamba|easy_install)$/, "python"],
  [
    /^(?:nosetests|pytest|flake8|mypy|black|pylint|coverage|sphinx-build|gunicorn|django-admin|celery|alembic)$/,
    "python",
  ],
  [/^(?:bundle|bundler|gem|rake|rails|ruby)$/, "ruby"],
  [/^(?:composer|composer\.phar|php)$/, "php"],
  [/^(?:dotnet|nuget|nuget\.exe|msbuild)$/, "dotnet"],
  [/^(?:mvn|mvnw|gradle|gradlew|sbt|ant|lein|java)$/, "java"],
  [/^(?:go|dep|glide)$/, "go"],
  [/^cargo$/, "rust"],
  [/^(?:pub|dart|flutter)$/, "dart"],
];

/** Programs that do what their arguments say and read no variable but those of the system. Source: their manuals. */
const INERT: ReadonlySet<string> = new Set([
  "[", "[[", "test", ":", "true", "false", "cd", "echo", "printf", "export", "unset", "set", "umask", "exit", "pwd", "read", "trap", "wait", "sleep",
  "mkdir", "rmdir", "rm", "mv", "cp", "ln", "install", "touch", "chmod", "chown", "chgrp", "ls", "cat", "tee", "head", "tail", "sort", "uniq", "wc",
  "cut", "tr", "sed", "awk", "gawk", "grep", "egrep", "find", "xz", "gzip", "gunzip", "bzip2", "tar", "unzip", "zip", "base64", "md5sum", "sha1sum",
  "sha256sum", "sha512sum", "basename", "dirname", "realpath", "readlink", "date", "id", "whoami", "uname", "which", "type", "command", "hash", "diff",
  "apt-get", "apt", "aptitude", "apt-key", "apt-cache", "add-apt-repository", "dpkg", "dpkg-reconfigure", "debconf-set-selections", "apk", "yum", "dnf",
  "microdnf", "zypper", "pacman", "rpm", "yum-config-manager", "locale-gen", "localedef", "update-locale", "update-ca-certificates",
  "update-alternatives", "ldconfig", "setcap", "useradd", "groupadd", "adduser", "addgroup", "usermod", "groupmod", "userdel", "deluser", "passwd",
  "chpasswd", "curl", "wget", "gpg", "openssl", "docker-php-ext-install", "docker-php-ext-configure", "docker-php-ext-enable", "pecl", "a2enmod",
  "a2dismod", "a2ensite", "a2dissite", "service", "systemctl", "crontab", "ssh-keyscan", "ssh-keygen", "ssh-agent", "ssh-add", "nproc", "stat", "du", "gcc", "g++", "cc", "clang", "ld", "ar", "javac", "strip",
  "df", "file", "strip", "patch", "jq", "dos2unix", "setfacl", "getent", "hostname", "truncate", "dd", "yes", "xxd", "cmp", "expr",
]); // prettier-ignore
