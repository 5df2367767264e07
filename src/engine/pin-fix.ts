import type { Range } from "../dockerfile/text.js";
import { officialImages } from "../image/catalogue.js";
import { isDated, precision, versionOf } from "../image/pin.js";
import { withTag } from "../image/reference.js";
import type { ChosenTag } from "./choose-tag.js";
import { fix } from "./edits.js";
import type { Edit, Fix } from "./types.js";

/** The fix that writes a chosen tag; `at` is the image's word. */
export function pin({ reference, tag, because, isToday, registry: answer }: ChosenTag, at: Range, edit: Edit): Fix {
  const { source } = officialImages();
  const { official } = reference;
  const floating = reference.tag?.text ?? "latest";
  const exact = precision(versionOf(tag)) > 2 || isDated(tag) ? "an exact tag" : "the tag of its version";
  const asked = because.length > 0 ? "the version that the repository asks for" : "what its tag names today";
  const why = isToday ? `the same image by ${tag.includes("@") ? "its digest" : exact}` : asked;
  const catalogued = isToday ? `${official}:${floating} = ${official}:${tag}` : `${official}:${tag} is built`;
  return fix(`Pin \`${reference.text}\` to \`${withTag(reference, tag)}\`, ${why}`, at, [edit], {
    deltas: isToday ? ["base-image"] : ["base-image", "base-version"],
    evidence: [...because.map(({ source, says }) => ({ source, says })), answer ?? { source, says: catalogued }],
  });
}
