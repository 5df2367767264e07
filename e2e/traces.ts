import { spawn } from "node:child_process";
import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import { ByteReader } from "../src/verify/byte-reader.js";
import { decompressed } from "../src/verify/decompress.js";
import { tarEntries } from "../src/verify/tar.js";
import { docker } from "./docker.js";

/** An image with the log of its build. */
export interface Built {
  readonly image: string;
  readonly log: string;
}

/** Looks for texts, of which each is as bad as the secret, in everything that a build makes. */
export class Tracer {
  /** Blobs that hold none, by their path in an archive, which is their digest: images have them in common. */
  readonly #clean = new Set<string>();

  constructor(private readonly texts: readonly string[]) {}

  /**
   * Where one of the texts stands: `log`, `history`, `config`, the path of a file in any layer, also one that a later layer
   * hides, or `layer` where it is outside of the files. A file's name, link target and attributes count as well.
   */
  async traces({ image, log }: Built): Promise<readonly string[]> {
    const history = await docker("history", "--no-trunc", "--format={{json .}}", image);
    const config = await docker("image", "inspect", image);
    const found = Object.entries({ log, history, config }).flatMap(([name, text]) => (this.#holds(text) ? [name] : []));
    return [...new Set([...found, ...(await this.#inArchive(image))])].sort();
  }

  async #inArchive(image: string): Promise<readonly string[]> {
    const archive = spawn("docker", ["image", "save", image], { stdio: ["ignore", "pipe", "inherit"] });
    const ended = once(archive, "close");
    const found: string[] = [];
    for await (const { path, kind, body } of tarEntries(archive.stdout)) {
      if (kind !== "file" || this.#clean.has(path)) continue;
      const content = await buffer(await decompressed(new ByteReader(body)));
      if (!this.#holds(content)) {
        if (/^blobs\/sha256\/[0-9a-f]{64}$/.test(path)) this.#clean.add(path);
        continue;
      }
      const files = content[0] === 0x7b || content[0] === 0x5b ? ["config"] : await this.#files(content);
      found.push(...(files.length > 0 ? files : ["layer"]));
    }
    await ended;
    if (archive.exitCode !== 0) throw new Error(`${image} cannot be saved`);
    return found;
  }

  /** Those of a layer. */
  async #files(layer: Buffer): Promise<readonly string[]> {
    const found: string[] = [];
    for await (const { path, target, attributes, body } of tarEntries(new Blob([new Uint8Array(layer)]).stream())) {
      if (this.#holds([path, target, attributes].join("\n")) || this.#holds(await buffer(body))) found.push(`/${path}`);
    }
    return found;
  }

  #holds(where: string | Buffer): boolean {
    return this.texts.some((text) => where.includes(text));
  }
}

/** A secret as it is, and in base64, with anything around it, such as a user and a colon. */
export function disguises(secret: string): readonly string[] {
  const encoded = [0, 1, 2].map((shift) => {
    const text = Buffer.from(`${" ".repeat(shift)}${secret}`).toString("base64");
    // the ends depend on what stands around it
    return text.replace(/=+$/, "").slice(Math.ceil((shift * 8) / 6), -1);
  });
  return [secret, ...encoded];
}
