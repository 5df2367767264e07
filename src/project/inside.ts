import { isAbsolute, relative, sep } from "node:path";

/** Whether a path lies below a directory; both absolute, symbolic links not looked at. */
export function isInside(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
