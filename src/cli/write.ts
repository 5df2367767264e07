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

/** A file is no longer what it was when it was read. */
export class ChangedError extends Error {
  override readonly name = "ChangedError";

  constructor() {
    super("changed while dockshift worked on it; left as it is, run dockshift again");
  }
}

/**
 * Replaces a file's text `before` by `after`, whole or not at all; mode and, where allowed, owner stay. `file` is free of
 * symbolic links. Throws `ChangedError` when the file holds another text by now, and errors of the file system; a failure
 * leaves nothing behind.
 */
export function replaceText(file: string, before: string, after: string): void {
  accessSync(file, constants.W_OK);
  const stats = statSync(file);
  // A short name of its own, since the file's may be as long as the file system allows. It is made with O_EXCL: a clash fails.
  const temporary = join(dirname(file), `.dockshift-${process.pid}-${Date.now().toString(36)}.tmp`);
  try {
    writeNew(temporary, after, stats);
    if (!readFileSync(file).equals(Buffer.from(before))) throw new ChangedError();
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncDirectory(dirname(file));
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
