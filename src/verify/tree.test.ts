import { expect, test } from "@jest/globals";
import type { TreeNode } from "./tree-node.js";
import { layer, tree } from "./testing/layers.js";

function paths(node: TreeNode, path = ""): readonly string[] {
  return [...node.children].flatMap(([name, child]) => {
    const own = `${path}/${name}`;
    return child.isDirectory ? [`${own}/`, ...paths(child, own)] : [own];
  });
}

const symlink = (path: string, target: string) => ({ path, flag: "2", target });

test.each([
  ["adds", [["a/", "a/b"], ["a/c"]], ["/a/", "/a/b", "/a/c"]],
  ["removes what a whiteout hides", [["a/", "a/b", "a/c"], ["a/.wh.b"]], ["/a/", "/a/c"]],
  ["removes a directory with all in it", [["a/", "a/b/", "a/b/c"], ["a/.wh.b"]], ["/a/"]],
  ["keeps what the whiteout's own layer brings", [["a/b"], ["a/b", "a/.wh.b"]], ["/a/", "/a/b"]],
  ["empties an opaque directory", [["a/", "a/b"], ["a/", "a/.wh..wh..opq", "a/c"]], ["/a/", "/a/c"]],
  ["whatever the order", [["a/", "a/b/", "a/b/x"], ["a/b/", "a/b/y", "a/.wh..wh..opq"]], ["/a/", "/a/b/", "/a/b/y"]],
  ["replaces a directory by a file", [["a/", "a/b"], ["a"]], ["/a"]],
  ["replaces a file by a directory", [["a"], ["a/", "a/b"]], ["/a/", "/a/b"]],
  ["passes over AUFS's own files", [[".wh..wh.plnk", "a"]], ["/a"]],
  ["passes over a whiteout of nothing", [["a"], [".wh.b"]], ["/a"]],
])("%s", async (_, layers, expected) => {
  expect(paths(await tree(...layers.map((members) => layer(...members))))).toEqual(expected);
}); // prettier-ignore

test("keeps what is in a directory that is listed again", async () => {
  const root = await tree(layer("a/", "a/b"), layer({ path: "a/", flag: "5", mode: 0o700 }));
  expect(paths(root)).toEqual(["/a/", "/a/b"]);
  expect([root.at("a")?.entry?.mode, root.at("a")?.layer, root.at("a/b")?.layer]).toEqual([0o700, 1, 0]);
});

test("a hard link is the file that it names", async () => {
  const root = await tree(layer({ path: "a", content: "x", mode: 0o600 }, { path: "b", flag: "1", target: "./a" }));
  expect(root.at("b")?.entry).toEqual({ ...root.at("a")!.entry, path: "b", linkOf: "a" });
});

test("follows symbolic links on the way to an entry, inside the image", async () => {
  const links = layer(
    symlink("lib", "usr/lib"),
    symlink("abs", "/usr"),
    symlink("up", "../../../usr"),
    "usr/",
    "usr/lib/",
  );
  const root = await tree(links, layer("lib/a", "abs/b", "up/c", "lib/.wh.gone"));
  expect(paths(root)).toEqual(["/lib", "/abs", "/up", "/usr/", "/usr/lib/", "/usr/lib/a", "/usr/b", "/usr/c"]);
});

test("refuses links that lead nowhere", async () => {
  await expect(tree(layer({ path: "a", flag: "1", target: "b" }))).rejects.toThrow("a is a hard link to b, which");
  await expect(tree(layer(symlink("a", "b"), symlink("b", "a"), "a/x"))).rejects.toThrow("run in a circle");
});
