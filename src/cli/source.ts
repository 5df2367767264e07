import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import type { Problem } from "../dockerfile/problem.js";
import { ioMessage } from "./io-message.js";

/** The largest file that is taken, in bytes; real Dockerfiles have one or two thousand. */
export const MOST_BYTES = 64 * 2 ** 20;

/** A file's text, with its byte order mark; why it is none; or why it could not be read. */
export type Source =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "problem"; readonly problem: Problem }
  | { readonly kind: "failure"; readonly message: string };

/** Reads a file as UTF-8. */
export function readSource(file: string): Source {
  try {
    const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const { size } = fstatSync(descriptor);
      return size > MOST_BYTES ? tooLarge() : decodeSource(readFileSync(descriptor));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return { kind: "failure", message: `cannot be read: ${ioMessage(error)}` };
  }
}

/** Reads a stream as UTF-8. */
export async function readStream(stream: AsyncIterable<Uint8Array>): Promise<Source> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MOST_BYTES) return tooLarge();
  }
  return decodeSource(Buffer.concat(chunks));
}

/** Bytes as text, exactly: encoding the text gives the bytes again. */
export function decodeSource(bytes: Uint8Array): Source {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return problem(1, 1, "", "syntax", "UTF-16 text; save the file as UTF-8");
  }
  const zero = bytes.indexOf(0);
  if (zero !== -1) {
    const before = new TextDecoder().decode(bytes.subarray(0, zero));
    const line = before.split("\n").length;
    return problem(line, before.length - before.lastIndexOf("\n"), "", "syntax", "binary file: it holds a NUL byte");
  }
  try {
    return { kind: "text", text: decode(bytes) };
  } catch {
    return undecodable(bytes);
  }
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** Points to the first line that is not UTF-8: a line feed is never part of a longer sequence. */
function undecodable(bytes: Uint8Array): Source {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed;
    const part = bytes.subarray(start, end);
    const text = new TextDecoder().decode(part);
    if (text.includes("\ufffd") && !isUtf8(part)) {
      return problem(line, text.indexOf("\ufffd") + 1, text, "unsupported", "not UTF-8; save the file as UTF-8");
    }
    start = end + 1;
  }
  return problem(1, 1, "", "unsupported", "not UTF-8; save the file as UTF-8");
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function problem(line: number, column: number, text: string, kind: Problem["kind"], message: string): Source {
  return { kind: "problem", problem: { line, column, message, text: text.trimEnd().slice(0, 200), kind } };
}

function tooLarge(): Source {
  return { kind: "failure", message: `larger than ${MOST_BYTES / 2 ** 20} MB, which no Dockerfile is` };
}
