import type { Range } from "../../dockerfile/text.js";
import type { Context } from "../../project/context.js";
import { isComposeName } from "../../project/compose-name.js";
import { perFile } from "../../project/per-file.js";
import type { Refusal } from "../choose-tag.js";
import { ComposeFile, type Service } from "./compose-file.js";

/** The text of an image, where it is written, and the services that use it. */
export interface ServiceImage {
  /** Without quotes. */
  readonly word: string;
  /** Of `word`. */
  readonly range: Range;
  readonly services: readonly Service[];
  /** Why it cannot be edited. */
  readonly refusal: Refusal | undefined;
}

/** The images of services that are not built here, each place once. */
export function serviceImages(file: ComposeFile, context: Context | undefined): readonly ServiceImage[] {
  const places = new Map<number, Service[]>();
  const builds = [...file.services, ...neighbours(context)].filter(({ isBuilt }) => isBuilt === true);
  const [names, images] = [
    new Set(builds.map(({ name }) => name)),
    new Set(builds.map(({ value }) => plainName(value.at("image").text))),
  ];
  for (const service of file.services) {
    const { place, text } = service.value.at("image");
    if (place === undefined || text === undefined || /^(?:|~|null)$/i.test(text)) continue;
    if (names.has(service.name) || images.has(plainName(text))) continue;
    places.set(place.start, [...(places.get(place.start) ?? []), service]);
  }
  return [...places].map(([start, services]) => imageAt(start, services, file));
}

function imageAt(start: number, services: readonly Service[], { source, leaves }: ComposeFile): ServiceImage {
  const [{ value }] = services as [Service];
  const word = value.at("image").text!;
  const { end } = value.at("image").place!;
  const written = source.slice(start, end);
  const quote = /^(["']).*\1$/s.test(written) ? 1 : 0;
  const range = { start: start + quote, end: end - quote };
  const other = leaves.find(({ path, place }) => place?.start === start && !isOwnUse(path, services));
  const unknown = services.find(({ isBuilt }) => isBuilt === undefined);
  const refusal =
    source.slice(range.start, range.end) !== word
      ? { reason: `\`${word}\` is written with escapes or over several lines` }
      : other !== undefined
        ? { reason: `\`${word}\` is also used as ${other.path.join(".")}`, needs: "an anchor for images alone" }
        : unknown && { reason: `whether \`${unknown.name}\` is built, the file that it extends says` };
  return { word, range, services, refusal };
}

/** Top-level extensions say nothing by themselves. */
function isOwnUse(path: readonly string[], services: readonly Service[]): boolean {
  const [top = "", name, key] = path;
  if (top.startsWith("x-")) return true;
  return path.length === 3 && top === "services" && key === "image" && services.some((each) => each.name === name);
}

function plainName(image: string | undefined): string | undefined {
  return image?.replace(/:latest$/, "");
}

const servicesOf = perFile((text) => new ComposeFile(text).services);

/** The services of the compose files beside it, which Compose may read together with it. */
function neighbours(context: Context | undefined): readonly Service[] {
  if (context === undefined) return [];
  const names = context.list?.(".")?.filter(isComposeName) ?? [];
  return names.flatMap((name) => servicesOf(context, name) ?? []);
}
