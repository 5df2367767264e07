import { lex, variables } from "../../dockerfile/lex.js";
import { parseReference } from "../../image/reference.js";
import { choosePin, digestRefusal, type PinSources } from "../choose-pin.js";
import type { ImageUse } from "../choose-tag.js";
import { replace, skip } from "../edits.js";
import { ownDefault, slotText, type TagSlot, tagSlot, valueFor } from "../from-variables.js";
import { pin } from "../pin-fix.js";
import { outdated, refresh } from "../refresh-digests.js";
import type { YamlValue } from "../../project/yaml.js";
import type { Fix, Skip } from "../types.js";
import type { ComposeFile, Service } from "./compose-file.js";
import { keptData } from "./kept-data.js";
import { type ServiceImage, serviceImages } from "./service-images.js";

/** Pins the images of services as a FROM's is, or brings their digests up to date. */
export function* pinServiceImages(file: ComposeFile, sources: PinSources): Iterable<Fix | Skip> {
  for (const image of serviceImages(file, sources.context)) yield* pinImage(image, sources);
}

function* pinImage(image: ServiceImage, sources: PinSources): Iterable<Fix | Skip> {
  const { word, range, services } = image;
  const refreshes = sources.digests === "refresh";
  if (refreshes && !word.includes("@")) return;
  if (word.includes("$$")) {
    yield skip(range, `\`${word}\` is no image reference`);
    return;
  }
  const open = variables(word, ESCAPE).find(({ modifier }) => modifier !== ":-" && modifier !== "-");
  if (open !== undefined) {
    yield skip(range, `\`${word}\` has no value without \`${open.name}\``, `a default: \`\${${open.name}:-…}\``);
    return;
  }
  const base = lex(word, { escape: ESCAPE, get: () => undefined }).text;
  const reference = parseReference(base);
  if (reference === undefined) {
    yield skip(range, `\`${word}\` is no image reference`);
    return;
  }
  if (reference.digest !== undefined && !refreshes) return;
  const kept = services.map(({ value }) => keptData(value, reference)).find((each) => each !== undefined);
  if (kept !== undefined) {
    yield skip(range, kept.reason, kept.needs);
    return;
  }
  const slot = tagSlot(word, ESCAPE);
  if (refreshes) {
    yield* refreshImage(image, base, slot, sources);
    return;
  }
  const chosen = choosePin({ base, slot, use: serviceUse(services) }, sources);
  const homeless = digestRefusal(slot, base, chosen, sources.digests);
  if (homeless !== undefined) yield skip(range, homeless.reason, homeless.needs);
  if (chosen === undefined) return;
  const edit = "reason" in chosen ? chosen : (image.refusal ?? placeOf(word, slot));
  if ("reason" in edit) yield skip(range, edit.reason, edit.needs);
  else if ("tag" in chosen) {
    const text = valueFor(edit.slot, slotText(edit.slot, chosen.reference, chosen.tag));
    if (text !== undefined) yield pin(chosen, range, replace(moved(edit, range.start), text));
  }
}

/** Compose has no escape character, but no image has a backslash in it. */
const ESCAPE = "\\";

const NO_PLACE = "an exact tag in its defaults";

/** Where the slot's text is written: in the word, or in the default of its variable. */
function placeOf(word: string, slot: TagSlot | undefined) {
  const own = slot?.variable === undefined ? slot?.range : ownDefault(word, slot.variable);
  if (slot === undefined || own === undefined)
    return { reason: `\`${word}\` is made of more than one variable and the text around it`, needs: NO_PLACE };
  return { ...own, slot };
}

function moved({ start, end }: { readonly start: number; readonly end: number }, offset: number) {
  return { start: start + offset, end: end + offset };
}

function* refreshImage(
  { word, range, refusal }: ServiceImage,
  base: string,
  slot: TagSlot | undefined,
  { registry }: PinSources,
): Iterable<Fix | Skip> {
  const found = registry && outdated(base, registry);
  if (found === undefined) return;
  const place = "reason" in found ? found : (refusal ?? placeOf(word, slot));
  if ("reason" in place) yield skip(range, place.reason, place.needs);
  else if ("old" in found) {
    const start = place.end - found.old.length;
    if (start < place.start || word.slice(start, place.end) !== found.old)
      yield skip(range, `the digest of \`${word}\` does not stand in plain text where it can be replaced`);
    else yield refresh(found, range, replace(moved({ start, end: place.end }, range.start), found.digest));
  }
}

function serviceUse(services: readonly Service[]): ImageUse {
  return {
    isWindows: (isEither) =>
      services.some(
        ({ value }) => /^windows/i.test(value.at("platform").text ?? "") || (isEither && looksWindows(value)),
      ),
    nearby: () => [],
  };
}

/** Signs of a container for Windows, where a tag such as `latest` names another image. */
function looksWindows(service: YamlValue): boolean {
  if (service.at("isolation").isThere) return true;
  const said = ["working_dir", "command", "entrypoint"].flatMap((key) => [...service.at(key).leaves()]);
  return said.some(({ text = "" }) => /(?:^|[\s"'=])(?:[a-z]:[\\/]|(?:powershell|cmd)(?:\.exe)?(?:\s|$))/i.test(text));
}
