import { UsageError } from "./usage-error.js";

/** The levels that may be asked for. */
export const LEVELS = ["safe", "harden", "restructure"] as const;

/** The names of `--only a,b --only c`. */
export function list(given: unknown): readonly string[] | undefined {
  if (given === undefined) return undefined;
  const names = [given].flat().flatMap((part) => (typeof part === "string" ? part.split(",") : []));
  return names.map((name) => name.trim()).filter((name) => name !== "");
}

/** The last of an option given several times wins. */
export function last(given: unknown): string | undefined {
  const value: unknown = [given].flat().at(-1);
  return typeof value === "string" ? value : undefined;
}

/** One of the values. Throws `UsageError`. */
export function oneOf<Value extends string>(name: string, values: readonly Value[], given: unknown): Value | undefined {
  const text = last(given);
  const value = values.find((candidate) => candidate === text);
  if (text === undefined || value !== undefined) return value;
  throw new UsageError(
    `--${name} is ${[values.slice(0, -1).join(", "), values.at(-1)!].filter(Boolean).join(" or ")}, not ${JSON.stringify(text)}`,
  );
}

/** Every value of an option that may be given several times. */
export function each(given: unknown): readonly string[] {
  return [given].flat().filter((value) => typeof value === "string");
}
