import { ImageError } from "./image-error.js";
import { decodeName } from "./tar-header.js";

/** The records of a pax header: names and their values as bytes. Throws `ImageError`. */
export function paxRecords(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const records = new Map<string, Uint8Array>();
  for (let at = 0; at < bytes.length && bytes[at] !== 0;) {
    const blank = bytes.indexOf(0x20, at);
    const length = blank === -1 ? NaN : Number(decodeName(bytes.subarray(at, blank)));
    const end = at + length;
    const equals = bytes.indexOf(0x3d, blank);
    if (!(end <= bytes.length && equals !== -1 && equals < end && bytes[end - 1] === 0x0a)) {
      throw new ImageError("a damaged pax header");
    }
    records.set(decodeName(bytes.subarray(blank + 1, equals)), bytes.subarray(equals + 1, end - 1));
    at = end;
  }
  return records;
}

/** Extended attributes, SELinux's left out since they come from the machine that builds; sorted, empty when there are none. */
export function attributesOf(records: ReadonlyMap<string, Uint8Array>): string {
  const prefix = "SCHILY.xattr.";
  return [...records]
    .filter(([name]) => name.startsWith(prefix) && name !== `${prefix}security.selinux`)
    .map(([name, value]) => `${name.slice(prefix.length)}=${Buffer.from(value).toString("hex")}`)
    .sort()
    .join(" ");
}
