import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { tarEntries } from "./tar.js";
import { type Member, stream, tar } from "./testing/archive.js";

async function read(bytes: Uint8Array, size?: number) {
  const entries = [];
  for await (const { body, ...entry } of tarEntries(stream(bytes, size))) {
    const parts: Uint8Array[] = [];
    for await (const part of body) parts.push(part);
    entries.push({ ...entry, content: Buffer.concat(parts).toString("latin1") });
  }
  return entries;
}

const LONG = `${"d/".repeat(80)}file`;

test("reads every kind of entry", async () => {
  const members: Member[] = [
    { path: "d/", flag: "5", mode: 0o1777 },
    { path: "d/f", content: "text", mode: 0o4755, uid: 3_000_000, gid: 7 },
    { path: "h", flag: "1", target: "d/f" },
    { path: "s", flag: "2", target: "d/f", mode: 0o777 },
    { path: "c", flag: "3", device: [1, 3] },
    { path: "b", flag: "4", device: [8, 1] },
    { path: "p", flag: "6" },
    { path: "old/", flag: "0" },
    { path: "end", prefix: "start/of" },
  ];
  const entries = await read(tar(members));
  expect(entries.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
    "directory d/",
    "file d/f",
    "hard link h",
    "symlink s",
    "character device c",
    "block device b",
    "fifo p",
    "directory old/",
    "file start/of/end",
  ]);
  expect(entries[0]).toMatchObject({ mode: 0o1777 });
  expect(entries[1]).toMatchObject({ mode: 0o4755, uid: 3_000_000, gid: 7, size: 4, content: "text" });
  expect(entries[3]).toMatchObject({ target: "d/f" });
  expect(entries[4]).toMatchObject({ device: "1:3" });
});

test.each<[string, readonly Member[]]>([
  ["pax", [{ path: "short", pax: { path: LONG, linkpath: LONG, uid: "5" }, target: "t", flag: "2" }]],
  [
    "GNU",
    [
      { path: "././@LongLink", flag: "L", content: `${LONG}\0` },
      { path: "././@LongLink", flag: "K", content: `${LONG}\0` },
      { path: "short", flag: "2", target: "t", uid: 5 },
    ],
  ],
])("takes long names of %s for the next entry alone", async (_, members) => {
  const entries = await read(tar([{ path: "g", flag: "g", content: "10 path=x\n" }, ...members, { path: "next" }]));
  expect(entries).toMatchObject([
    { path: LONG, target: LONG, uid: 5 },
    { path: "next", target: "", uid: 0 },
  ]);
});

test("keeps extended attributes, SELinux's left out", async () => {
  const pax = { "SCHILY.xattr.security.capability": "\x01\n", "SCHILY.xattr.security.selinux": "x", mtime: "1.5" };
  expect(await read(tar([{ path: "a", pax }]))).toMatchObject([{ attributes: "security.capability=010a" }]);
});

test("keeps names apart that are not UTF-8, from others and from what is", async () => {
  // the bytes of `é` in Latin-1 and in UTF-8, the latter also above a name that is none
  const written = ["\xe9", "\xe8", "\xc3\xa9", "\xc3\xa9/\xe9", "\xc3\xa9\xe9"];
  const names = await read(tar(written.map((path) => ({ path: "x", pax: { path } }))));
  expect(names.map(({ path }) => path)).toEqual(["\udce9", "\udce8", "é", "é/\udce9", "\udcc3\udca9\udce9"]);
});

test("passes over what is not read", async () => {
  const paths = [];
  for await (const { path, body } of tarEntries(
    stream(tar([{ path: "a", content: "x".repeat(3000) }, { path: "b" }])),
  )) {
    paths.push(path);
    for await (const part of body) {
      expect(part.length).toBeGreaterThan(0);
      break;
    }
  }
  expect(paths).toEqual(["a", "b"]);
});

test("does not depend on how the bytes come", async () => {
  const contents = fc.array(
    fc.record({ path: fc.stringMatching(/^[a-z]{1,90}$/), content: fc.string({ maxLength: 2000 }) }),
  );
  await fc.assert(
    fc.asyncProperty(contents, fc.integer({ min: 1, max: 1500 }), async (members, size) => {
      const bytes = tar(members);
      const entries = await read(bytes, size);
      expect(entries).toEqual(await read(bytes, bytes.length));
      const expected = members.map(({ path, content }) => ({ path, content: Buffer.from(content).toString("latin1") }));
      expect(entries.map(({ path, content }) => ({ path, content }))).toEqual(expected);
    }),
    { numRuns: 50 },
  );
});

test.each<[string, Uint8Array, string]>([
  ["no tar", Buffer.alloc(1024, 0x31), "a damaged one"],
  ["a header cut off", tar([{ path: "a" }]).subarray(0, 300), "ends too early"],
  ["a body cut off", tar([{ path: "a", content: "x".repeat(600) }]).subarray(0, 600), "ends too early"],
  ["an unknown type", tar([{ path: "a", flag: "Z" }]), 'a: a tar entry of the unknown type "Z"'],
  ["a sparse file", tar([{ path: "a", pax: { "GNU.sparse.major": "1" } }]), "sparse"],
  ["a bad size", tar([{ path: "a", pax: { size: "-1" } }]), "bad size"],
  ["a damaged pax header", tar([{ path: "a", flag: "x", content: "99 path=b\n" }]), "damaged pax"],
  ["an endless name", tar([{ path: "a", flag: "L", content: Buffer.alloc(2 ** 21, 0x61) }]), "too long"],
])("refuses %s", async (_, bytes, message) => {
  await expect(read(bytes)).rejects.toThrow(message);
});
