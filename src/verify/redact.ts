import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { BuildOptions } from "./build.js";
import type { Difference } from "./difference.js";
import type { Host } from "./host.js";

/** What stands in the place of a secret. */
export const HIDDEN = "•••";

const MOST_BYTES = 64 * 1024;
/** Shorter values stand in too many words to be told apart. */
const SHORTEST = 4;
/** Of what stands behind `=` or `:` in a file: much else does. */
const SHORTEST_ASSIGNED = 8;
const SECRET_NAME = /pass(?:word|wd|phrase)?|secret|token|credential|(?:^|[ _])key$|apikey|private/i;

/** Replaces in a text what the build got as secrets, and build arguments whose name says that they are. */
export function redactor({ buildArgs, secrets, extra }: BuildOptions, host: Host): (text: string) => string {
  const values = [
    ...[...secrets, ...valuesOf("--secret", extra)].flatMap((secret) => secretValues(secret, host)),
    ...[...buildArgs, ...valuesOf("--build-arg", extra)].flatMap((arg) => argValue(arg, host)),
  ]
    .filter((value) => value.length >= SHORTEST)
    .sort((one, other) => other.length - one.length);
  return (text) => values.reduce((left, value) => left.replaceAll(value, HIDDEN), text);
}

/** A difference as it may be printed: nor are variables and labels shown whose name says that they are secret. */
export function withoutSecrets(difference: Difference, redact: (text: string) => string): Difference {
  const { kind, what, before, after } = difference;
  const isSecret = kind === "config" && /^(?:env|label) /.test(what) && SECRET_NAME.test(what);
  const shown = (value: string): string => (isSecret && value !== "" ? HIDDEN : redact(value));
  return { ...difference, what: redact(what), before: shown(before), after: shown(after) };
}

/** What an option has among other arguments, as `--name=value` or `--name value`. */
function valuesOf(name: string, args: readonly string[]): readonly string[] {
  return args.flatMap((arg, index) => {
    if (arg === name) return args.slice(index + 1, index + 2);
    return arg.startsWith(`${name}=`) ? [arg.slice(name.length + 1)] : [];
  });
}

function argValue(arg: string, { env }: Host): readonly string[] {
  const [, name = arg, value = env[name] ?? ""] = /^([^=]*)=(.*)$/s.exec(arg) ?? [];
  return SECRET_NAME.test(name) ? [value] : [];
}

/** `id=x,src=file`, `id=x,env=NAME`, or only the id, which is then a variable or file of that name. */
function secretValues(secret: string, { cwd, env }: Host): readonly string[] {
  const fields = new Map(secret.split(",").map((part) => [part.replace(/=.*/s, ""), part.replace(/^[^=]*=?/, "")]));
  const id = fields.get("id") ?? "";
  const variable = env[fields.get("env") ?? id];
  const path = fields.get("src") ?? fields.get("source") ?? id;
  return [...(variable === undefined ? [] : [variable]), ...linesOf(resolve(cwd, path))].map((value) => value.trim());
}

/** A file's text and its lines, since a log shows a key line by line; and what they assign. */
function linesOf(file: string): readonly string[] {
  try {
    if (!statSync(file).isFile() || statSync(file).size > MOST_BYTES) return [];
    const text = readFileSync(file, "utf8");
    const lines = text.split(/\r?\n/);
    return [text, ...lines, ...lines.flatMap(assigned)];
  } catch {
    return [];
  }
}

/** `NAME=value`, `name: "value",` and the like. */
function assigned(line: string): readonly string[] {
  return [...line.matchAll(/[=:]/g)]
    .map(({ index }) => line.slice(index + 1).replace(/^["'\s]+|["',;\s]+$/g, ""))
    .filter((value) => value.length >= SHORTEST_ASSIGNED);
}
