import { secretKind } from "../../engine/secrets/secret-name.js";

/** Ends of names that say where a secret is, whose it is, or how it is used. */
const ABOUT =
  /^(?:URL|URLS|URI|ENDPOINT|FILE|FILES|PATH|DIR|DIRECTORY|FOLDER|ID|IDS|NAME|NAMES|USER|USERNAME|HOST|PORT|VERSION|LENGTH|LEN|SIZE|TTL|EXPIRY|EXPIRES|EXPIRATION|LIFETIME|AGE|TYPE|MODE|POLICY|STDIN|PROMPT|ENABLED|DISABLED|REQUIRED|ALGORITHM|ISSUER|AUDIENCE|PREFIX|HEADER|COUNT|LIMIT|REF|ARN|VAR|ENV|ENVS|NAMESPACE|REGEX|PATTERN|LABEL|FIELD|COLUMN|PARAM|KIND|MINUTES|HOURS|DAYS|SECONDS|ADAPTER|SCHEME|BACKEND|STORE|PROVIDER|MANAGER|DRIVER)$/;

const WORD = /pass|pw|secret|token|cred|key|auth|bundle_|(?:npm|net|pypi)[^a-z\d]*rc/i;
/** `PATH` is none. */
const PAT = /PAT(?![A-Za-z])|(?:P[Aa]|pa)t(?![a-z])/;

/** A cheap test: a text in which this finds nothing has no secret's name in it. */
export function hasSecretWord(text: string): boolean {
  return WORD.test(text) || PAT.test(text);
}

/**
 * Whether something has a secret for its value, by its name: whatever is moved as one, and more, since a value that is hidden is no
 * loss. `secrets` alone is the key of a list in workflows and compose files.
 */
export function isSecretName(name: string): boolean {
  if (!hasSecretWord(name) || /^(?:OLD)?PWD$|NOPASSWD|^secrets$/.test(name)) return false;
  if (/^(?:_auth|_password|_authToken)$/.test(name) || secretKind(name) !== undefined) return true;
  const words = wordsOf(name);
  if (ABOUT.test(words.at(-1) ?? "")) return false;
  return (
    words.some((word) =>
      /^(?:PWD|PAT|CREDS|CREDENTIALS?)$|(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|(?<!COM|BY|TRES)PASS)$/.test(word),
    ) || /(?:^|_)(?:PRIVATE|API|ACCESS|SECRET|AUTH|ENCRYPTION|SIGNING)_?KEY(?:_|$)/.test(words.join("_"))
  );
}

/** In capitals and without the numbers behind them, cut at `_`, `-`, `.` and where a small letter meets a capital. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toUpperCase()
    .split(/[_.-]+/)
    .map((word) => word.replace(/(?<=[A-Z])\d+$/, ""))
    .filter((word) => word !== "");
}
