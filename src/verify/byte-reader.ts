import { ImageError } from "./image-error.js";

/** Reads a stream of bytes in pieces of a wanted length, holding no more than it has to. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #held: Uint8Array = new Uint8Array();
  #position = 0;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  /** How many bytes were taken. */
  get position(): number {
    return this.#position;
  }

  /** The next bytes without taking them; fewer than `length` only at the end of the stream. */
  async peek(length: number): Promise<Uint8Array> {
    while (this.#held.length < length && (await this.#more()));
    return this.#held.subarray(0, length);
  }

  /** Takes exactly `length` bytes, or none at the end. Throws `ImageError` when the stream ends within them. */
  async take(length: number): Promise<Uint8Array | undefined> {
    const bytes = await this.peek(length);
    if (bytes.length === 0 && length > 0) return undefined;
    if (bytes.length < length) throw new ImageError("the archive ends too early");
    this.#drop(length);
    return bytes;
  }

  /** Passes over all bytes before a position. Throws `ImageError` when the stream ends before it. */
  async passTo(position: number): Promise<void> {
    await drain(this.stream(position - this.#position));
  }

  /** Hands out the next `length` bytes as they come. Throws `ImageError` when the stream ends within them. */
  async *stream(length: number): AsyncGenerator<Uint8Array, void, undefined> {
    for (let left = length; left > 0;) {
      if (this.#held.length === 0 && !(await this.#more())) throw new ImageError("the archive ends too early");
      const part = this.#held.subarray(0, left);
      this.#drop(part.length);
      left -= part.length;
      yield part;
    }
  }

  /** Hands out all that is left. */
  async *rest(): AsyncGenerator<Uint8Array, void, undefined> {
    do {
      const part = this.#held;
      this.#drop(part.length);
      if (part.length > 0) yield part;
    } while (await this.#more());
  }

  #drop(length: number): void {
    this.#held = this.#held.subarray(length);
    this.#position += length;
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done === true) return false;
    this.#held = this.#held.length === 0 ? next.value : Buffer.concat([this.#held, next.value]);
    return true;
  }
}

/** Reads a stream to its end. */
export async function drain(stream: AsyncIterable<unknown>): Promise<void> {
  const chunks = stream[Symbol.asyncIterator]();
  while ((await chunks.next()).done !== true);
}
