import type { Delta } from "../plan/guard.js";

/** Files that are left out of the comparison. */
export interface Rule {
  /** Of paths without the leading slash. */
  readonly paths: readonly RegExp[];
  /** What may differ. `content`, `owner`: the rest must be the same. `new`: it may come. `all`: it may also go. */
  readonly covers: "content" | "owner" | "new" | "all";
  readonly because: string;
}

/** What no two builds of one Dockerfile have in common; the files must be there all the same. */
export const VOLATILE: readonly Rule[] = [
  {
    paths: [/^var\/log\/(?:dpkg|alternatives|fontconfig)\.log$/, /^var\/log\/apt\/(?:history|term)\.log$/],
    covers: "content",
    because: "APT, dpkg and their helpers write the time into their logs",
  },
  {
    paths: [/^var\/log\/(?:dnf|yum|hawkey|zypper|pacman|apk)[^/]*\.log$/, /^var\/log\/zypp\/history$/],
    covers: "content",
    because: "the other package managers write the time into their logs",
  },
  {
    paths: [/^(?:var\/lib|usr\/lib\/sysimage)\/rpm\/(?:rpmdb\.sqlite(?:-shm|-wal)?|Packages(?:\.db)?|Installtid)$/],
    covers: "content",
    because: "rpm keeps the time of each installation in its database; the files themselves are compared",
  },
  {
    paths: [/^var\/lib\/dnf\/history\.sqlite(?:-shm|-wal)?$/, /^var\/lib\/zypp\/AnonymousUniqueId$/],
    covers: "content",
    because: "the time of each transaction, and a random number",
  },
  {
    paths: [/^var\/cache\/ldconfig\/aux-cache$/],
    covers: "content",
    because: "ldconfig keeps times and inode numbers here; /etc/ld.so.cache, which programs read, is compared",
  },
  {
    paths: [/^etc\/machine-id$/, /^var\/lib\/dbus\/machine-id$/],
    covers: "content",
    because: "a random number that systemd and D-Bus make when they are installed",
  },
  {
    paths: [
      /^etc\/ssh\/ssh_host_[a-z0-9]+_key(?:\.pub)?$/,
      /^etc\/ssl\/(?:certs|private)\/ssl-cert-snakeoil\.(?:pem|key)$/,
    ],
    covers: "content",
    because: "keys that openssh-server and ssl-cert make at random when they are installed",
  },
  {
    paths: [/^etc\/ssl\/certs\/java\/cacerts$/],
    covers: "content",
    because: "a Java key store holds the time at which each certificate was put in",
  },
  {
    paths: [/(?:^|\/)\.npm\/_logs(?:\/|$)/, /(?:^|\/)\.npm\/_update-notifier-last-checked$/],
    covers: "all",
    because: "npm names its logs after the time, and looks for its own updates now and then",
  },
  {
    paths: [/(?:^|\/)_cacache\/tmp(?:\/|$)/],
    covers: "all",
    because: "npm downloads into files of random names",
  },
  {
    paths: [
      /(?:^|\/)_cacache\/index-v5\//,
      /(?:^|\/)\.cache\/pip\/http\//,
      /(?:^|\/)\.cache\/pip\/http-v2\/(?:.*\/)?[0-9a-f]+$/,
      /(?:^|\/)\.cache\/pip\/selfcheck\//,
    ],
    covers: "content",
    because:
      "npm and pip keep the time, and the server's answer, with each download; npm's and newer pip's downloads are compared",
  },
];

/** Everything but the system's own directories. */
const APPLICATION =
  /^(?!(?:bin|boot|dev|etc|lib|lib32|lib64|proc|root|sbin|sys|usr\/(?:bin|include|lib|libexec|sbin|share|local\/(?:bin|etc|include|lib|sbin|share)))(?:\/|$)).*[^/]$/;

const PACKAGE_CACHES: readonly Rule[] = [
  {
    paths: [
      /^var\/lib\/apt\/lists\//,
      /^var\/cache\/apt\//,
      /^var\/cache\/(?:apk|dnf|yum|libdnf5|zypp|pacman\/pkg)\//,
      /^etc\/apk\/cache\//,
      /^lib\/apk\/db\/(?:lock|scripts\.tar)$/,
      /^var\/lib\/pacman\/sync\//,
    ],
    covers: "all",
    because: "package lists and downloaded packages, which the next run of the package manager fetches again",
  },
  {
    paths: [/^var\/lib\/dpkg\/[a-z]+-old$/, /^var\/cache\/debconf\/[a-z]+\.dat-old$/, /^var\/log\/apt\/eipp\.log\.xz$/],
    covers: "content",
    because: "what was there before the last of several installations; joined installations are fewer",
  },
];

/** What the transforms announce as no difference at all, by the deltas of the fixes that were applied. */
export const IGNORED: Readonly<Record<Delta, readonly Rule[]>> = {
  "package-caches": PACKAGE_CACHES,
  "recommended-packages": [],
  "base-image": [],
  "base-version": [],
  user: [
    {
      paths: [
        /^etc\/(?:passwd|shadow|group|gshadow|subuid|subgid)$/,
        /^etc\/\.pwd\.lock$/,
        /^var\/log\/(?:lastlog|faillog)$/,
      ],
      covers: "content",
      because: "an account is created",
    },
    {
      paths: [/^home\/[^/]+(?:\/|$)/, /^var\/(?:spool\/)?mail\/[^/]+$/],
      covers: "new",
      because: "the account's home",
    },
    {
      paths: [/^etc\/(?:passwd|shadow|group|gshadow|subuid|subgid)-$/],
      covers: "all",
      because: "the lists as they were before",
    },
    { paths: [APPLICATION], covers: "owner", because: "the application's files belong to the account" },
    {
      paths: [APPLICATION],
      covers: "new",
      because: "directories that the application writes are there from the start",
    },
  ],
  home: [{ paths: [/^root\/\.local(?:\/|$)/], covers: "all", because: "root's packages lie in the account's home" }],
  secrets: [
    {
      paths: [
        /(?:^|\/)(?:\.npmrc|\.yarnrc|\.netrc|\.git-credentials|auth\.json|pip\.conf|id_[a-z\d]+|\.gitconfig|\.bundle\/config)$/,
        /(?:^|\/)\.git\/config$/,
      ],
      covers: "all",
      because: "credentials are there while a RUN needs them, and not afterwards",
    },
  ],
  ownership: [],
  sudo: [],
  "health-check": [],
  "runtime-env": [],
  "exec-form": [],
  init: [
    ...PACKAGE_CACHES,
    {
      paths: [/^var\/log\/apt\//, /^var\/lib\/dpkg\/[a-z]+-old$/],
      covers: "new",
      because: "traces of its installation",
    },
    {
      paths: [
        /^usr\/(?:bin|share\/(?:doc|man\/man\d|lintian\/overrides))\/(?:dumb-init|tini)/,
        /^s?bin\/(?:dumb-init|tini)/,
        /^var\/lib\/dpkg\/info\/(?:dumb-init|tini)\./,
      ],
      covers: "new",
      because: "the program that forwards signals",
    },
    {
      paths: [
        /^var\/lib\/dpkg\/status(?:-old)?$/,
        /^var\/lib\/apt\/extended_states$/,
        /^(?:usr\/)?lib\/apk\/db\/installed$/,
        /^etc\/apk\/world$/,
      ],
      covers: "content",
      because: "the package manager's list of what is installed",
    },
  ],
};

/** Files that packages write together: they change, or go, with the packages that had something in them. */
export interface Index {
  readonly paths: readonly RegExp[];
  /** What of a package's files has something in it. */
  readonly of: RegExp;
}

/** The indexes of Debian's packages; none of them is one that users write. */
export const INDEXES: readonly Index[] = [
  { paths: [/^etc\/ld\.so\.cache$/], of: /\.so(?:\.[\d.]+)?$/ },
  {
    paths: [/^var\/lib\/dpkg\/(?:status|available|diversions|statoverride)-old$/, /^var\/log\/apt\/eipp\.log\.xz$/],
    of: /^var\/lib\/dpkg\/info\//,
  },
  { paths: [/^var\/lib\/dpkg\/triggers\/[^/]+$/], of: /^var\/lib\/dpkg\/info\/.*\.triggers$/ },
  {
    paths: [/^var\/cache\/debconf\/(?:config|passwords|templates)\.dat(?:-old)?$/],
    of: /^var\/lib\/dpkg\/info\/.*\.(?:config|templates)$/,
  },
  {
    paths: [/^etc\/ssl\/certs\/(?:ca-certificates\.crt|java\/cacerts)$/],
    of: /^(?:usr\/share\/ca-certificates|etc\/ca-certificates\/update\.d)\//,
  },
  { paths: [/^usr\/share\/info\/dir(?:\.old)?$/], of: /^usr\/(?:share\/info\/|bin\/install-info$)/ },
  {
    paths: [/^usr\/share\/mime\/(?!packages\/)/, /^usr\/share\/applications\/mimeinfo\.cache$/],
    of: /^usr\/(?:share\/mime\/packages\/|share\/applications\/|bin\/update-(?:mime|desktop)-database$)/,
  },
  { paths: [/^usr\/share\/icons\/[^/]+\/\.?icon-theme\.cache$/], of: /^usr\/share\/icons\// },
  {
    paths: [/^usr\/share\/glib-2\.0\/schemas\/gschemas\.compiled$/],
    of: /\/glib-(?:2\.0\/schemas\/|compile-schemas$)/,
  },
  { paths: [/^usr\/lib\/[^/]+\/gconv\/gconv-modules\.cache$/], of: /\/gconv\// },
  { paths: [/^usr\/lib\/[^/]+\/gdk-pixbuf-2\.0\/.*\/loaders\.cache$/], of: /\/gdk-pixbuf-2\.0\// },
  { paths: [/^usr\/lib\/[^/]+\/gio\/modules\/giomodule\.cache$/], of: /\/gio\/modules\// },
  { paths: [/^var\/cache\/fontconfig\//], of: /^usr\/(?:share\/fonts\/|bin\/fc-cache$)/ },
  { paths: [/^var\/cache\/man\//], of: /^usr\/(?:share\/man\/|bin\/mandb$)/ },
];

/** Where packages' scripts make links into what their packages hold. */
export const LINKS =
  /^(?:etc\/(?:alternatives|ssl\/certs|systemd|rc[0-6S]\.d)|var\/lib\/systemd\/deb-systemd-[a-z-]+-enabled)\//;

/** Where they make directories for these links. */
export const LINK_DIRECTORIES = /^(?:etc|var\/lib)\/systemd\//;
