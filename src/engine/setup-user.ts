import { posix } from "node:path";
import type { Instruction } from "../dockerfile/instruction.js";
import type { Range } from "../dockerfile/text.js";
import type { StageFacts } from "../plan/state.js";
import type { ChosenAccount } from "./account.js";
import { isArchive, targetOf } from "./copied-file.js";
import { appDirectory, isWithin } from "../plan/app-directory.js";
import { insertAfter, replace } from "./edits.js";
import type { Facts } from "./facts.js";
import { runOf } from "./layout.js";
import { insertBehind, lastStep } from "./placing.js";
import type { Edit } from "./types.js";
import type { Writable } from "./writable.js";

/** What has to be written so that a stage ends as an account. */
export interface Setup {
  readonly stage: StageFacts;
  readonly account: ChosenAccount;
  readonly writables: readonly Writable[];
  /** The account owns its directory and what is copied into it. */
  readonly ownsCode: boolean;
  /** Places that name root's own packages, which go to the account's home. */
  readonly packages: readonly Range[];
  /** The image has one to run `chown` in. */
  readonly hasShell: boolean;
}

/** The edits: an account and its directory early, `--chown` on copies, what else it writes late, USER last. */
export function setupEdits(setup: Setup, facts: Facts): readonly Edit[] {
  const { stage, account, writables, packages, hasShell } = setup;
  const { instructions } = stage.stage;
  // in front of its creation nothing can be its own
  const since = account.at === undefined ? -1 : instructions.indexOf(account.at);
  const isKnown = (each: Instruction): boolean => instructions.indexOf(each) > since;
  const owned = setup.ownsCode ? ownedCopies(stage, facts) : [];
  const moved = ({ keyword, range, flags }: Instruction): boolean =>
    keyword === "COPY" &&
    !flags.some(({ name }) => name === "chown") &&
    packages.some(({ start }) => range.start < start && start < range.end);
  const copies = instructions.filter((each) => (owned.includes(each) && isKnown(each)) || moved(each));
  const directories = setup.ownsCode ? workdirs(stage, facts, owned) : [];
  const [workdir] = directories;
  const first = copies[0] === undefined ? instructions.length : instructions.indexOf(copies[0]);
  // the directory is there by then
  const isEarly = workdir !== undefined && workdir.at > since && workdir.at < first;
  const own = ({ path }: OwnDirectory): string => `chown ${account.owner} ${path}`;
  const early = hasShell ? [...account.commands, ...(isEarly ? [own(workdir)] : [])] : [];
  const rest = directories.slice(isEarly ? 1 : 0);
  const late = hasShell
    ? lateCommands(
        account,
        [
          ...writables,
          ...(owned.every(isKnown)
            ? []
            : [{ path: directoryOf(owned[0]!, stage, facts), kind: "tree", isThere: true } as const]),
          ...rest.map(({ path }): Writable => ({ path, kind: "entry" })),
        ],
        stage.last.workdir,
      )
    : [];
  const behind = isEarly
    ? instructions[workdir.at]!
    : instructions.slice(0, first).findLast(({ keyword }) => /^(?:FROM|RUN|WORKDIR)$/.test(keyword))!;
  const lastWork = instructions.findLast(({ keyword }) => /^(?:FROM|RUN|COPY|ADD|WORKDIR)$/.test(keyword))!;
  const texts = new Map<Instruction, string[]>();
  const put = (at: Instruction, ...lines: readonly string[]): void => {
    texts.set(at, [...(texts.get(at) ?? []), ...lines]);
  };
  if (early.length > 0) put(behind, runOf(early, facts.file));
  if (late.length > 0) put(lastWork, runOf(late, facts.file));
  const last = lastStep(stage);
  const user = instructions.findLast(({ keyword }) => keyword === "USER");
  const isLast = user !== undefined && user.range.start > last.range.start;
  // without a shell the builder has to make the directory as that user
  const above = hasShell || workdir === undefined || user !== undefined ? undefined : instructions[workdir.at - 1];
  if (!isLast) put(above ?? behindEnv(last, stage), `USER ${account.user}`);
  return [
    ...[...texts].map(([at, lines]) => insertBehind(at, lines, stage, facts)),
    ...copies.map((copy) => chowned(copy, account.owner)),
    ...packages.map((place) => replace(place, `${account.home!}/.local`)),
    ...(isLast ? [replace(user.args.range(), account.user)] : []),
  ];
}

/** The documents set variables first. */
function behindEnv(at: Instruction, { stage: { instructions } }: StageFacts): Instruction {
  const next = instructions[instructions.indexOf(at) + 1];
  return next?.keyword === "ENV" ? next : at;
}

/** A directory that WORKDIR makes as root. */
interface OwnDirectory {
  readonly path: string;
  /** The number of the instruction in its stage; -1: a stage below made it. */
  readonly at: number;
}

/** The application's own directories among the WORKDIRs, the one that the process starts in first; others only when files go there. */
function workdirs(stage: StageFacts, facts: Facts, owned: readonly Instruction[]): readonly OwnDirectory[] {
  const { states, last, parent } = stage;
  const after = (index: number): string => states[index + 1]?.workdir ?? last.workdir;
  const found = new Map<string, OwnDirectory>();
  stage.stage.instructions.forEach(({ keyword }, at) => {
    const path = keyword === "WORKDIR" ? appDirectory(after(at)) : undefined;
    if (path !== undefined && !found.has(path)) found.set(path, { path, at });
  });
  const final = appDirectory(last.workdir);
  const inherited = final !== undefined && !found.has(final) && parent !== undefined ? [{ path: final, at: -1 }] : [];
  const targets = owned.map((copy) => directoryOf(copy, stage, facts));
  const others = [...found.values()].filter(({ path }) => path !== final && targets.includes(path));
  const own = final === undefined ? undefined : found.get(final);
  return [...(own === undefined ? inherited : [own]), ...others];
}

/** The directory that a copy fills. */
function directoryOf(copy: Instruction, stage: StageFacts, facts: Facts): string {
  const { text, path } = targetOf(copy, stage, facts);
  const isFile = copy.words.length === 2 && !/\/$|(?:^|\/)\.$/.test(text) && posix.extname(text) !== "";
  return isFile ? posix.dirname(path) : path;
}

function lateCommands({ owner }: ChosenAccount, given: readonly Writable[], workdir: string): readonly string[] {
  const tops = given.filter(({ kind }) => kind === "tree").map(({ path }) => path);
  const writables = given.filter(({ path, kind }) => kind === "tree" || !tops.some((top) => isWithin(path, top)));
  const paths = (...kinds: readonly Writable["kind"][]): string[] =>
    writables.filter(({ kind }) => kinds.includes(kind)).map(({ path }) => path);
  const known = new Set([workdir, ...writables.filter(({ isThere }) => isThere).map(({ path }) => path)]);
  const missing = paths("tree", "directory").filter((path) => !known.has(path));
  const [trees, pids, others] = [paths("tree"), paths("pid"), paths("directory", "pid", "entry")];
  return [
    ...(missing.length === 0 ? [] : [`mkdir -p ${missing.join(" ")}`]),
    ...(pids.length === 0 ? [] : [`touch ${pids.join(" ")}`]),
    ...(trees.length === 0 ? [] : [`chown -R ${owner} ${trees.join(" ")}`]),
    ...(others.length === 0 ? [] : [`chown ${owner} ${others.join(" ")}`]),
  ];
}

/** Copies without an owner into directories of the application; an archive that ADD unpacks keeps the owners that it holds. */
function ownedCopies(stage: StageFacts, facts: Facts): readonly Instruction[] {
  return stage.stage.instructions.filter((instruction) => {
    const { keyword, words } = instruction;
    if (!instruction.isCopy || instruction.flag("chown") !== undefined) return false;
    if (keyword === "ADD" && words.slice(0, -1).some(({ value }) => isArchive(value))) return false;
    const { text, path } = targetOf(instruction, stage, facts);
    // a file in a system directory is the system's
    const isFolder =
      words.length > 2 || /(?:^|\/)\.?$/.test(text) || words.some(({ value }) => /^\.\/?$|\/$/.test(value));
    return appDirectory(isFolder || posix.extname(path) === "" ? path : posix.dirname(path)) !== undefined;
  });
}

function chowned(copy: Instruction, owner: string): Edit {
  return insertAfter(copy.flags.at(-1)?.range ?? copy.keywordRange, ` --chown=${owner}`);
}
