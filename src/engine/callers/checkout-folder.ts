import { posix } from "node:path";

/** The folders that a `working-directory` means, below where the repository is checked out; none when that is not known. */
export function checkoutFolder(...written: readonly (string | undefined)[]): readonly string[] {
  const parts = written.map((each) => (each ?? ".").replace(CHECKOUT, "./"));
  if (parts.some((part) => /[$<{~]|^\//.test(part))) return [];
  const folder = posix.join(...parts).replace(/(?<=.)\/$/, "");
  return folder.startsWith("..") ? [] : [folder];
}

const CHECKOUT =
  /^(?:\$\{\{\s*github\.workspace\s*\}\}|\$\{?GITHUB_WORKSPACE\}?|\$\((?:Build\.SourcesDirectory|System\.DefaultWorkingDirectory)\))(?:\/|$)/;
