import { posix } from "node:path";
import { expand, type StageFacts } from "../plan/state.js";
import { type Command, isScript } from "../shell/script.js";
import { appDirectory } from "../plan/app-directory.js";
import type { Facts } from "./facts.js";
import { programOf } from "./program.js";
import type { Obstacle } from "./root-needs.js";
import { isArchive } from "./copied-file.js";
import { baseName, type Startup } from "./startup.js";

/** A path that the process writes, and that root owns unless something is done. */
export interface Writable {
  readonly path: string;
  /**
   * `tree`: a directory with all that is in it. `directory`: without that. `pid`: a file. Each may have to be made. `entry`: itself
   * alone; it is there.
   */
  readonly kind: "tree" | "directory" | "pid" | "entry";
  /** Nothing has to be made. */
  readonly isThere?: boolean;
}

/** What the process of a stage writes beside its working directory, on evidence; or why it cannot. */
export function writables(stage: StageFacts, start: Startup, facts: Facts): readonly Writable[] | Obstacle {
  const found = new Map<string, Writable>();
  const add = (each: Writable): void => {
    if (found.get(each.path)?.kind !== "tree") found.set(each.path, each);
  };
  const made = new Set<string>();
  for (let own: StageFacts | undefined = stage; own !== undefined; own = own.parent) {
    const written = writtenByRuns(own, facts);
    if ("reason" in written) return written;
    for (const each of written) {
      add(each);
      made.add(each.path);
    }
  }
  for (const { path, says, isDirectory } of namedPaths(stage, start, facts.file.escape)) {
    if (path.endsWith("docker.sock")) return { reason: `${says} \`${path}\`, which only root may use` };
    const directory = appDirectory(path);
    if (directory === undefined) return { reason: `${says} \`${path}\`, which only root may write` };
    const isCopied = stage.stage.instructions.some(
      ({ keyword, words }) => /^(?:COPY|ADD)$/.test(keyword) && words.at(-1)?.value === path,
    );
    if (posix.extname(directory) !== "" || isCopied)
      return { reason: `${says} \`${path}\`, and nobody knows whether that is a file or a directory` };
    if (!isDirectory && !made.has(directory))
      return { reason: `${says} \`${path}\`, and nobody knows whether that is a file or a directory` };
    if (directory !== appDirectory(stage.last.workdir))
      add({ path: directory, kind: directory.endsWith("/node_modules") ? "directory" : "tree" });
  }
  for (const path of facts.services.flatMap(({ volumes }) => volumes)) {
    const directory = appDirectory(path);
    if (directory !== undefined && directory !== appDirectory(stage.last.workdir))
      add({ path: directory, kind: directory.endsWith("/node_modules") ? "directory" : "tree" });
  }
  for (const path of facts.contents(stage).base?.contents.writes ?? [])
    add(path.endsWith(".pid") ? { path, kind: "pid" } : { path, kind: "tree", isThere: true });
  for (const path of copiedBelow(stage)) add({ path, kind: "tree", isThere: true });
  if (startsPrisma(stage, start, facts)) {
    const modules = appDirectory(posix.resolve("/", stage.last.workdir, "node_modules"));
    for (const name of ["@prisma", "prisma"])
      if (modules !== undefined) add({ path: `${modules}/${name}`, kind: "tree" });
  }
  for (const path of unpacked(stage, facts)) add({ path, kind: "tree", isThere: true });
  for (const path of ownDirectories(stage, start, facts)) add({ path, kind: "tree" });
  const modules = nodeModules(stage, start, facts);
  if (modules !== undefined) add({ path: modules, kind: "directory" });
  const trees = [...found.values()].filter(({ kind }) => kind === "tree");
  return [...found.values()].filter(({ path }) => !trees.some((tree) => path.startsWith(`${tree.path}/`)));
}

/** The working directory, when a stage below has filled it: its copies are root's. */
function copiedBelow({ parent, last }: StageFacts): readonly string[] {
  for (let below = parent; below !== undefined; below = below.parent) {
    const isFilled = below.stage.instructions.some(({ keyword, words }, index) => {
      if (keyword !== "COPY" && keyword !== "ADD") return false;
      const target = posix.resolve("/", below.states[index]!.workdir, words.at(-1)?.value ?? "");
      return `${target}/`.startsWith(`${last.workdir}/`);
    });
    if (isFilled) return appDirectory(last.workdir) === undefined ? [] : [appDirectory(last.workdir)!];
  }
  return [];
}

/** Prisma fetches its engines into its own package at the start. */
function startsPrisma(stage: StageFacts, { commands }: Startup, facts: Facts): boolean {
  return (commands ?? []).some(({ words }) =>
    [...words, ...(programOf(words, stage, facts)?.words ?? [])].some((word) => /^prisma$/.test(word)),
  );
}

/** Where ADD unpacks archives. */
function unpacked({ stage, states, env }: StageFacts, { file }: Facts): readonly string[] {
  return stage.instructions.flatMap(({ keyword, words }, index) => {
    if (keyword !== "ADD" || !words.slice(0, -1).some(({ value }) => isArchive(value))) return [];
    return (
      appDirectory(posix.resolve("/", states[index]!.workdir, expand(words.at(-1)!.value, env, file.escape).text)) ?? []
    );
  });
}

interface Named {
  readonly path: string;
  readonly says: string;
  /** False: it may be a file. */
  readonly isDirectory: boolean;
}

/** Paths for data that the configuration names: volumes, variables, arguments. */
function namedPaths({ stage, env, parent }: StageFacts, { commands = [] }: Startup, escape: string): readonly Named[] {
  const volumes = stage.instructions
    .filter(({ keyword }) => keyword === "VOLUME")
    .flatMap(({ words }) =>
      words.map(({ value }): Named => {
        const path = posix.resolve("/", expand(value, env, escape).text);
        return { path, says: "there is a volume at", isDirectory: true };
      }),
    )
    .filter(({ path }) => !/^\/(?:tmp|var\/tmp|dev\/shm)\/?$/.test(path));
  const variables = [...env].flatMap(([name, value]) =>
    SEARCHED.test(name) ? [] : dataPath(value, name).map((each): Named => ({ ...each, says: `\`${name}\` names` })),
  );
  const words = commands.flatMap(({ words: [, ...args] }) =>
    args.flatMap((word, index) => dataPath(word, /^--?[\w.-]+(?==)/.exec(word)?.[0] ?? args[index - 1] ?? "")),
  );
  const above = parent === undefined ? [] : namedPaths(parent, NO_START, escape);
  return [
    ...above,
    ...volumes,
    ...variables,
    ...words.map((each): Named => ({ ...each, says: "what is started is given" })),
  ];
}

const NO_START: Startup = { entrypoint: undefined, cmd: undefined, commands: [], isInShell: false, init: undefined };

/** Variables whose paths are read, not written. */
const SEARCHED = /^(?!.*(?:DATA|LOG|UPLOAD|DB|CACHE))(?:.*_)?(?:PATH|BIN|LD_LIBRARY_PATH|PYTHONPATH|CLASSPATH|HOME)$/;

/** Names of options and variables that mean a directory. */
const FOLDER = /(?:DIR|DIRS|DIRECTORY|FOLDER|HOME|ROOT|UPLOADS?|MEDIA|STORAGE|CACHE|LOGS|VOLUME|DATA)$/i;

/** A path that data usually go to, as the directory that it is or, for a file, lies in. */
function dataPath(value: string, name: string): readonly Omit<Named, "says">[] {
  const path = value.replace(
    /^(?:--?[\w.-]+=)?(?:jdbc:h2:)?(?:file:(?:\/\/)?|unix:|sqlite(?:\+\w+)?:\/{3})?(?=\/)/,
    "",
  );
  if (!PLACES.test(path) || /^\/(?:var\/)?run\/secrets|^\/var\/lib\/(?:dpkg|apt)/.test(path)) return [];
  const plain = path.replace(/\/+$/, "");
  if (/\.\w+$/.test(plain)) return [{ path: posix.dirname(plain), isDirectory: true }];
  const isDirectory = plain !== path || plain.lastIndexOf("/") === 0 || FOLDER.test(name);
  if (isDirectory) return [{ path: plain, isDirectory }];
  // a file in a directory of its own, or that directory
  const above = appDirectory(posix.dirname(plain));
  return [{ path: above ?? plain, isDirectory: above !== undefined }];
}

const PLACES =
  /^\/(?:data|db|database|logs?|uploads?|media|storage|cache|var\/(?:log|lib|run|cache|data)|run)(?:\/[\w./-]*)?$/;

/** What RUNs leave in the application's directories that it writes again when it runs. */
function writtenByRuns(stage: StageFacts, facts: Facts): readonly Writable[] | Obstacle {
  let written: Writable[] = [];
  for (const [index, instruction] of stage.stage.instructions.entries()) {
    const script = instruction.keyword === "RUN" ? facts.script(instruction) : undefined;
    if (script === undefined || !isScript(script)) continue;
    let directory = stage.states[index]!.workdir;
    // nobody follows these
    const isLost = /\(\s*cd\b|\bpushd\b/.test(script.text.value);
    for (const command of script.commands) {
      const full = (path: string): string => posix.resolve("/", directory, path);
      const words = command.args.map(({ value }) => value).filter((value) => !value.startsWith("-"));
      const program = command.name?.value ?? "";
      if (program === "cd") directory = full(words[0] ?? "");
      if (program === "rm" || program === "mv") {
        const gone = (program === "mv" ? words.slice(0, -1) : words).map(full);
        written = written.filter(({ path }) => !gone.some((each) => covers(each, path)));
      }
      for (const { path, kind } of ofCommand(command, stage, facts)) {
        if (isLost && !path.startsWith("/"))
          return {
            reason: `line ${facts.file.lines.place(instruction.range.start).line} makes \`${path}\` in a directory that nobody follows`,
          };
        const own = appDirectory(full(path));
        if (own !== undefined) written.push({ path: own, kind });
      }
    }
  }
  const workdir = `${stage.last.workdir.replace(/\/+$/, "")}/`;
  return written.filter(({ path, kind }) => kind !== "directory" || !workdir.startsWith(`${path}/`));
}

/** Whether a path that is removed, `*` in it or not, takes another one along. */
function covers(removed: string, path: string): boolean {
  const star = removed.search(/[*?[]/);
  return star === -1 ? `${path}/`.startsWith(`${removed}/`) : path.startsWith(removed.slice(0, star));
}

function ofCommand(command: Command, stage: StageFacts, facts: Facts): readonly Writable[] {
  const { name, args, always } = command;
  if (!always) return [];
  const program = baseName(name?.value ?? "");
  const words = args.map(({ value, literal }) => (literal ? value : expand(value, stage.env, facts.file.escape).text));
  const call = [program, ...words].join(" ");
  if (program === "mkdir") return made(words).map((path) => ({ path, kind: DATA.test(path) ? "tree" : "directory" }));
  if (
    (program === "tar" && words.some((word, index) => /^-?\w*x/.test(word) && index === 0)) ||
    program === "unzip" ||
    call.startsWith("git clone ")
  )
    return [{ path: unpackedTo(program, words), kind: "tree" }];
  if (program === "touch")
    return words.filter((word) => /\.(?:db|sqlite3?|log|pid)$/.test(word)).map((path) => ({ path, kind: "entry" }));
  if (program === "openssl" || program === "ssh-keygen")
    return privateFiles(words).map((path) => ({ path, kind: "entry" }));
  if (/^chmod\b.* (?:-R )?(?:0?777|a\+\w*w\w*|a=rwx|ugo\+\w*w\w*)\b/.test(call)) return [];
  const script = programOf([program, ...words], stage, facts);
  return ofApplication(script?.words.join(" ") ?? call).map((path) => ({ path, kind: "tree" }));
}

/** Where an archive or a repository goes. */
function unpackedTo(program: string, words: readonly string[]): string {
  const after = (option: string): string | undefined => words[words.indexOf(option) + 1];
  if (program === "tar") return words.includes("-C") ? (after("-C") ?? ".") : ".";
  if (program === "unzip") return words.includes("-d") ? (after("-d") ?? ".") : ".";
  const [, url = "", directory] = words.filter(
    (word, index) => !word.startsWith("-") && !/^(?:-b|--branch|--depth)$/.test(words[index - 1] ?? ""),
  );
  return directory ?? posix.basename(url).replace(/\.git$/, "");
}

/** The directories of a `mkdir`, those above them that `-p` makes included. */
function made(words: readonly string[]): readonly string[] {
  const known = words.filter((word) => !/^~|\$/.test(word));
  const named = known.filter(
    (word, index) => !word.startsWith("-") && !/^(?:-\w*m|--mode)$/.test(known[index - 1] ?? ""),
  );
  const above = (path: string): string[] => {
    const folder = posix.dirname(path);
    return folder === "." || folder === "/" || path.startsWith("/") ? [path] : [...above(folder), path];
  };
  return words.some((word) => /^-\w*p|^--parents$/.test(word)) ? named.flatMap(above) : named;
}

/** What the application's own code, or its framework, writes when a RUN calls it. */
function ofApplication(call: string): readonly string[] {
  if (/\bnext build\b/.test(call)) return [".next"];
  if (/^(?:bundle exec )?(?:\S*\/)?(?:rails|rake) (?:assets:|db:|webpacker:)/.test(call))
    return ["tmp", "log", ...(call.includes("db:") ? ["db"] : [])];
  if (/^(?:php )?(?:\S+\/)?artisan /.test(call)) return ["storage", "bootstrap/cache"];
  if (/^(?:php )?(?:\S+\/)?bin\/console /.test(call)) return ["var"];
  const django = /^python[\d.]* (?:\S+\/)?manage\.py (\S+)/.exec(call)?.[1];
  if (django !== undefined) return READS_ONLY.test(django) ? [] : ["."];
  return OWN_CODE.test(call) ? ["."] : [];
}

/** Commands of Django that write nothing that it writes again. */
const READS_ONLY = /^(?:collectstatic|compilemessages|makemessages|check|test)$/;

/** Nobody knows where these write. */
const OWN_CODE =
  /^(?:python[\d.]* (?:-u )?[\w./-]+\.py|node [\w./-]+\.[cm]?js|flask (?:db|init)|alembic|ruby [\w./-]+\.rb)/;

/** Keys are written so that only their owner reads them. */
function privateFiles(words: readonly string[]): readonly string[] {
  return words.filter((_, index) => /^-(?:out|keyout|f)$/.test(words[index - 1] ?? ""));
}

/** Names of directories that an application fills. */
const DATA =
  /(?:^|\/)(?:data|db|database|logs?|uploads?|media|storage|cache|tmp|temp|run|pids?|sessions?|outputs?|results|backups?|files|instance|downloads?)(?:\/[\w-]+)?\/?$/;

/** Directories below the working directory that a framework writes, and that its installation may have made as root. */
function ownDirectories({ stage, last }: StageFacts, { commands }: Startup, { context }: Facts): readonly string[] {
  const words = (commands?.at(-1)?.words ?? []).join(" ");
  const directory = appDirectory(last.workdir);
  const installs = stage.instructions.some(
    ({ keyword, args }) => keyword === "RUN" && args.value.includes("composer "),
  );
  const names = FRAMEWORKS.find(
    ({ call, file }) => call.test(words) || (installs && context?.read(file) !== undefined),
  );
  return directory === undefined ? [] : (names?.directories ?? []).map((name) => `${directory}/${name}`);
}

/** Source: the manuals of Laravel (Directory Permissions) and Symfony (Setting up File Permissions). */
const FRAMEWORKS = [
  { call: /\bartisan\b/, file: "artisan", directories: ["storage", "bootstrap/cache"] },
  { call: /\bbin\/console\b/, file: "bin/console", directories: ["var"] },
] as const;

/** Where a server for developers, or a script nobody can read, may keep its cache: it has to make a directory there. */
function nodeModules(stage: StageFacts, { commands }: Startup, facts: Facts): string | undefined {
  const program = programOf(commands?.at(-1)?.words ?? [], stage, facts);
  const directory = appDirectory(stage.last.workdir);
  if (program?.runtime !== "node" || directory === undefined) return undefined;
  if (program.isOpaque !== true && !CACHES_IN_MODULES.test(program.words.join(" "))) return undefined;
  return installsModules(stage, facts) ? `${directory}/node_modules` : undefined;
}

/** Source: the tools' manuals (`node_modules/.cache`, `node_modules/.vite`). */
const CACHES_IN_MODULES =
  /\b(?:react-scripts|vite|vue-cli-service|webpack|webpack-dev-server|nuxt|craco|parcel|gatsby|storybook|babel-node|astro|ng)\b/;

function installsModules(stage: StageFacts, facts: Facts): boolean {
  const own = stage.stage.instructions.some((instruction, index) => {
    const script =
      instruction.keyword === "RUN" && stage.states[index]!.workdir === stage.last.workdir
        ? facts.script(instruction)
        : undefined;
    return (
      script !== undefined &&
      isScript(script) &&
      script.commands.some(({ name, args, always }) => {
        const [verb] = args.filter(({ value }) => !value.startsWith("-"));
        const program = baseName(name?.value ?? "");
        return (
          always &&
          ((/^(?:npm|pnpm|bun)$/.test(program) &&
            /^(?:i|install|ci|add)$/.test(verb?.value ?? "") &&
            !args.some(({ value }) => /^(?:-g|--global|--prefix.*)$/.test(value))) ||
            (program === "yarn" && /^(?:install|add|)$/.test(verb?.value ?? "")))
        );
      })
    );
  });
  return own || (stage.parent !== undefined && installsModules(stage.parent, facts));
}
