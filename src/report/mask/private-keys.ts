const BEGIN = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----/;
const END = /-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----/;
const INLINE = /(-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----)(.*?)(?=-----END|["']|$)/g;

/** Base64, also within a diff, a comment or quotes; and what armour has for headers. */
const MATERIAL =
  /^[-+ ]?[\s"'#]*(?:echo\s+["']?)?(?:[A-Za-z0-9+/=]{4,}|\*\*\*)?(?:\\n)?["',]?\s*(?:&&|>>?\s*\S+|\\|\s)*$/;
const HEADER = /^[-+ ]?[\s"'#]*(?:Proc-Type|DEK-Info|Version|Comment): /;

/** Masks what stands between the marks of a private key, or before the second when a diff has cut the first off. */
export function withoutPrivateKeys(lines: readonly string[], mask: string): readonly string[] {
  const masked = [...lines];
  const walk = (from: number, step: 1 | -1): void => {
    for (let at = from + step; at >= 0 && at < lines.length; at += step) {
      const line = lines[at]!;
      if (BEGIN.test(line) || END.test(line) || !(MATERIAL.test(line) || HEADER.test(line))) return;
      if (!HEADER.test(line))
        masked[at] = line.replace(/(?<=^[-+ ]?[\s"'#]*(?:echo\s+["']?)?)[A-Za-z0-9/][A-Za-z0-9+/=]{3,}/, mask);
    }
  };
  lines.forEach((line, index) => {
    if (BEGIN.test(line)) walk(index, 1);
    if (END.test(line)) walk(index, -1);
    if (BEGIN.test(line)) {
      masked[index] = line.replace(INLINE, (all, head: string, key: string) => {
        return /[A-Za-z0-9+/=]{16}/.test(key) ? head + mask : all;
      });
    }
  });
  return masked;
}
