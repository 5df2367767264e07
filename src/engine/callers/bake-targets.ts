import { posix } from "node:path";
import { pathBelow } from "../../project/probes/probe.js";
import type { BakeFile, BakeValue } from "./bake-file.js";
import type { CallerFile } from "./caller.js";

/** A target that builds the Dockerfile; paths are from the repository's root. */
export interface BakeUser {
  readonly context: string;
  /** Where bake runs. */
  readonly folder: string;
}

/** What a target builds itself, and what those build that take it over. */
export function usersOf(file: CallerFile, bake: BakeFile, name: string): readonly (BakeUser | "another" | "unknown")[] {
  const others = takersOf(bake, name).map((each) => bakeUser(file, bake, each));
  return isBuilt(file, bake, name) ? [bakeUser(file, bake, name), ...others] : others;
}

/** Whether it is not there for other targets only, which then build the Dockerfile. */
export function isBuilt(file: CallerFile, bake: BakeFile, name: string): boolean {
  const target = bake.targets.get(name);
  if (target === undefined || target.has("context") || target.has("dockerfile")) return true;
  return !takersOf(bake, name).some((each) => typeof bakeUser(file, bake, each) === "object");
}

/** The targets that take over a target. */
export function takersOf(bake: BakeFile, name: string): readonly string[] {
  return [...bake.targets.keys()].filter((each) => each !== name && takesOver(bake, each, name));
}

/** Also when it is not known what a target takes over. */
function takesOver(bake: BakeFile, name: string, other: string, inside: readonly string[] = []): boolean {
  const parents = bake.targets.get(name)?.get("inherits");
  if (parents === undefined || inside.includes(name)) return false;
  const names = parents.items?.map(({ text }) => text);
  if (names === undefined || names.includes(undefined)) return true;
  return names.some((each) => each === other || takesOver(bake, each!, other, [...inside, name]));
}

/** What a target builds. Bake runs beside its file or in the repository's root. */
export function bakeUser(file: CallerFile, bake: BakeFile, name: string): BakeUser | "another" | "unknown" {
  const inline = valueOf(bake, name, "dockerfile-inline");
  if (inline !== undefined) return inline === "odd" ? "unknown" : "another";
  const context = textOf(valueOf(bake, name, "context"), ".");
  const dockerfile = textOf(valueOf(bake, name, "dockerfile"), "Dockerfile");
  if (context === undefined || dockerfile === undefined) return "unknown";
  const built = [...new Set([posix.dirname(file.path), "."])].flatMap((folder) => {
    const below = pathBelow(folder, context);
    const path = below === undefined ? undefined : pathBelow(below, dockerfile);
    return below === undefined || path === undefined ? [] : [{ folder, context: below, path }];
  });
  const own = built.find(({ path }) => path === file.dockerfile);
  if (own === undefined) return "another";
  return built.some(({ path }) => path !== own.path && file.exists(path)) ? "unknown" : own;
}

/** Its own, or the last one that it takes over; `odd` when that is not in the file. */
function valueOf(
  bake: BakeFile,
  name: string,
  key: string,
  inside: readonly string[] = [],
): BakeValue | "odd" | undefined {
  const target = bake.targets.get(name);
  if (target === undefined || inside.includes(name)) return "odd";
  const own = target.get(key);
  const parents = target.get("inherits");
  if (own !== undefined || parents === undefined) return own;
  if (parents.items === undefined) return "odd";
  const taken = parents.items.map(({ text }) =>
    text === undefined ? "odd" : valueOf(bake, text, key, [...inside, name]),
  );
  return taken.findLast((value) => value !== undefined);
}

/** A plain path; undefined when it is not known. */
function textOf(value: BakeValue | "odd" | undefined, usual: string): string | undefined {
  const text = value === undefined ? usual : value === "odd" ? undefined : value.text;
  return text === undefined || /^\/|:/.test(text) ? undefined : text;
}
