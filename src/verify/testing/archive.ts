import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

/** A tar entry to write; `raw` replaces what the header would say. */
export interface Member {
  readonly path: string;
  readonly flag?: string;
  readonly content?: string | Uint8Array;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly target?: string;
  readonly device?: readonly [major: number, minor: number];
  /** Records of a pax header before it. */
  readonly pax?: Readonly<Record<string, string>>;
  readonly prefix?: string;
}

/** The bytes of a tar archive. */
export function tar(members: readonly Member[]): Buffer {
  return Buffer.concat([...members.flatMap(blocks), Buffer.alloc(1024)]);
}

/** A stream of the bytes in parts of a size. */
export async function* stream(bytes: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

/** What `docker save` wrote before Docker 25. */
export function legacyArchive(config: unknown, layers: readonly Buffer[]): Buffer {
  const names = layers.map((_, index) => `layer${index}/layer.tar`);
  return tar([
    ...layers.flatMap((content, index) => [
      { path: `layer${index}/`, flag: "5" },
      { path: `layer${index}/VERSION`, content: "1.0" },
      { path: names[index]!, content },
    ]),
    { path: "config.json", content: JSON.stringify(config) },
    { path: "manifest.json", content: JSON.stringify([{ Config: "config.json", RepoTags: null, Layers: names }]) },
  ]);
}

/** An OCI layout whose index leads, past an attestation and another index, to the image. */
export function ociArchive(
  config: unknown,
  layers: readonly Buffer[],
  pack: (layer: Buffer) => Uint8Array = gzipSync,
): Buffer {
  const blobs: Member[] = [];
  const blob = (content: Uint8Array | string): { digest: string } => {
    const hex = createHash("sha256").update(content).digest("hex");
    blobs.push({ path: `blobs/sha256/${hex}`, content });
    return { digest: `sha256:${hex}` };
  };
  const manifest = blob(
    JSON.stringify({ config: blob(JSON.stringify(config)), layers: layers.map((layer) => blob(pack(layer))) }),
  );
  const attestation = {
    ...blob(JSON.stringify({ config: blob("{}"), layers: [] })),
    platform: { architecture: "unknown" },
  };
  const inner = blob(
    JSON.stringify({ manifests: [attestation, { ...manifest, platform: { architecture: "amd64" } }] }),
  );
  return tar([{ path: "index.json", content: JSON.stringify({ manifests: [inner] }) }, ...blobs]);
}

function blocks(member: Member): Buffer[] {
  const { pax } = member;
  if (pax === undefined) return one(member);
  const records = Object.entries(pax).map(([name, value]) => record(name, value));
  return [...one({ path: "pax", flag: "x", content: Buffer.concat(records) }), ...one(member)];
}

function record(name: string, value: string): Buffer {
  const rest = Buffer.from(` ${name}=${value}\n`, "latin1");
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length++;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

function one({
  path,
  flag = "0",
  content = "",
  mode = 0o644,
  uid = 0,
  gid = 0,
  target = "",
  device = [0, 0],
  prefix = "",
}: Member) {
  const body = Buffer.from(content);
  const header = Buffer.alloc(512);
  const octal = (value: number, at: number, length: number): void => {
    if (value < 8 ** (length - 1)) header.write(value.toString(8).padStart(length - 1, "0"), at);
    else header.writeUIntBE(value, at + length - 6, 6);
    if (value >= 8 ** (length - 1)) header[at] = 0x80;
  };
  header.write(path, 0, 100);
  octal(mode, 100, 8);
  octal(uid, 108, 8);
  octal(gid, 116, 8);
  octal(body.length, 124, 12);
  header.write(flag, 156);
  header.write(target, 157, 100);
  header.write("ustar\x0000", 257, "latin1");
  octal(device[0], 329, 8);
  octal(device[1], 337, 8);
  header.write(prefix, 345, 155);
  header.fill(0x20, 148, 156);
  octal(
    header.reduce((sum, byte) => sum + byte, 0),
    148,
    7,
  );
  return [header, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
}
