import { parse } from "../../dockerfile/dockerfile.js";
import { secretKind } from "../../engine/secrets/secret-name.js";
import { DEFAULT_SHELL } from "../../shell/dialect.js";
import { literalLogins } from "../../shell/literal-logins.js";
import { isScript, scriptOf } from "../../shell/script.js";
import { isLiteral } from "./literal.js";
import { isSecretName } from "./secret-name.js";

/** Shorter ones may stand anywhere without being the secret. */
const SHORTEST = 6;

/** The values of secrets that stand in a Dockerfile: of variables, and in the addresses of RUNs; the longest first. */
export function secretValues(text: string): readonly string[] {
  if (!/^\s*(?:ARG|ENV|RUN)\b/im.test(text)) return [];
  const file = parse(text);
  const found = file.instructions.flatMap((each): readonly string[] => {
    if (each.keyword === "ARG" || each.keyword === "ENV")
      return each.pairs.flatMap(({ name, value = "" }) =>
        isSecret(name) ? [value.replace(/^(["'])(.*)\1$/s, "$2")] : [],
      );
    const script =
      each.keyword === "RUN" && each.text.value.includes("@") ? scriptOf(each, DEFAULT_SHELL, text) : undefined;
    return script !== undefined && isScript(script) ? literalLogins(script).map((login) => login.text) : [];
  });
  const values = found.filter((value) => isUnmistakable(value) && !value.includes("$") && isLiteral(value));
  return [...new Set(values)].sort((one, other) => other.length - one.length);
}

/** Not a word that may stand anywhere: of `POSTGRES_PASSWORD=postgres` only the value itself is hidden. */
function isUnmistakable(value: string): boolean {
  return value.length >= SHORTEST && !(value.length < 20 && /^[a-z]+$/i.test(value));
}

function isSecret(name: string): boolean {
  return isSecretName(name) || secretKind(name) !== undefined;
}

/** A text without some values, wherever they stand in it. */
export function withoutValues(text: string, values: readonly string[], mask: string): string {
  return values.reduce((rest, value) => {
    const literal = value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    // a short one inside of a longer word is something else
    const pattern = value.length < 12 ? `(?<![\\w.-])${literal}(?![\\w-])` : literal;
    return rest.replace(new RegExp(pattern, "g"), () => mask);
  }, text);
}
