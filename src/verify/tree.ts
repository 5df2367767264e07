import { ImageError } from "./image-error.js";
import type { Entry, Layer } from "./layer.js";
import { TreeNode } from "./tree-node.js";

const WHITEOUT = ".wh.";
const OPAQUE = ".wh..wh..opq";
/** As many as Linux follows. */
const MOST_LINKS = 40;

/** The files of an image: its layers laid over each other. Throws `ImageError`. */
export function fileTree(layers: readonly Layer[]): TreeNode {
  const root = TreeNode.directory(0);
  layers.forEach(({ entries }, number) => {
    for (const entry of entries) lay(root, entry, number);
  });
  return root;
}

function lay(root: TreeNode, entry: Entry, layer: number): void {
  const names = entry.path.split("/");
  const name = names.pop()!;
  if (name === "") {
    root.become(entry, layer);
    return;
  }
  const parent = directoryAt(root, names, layer);
  // a whiteout hides what the layers below hold, never what its own layer brings
  if (name === OPAQUE) parent.removeBelow(layer);
  else if (name.startsWith(`${WHITEOUT}${WHITEOUT}`)) return;
  else if (name.startsWith(WHITEOUT)) parent.hide(name.slice(WHITEOUT.length), layer);
  else parent.put(name, entry.kind === "hard link" ? linked(root, entry) : entry, layer);
}

/** The entry of a hard link: what it is a name of. */
function linked(root: TreeNode, entry: Entry): Entry {
  const node = nodeAt(root, entry.target.split("/"));
  if (node?.entry === undefined || node.entry.kind === "directory") {
    throw new ImageError(`${entry.path} is a hard link to ${entry.target}, which the image does not hold`);
  }
  return { ...node.entry, path: entry.path, linkOf: node.entry.linkOf ?? node.entry.path };
}

function nodeAt(root: TreeNode, names: readonly string[]): TreeNode | undefined {
  const parents = names.slice(0, -1);
  let node: TreeNode | undefined = root;
  for (const name of follow(root, parents)) node = node?.children.get(name);
  return node?.children.get(names.at(-1)!);
}

/** The directory of these names; missing ones are made, as builders do, and symbolic links lead where they do in the image. */
function directoryAt(root: TreeNode, names: readonly string[], layer: number): TreeNode {
  let node = root;
  for (const name of follow(root, names)) {
    const next = node.children.get(name);
    node = next?.isDirectory === true ? next : node.put(name, undefined, layer);
  }
  return node;
}

/** Resolves symbolic links among the names, never leaving the root. */
function follow(root: TreeNode, names: readonly string[]): readonly string[] {
  let links = 0;
  const todo = [...names].reverse();
  const done: TreeNode[] = [root];
  const way: string[] = [];
  while (todo.length > 0) {
    const name = todo.pop()!;
    if (name === "" || name === ".") continue;
    if (name === "..") {
      way.pop();
      if (done.length > 1) done.pop();
      continue;
    }
    const next = done.at(-1)!.children.get(name);
    if (next?.entry?.kind === "symlink") {
      if (++links > MOST_LINKS) throw new ImageError(`symbolic links in the image run in a circle: ${names.join("/")}`);
      if (next.entry.target.startsWith("/")) {
        way.length = 0;
        done.length = 1;
      }
      todo.push(...next.entry.target.split("/").reverse());
      continue;
    }
    way.push(name);
    done.push(next ?? TreeNode.directory(0));
  }
  return way;
}
