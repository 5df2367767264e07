import { ImageError } from "./image-error.js";

/** What an image may hold; real ones stay far below. */
export interface Limits {
  readonly entries: number;
  /** Of all files in all layers, unpacked. */
  readonly bytes: number;
  /** Of the texts that are kept in memory. */
  readonly textBytes: number;
}

/** A million entries take about half a gigabyte of memory. */
export const LIMITS: Limits = { entries: 1_000_000, bytes: 64 * 2 ** 30, textBytes: 64 * 2 ** 20 };

/** Counts what is read of one image. */
export class Budget {
  #entries = 0;
  #bytes = 0;
  #textBytes = 0;

  constructor(private readonly limits: Limits = LIMITS) {}

  /** Counts one entry. Throws `ImageError` above the limit. */
  entry(): void {
    if (++this.#entries > this.limits.entries) {
      throw new ImageError(
        `the image holds more than ${this.limits.entries} files, which is more than verify compares`,
      );
    }
  }

  /** Counts unpacked bytes. Throws `ImageError` above the limit. */
  bytes(count: number): void {
    this.#bytes += count;
    if (this.#bytes > this.limits.bytes) {
      throw new ImageError(`the image's files are larger than ${this.limits.bytes} bytes, more than verify compares`);
    }
  }

  /** Whether a text of this size may be kept. */
  text(size: number): boolean {
    if (this.#textBytes + size > this.limits.textBytes) return false;
    this.#textBytes += size;
    return true;
  }
}
