import { ByteReader, drain } from "./byte-reader.js";
import { ImageError } from "./image-error.js";
import { attributesOf, paxRecords } from "./pax.js";
import { BLOCK, decodeName, tarHeader, type TarHeader } from "./tar-header.js";

/** What kind of thing an entry is; a `hard link` is another name of an earlier file. */
export type TarKind = "file" | "hard link" | "symlink" | "character device" | "block device" | "directory" | "fifo";

/** One member of a tar archive. */
export interface TarEntry extends Omit<TarHeader, "flag"> {
  readonly kind: TarKind;
  /** Extended attributes as `name=hex`, joined by blanks. */
  readonly attributes: string;
  /** The content; what is not read of it before the next entry is passed over. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** The longest name or set of attributes that is taken, in bytes. */
const MOST_EXTRA = 2 ** 20;

const KINDS: Readonly<Record<string, TarKind>> = {
  0: "file",
  1: "hard link",
  2: "symlink",
  3: "character device",
  4: "block device",
  5: "directory",
  6: "fifo",
  7: "file",
};

/** Reads an archive as it comes, to the end of the stream: ustar, pax and GNU's long names. Throws `ImageError`. */
export async function* tarEntries(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry, void, undefined> {
  const reader = new ByteReader(source);
  let extra: Extra = {};
  for (;;) {
    const block = await reader.take(BLOCK);
    const header = block && tarHeader(block);
    if (header === undefined) break;
    const read = EXTRAS[header.flag];
    if (read !== undefined) {
      extra = { ...extra, ...read(await wholeBody(reader, header.size)) };
      continue;
    }
    const size = extra.size ?? header.size;
    const end = reader.position + size + padding(size);
    yield { ...entryOf(header, extra), size, body: reader.stream(size) };
    await reader.passTo(end);
    extra = {};
  }
  await drain(reader.rest());
}

type Extra = Partial<Pick<TarEntry, "path" | "target" | "size" | "uid" | "gid" | "attributes">>;

/** Entries that only say more about the next one; `g` speaks about all, and of an image says nothing that counts. */
const EXTRAS: Readonly<Record<string, (bytes: Uint8Array) => Extra>> = {
  x: fromPax,
  g: () => ({}),
  L: (bytes) => ({ path: untilZero(bytes) }),
  K: (bytes) => ({ target: untilZero(bytes) }),
};

function entryOf(header: TarHeader, extra: Extra): Omit<TarEntry, "body"> {
  const { flag, ...rest } = header;
  const path = extra.path ?? header.path;
  const kind = KINDS[flag];
  if (kind === undefined) throw new ImageError(`${path}: a tar entry of the unknown type ${JSON.stringify(flag)}`);
  // archives from before 1988 mark directories by the name alone
  const isDirectory = kind === "file" && path.endsWith("/");
  return { attributes: "", ...rest, ...extra, path, kind: isDirectory ? "directory" : kind };
}

function fromPax(bytes: Uint8Array): Extra {
  const records = paxRecords(bytes);
  if ([...records.keys()].some((name) => name.startsWith("GNU.sparse."))) {
    throw new ImageError("a sparse file in a tar archive is not understood");
  }
  const [path, target] = [records.get("path"), records.get("linkpath")];
  return {
    ...(path && { path: decodeName(path) }),
    ...(target && { target: decodeName(target) }),
    ...numbers(records),
    attributes: attributesOf(records),
  };
}

function numbers(records: ReadonlyMap<string, Uint8Array>): Extra {
  const found = (["size", "uid", "gid"] as const).flatMap((name) => {
    const bytes = records.get(name);
    if (bytes === undefined) return [];
    const value = Number(decodeName(bytes));
    if (!Number.isSafeInteger(value) || value < 0) throw new ImageError(`a pax header with a bad ${name}`);
    return [[name, value] as const];
  });
  return Object.fromEntries(found);
}

async function wholeBody(reader: ByteReader, size: number): Promise<Uint8Array> {
  if (size > MOST_EXTRA) throw new ImageError("a tar entry whose name is too long");
  const bytes = (await reader.take(size)) ?? new Uint8Array();
  await reader.take(padding(size));
  return bytes;
}

function untilZero(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return decodeName(end === -1 ? bytes : bytes.subarray(0, end));
}

function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}
