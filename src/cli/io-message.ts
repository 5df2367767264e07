const MESSAGES: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EBUSY: "busy",
  EISDIR: "is a directory",
  ELOOP: "symbolic links run in a circle",
  EMFILE: "too many open files",
  ENAMETOOLONG: "name too long",
  ENOENT: "no such file or directory",
  ENOSPC: "no space left on the disk",
  ENOTDIR: "a part of the path is not a directory",
  EPERM: "operation not permitted",
  EROFS: "the file system is read-only",
};

/** What went wrong with a file, in words, without its path. */
export function ioMessage(error: unknown): string {
  const { code = "", message = String(error) } = error as { readonly code?: string; readonly message?: string };
  return MESSAGES[code] ?? message;
}
