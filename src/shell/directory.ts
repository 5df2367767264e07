import type { Command } from "./script.js";

const REMOVES: ReadonlySet<string> = new Set(["rm", "rmdir", "mv", "find", "unlink"]);

/**
 * Whether commands may remove or move the directory they run in: a RUN of its own starts in a new one, a command behind them in the
 * same shell does not. `directory` is absolute; of another one nothing is known.
 */
export function losesDirectory(commands: readonly Command[], directory: string): boolean {
  if (!directory.startsWith("/") || /^\/+$/.test(directory)) return false;
  const places = `${directory.replace(/\/+/g, "/").replace(/\/$/, "")}/`;
  return commands.some(
    ({ name, args }) =>
      name !== undefined &&
      REMOVES.has(name.value) &&
      args.some(({ value }) => !value.startsWith("-") && mayMean(value, places)),
  );
}

/** Whether a path may be a directory or one above it; both end in `/`. */
function mayMean(path: string, directory: string): boolean {
  if (/^\.{1,2}(?:\/|$)/.test(path)) return !/^\.\/+[^.*?[$]/.test(path);
  if (!path.startsWith("/")) return false;
  const literal = /^[^*?[{$`]*/.exec(path)![0].replace(/\/+/g, "/");
  if (literal.length < path.length) return directory.startsWith(literal);
  return directory.startsWith(`${literal.replace(/\/$/, "")}/`);
}
