import { hasSecretWord, isSecretName } from "./mask/secret-name.js";
import { isLiteral } from "./mask/literal.js";
import { MASK, namedValues } from "./mask/named-values.js";
import { MAY_HOLD_PLACE, placedValues } from "./mask/places.js";
import { withoutPrivateKeys } from "./mask/private-keys.js";
import { secretValues, withoutValues } from "./mask/values.js";
import { MAY_HOLD_TOKEN, TOKEN_SHAPES } from "./mask/token-shapes.js";

/** What a text becomes before it is printed. */
export type Mask = (text: string) => string;

/** Every pass masks at least one more value. */
const MOST_PASSES = 20;

/**
 * A text that may be printed: values of secrets in it are `***`. A defence, not an understanding: it goes by names and shapes, line
 * by line. References and examples stay. Masking again changes nothing, and no line comes or goes.
 */
export function masked(text: string): string {
  if (!mayHoldSecret(text)) return text;
  let lines: readonly string[] = text.split("\n");
  if (text.includes("PRIVATE KEY")) lines = withoutPrivateKeys(lines, MASK);
  let isCurl = false;
  return lines
    .map((line) => {
      isCurl ||= /\bcurl\b/.test(line);
      const result = isCurl || mayHoldSecret(line) ? maskedLine(line, isCurl) : line;
      isCurl &&= /\\\s*$/.test(line);
      return result;
    })
    .join("\n");
}

/** The same for all that is printed of a Dockerfile: what it says itself that is a secret is one wherever it stands. */
export function maskFor(dockerfile: string): Mask {
  const values = mayHoldSecret(dockerfile) ? secretValues(dockerfile) : [];
  return values.length === 0 ? masked : (text) => masked(withoutValues(text, values, MASK));
}

/** The value of something with a name, `env DB_PASSWORD`, as it may be printed. */
export function maskedEntry(what: string, value: string): string {
  const name = /^(?:env|label|arg) (\S+)$/.exec(what)?.[1] ?? "";
  return isSecretName(name) && isLiteral(value) ? MASK : masked(value);
}

function mayHoldSecret(text: string): boolean {
  return hasSecretWord(text) || MAY_HOLD_TOKEN.test(text) || MAY_HOLD_PLACE.test(text) || text.includes("curl");
}

function maskedLine(line: string, isCurl: boolean): string {
  let result = line;
  for (let pass = 0, before = ""; result !== before && pass < MOST_PASSES; pass++) {
    before = result;
    result = onePass(result, isCurl);
  }
  return result;
}

function onePass(line: string, isCurl: boolean): string {
  const shaped = MAY_HOLD_TOKEN.test(line)
    ? TOKEN_SHAPES.reduce((text, shape) => text.replace(shape, MASK), line)
    : line;
  const found = [...namedValues(shaped), ...placedValues(shaped, isCurl)]
    .filter(({ start, end }) => isLiteral(shaped.slice(start, end)))
    .sort((one, other) => one.start - other.start || other.end - one.end);
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of found) {
    // inside of one that goes as a whole
    if (start < from) continue;
    parts.push(shaped.slice(from, start), MASK);
    from = end;
  }
  return parts.join("") + shaped.slice(from);
}
