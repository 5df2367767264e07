/** Debian's list of the packages that are installed. */
export const DPKG_STATUS = "var/lib/dpkg/status";

/** APT's list of the packages that came as dependencies or recommendations of others. */
export const APT_STATES = "var/lib/apt/extended_states";

/** dpkg's lists about single files, and how many lines each record takes. */
export const DPKG_LISTS: ReadonlyMap<string, number> = new Map([
  ["var/lib/dpkg/statoverride", 1],
  ["var/lib/dpkg/diversions", 3],
]);

/** What dpkg notes about the programs that a name may stand for. */
export const ALTERNATIVES = /^var\/lib\/dpkg\/alternatives\/[^/]+$/;

const PACKAGE_FILES = /^var\/lib\/dpkg\/info\/[^/]+\.(?:list|postinst|postrm)$/;

/**
 * Whether a file's text is kept: Debian's package lists, the files of each package, and the scripts that it runs when it is
 * installed. They tell which packages are gone and what was theirs.
 */
export function isKept(path: string): boolean {
  const isList = path === DPKG_STATUS || path === APT_STATES || DPKG_LISTS.has(path);
  return isList || ALTERNATIVES.test(path) || PACKAGE_FILES.test(path);
}
