import { baseFacts } from "./family.js";
import { parseReference } from "./reference.js";
import { shipped } from "./shipped.js";

/**
 * Recommended packages that no container works worse without: documentation, translations, desktop and boot services, extras
 * of a person at a terminal. Judged one by one from their descriptions and contents in Debian 12 and 13.
 */
const IGNORABLE: ReadonlySet<string> = new Set([
  "krb5-locales", "publicsuffix", "libgpm2", "manpages", "manpages-dev", "libc-devtools", "less", "linux-sysctl-defaults", "xdg-user-dirs",
  "bash-completion", "libfile-fcntllock-perl", "libalgorithm-merge-perl", "liblocale-gettext-perl", "systemd-timesyncd", "libpam-cap",
  "libglib2.0-data", "libnss-systemd", "libgpg-error-l10n", "systemd-cryptsetup", "dbus-user-session", "packagekit-tools", "appstream",
  "libkmod2", "nodejs-doc", "alsa-topology-conf", "alsa-ucm-conf", "javascript-common", "libgdk-pixbuf2.0-bin", "libatm1", "libpng-tools",
  "bzip2-doc", "gpg-wks-client", "gnupg-utils", "libtasn1-doc", "libpam-systemd", "ncurses-term", "libgail-common", "libgtk2.0-bin",
  "libgtk-3-bin", "libjs-sphinxdoc", "libjs-jquery", "fonts-lato", "node-tap", "node-re2", "node-require-from-string", "logrotate",
  "libexif-doc", "libjson-xs-perl", "gsfonts", "fonts-dejavu-extra", "qttranslations5-l10n", "libnet-dbus-perl", "libfile-mimeinfo-perl",
  "libx11-protocol-perl",
]); // prettier-ignore

/** Recommended packages that only some programs use, by the names of the packages that bring such a program. */
const IGNORABLE_WITHOUT: ReadonlyMap<string, RegExp> = new Map([
  ["libsasl2-modules", /ldap|sasl|postfix|slapd|mutt|cyrus|memcached|exim|sendmail|mail/],
  ["libldap-common", /ldap|slapd|sssd|apache|mail/],
]);

/** Whether a base image is of a Debian release that the data was made from, as far as its name tells. */
export function isKnownRelease(base: string): boolean {
  const reference = parseReference(base);
  const tag = reference?.tag?.text ?? "";
  if (reference?.official === undefined) return false;
  if (reference.official === "debian") return /^(?:12|13|bookworm|trixie)(?=[.-]|$)/.test(tag);
  return baseFacts(base).family === "debian" && /(?:^|-)(?:bookworm|trixie)(?=-|$)/.test(tag);
}

/** What `--no-install-recommends` leaves out when apt installs packages. */
export type Loss =
  /** A package that the data does not know. */
  { readonly unknown: string } | { readonly lost: readonly { readonly package: string; readonly by: string }[] };

/** The recommended packages that matter and that installing `packages` without recommends would leave out. */
export function recommendsLost(packages: readonly string[]): Loss {
  const { lost, nothing } = data();
  const named = new Set(packages);
  const found: { package: string; by: string }[] = [];
  for (const by of packages) {
    const recommended = Object.hasOwn(lost, by) ? lost[by] : undefined;
    if (recommended === undefined && !nothing.has(by)) return { unknown: by };
    for (const name of recommended ?? []) {
      if (!named.has(name) && !isIgnorable(name, packages)) found.push({ package: name, by });
    }
  }
  return { lost: found };
}

/** Where the data comes from. */
export const RECOMMENDS_SOURCE = "the package lists of Debian 12 and 13";

/** Everything that stays out, whether it matters or not, by the package that recommends it. */
export function recommendsLeftOut(packages: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const { lost } = data();
  const named = new Set(packages);
  const found = packages.map((by) => {
    const recommended = Object.hasOwn(lost, by) ? lost[by]! : [];
    return [by, recommended.filter((name) => !named.has(name))] as const;
  });
  return new Map(found.filter(([, names]) => names.length > 0));
}

function isIgnorable(name: string, packages: readonly string[]): boolean {
  const users = IGNORABLE_WITHOUT.get(name);
  return IGNORABLE.has(name) || (users !== undefined && !packages.some((each) => users.test(each)));
}

interface Data {
  readonly lost: Readonly<Record<string, readonly string[]>>;
  readonly nothing: ReadonlySet<string>;
}

let known: Data | undefined;

/** Source: the Packages indexes of Debian 12 and 13; see `scripts/refresh-recommends.py`. */
function data(): Data {
  if (known === undefined) {
    const { lost, nothing } = shipped("apt-recommends") as { lost: Data["lost"]; nothing: string[] };
    known = { lost, nothing: new Set(nothing) };
  }
  return known;
}
