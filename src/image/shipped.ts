import { readFileSync } from "node:fs";

/** A file of `data/`, which ships with the package. */
export function shipped(name: string): unknown {
  return JSON.parse(shippedText(name));
}

/** The same as it is written. */
export function shippedText(name: string): string {
  return readFileSync(new URL(`./data/${name}.json`, import.meta.url), "utf8");
}
