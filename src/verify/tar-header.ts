import { ImageError } from "./image-error.js";

/** The size of a tar block and of its header, in bytes. */
export const BLOCK = 512;

/** What a tar header says; the names may still be replaced by what stands before it (pax, GNU). */
export interface TarHeader {
  readonly path: string;
  /** The type flag as written; `"\0"` of old archives is `"0"`. */
  readonly flag: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Of the body, in bytes. */
  readonly size: number;
  readonly target: string;
  /** `major:minor` */
  readonly device: string;
}

/** Reads one block; undefined for a block of zeros, which ends an archive. Throws `ImageError`. */
export function tarHeader(block: Uint8Array): TarHeader | undefined {
  if (block.every((byte) => byte === 0)) return undefined;
  if (!hasGoodSum(block)) throw new ImageError("not a tar archive, or a damaged one");
  const path = text(block, 0, 100);
  const isPosix = text(block, 257, 8) === "ustar";
  const prefix = isPosix ? text(block, 345, 155) : "";
  const flag = String.fromCharCode(block[156]!);
  return {
    path: prefix === "" ? path : `${prefix}/${path}`,
    flag: flag === "\0" ? "0" : flag,
    mode: number(block, 100, 8) & 0o7777,
    uid: number(block, 108, 8),
    gid: number(block, 116, 8),
    size: number(block, 124, 12),
    target: text(block, 157, 100),
    device: `${number(block, 329, 8)}:${number(block, 337, 8)}`,
  };
}

/**
 * Bytes as text. In a name that is not UTF-8 each byte above ASCII becomes half of a surrogate pair, which stands in no other
 * name; name by name, so that a directory is the same whatever lies in it.
 */
export function decodeName(bytes: Uint8Array): string {
  return decodeUtf8(bytes) ?? Buffer.from(bytes).toString("latin1").split("/").map(decodePart).join("/");
}

function decodePart(latin1: string): string {
  return (
    decodeUtf8(Buffer.from(latin1, "latin1")) ??
    latin1.replace(/[\x80-\xff]/g, (byte) => String.fromCharCode(0xdc00 + byte.charCodeAt(0)))
  );
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function hasGoodSum(block: Uint8Array): boolean {
  let sum = 0;
  for (let at = 0; at < BLOCK; at++) sum += at >= 148 && at < 156 ? 0x20 : block[at]!;
  return sum === number(block, 148, 8);
}

function text(block: Uint8Array, start: number, length: number): string {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return decodeName(end === -1 ? field : field.subarray(0, end));
}

/** Octal digits, or, when the first bit is set, a binary number. */
function number(block: Uint8Array, start: number, length: number): number {
  const field = block.subarray(start, start + length);
  if ((field[0]! & 0x80) === 0) {
    const digits = Buffer.from(field).toString("latin1").replace(/\0.*/s, "").trim();
    if (!/^[0-7]*$/.test(digits)) throw new ImageError("a damaged tar header");
    return digits === "" ? 0 : parseInt(digits, 8);
  }
  const value = field.reduce((sum, byte, index) => sum * 256 + (index === 0 ? byte & 0x7f : byte), 0);
  if (!Number.isSafeInteger(value)) throw new ImageError("a tar header with a number out of range");
  return value;
}
