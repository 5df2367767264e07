/** Debian's list of the packages that are installed. */
export const DPKG_STATUS = "var/lib/dpkg/status";

/** APT's list of the packages that came as dependencies or recommendations of others. */
export const APT_STATES = "var/lib/apt/extended_states";

/**
 * Whether a file's text is kept: Debian's package lists, the files of each package, and the scripts that it runs when it is
 * installed. They tell which packages are gone and what was theirs.
 */
export function isKept(path: string): boolean {
  return (
    path === DPKG_STATUS || path === APT_STATES || /^var\/lib\/dpkg\/info\/[^/]+\.(?:list|postinst|postrm)$/.test(path)
  );
}
