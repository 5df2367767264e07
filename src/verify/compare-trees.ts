import type { FileChange, FileDifference } from "./difference.js";
import type { Entry } from "./layer.js";
import type { TreeNode } from "./tree-node.js";
import type { Sides } from "./verification.js";

/** What differs between two file trees, by path; times are not looked at. */
export function treeDifferences(before: TreeNode, after: TreeNode): readonly FileDifference[] {
  return [...compare({ before, after })];
}

/** Two nodes of the same path; one of them may be missing. */
interface Pair {
  readonly path: string;
  readonly before: TreeNode | undefined;
  readonly after: TreeNode | undefined;
}

/** Goes from path to path without recursion: images may hold deeper trees than there is room on the stack. */
function* compare(roots: Sides<TreeNode>): Iterable<FileDifference> {
  const todo: Pair[] = [{ path: "", ...roots }];
  for (let pair = todo.pop(); pair !== undefined; pair = todo.pop()) {
    const { path, before, after } = pair;
    const layers = { before: before?.layer, after: after?.layer };
    const what = path === "" ? "/" : path;
    for (const [change, was, is] of [...changes(before, after), ...lostLink(pair, roots)]) {
      yield { kind: "file", what, change, before: was, after: is, layers };
    }
    const names = new Set([...(before?.children.keys() ?? []), ...(after?.children.keys() ?? [])]);
    for (const name of [...names].sort().reverse()) {
      todo.push({ path: `${path}/${name}`, before: before?.children.get(name), after: after?.children.get(name) });
    }
  }
}

type Change = readonly [change: FileChange, before: string, after: string];

function changes(before: TreeNode | undefined, after: TreeNode | undefined): readonly Change[] {
  if (before === undefined) return [["new", "", summary(after!)]];
  if (after === undefined) return [["gone", summary(before), ""]];
  if (kindOf(before) !== kindOf(after)) return [["type", kindOf(before), kindOf(after)]];
  return ASPECTS.map(([change, tell]) => [change, tell(shape(before)), tell(shape(after))] as const).filter(
    ([, was, is]) => was !== is,
  );
}

/**
 * A file that was another name of one that is still there, and no longer is. Two files that become one are no loss: builders
 * part the names of a file that a later layer touches.
 */
function lostLink({ before, after }: Pair, roots: Sides<TreeNode>): readonly Change[] {
  const first = before?.entry?.linkOf;
  if (first === undefined || after?.entry?.kind !== "file") return [];
  const [was, is] = [roots.before.at(first), roots.after.at(first)];
  if (is?.entry?.kind !== "file" || !isSameFile(before, was) || isSameFile(after, is)) return [];
  return [["hard link", `/${first}`, ""]];
}

function isSameFile(one: TreeNode | undefined, other: TreeNode | undefined): boolean {
  const [name, otherName] = [one, other].map((node) => node?.entry && (node.entry.linkOf ?? node.entry.path));
  return name !== undefined && name === otherName && one?.layer === other?.layer;
}

const ASPECTS: readonly (readonly [FileChange, (entry: Shape) => string])[] = [
  // the mode of a symbolic link means nothing, and builders differ in what they write
  ["mode", ({ kind, mode }) => (kind === "symlink" ? "" : mode.toString(8))],
  ["owner", ({ uid, gid }) => `${uid}:${gid}`],
  ["content", ({ kind, size, hash }) => (kind === "file" ? `${size} bytes, sha256 ${hash.slice(0, 12)}` : "")],
  ["target", ({ target }) => target],
  ["device", ({ device }) => device],
  ["attributes", ({ attributes }) => attributes],
];

type Shape = Omit<Entry, "path" | "text" | "linkOf">;

/** What builders make of a directory that no layer lists. */
const UNLISTED: Shape = {
  kind: "directory",
  mode: 0o755,
  uid: 0,
  gid: 0,
  size: 0,
  hash: "",
  target: "",
  device: "",
  attributes: "",
};

function shape(node: TreeNode): Shape {
  return node.entry ?? UNLISTED;
}

function kindOf(node: TreeNode): string {
  return shape(node).kind;
}

function summary(node: TreeNode): string {
  const { kind, size } = shape(node);
  return kind === "file" ? `file, ${size} bytes` : kind;
}
