import { posix } from "node:path";
import { appDirectory, isWithin } from "../plan/app-directory.js";
import type { StageFacts } from "../plan/state.js";
import { isArchive, targetOf } from "./copied-file.js";
import type { Facts } from "./facts.js";
import { nodeModules, ownDirectories } from "./framework-paths.js";
import { namedPaths } from "./named-paths.js";
import { programOf } from "./program.js";
import type { Obstacle } from "./root-needs.js";
import type { Startup } from "./startup.js";
import { writtenByRuns } from "./written-by-runs.js";

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
  const own = appDirectory(stage.last.workdir);
  const addNamed = (path: string): void => {
    if (path !== own) add({ path, kind: path.endsWith("/node_modules") ? "directory" : "tree" });
  };
  const made = new Set<string>();
  for (let each: StageFacts | undefined = stage; each !== undefined; each = each.parent) {
    const written = writtenByRuns(each, facts);
    if ("reason" in written) return written;
    for (const writable of written) {
      add(writable);
      made.add(writable.path);
    }
  }
  for (const { path, says, isDirectory } of namedPaths(stage, start, facts.file.escape)) {
    if (path.endsWith("docker.sock")) return { reason: `${says} \`${path}\`, which only root may use` };
    const directory = appDirectory(path);
    if (directory === undefined) return { reason: `${says} \`${path}\`, which only root may write` };
    const isCopied = stage.stage.instructions.some(
      (instruction) => instruction.isCopy && instruction.words.at(-1)?.value === path,
    );
    if (posix.extname(directory) !== "" || isCopied || (!isDirectory && !made.has(directory)))
      return { reason: `${says} \`${path}\`, and nobody knows whether that is a file or a directory` };
    addNamed(directory);
  }
  for (const path of facts.services.flatMap(({ volumes }) => volumes)) {
    const directory = appDirectory(path);
    if (directory !== undefined) addNamed(directory);
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
  const own = appDirectory(last.workdir);
  if (own === undefined) return [];
  for (let below = parent; below !== undefined; below = below.parent) {
    const isFilled = below.stage.instructions.some(({ isCopy, words }, index) => {
      return (
        isCopy && isWithin(posix.resolve("/", below.states[index]!.workdir, words.at(-1)?.value ?? ""), last.workdir)
      );
    });
    if (isFilled) return [own];
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
function unpacked(stage: StageFacts, facts: Facts): readonly string[] {
  return stage.stage.instructions.flatMap((instruction) => {
    const { keyword, words } = instruction;
    if (keyword !== "ADD" || !words.slice(0, -1).some(({ value }) => isArchive(value))) return [];
    return appDirectory(targetOf(instruction, stage, facts).path) ?? [];
  });
}
