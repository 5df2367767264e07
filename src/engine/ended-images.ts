import type { Argument } from "../dockerfile/instruction.js";
import { type Ended, ended } from "../image/end-of-life.js";
import { parseReference } from "../image/reference.js";
import { copiedImages } from "./copied-images.js";
import { advice } from "./edits.js";
import type { Facts } from "./facts.js";
import type { Fix } from "./types.js";

/** Advice on images that get no fixes any more: at each FROM, and once on what files are only copied or mounted out of. */
export function* endedImages(facts: Facts): Iterable<Fix> {
  const said = new Set<string>();
  for (const { stage, base, parent } of facts.stages) {
    const image = stage.from.words[0];
    const found = image === undefined || base === undefined || parent !== undefined ? undefined : endedAs(base);
    if (found === undefined) continue;
    said.add(found.says);
    yield renewal({ value: base!, range: image!.range }, found);
  }
  for (const { image } of copiedImages(facts)) {
    const found = endedAs(image.value);
    if (found === undefined || said.has(found.says)) continue;
    said.add(found.says);
    yield renewal(image, found);
  }
}

function endedAs(text: string): Ended | undefined {
  const reference = parseReference(text);
  return reference && ended(reference);
}

function renewal({ value, range }: Argument, { says, instead, source }: Ended): Fix {
  const message = `\`${value}\`: ${says}${instead === "" ? "" : `; ${instead}`}`;
  return { ...advice(message, range), evidence: [{ source, says }] };
}
