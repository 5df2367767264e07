import { canonicalName, parseReference } from "./reference.js";
import { shippedText } from "./shipped.js";

/** An account of an image; what is not known of it is left out. */
export interface Account {
  readonly name: string;
  readonly uid?: number;
  readonly gid?: number;
  /** The name of its group, where that is another one. */
  readonly group?: string;
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
  /** The program of its CMD, for servers that work as any user when what they write belongs to it. */
  readonly command?: string;
  /** It brings a health check along. */
  readonly healthCheck?: boolean;
  /** Root's directories and pid files that `command` writes. */
  readonly writes?: readonly string[];
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
  const own = folder === undefined ? [] : foldersAbove(folder).flatMap((each) => entriesOf(`${each}*`));
  const entries = [...own, ...entriesOf(name)];
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

/** Every entry, in the order in which they apply. */
export function allEntries(): readonly Entry[] {
  return JSON.parse(text()) as readonly Entry[];
}

let known: string | undefined;

function text(): string {
  return (known ??= shippedText("contents"));
}

const cache = new Map<string, readonly Entry[]>();

/** The entries of one image. Each stands on a line of its own, so that only those are parsed: there are two thousand. */
function entriesOf(image: string): readonly Entry[] {
  let found = cache.get(image);
  if (found === undefined) {
    const entries: Entry[] = [];
    const start = `\n{"image":${JSON.stringify(image)},`;
    for (let at = text().indexOf(start); at !== -1; at = text().indexOf(start, at + 1)) {
      const line = text().slice(at + 1, text().indexOf("\n", at + 1));
      entries.push(JSON.parse(line.replace(/,$/, "")) as Entry);
    }
    found = entries;
    cache.set(image, found);
  }
  return found;
}
