import type { FileChange, FileDifference } from "./difference.js";
import type { Entry } from "./layer.js";
import type { TreeNode } from "./tree-node.js";

/** What differs between two file trees, by path; times are not looked at. */
export function treeDifferences(before: TreeNode, after: TreeNode): readonly FileDifference[] {
  return [...compare("/", before, after)];
}

function* compare(path: string, before: TreeNode | undefined, after: TreeNode | undefined): Iterable<FileDifference> {
  for (const [change, was, is] of changes(before, after)) {
    yield {
      kind: "file",
      what: path,
      change,
      before: was,
      after: is,
      layers: { before: before?.layer, after: after?.layer },
    };
  }
  const names = new Set([...(before?.children.keys() ?? []), ...(after?.children.keys() ?? [])]);
  for (const name of [...names].sort()) {
    const below = path === "/" ? `/${name}` : `${path}/${name}`;
    yield* compare(below, before?.children.get(name), after?.children.get(name));
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

const ASPECTS: readonly (readonly [FileChange, (entry: Shape) => string])[] = [
  // the mode of a symbolic link means nothing, and builders differ in what they write
  ["mode", ({ kind, mode }) => (kind === "symlink" ? "" : mode.toString(8))],
  ["owner", ({ uid, gid }) => `${uid}:${gid}`],
  ["content", ({ kind, size, hash }) => (kind === "file" ? `${size} bytes, sha256 ${hash.slice(0, 12)}` : "")],
  ["target", ({ target }) => target],
  ["device", ({ device }) => device],
  ["attributes", ({ attributes }) => attributes],
];

type Shape = Omit<Entry, "path" | "text">;

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
