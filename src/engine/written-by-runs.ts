import { posix } from "node:path";
import { appDirectory, isWithin } from "../plan/app-directory.js";
import { expand, type StageFacts } from "../plan/state.js";
import { type Command, isScript } from "../shell/script.js";
import type { Facts } from "./facts.js";
import { programOf } from "./program.js";
import type { Obstacle } from "./root-needs.js";
import { baseName } from "../shell/program-name.js";
import type { Writable } from "./writable.js";

/** What RUNs leave in the application's directories that it writes again when it runs. */
export function writtenByRuns(stage: StageFacts, facts: Facts): readonly Writable[] | Obstacle {
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
  return star === -1 ? isWithin(path, removed) : path.startsWith(removed.slice(0, star));
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
