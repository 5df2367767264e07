import { canonicalName, parseReference } from "./reference.js";
import { shipped } from "./shipped.js";

/** An account of an image; what is not known of it is left out. */
export interface Account {
  readonly name: string;
  readonly uid?: number;
  readonly gid?: number;
  readonly home?: string;
}

/** What a base image contains; undefined facts are unknown. */
export interface Contents {
  readonly family?: string;
  /** Null: none. */
  readonly packageManager?: string | null;
  /** What runs a shell form. Null: the image has no shell. */
  readonly shell?: string | null;
  /** Programs that a probe or an installer may need; one that is missing here may be there all the same. */
  readonly tools: ReadonlySet<string>;
  /** What the image is for: a language or a server. */
  readonly runtime?: string;
  /** Its USER where that is not root. */
  readonly user?: string;
  /** A ready-made account for running applications. */
  readonly unprivileged?: Account;
  /** `drops-privileges`: starts as root and changes to `runsAs`. `needs-root`: does not start as anybody else. */
  readonly entrypoint?: "plain" | "drops-privileges" | "needs-root";
  readonly runsAs?: string;
  /** The image to take instead when it must not start as root. */
  readonly twin?: string;
  readonly ports?: readonly number[];
  readonly volumes?: readonly string[];
  readonly workdir?: string;
}

/** Contents with what shows them. */
export interface Described {
  readonly contents: Contents;
  /** A repository and path, or a page, for each entry that applied. */
  readonly sources: readonly string[];
  /** Every entry was looked up; otherwise some of it is common knowledge that nobody has checked. */
  readonly isChecked: boolean;
}

/** One line of `data/contents.json`: facts of the images and tags that match. */
export interface Entry {
  /** An official image's name, or registry and repository; `*` as the last part matches any rest. */
  readonly image: string;
  /** A regular expression on the tag. */
  readonly tags?: string;
  readonly facts?: Omit<Contents, "tools"> & { readonly tools?: readonly string[] };
  /** `*`: the official image that the rest of the name says. */
  readonly sameAs?: "*";
  readonly source: string;
}

/** What the data says about an image; undefined when it does not know it. */
export function contentsOf(reference: string): Described | undefined {
  const parsed = parseReference(reference);
  if (parsed === undefined) return undefined;
  const found = described(canonicalName(parsed), parsed.tag?.text ?? "latest");
  return found.length === 0 ? undefined : merged(found);
}

function described(name: string, tag: string): readonly Entry[] {
  const [folder] = /^.*\//.exec(name) ?? [];
  const { names, folders } = data();
  const entries = [...(folder === undefined ? [] : foldersAbove(folder).flatMap((each) => folders.get(each) ?? []))];
  entries.push(...(names.get(name) ?? []));
  return entries.flatMap((entry) => {
    if (entry.sameAs !== undefined) return described(name.slice(entry.image.length - 1), tag);
    return entry.tags === undefined || new RegExp(entry.tags).test(tag) ? [entry] : [];
  });
}

/** `a/b/` → `a/`, `a/b/`. */
function foldersAbove(folder: string): string[] {
  return [...folder.matchAll(/\//g)].map(({ index }) => folder.slice(0, index + 1));
}

function merged(entries: readonly Entry[]): Described {
  let contents: Omit<Contents, "tools"> = {};
  const tools = new Set<string>();
  for (const { facts: { tools: own = [], ...facts } = {} } of entries) {
    contents = { ...contents, ...facts };
    for (const tool of own) if (!tool.startsWith("-")) tools.add(tool);
    for (const tool of own) if (tool.startsWith("-")) tools.delete(tool.slice(1));
  }
  const sources = [...new Set(entries.map(({ source }) => source))];
  return { contents: { ...contents, tools }, sources, isChecked: !sources.some((source) => RECALLED.test(source)) };
}

const RECALLED = /from memory|not looked up/;

interface Data {
  readonly names: ReadonlyMap<string, readonly Entry[]>;
  readonly folders: ReadonlyMap<string, readonly Entry[]>;
}

let known: Data | undefined;

/** Every entry, in the order in which they apply. */
export function allEntries(): readonly Entry[] {
  return shipped("contents") as readonly Entry[];
}

function data(): Data {
  if (known === undefined) {
    const names = new Map<string, Entry[]>();
    const folders = new Map<string, Entry[]>();
    for (const entry of allEntries()) {
      const [map, key] = entry.image.endsWith("/*") ? [folders, entry.image.slice(0, -1)] : [names, entry.image];
      map.set(key, [...(map.get(key) ?? []), entry]);
    }
    known = { names, folders };
  }
  return known;
}
