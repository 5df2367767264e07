import { parseReference, withTag } from "../image/reference.js";
import { chooseTag, type Refusal, type Sources, type Wanted } from "./choose-tag.js";
import type { TagSlot } from "./from-variables.js";
import { WAITING } from "./registry-tag.js";
import type { ShiftOptions } from "./types.js";

/** What is asked beside the file, and whether digests are wanted. */
export interface PinSources extends Sources {
  readonly digests?: ShiftOptions["digests"];
}

/** The tag of `chooseTag`, with its digest where digests are wanted; undefined when what is written is as exact already. */
export function choosePin(wanted: Wanted, sources: PinSources): ReturnType<typeof chooseTag> {
  return withDigest(wanted, chooseTag(wanted, sources), sources);
}

/** A tag, chosen or exact already, with the digest that the registry gives for it, where digests are wanted. */
function withDigest(
  { base, slot }: Wanted,
  chosen: ReturnType<typeof chooseTag>,
  { registry, digests }: PinSources,
): typeof chosen {
  const reference = parseReference(base);
  if (registry === undefined || digests === undefined || reference === undefined) return chosen;
  if (reference.digest !== undefined || endsInText(slot, base)) return chosen;
  const tag = chosen !== undefined && "tag" in chosen ? chosen.tag : (reference.tag?.text ?? "latest");
  const answer = registry.digest(withTag(reference, tag));
  if (answer === undefined) return WAITING;
  if ("reason" in answer) return answer;
  const { value, source } = answer;
  const before = chosen !== undefined && "tag" in chosen ? chosen : { because: [], isToday: true };
  const said = { source, says: `${tag} is ${value}` };
  return { ...before, reference, tag: `${tag}@${value}`, registry: said };
}

/** Why a digest that is wanted has no place: behind a variable's default that text follows, none can come in. */
export function digestRefusal(
  slot: TagSlot | undefined,
  base: string,
  chosen: ReturnType<typeof chooseTag>,
  digests: PinSources["digests"],
): Refusal | undefined {
  if (digests !== "pin" || !endsInText(slot, base) || (chosen !== undefined && "reason" in chosen)) return undefined;
  const reason = `a digest behind \`${slot!.variable!.name}\` would not follow it`;
  return { reason, needs: "a variable at the end of the image" };
}

function endsInText(slot: TagSlot | undefined, base: string): boolean {
  return slot?.variable !== undefined && slot.after !== "" && !base.includes("@");
}
