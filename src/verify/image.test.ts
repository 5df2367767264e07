import * as zlib from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { type KnownLayers, readImage } from "./image.js";
import { LIMITS } from "./limits.js";
import { legacyArchive, ociArchive, stream, tar } from "./testing/archive.js";

const CONFIG = { config: { User: "1" } };
const LAYERS = [
  tar([
    { path: "./", flag: "5" },
    { path: "./a", content: "one" },
  ]),
  tar([]),
  tar([{ path: "/b", content: "two!" }]),
];
const read = (archive: Buffer, limits = LIMITS) => readImage(stream(archive), new Map(), limits);

const zstd = (zlib as { readonly zstdCompressSync?: (bytes: Buffer) => Buffer }).zstdCompressSync;
const forms: [string, Buffer][] = [
  ["docker save", legacyArchive(CONFIG, LAYERS)],
  ["an OCI layout", ociArchive(CONFIG, LAYERS, (layer) => layer)],
  ["an OCI layout with gzip", ociArchive(CONFIG, LAYERS)],
  ...(zstd === undefined ? [] : [["an OCI layout with zstd", ociArchive(CONFIG, LAYERS, zstd)] as [string, Buffer]]),
];

test.each(forms)("reads %s", async (_, archive) => {
  const { config, layers } = await read(archive);
  expect(config).toEqual(CONFIG);
  expect(layers.map(({ bytes }) => bytes)).toEqual([3, 0, 4]);
  expect(layers.map(({ entries }) => entries.map(({ path, size }) => [path, size]))).toEqual([
    [["", 0], ["a", 3]], [], [["b", 4]],
  ]); // prettier-ignore
  expect(layers[0]!.entries[1]!.hash).toBe("dpLDrTVAu4A8Ags67mbNiIcSMjTqDG5xQ8Ct1z_0Me0");
});

test("follows a layer that is a link to another", async () => {
  const archive = tar([
    { path: "a/layer.tar", content: LAYERS[0]! },
    { path: "b/layer.tar", flag: "2", target: "../a/layer.tar" },
    { path: "c.json", content: "{}" },
    { path: "manifest.json", content: JSON.stringify([{ Config: "c.json", Layers: ["a/layer.tar", "b/layer.tar"] }]) },
  ]);
  expect((await read(archive)).layers.map(({ bytes }) => bytes)).toEqual([3, 3]);
});

test("reads a layer once that two images share", async () => {
  const known: KnownLayers = new Map();
  const first = await readImage(stream(ociArchive(CONFIG, LAYERS)), known);
  const second = await readImage(stream(ociArchive({}, LAYERS.slice(0, 1))), known);
  expect(second.layers[0]).toBe(first.layers[0]);
});

describe("refuses", () => {
  const single = (path: string, target = "") =>
    legacyArchive(CONFIG, [tar([{ path, flag: target === "" ? "0" : "1", target }])]);

  test.each<[string, Buffer, string]>([
    ["a path that leads out", single("a/../../etc/passwd"), "leads out of it"],
    ["a hard link that leads out", single("a", "../b"), "leads out of it"],
    ["an archive without an image", tar([{ path: "x", content: "y" }]), "neither manifest.json nor index.json"],
    ["an archive without its layer", tar([
      { path: "c.json", content: "{}" },
      { path: "manifest.json", content: '[{"Config":"c.json","Layers":["x"]}]' },
    ]), "lacks a layer of the image, x"],
    ["an archive without its configuration", tar([{ path: "manifest.json", content: '[{"Config":"c","Layers":[]}]' }]), "configuration, c"],
    ["an unreadable manifest", tar([{ path: "manifest.json", content: "[{" }]), "not readable"],
    ["a manifest of another form", tar([{ path: "manifest.json", content: "[]" }]), "unknown form"],
    ["a damaged layer", ociArchive(CONFIG, LAYERS, (layer) => zlib.gzipSync(layer).subarray(0, 60)), "cannot be decompressed"],
  ])("%s", async (_, archive, message) => {
    await expect(read(archive)).rejects.toThrow(message);
  }); // prettier-ignore

  test("zstd where Node cannot read it, in words", async () => {
    if (zstd !== undefined) return;
    const archive = ociArchive(CONFIG, LAYERS, () => Buffer.from("28b52ffd00000000", "hex"));
    await expect(read(archive)).rejects.toThrow("Node 22.15 or newer");
  });

  test("more than the limits", async () => {
    const archive = legacyArchive(CONFIG, LAYERS);
    await expect(read(archive, { ...LIMITS, entries: 2 })).rejects.toThrow("more than 2 files");
    await expect(read(archive, { ...LIMITS, bytes: 6 })).rejects.toThrow("larger than 6 bytes");
    expect((await read(archive, { ...LIMITS, entries: 3, bytes: 7 })).layers).toHaveLength(3);
  });
});

test("keeps the text of package lists alone", async () => {
  const layer = tar(
    ["var/lib/dpkg/status", "var/lib/dpkg/info/a.list", "etc/passwd"].map((path) => ({ path, content: path })),
  );
  const texts = async (textBytes: number) => {
    const { layers } = await read(legacyArchive(CONFIG, [layer]), { ...LIMITS, textBytes });
    return layers[0]!.entries.map(({ text }) => text);
  };
  expect(await texts(1000)).toEqual(["var/lib/dpkg/status", "var/lib/dpkg/info/a.list", undefined]);
  expect(await texts(20)).toEqual(["var/lib/dpkg/status", undefined, undefined]);
});
