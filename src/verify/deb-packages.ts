import { APT_STATES, DPKG_STATUS } from "./kept-text.js";
import type { TreeNode } from "./tree-node.js";

const INFO = "var/lib/dpkg/info";

/** Debian packages that one image has and the other lacks, and the files that were theirs. */
export interface GonePackages {
  /** `name:architecture`, sorted. */
  readonly names: readonly string[];
  /** Without the leading slash. */
  readonly files: ReadonlySet<string>;
  /** What they run when they are installed and removed, which may make files that no package lists. */
  readonly scripts: string;
  /** The files of the packages that stay. */
  readonly otherFiles: ReadonlySet<string>;
  /** The layers of the first image in which packages were installed. */
  readonly installLayers: ReadonlySet<number>;
  /** Whether the packages of the second image are those that are left of the first's, in the same state. */
  readonly othersStay: boolean;
}

/**
 * The packages that are gone, if all of them came as a dependency or recommendation of another: what somebody asked for
 * by name is not gone as declared. Undefined when nothing is, or it cannot be told.
 */
export function gonePackages(before: TreeNode, after: TreeNode): GonePackages | undefined {
  const [was, is] = [packages(before), packages(after)];
  if (was === undefined || is === undefined) return undefined;
  const names = [...was.keys()].filter((name) => !is.has(name)).sort();
  const automatic = automaticPackages(before);
  if (names.length === 0 || !names.every((name) => automatic.has(name))) return undefined;
  const othersStay = [...is].every(([name, state]) => was.get(name) === state);
  return {
    names,
    files: new Set(names.flatMap((name) => filesOf(before, name))),
    scripts: names.flatMap((name) => scriptsOf(before, name)).join("\n"),
    otherFiles: new Set([...is.keys()].flatMap((name) => filesOf(before, name))),
    installLayers: new Set(lists(before).map(({ layer }) => layer)),
    othersStay,
  };
}

/** Whether two of Debian's lists say the same in another order. */
export function sameParagraphs(before: string, after: string): boolean {
  return paragraphs(before).sort().join("\n\n") === paragraphs(after).sort().join("\n\n");
}

function packages(root: TreeNode): ReadonlyMap<string, string> | undefined {
  const status = root.at(DPKG_STATUS)?.entry?.text;
  if (status === undefined) return undefined;
  const installed = paragraphs(status).filter((text) => /^Status: .* installed$/m.test(text));
  return new Map(installed.map((text) => [`${field(text, "Package")}:${field(text, "Architecture")}`, text]));
}

/** APT notes them under the machine's architecture, also those that fit every one. */
function automaticPackages(root: TreeNode): ReadonlySet<string> {
  const marked = paragraphs(root.at(APT_STATES)?.entry?.text ?? "").filter((text) => /^Auto-Installed: 1$/m.test(text));
  return new Set(
    marked.flatMap((text) => {
      const name = field(text, "Package");
      return [`${name}:${field(text, "Architecture")}`, `${name}:all`];
    }),
  );
}

/** The files of a package, its own records included. */
function filesOf(root: TreeNode, name: string): readonly string[] {
  const records = recordsOf(root, name);
  const listed = records
    .filter((file) => file.endsWith(".list"))
    .flatMap((file) => root.at(`${INFO}/${file}`)?.entry?.text?.split("\n") ?? []);
  return [
    ...records.map((file) => `${INFO}/${file}`),
    // a merged /usr keeps under /usr/lib what a package lists under /lib
    ...listed.map((path) => path.slice(1)).flatMap((path) => [path, `usr/${path}`]),
  ];
}

/** The lists of every package's files. */
function lists(root: TreeNode): readonly TreeNode[] {
  return [...(root.at(INFO)?.children ?? [])].flatMap(([name, node]) => (name.endsWith(".list") ? [node] : []));
}

function scriptsOf(root: TreeNode, name: string): readonly string[] {
  return recordsOf(root, name)
    .filter((file) => /\.post(?:inst|rm)$/.test(file))
    .map((file) => root.at(`${INFO}/${file}`)?.entry?.text ?? "");
}

/** The names of dpkg's own files about a package. */
function recordsOf(root: TreeNode, name: string): readonly string[] {
  const plain = name.replace(/:.*/, "");
  const all = root.at(INFO)?.children.keys() ?? [];
  return [...all].filter((file) => [plain, name].includes(file.replace(/\.\w+$/, "")));
}

function paragraphs(text: string): string[] {
  return text
    .split(/\n\n+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "");
}

function field(paragraph: string, name: string): string {
  return new RegExp(`^${name}: (.*)$`, "m").exec(paragraph)?.[1] ?? "";
}
