import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { BuildOptions } from "./build.js";
import type { Host } from "./host.js";

/** What stands in the place of a secret. */
export const HIDDEN = "•••";

const MOST_BYTES = 64 * 1024;
/** Shorter values stand in too many words to be told apart. */
const SHORTEST = 4;
const SECRET_NAME = /pass(?:word|wd|phrase)?|secret|token|credential|(?:^|[ _])key$|apikey|private/i;

/** Replaces in a text what the build got as secrets, and build arguments whose name says that they are. */
export function redactor({ buildArgs, secrets }: BuildOptions, host: Host): (text: string) => string {
  const values = [
    ...secrets.flatMap((secret) => secretValues(secret, host)),
    ...buildArgs.flatMap((arg) => argValue(arg, host)),
  ]
    .filter((value) => value.length >= SHORTEST)
    .sort((one, other) => other.length - one.length);
  return (text) => values.reduce((left, value) => left.replaceAll(value, HIDDEN), text);
}

/** Whether the value of a variable of this name should not be printed. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

function argValue(arg: string, { env }: Host): readonly string[] {
  const [, name = arg, value = env[name] ?? ""] = /^([^=]*)=(.*)$/s.exec(arg) ?? [];
  return isSecretName(name) ? [value] : [];
}

/** `id=x,src=file`, `id=x,env=NAME`, or only the id, which is then a variable or file of that name. */
function secretValues(secret: string, { cwd, env }: Host): readonly string[] {
  const fields = new Map(secret.split(",").map((part) => [part.replace(/=.*/s, ""), part.replace(/^[^=]*=?/, "")]));
  const id = fields.get("id") ?? "";
  const variable = env[fields.get("env") ?? id];
  const path = fields.get("src") ?? fields.get("source") ?? id;
  return [...(variable === undefined ? [] : [variable]), ...linesOf(resolve(cwd, path))].map((value) => value.trim());
}

/** A file's text and its lines: a log shows a key line by line. */
function linesOf(file: string): readonly string[] {
  try {
    if (!statSync(file).isFile() || statSync(file).size > MOST_BYTES) return [];
    const text = readFileSync(file, "utf8");
    return [text, ...text.split(/\r?\n/)];
  } catch {
    return [];
  }
}
