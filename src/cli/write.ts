import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from "node:fs";
import { dirname, join } from "node:path";
import { ioMessage } from "./io-message.js";

/** A file's new text. */
export interface Replacement {
  /** Absolute, free of symbolic links. */
  readonly file: string;
  /** What it has to hold until then. */
  readonly before: string;
  readonly after: string;
}

/** A file is no longer what it was when it was read. */
export class ChangedError extends Error {
  override readonly name = "ChangedError";

  constructor() {
    super("changed while dockshift worked on it; left as it is, run dockshift again");
  }
}

/** Files could not be replaced, because of one of them. The message is that of the cause, without a path. */
export class ReplaceError extends Error {
  override readonly name = "ReplaceError";

  constructor(
    /** The file that failed. */
    readonly file: string,
    override readonly cause: unknown,
    /** What has its new text all the same; empty unless the failure came late. */
    readonly replaced: readonly string[] = [],
  ) {
    super(ioMessage(cause));
  }
}

/**
 * Replaces the texts of files that belong together; each is replaced whole or not at all, and mode and, where allowed, owner stay.
 * Nothing is replaced before all new texts are on the disk and all files have been seen to hold their old ones. Throws
 * `ReplaceError`; nothing else is left behind then. Tests bring their own `rename`.
 */
export function replaceTexts(replacements: readonly Replacement[], rename = renameSync): void {
  const prepared = replacements.map((replacement, index) => ({
    ...replacement,
    temporary: temporaryFor(replacement, index),
  }));
  const replaced: string[] = [];
  let current = "";
  try {
    for (const { file, after, temporary } of prepared) {
      current = file;
      accessSync(file, constants.W_OK);
      writeNew(temporary, after, statSync(file));
    }
    for (const { file, before } of prepared) {
      current = file;
      if (!readFileSync(file).equals(Buffer.from(before))) throw new ChangedError();
    }
    for (const { file, temporary } of prepared) {
      current = file;
      rename(temporary, file);
      replaced.push(file);
    }
  } catch (error) {
    for (const { temporary } of prepared) rmSync(temporary, { force: true });
    throw new ReplaceError(current, error, replaced);
  } finally {
    for (const directory of new Set(replaced.map(dirname))) syncDirectory(directory);
  }
}

/** A short name of its own, since the file's may be as long as the file system allows. It is made with O_EXCL: a clash fails. */
function temporaryFor({ file }: Replacement, index: number): string {
  return join(dirname(file), `.dockshift-${process.pid}-${Date.now().toString(36)}-${index}.tmp`);
}

function writeNew(file: string, text: string, { mode, uid, gid }: Stats): void {
  const descriptor = openSync(file, "wx", 0o600);
  try {
    writeFileSync(descriptor, text);
    keepOwner(descriptor, uid, gid);
    fchmodSync(descriptor, mode & 0o7777);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Only root may give files away: one that belongs to somebody else, and may be written, becomes the user's own. */
function keepOwner(descriptor: number, uid: number, gid: number): void {
  try {
    fchownSync(descriptor, uid, gid);
  } catch {
    return;
  }
}

/** Makes the new name survive a power cut; not every system lets a directory be opened. */
function syncDirectory(directory: string): void {
  try {
    const descriptor = openSync(directory, "r");
    fsyncSync(descriptor);
    closeSync(descriptor);
  } catch {
    return;
  }
}
