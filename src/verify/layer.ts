import { createHash } from "node:crypto";
import { ImageError } from "./image-error.js";
import { isKept } from "./kept-text.js";
import type { Budget } from "./limits.js";
import { tarEntries, type TarEntry, type TarKind } from "./tar.js";

/** One thing in a layer: all that is compared of it. */
export interface Entry {
  /** Without a leading slash; the root is empty. */
  readonly path: string;
  readonly kind: TarKind;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Of a file, in bytes. */
  readonly size: number;
  /** SHA-256 of a file's content, base64url. */
  readonly hash: string;
  /** Where a link leads. */
  readonly target: string;
  /** `major:minor` of a device. */
  readonly device: string;
  readonly attributes: string;
  /** Of a hard link in a tree: the path that the file came under. */
  readonly linkOf?: string;
  /** Of the few small files that explain others; see `isKept`. */
  readonly text?: string;
}

/** The entries of one layer in the order of its archive, whiteouts included. */
export interface Layer {
  readonly entries: readonly Entry[];
  /** Sum of the files' sizes. */
  readonly bytes: number;
}

/** Reads a layer's tar, hashing the files as they pass. Throws `ImageError`. */
export async function readLayer(source: AsyncIterable<Uint8Array>, budget: Budget): Promise<Layer> {
  const entries: Entry[] = [];
  let bytes = 0;
  for await (const entry of tarEntries(source)) {
    budget.entry();
    budget.bytes(entry.kind === "file" ? entry.size : 0);
    const read = await readEntry(entry, budget);
    entries.push(read);
    bytes += read.size;
  }
  return { entries, bytes };
}

async function readEntry(entry: TarEntry, budget: Budget): Promise<Entry> {
  const { kind, mode, uid, gid, target, device, attributes } = entry;
  const path = cleanPath(entry.path);
  const isFile = kind === "file";
  const content = isFile ? await readContent(path, entry, budget) : { hash: "" };
  return {
    path,
    kind,
    mode,
    uid,
    gid,
    size: isFile ? entry.size : 0,
    target: kind === "hard link" ? cleanPath(target) : kind === "symlink" ? target : "",
    device: kind.endsWith("device") ? device : "",
    attributes,
    ...content,
  };
}

async function readContent(
  path: string,
  { size, body }: TarEntry,
  budget: Budget,
): Promise<{ readonly hash: string; readonly text?: string }> {
  const keep = isKept(path) && budget.text(size);
  const hash = createHash("sha256");
  const parts: Uint8Array[] = [];
  for await (const part of body) {
    hash.update(part);
    if (keep) parts.push(part);
  }
  return { hash: hash.digest("base64url"), ...(keep ? { text: Buffer.concat(parts).toString("utf8") } : {}) };
}

/** Throws `ImageError` for a path that leads out of the image. */
function cleanPath(path: string): string {
  const names = path.split("/").filter((name) => name !== "" && name !== ".");
  if (names.includes("..") || path.includes("\0")) {
    throw new ImageError(`the image holds a path that leads out of it: ${JSON.stringify(path)}`);
  }
  return names.join("/");
}
