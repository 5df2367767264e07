import { parseReference } from "./reference.js";

export type Family =
  "debian" | "ubuntu" | "alpine" | "rhel" | "suse" | "arch" | "busybox" | "distroless" | "scratch" | "windows";
export type PackageManager = "apt" | "apk" | "dnf" | "zypper" | "pacman";

export interface BaseFacts {
  /** Undefined: unknown. */
  readonly family: Family | undefined;
  readonly packageManager: PackageManager | undefined;
}

const MANAGERS: Partial<Record<Family, PackageManager>> = {
  debian: "apt", ubuntu: "apt", alpine: "apk", rhel: "dnf", suse: "zypper", arch: "pacman",
}; // prettier-ignore

/** Official images whose name is the distribution. */
const DISTRIBUTIONS: Readonly<Record<string, Family>> = {
  debian: "debian", ubuntu: "ubuntu", alpine: "alpine", busybox: "busybox", scratch: "scratch", centos: "rhel", fedora: "rhel",
  rockylinux: "rhel", almalinux: "rhel", oraclelinux: "rhel", amazonlinux: "rhel", archlinux: "arch",
}; // prettier-ignore

/** Official images that are built on Debian when their tag names no other system. Source: their Dockerfiles of 2026-08. */
const ON_DEBIAN: ReadonlySet<string> = new Set([
  "buildpack-deps", "node", "python", "ruby", "golang", "rust", "php", "perl", "pypy", "gcc", "postgres", "redis", "nginx", "httpd", "haproxy",
  "memcached", "wordpress", "drupal", "joomla", "rails", "django", "erlang", "elixir", "julia", "swipl", "r-base", "haskell",
]); // prettier-ignore

const DEBIAN_SUITES = /(?:^|-)(?:wheezy|jessie|stretch|buster|bullseye|bookworm|trixie|forky|sid)(?:-|$)/;
const UBUNTU_SUITES = /(?:^|-)(?:xenial|bionic|focal|jammy|noble|questing|resolute|stonking)(?:-|$)/;

/** What a base image's name and tag tell about its system. A first table; what it does not know is undefined. */
export function baseFacts(reference: string): BaseFacts {
  const family = familyOf(reference);
  return { family, packageManager: family && MANAGERS[family] };
}

function familyOf(text: string): Family | undefined {
  if (text === "scratch") return "scratch";
  const reference = parseReference(text);
  if (reference === undefined) return undefined;
  const { official, registry } = reference;
  const repository = reference.repository.text;
  const tag = reference.tag?.text ?? "";
  if (/(?:windowsservercore|nanoserver|servercore)/.test(`${repository}:${tag}`)) return "windows";
  if (registry?.text === "mcr.microsoft.com" && /^(?:windows|dotnet\/framework)(?:\/|$)/.test(repository))
    return "windows";
  if (/^microsoft\/(?:windows|nanoserver|iis|aspnet$|dotnet-framework)/.test(repository)) return "windows";
  if (registry?.text === "gcr.io" && repository.startsWith("distroless/")) return "distroless";
  if (official !== undefined && Object.hasOwn(DISTRIBUTIONS, official)) return DISTRIBUTIONS[official];
  if (/(?:^|-)alpine/.test(tag)) return "alpine";
  if (UBUNTU_SUITES.test(tag)) return "ubuntu";
  if (DEBIAN_SUITES.test(tag)) return "debian";
  if (official === undefined) return undefined;
  if (/(?:^|-)oracle(?:linux|-|$)/.test(tag)) return "rhel";
  if (official === "wordpress" && tag.startsWith("cli")) return "alpine";
  // from 12 on its plain tags are Oracle Linux
  if (official === "openjdk") return /(?:^|-)slim|^(?:[6-9]|1[01])(?!\d)/.test(tag) ? "debian" : undefined;
  return ON_DEBIAN.has(official) ? "debian" : undefined;
}
