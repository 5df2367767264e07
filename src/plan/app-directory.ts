/** Directories that belong to the system, not to an application, as they are. */
const SYSTEM: ReadonlySet<string> = new Set([
  "/", "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/lib32", "/lib64", "/proc", "/root", "/run", "/sbin", 
  "/sys", "/tmp", "/usr", "/var", "/usr/bin", "/usr/include", "/usr/lib", "/usr/lib64", "/usr/libexec", "/usr/local", "/usr/sbin", "/usr/share", "/usr/games", "/var/backups", "/var/cache", "/var/lib", "/var/local", "/var/log", "/var/lock", "/var/mail", "/var/opt", "/var/run",
  "/var/spool", "/var/tmp", "/usr/local/bin", "/usr/local/etc", "/usr/local/lib", "/usr/local/sbin", "/usr/local/share", "/usr/local/src",
  "/usr/local/include",
]); // prettier-ignore

/** Trees in which everything is the system's. */
const TREES =
  /^\/(?:bin|boot|dev|docker-entrypoint\.d|etc|lib|lib32|lib64|proc|root|sbin|sys|tmp|var\/tmp|usr\/(?:bin|include|lib|lib64|libexec|sbin|share|local\/(?:bin|etc|include|lib|sbin|share)))\//;

/** An absolute path without needless parts when it can be an application's own directory; undefined for the system's. */
export function appDirectory(path: string): string | undefined {
  if (!path.startsWith("/") || /["'\\$*?[\s]/.test(path) || path.split("/").includes("..")) return undefined;
  const plain = `/${path
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/")}`;
  return SYSTEM.has(plain) || TREES.test(`${plain}/`) ? undefined : plain;
}

/** Whether a path is a directory or lies in it; both absolute, without a `/` behind. */
export function isWithin(path: string, directory: string): boolean {
  return `${path}/`.startsWith(`${directory}/`);
}
