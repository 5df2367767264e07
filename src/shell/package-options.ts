import type { Manager } from "./manager.js";
import type { ShellWord } from "./script.js";

/** The options of a package manager that are known; any other one makes a call one that is left as it is. */
interface Known {
  /** Letters of options without a value; they may stand together: `-qy`. */
  readonly letters: string;
  /** Long options without a value. */
  readonly flags: ReadonlySet<string>;
  /** Options that take the next word as their value, or what stands behind `=`. */
  readonly valued: ReadonlySet<string>;
}

/** Options of one call. */
export interface Options {
  /** Each option with its value, in order. */
  readonly words: readonly ShellWord[];
  /** Options without a value, `--long` or `-x`, those of bundles one by one. */
  readonly flags: ReadonlySet<string>;
  /** Every one is known, so that the other words are packages. */
  readonly known: boolean;
}

const set = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const KNOWN: Readonly<Partial<Record<Manager, Known>>> = {
  apt: {
    letters: "yquVmd",
    flags: set(
      "--yes --assume-yes --quiet --verbose-versions --fix-missing --ignore-missing --no-install-recommends --install-recommends " +
        "--no-install-suggests --install-suggests --allow-downgrades --allow-unauthenticated --allow-change-held-packages --force-yes " +
        "--reinstall --no-upgrade --only-upgrade --purge --auto-remove --autoremove --no-remove --allow-releaseinfo-change --download-only",
    ),
    valued: set("-o -t -c -a --option --target-release --default-release --config-file --host-architecture"),
  },
  apk: {
    letters: "qvUulf",
    flags: set(
      "--quiet --verbose --no-progress --progress --no-cache --update --update-cache --upgrade --latest --force --allow-untrusted " +
        "--no-interactive --no-scripts --no-chown --clean-protected --initdb --no-check-certificate --rdepends --available",
    ),
    valued: set(
      "-t -X -p --virtual --repository --root --repositories-file --arch --keys-dir --cache-dir --cache-max-age --wait",
    ),
  },
  dnf: {
    letters: "yqvb46",
    flags: set(
      "--assumeyes --quiet --verbose --best --nobest --allowerasing --skip-broken --nogpgcheck --nodocs --refresh --noplugins",
    ),
    valued: set(
      "-c -d -e -R -x --config --enablerepo --disablerepo --repo --repoid --exclude --setopt --releasever --forcearch --repofrompath " +
        "--comment --disableplugin --enableplugin --disableexcludes --disableexcludepkgs --advisory --color --debuglevel --errorlevel",
    ),
  },
  zypper: {
    letters: "ynqlvf",
    flags: set(
      "--non-interactive --quiet --verbose --no-gpg-checks --gpg-auto-import-keys --no-refresh --no-color --no-confirm " +
        "--auto-agree-with-licenses --no-recommends --recommends --force --force-resolution --oldpackage --allow-unsigned-rpm",
    ),
    valued: set("-r -R -t -p --repo --root --type --from --plus-repo"),
  },
};

/** Takes the options out of a manager's words; the others are its verb and operands. */
export function optionsOf(
  words: readonly ShellWord[],
  manager: Manager,
): { readonly options: Options; readonly others: readonly ShellWord[] } {
  const { letters, flags, valued } = KNOWN[manager] ?? NONE;
  const taken: ShellWord[] = [];
  const found = new Set<string>();
  const others: ShellWord[] = [];
  let known = true;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const { text } = word;
    if (!text.startsWith("-")) {
      others.push(word);
      continue;
    }
    taken.push(word);
    const [, name = "", value] = /^(--[^=]*|-[^=])=?(.*)$/s.exec(text) ?? [];
    if (valued.has(text)) {
      const next = words[++at];
      if (next === undefined) known = false;
      else taken.push(next);
    } else if (flags.has(text)) found.add(text);
    else if (new RegExp(`^-[${letters}]+$`).test(text)) for (const letter of text.slice(1)) found.add(`-${letter}`);
    // `-oA=b`, `--option=A=b`, `-q=2`
    else known &&= word.literal && value !== "" && (valued.has(name) || /^-q=\d$/.test(text));
  }
  return { options: { words: taken, flags: found, known }, others };
}

const NONE: Known = { letters: "", flags: new Set(), valued: new Set() };
