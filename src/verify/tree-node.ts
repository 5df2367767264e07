import type { Entry } from "./layer.js";

/** One name in an image's file tree. */
export class TreeNode {
  readonly children = new Map<string, TreeNode>();

  private constructor(
    /** Undefined for a directory that no layer lists. */
    public entry: Entry | undefined,
    /** The number of the layer that it comes from. */
    public layer: number,
  ) {}

  static directory(layer: number): TreeNode {
    return new TreeNode(undefined, layer);
  }

  get isDirectory(): boolean {
    return this.entry === undefined || this.entry.kind === "directory";
  }

  /** What is at a path inside, links not followed. */
  at(path: string): TreeNode | undefined {
    return path.split("/").reduce<TreeNode | undefined>((node, name) => node?.children.get(name), this);
  }

  /** Takes over what a layer says; only a directory keeps what is below. */
  become(entry: Entry | undefined, layer: number): void {
    this.entry = entry;
    this.layer = layer;
    if (!this.isDirectory) this.children.clear();
  }

  /** Puts an entry under a name and gives its node. */
  put(name: string, entry: Entry | undefined, layer: number): TreeNode {
    const node = this.children.get(name);
    if (node !== undefined) {
      node.become(entry, layer);
      return node;
    }
    const fresh = new TreeNode(entry, layer);
    this.children.set(name, fresh);
    return fresh;
  }

  /** Removes what comes from layers below `layer` under a name. */
  hide(name: string, layer: number): void {
    const node = this.children.get(name);
    if (node === undefined) return;
    node.removeBelow(layer);
    this.#drop(name, node, layer);
  }

  /** Removes everything inside that comes from layers below `layer`; the innermost first, without recursion. */
  removeBelow(layer: number): void {
    const all: (readonly [parent: TreeNode, name: string, node: TreeNode])[] = [];
    const todo: TreeNode[] = [this];
    for (let parent = todo.pop(); parent !== undefined; parent = todo.pop()) {
      for (const [name, node] of parent.children) {
        all.push([parent, name, node]);
        todo.push(node);
      }
    }
    for (const [parent, name, node] of all.reverse()) parent.#drop(name, node, layer);
  }

  #drop(name: string, node: TreeNode, layer: number): void {
    if (node.layer < layer && node.children.size === 0) this.children.delete(name);
  }
}
