/** A cheap test: a name in which this finds nothing is never a secret's. */
export const SECRET_WORD = /pass|pwd|secret|token|credential|key|auth/i;

/** Ends of names that say where a secret is, whose it is, or how it is used. */
const ABOUT =
  /^(?:URL|URLS|URI|ENDPOINT|FILE|FILES|PATH|DIR|DIRECTORY|FOLDER|ID|IDS|NAME|NAMES|USER|USERNAME|HOST|PORT|VERSION|LENGTH|LEN|SIZE|TTL|EXPIRY|EXPIRES|EXPIRATION|LIFETIME|AGE|TYPE|MODE|POLICY|STDIN|PROMPT|ENABLED|DISABLED|REQUIRED|ALGORITHM|ISSUER|AUDIENCE|PREFIX|HEADER|COUNT|LIMIT|REF|ARN|VAR|ENV|NAMESPACE|REGEX|PATTERN|LABEL|FIELD|COLUMN|PARAM|KIND|MINUTES|HOURS|DAYS|SECONDS|ADAPTER|SCHEME|BACKEND|STORE|PROVIDER|MANAGER|DRIVER)$/;

/** Whether something has a secret for its value, by its name: wider than what is moved, since a value that is hidden is no loss. */
export function isSecretName(name: string): boolean {
  if (!SECRET_WORD.test(name) || /^(?:OLD)?PWD$|NOPASSWD/.test(name)) return false;
  const words = wordsOf(name);
  if (ABOUT.test(words.at(-1) ?? "")) return false;
  if (/^(?:_auth|_password|_authToken)$/.test(name)) return true;
  return (
    words.some((word) =>
      /^(?:PWD|CREDENTIALS?)$|(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|(?<!COM|BY|TRES)PASS)$/.test(word),
    ) || /(?:^|_)(?:PRIVATE|API|ACCESS|SECRET|AUTH|ENCRYPTION|SIGNING)_?KEY(?:_|$)/.test(words.join("_"))
  );
}

/** In capitals, cut at `_`, `-`, `.` and where a small letter meets a capital. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toUpperCase()
    .split(/[_.-]+/)
    .filter((word) => word !== "");
}
