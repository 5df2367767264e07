import { isSecretName } from "./secret-name.js";

/** Values that are no secret whoever has them, and examples: to mask these only keeps a diff from being applied. */
const HARMLESS =
  /^(?:true|false|yes|no|on|off|none|null|nil|undefined|\d{1,5}|pass|pwd|password|passwd|secret|token|todo|\*\*.*\*\*|%\w|x{3,}|<[^<>]*>|\[[\w -]*\]|\{[\w -]*\}|[*.•…-]+)$/i;

/** Words of values that stand for others. */
const STAND_IN =
  /(?:^|[-_ ])(?:change[-_ ]?(?:me|it|this)|replace[-_ ]?me|example|placeholder|dummy|fake|redacted|unused|unset)(?:[-_ .!]|$)|^(?:your|insert|replace|enter)[-_ ]|^(?:please)?change(?:me|this)|^(?:dummy|fake|placeholder)|x{4,}/i;

/** The options of a mount or of `--secret`, which say where the value is; alone, quoted or in a list. */
const OPTIONS = /^[["'\s]*(?:type=secret|id=[\w.-]+(?:,(?:env|src|source|target)=|$|["'\]]))/;

/** YAML's signs for a text on the next lines, and for one that is taken away. */
const BLOCK = /^(?:[|>][+-]?\d?|!reset(?: null)?|!override)$/;

/** What programs of other languages read their environment with. */
const READ = /^(?:process\.env|os\.(?:environ|getenv)|getenv\(|System\.getenv|ENV\[|secrets?\.|vars?\.|env\.)/;

/** Places where a secret may be read, but where it does not stand. */
const PLACE =
  /^(?:\/(?:run|etc|var|tmp|home|root|opt|usr|app|secrets?|mnt)\/|\.{1,2}\/|~\/)[\w./@-]*$|^[\w./-]+\.(?:pem|key|crt|cer|json|p12|pfx|jks|asc|gpg|ya?ml|env|txt)$/;

/**
 * Whether a value, without the quotes around it, holds text of its own: more than references to variables and commands. Without
 * quotes, what an operator of the shell parts from a reference is no part of it.
 */
export function isLiteral(value: string, isQuoted = true): boolean {
  const own = withoutReferences(value)
    .replaceAll("***", "")
    .replace(/\\[nrt]/g, " ");
  const isReferred = referenceEnd(value, 0) > 0;
  if (isReferred && own.startsWith("/")) return false;
  const text = (isReferred && !isQuoted ? own.replace(/["'`;|&<>(),}\]].*/s, "") : own).trim();
  if (/^[\s"'`\\,;:.!?/@_(){}[\]]*$/.test(text)) return false;
  if (OPTIONS.test(text) || BLOCK.test(text)) return false;
  if (HARMLESS.test(text) || STAND_IN.test(text) || READ.test(text) || PLACE.test(text)) return false;
  return !(/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text) && isSecretName(text));
}

/** Without `$X`, `${X}`, `$(…)` and what template engines put in; of `${X:-default}` the default stays. */
function withoutReferences(value: string): string {
  let left = "";
  for (let at = 0; at < value.length;) {
    const end = referenceEnd(value, at);
    if (end === at) left += value[at++]!;
    else {
      left += defaultIn(value.slice(at, end));
      at = end;
    }
  }
  return left;
}

const TEMPLATE =
  /\{\{.{0,300}?\}\}|<%.{0,300}?%>|<<.{0,300}?>>|#\{.{0,300}?\}|%\(?\w{1,100}\)?[%s]|@\w{1,100}@|\$+env:\w+|\$+\w+|`[^`]{0,1000}`/sy;

/** Where a reference that begins at `at` ends; `at` when none does. */
export function referenceEnd(text: string, at: number): number {
  if (text[at] === "$") {
    let open = at + 1;
    while (text[open] === "$") open++;
    if (text[open] === "{" || text[open] === "(") return closing(text, open) + 1;
  }
  TEMPLATE.lastIndex = at;
  return TEMPLATE.test(text) ? TEMPLATE.lastIndex : at;
}

/** Longer commands are taken to go on to the end of the line. */
const MOST_INSIDE = 4000;

/** Where the bracket at `open` is closed; the last character when it is not. */
export function closing(text: string, open: number): number {
  const [opens, closes] = text[open] === "{" ? ["{", "}"] : ["(", ")"];
  let depth = 0;
  const most = Math.min(text.length, open + MOST_INSIDE);
  for (let at = open; at < most; at++) {
    if (text[at] === opens) depth++;
    else if (text[at] === closes && --depth === 0) return at;
  }
  return text.length - 1;
}

function defaultIn(reference: string): string {
  const [, word] = /^\$+\{\w+:?[-=](.*)\}$/s.exec(reference) ?? [];
  return word === undefined ? "" : withoutReferences(word);
}
