import { pipeline, Readable } from "node:stream";
import * as zlib from "node:zlib";
import type { ByteReader } from "./byte-reader.js";
import { ImageError } from "./image-error.js";

/** The bytes behind gzip or zstd, told by their first bytes; others as they are. Throws `ImageError`. */
export async function decompressed(reader: ByteReader): Promise<AsyncIterable<Uint8Array>> {
  const first = Buffer.from(await reader.peek(4)).toString("hex");
  if (first.startsWith("1f8b")) return unpacked(reader, zlib.createGunzip());
  if (first !== "28b52ffd") return reader.rest();
  return unpacked(reader, zstd());
}

type Decompressor = NodeJS.ReadWriteStream & AsyncIterable<Buffer>;

function zstd(): Decompressor {
  const { createZstdDecompress: create } = zlib as { readonly createZstdDecompress?: () => Decompressor };
  if (create !== undefined) return create();
  throw new ImageError("a layer is compressed with zstd, which this Node cannot read; Node 22.15 or newer can");
}

async function* unpacked(reader: ByteReader, stream: Decompressor): AsyncGenerator<Uint8Array, void, undefined> {
  // an error of either side ends the loop below
  pipeline(Readable.from(reader.rest()), stream, () => undefined);
  try {
    for await (const chunk of stream) yield chunk;
  } catch (error) {
    if (error instanceof ImageError) throw error;
    throw new ImageError(`a layer cannot be decompressed: ${(error as Error).message}`);
  }
}
