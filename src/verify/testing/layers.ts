import { readLayer, type Layer } from "../layer.js";
import { Budget } from "../limits.js";
import { fileTree } from "../tree.js";
import type { TreeNode } from "../tree-node.js";
import { type Member, stream, tar } from "./archive.js";

/** One layer; a text is an empty file of that path, or a directory when it ends with a slash. */
export function layer(...members: readonly (Member | string)[]): Promise<Layer> {
  const all = members.map((member) => {
    if (typeof member !== "string") return member;
    return member.endsWith("/") ? { path: member, flag: "5", mode: 0o755 } : { path: member };
  });
  return readLayer(stream(tar(all)), new Budget());
}

/** The file tree of layers. */
export async function tree(...layers: readonly Promise<Layer>[]): Promise<TreeNode> {
  return fileTree(await Promise.all(layers));
}
