import type { Dockerfile } from "../dockerfile/dockerfile.js";
import type { Argument, Instruction } from "../dockerfile/instruction.js";
import type { Range } from "../dockerfile/text.js";
import { type ImageReference, parseReference, withTag } from "../image/reference.js";
import type { Refusal } from "./choose-tag.js";
import { copiedImages } from "./copied-images.js";
import { type DigestPlace, digestPlace } from "./digest-place.js";
import { fix, replace, skip } from "./edits.js";
import type { Facts } from "./facts.js";
import { frontend } from "./frontend.js";
import { otherUses } from "./from-variables.js";
import type { RegistryFacts } from "./registry-facts.js";
import { WAITING } from "./registry-tag.js";
import type { Edit, Fix, Skip } from "./types.js";

/** A digest that its registry no longer gives for its tag. */
export interface Outdated {
  readonly reference: ImageReference;
  readonly tag: string;
  readonly old: string;
  readonly digest: string;
  readonly source: string;
}

/** Where one is, and what must stand there. */
interface Use extends Outdated {
  /** Undefined for the frontend. */
  readonly instruction: Instruction | undefined;
  readonly image: Argument;
  readonly place: DigestPlace;
  readonly text: string;
}

/** Brings the digests of bases, of what is copied or mounted out of, and of the frontend up to date, each where it is written. */
export function* refreshDigests(facts: Facts, registry: RegistryFacts): Iterable<Fix | Skip> {
  const { file } = facts;
  const shared = new Map<string, Use[]>();
  for (const { instruction, image, reference } of images(facts)) {
    const found = outdated(reference, registry);
    if (found === undefined) continue;
    const use = "reason" in found ? found : useOf(found, instruction, image, file);
    if ("reason" in use) yield skip(image.range, use.reason, use.needs);
    else if (use.place.argument === undefined) yield refreshed(use, image.range.start);
    else shared.set(use.place.argument, [...(shared.get(use.place.argument) ?? []), use]);
  }
  for (const [name, uses] of shared) {
    const [first] = uses;
    const others = otherUses(file, name, new Set(uses.flatMap(({ instruction }) => instruction ?? [])));
    const agree = uses.every(
      ({ text, place: { range } }) => text === first!.text && range.start === first!.place.range.start,
    );
    if (others !== undefined) yield skip(first!.image.range, `\`${name}\` is also used ${others}`, OWN_ARG);
    else if (agree) yield refreshed({ ...first!, image: uses.at(-1)!.image }, 0);
    else yield skip(first!.image.range, `the images that use \`${name}\` have different digests now`, OWN_ARG);
  }
}

const OWN_ARG = "an ARG for its digest alone";

/** Every image that is no stage, variables filled in. */
function* images(facts: Facts): Iterable<Pick<Use, "instruction" | "image"> & { readonly reference: string }> {
  for (const { stage, base, parent } of facts.stages) {
    const image = stage.from.words[0];
    if (image === undefined || base === undefined || parent !== undefined) continue;
    yield { instruction: stage.from, image, reference: base };
  }
  const syntax = frontend(facts.file);
  if (syntax !== undefined) yield { instruction: undefined, image: syntax, reference: syntax.value };
  for (const { instruction, image } of copiedImages(facts)) yield { instruction, image, reference: image.value };
}

/** Undefined when there is no digest, or when it is the tag's. */
export function outdated(text: string, registry: RegistryFacts): Outdated | Refusal | undefined {
  if (!text.includes("@")) return undefined;
  const reference = parseReference(text);
  if (reference?.digest === undefined) return { reason: `\`${text}\` is no image reference` };
  const { tag, digest } = reference;
  if (tag === undefined) return { reason: `\`${text}\` has no tag that says which digest is meant`, needs: "its tag" };
  const answer = registry.digest(withTag(reference, tag.text));
  if (answer === undefined) return WAITING;
  if ("reason" in answer) return answer;
  if (answer.value === digest.text) return undefined;
  return { reference, tag: tag.text, old: digest.text, digest: answer.value, source: answer.source };
}

function useOf(found: Outdated, instruction: Use["instruction"], image: Argument, file: Dockerfile): Use | Refusal {
  const { value, range } = image;
  if (/["'\\]/.test(value) || range.end - range.start !== value.length)
    return { reason: `\`${value}\` is quoted or written over several lines` };
  const { old, digest } = found;
  const place = digestPlace(value, old, file);
  // what stands elsewhere stays as it is
  if (place === undefined || digest.slice(0, place.elsewhere) !== old.slice(0, place.elsewhere)) {
    return {
      reason: `the digest of \`${value}\` does not stand in plain text where it can be replaced`,
      needs: OWN_ARG,
    };
  }
  return { ...found, instruction, image, place, text: digest.slice(place.elsewhere) };
}

/** `offset`: where the place's range begins to count. */
function refreshed({ image, place, text, ...found }: Use, offset: number): Fix {
  const { start, end } = place.range;
  return refresh(found, image.range, replace({ start: start + offset, end: end + offset }, text));
}

/** The fix that writes a new digest; `at` is the image's word. */
export function refresh({ reference, tag, digest, source }: Outdated, at: Range, edit: Edit): Fix {
  const message = `Pin \`${reference.text}\` to \`${withTag(reference, tag)}@${digest}\`, what its tag names today`;
  return fix(message, at, [edit], {
    deltas: ["base-image", "base-version"],
    evidence: [{ source, says: `${tag} is ${digest}` }],
  });
}
