import { ByteReader } from "./byte-reader.js";
import { decompressed } from "./decompress.js";
import { imageParts, type ImageParts } from "./manifest.js";
import { ImageError } from "./image-error.js";
import { readLayer, type Layer } from "./layer.js";
import { Budget, type Limits } from "./limits.js";
import { tarEntries } from "./tar.js";

/** An image as its archive tells it. */
export interface Image {
  /** The configuration file of the image, parsed. */
  readonly config: unknown;
  /** From the base upwards. */
  readonly layers: readonly Layer[];
}

/** Layers by their path in the archive where that is their digest: the next image need not read them again. */
export type KnownLayers = Map<string, Layer>;

/** The largest manifest or configuration, in bytes. */
const MOST_JSON = 16 * 2 ** 20;
const SNIFFED = 512;

/**
 * Reads an image from the archive that `docker save` or an OCI export writes, in one pass and in memory: nothing is
 * unpacked. Throws `ImageError`.
 */
export async function readImage(
  archive: AsyncIterable<Uint8Array>,
  known: KnownLayers = new Map(),
  limits?: Limits,
): Promise<Image> {
  const budget = new Budget(limits);
  const layers = new Map<string, Layer>();
  const documents = new Map<string, unknown>();
  const aliases = new Map<string, string>();
  for await (const { path, kind, target, size, body } of tarEntries(archive)) {
    const name = path.replace(/^(?:\.\/)+/, "");
    if (kind === "symlink" || kind === "hard link") aliases.set(name, beside(name, target, kind));
    if (kind !== "file") continue;
    const layer = known.get(name);
    if (layer !== undefined) {
      layers.set(name, layer);
      continue;
    }
    const reader = new ByteReader(body);
    const first = await reader.peek(SNIFFED);
    if (isJson(first)) documents.set(name, await readJson(name, size, reader));
    else if (first.length === SNIFFED || isCompressed(first)) {
      const read = await readLayer(await decompressed(reader), budget);
      layers.set(name, read);
      if (/^blobs\/sha256\/[0-9a-f]{64}$/.test(name)) known.set(name, read);
    }
  }
  return assemble(imageParts(documents), documents, (name) => layers.get(aliases.get(name) ?? name));
}

function assemble(
  { config, layers }: ImageParts,
  documents: ReadonlyMap<string, unknown>,
  layerAt: (name: string) => Layer | undefined,
): Image {
  const document = documents.get(config);
  if (document === undefined) throw new ImageError(`the archive lacks the image's configuration, ${config}`);
  return {
    config: document,
    layers: layers.map((name) => {
      const layer = layerAt(name);
      if (layer === undefined) throw new ImageError(`the archive lacks a layer of the image, ${name}`);
      return layer;
    }),
  };
}

function isJson(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7b || bytes[0] === 0x5b ? !bytes.includes(0) : false;
}

function isCompressed(bytes: Uint8Array): boolean {
  return (bytes[0] === 0x1f && bytes[1] === 0x8b) || (bytes[0] === 0x28 && bytes[1] === 0xb5);
}

async function readJson(name: string, size: number, reader: ByteReader): Promise<unknown> {
  if (size > MOST_JSON) throw new ImageError(`${name} in the archive is too large to be a manifest`);
  const bytes = (await reader.take(size)) ?? new Uint8Array();
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    throw new ImageError(`${name} in the archive is not readable`);
  }
}

/** Old archives keep a layer that comes twice as a link: `<id>/layer.tar` → `../<id>/layer.tar`. */
function beside(name: string, target: string, kind: "symlink" | "hard link"): string {
  if (kind === "hard link") return target;
  const names = name.split("/").slice(0, -1);
  for (const part of target.split("/")) {
    if (part === "..") names.pop();
    else if (part !== "." && part !== "") names.push(part);
  }
  return names.join("/");
}
