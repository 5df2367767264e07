import type { Dockerfile } from "../src/dockerfile/dockerfile.js";
import type { Argument, Instruction } from "../src/dockerfile/instruction.js";
import type { Range } from "../src/dockerfile/text.js";
import { choosePin, digestRefusal } from "../src/engine/choose-pin.js";
import type { ChosenTag } from "../src/engine/choose-tag.js";
import type { Facts } from "../src/engine/facts.js";
import { type CopiedImage, copiedImages } from "../src/engine/copied-images.js";
import { dockerfile } from "../src/engine/dockerfile-tag.js";
import { replace, skip } from "../src/engine/edits.js";
import { endedImages } from "../src/engine/ended-images.js";
import { frontend } from "../src/engine/frontend.js";
import {
  globalDefault,
  hasDefault,
  otherUses,
  ownDefault,
  slotText,
  type TagSlot,
  tagSlot,
  valueFor,
} from "../src/engine/from-variables.js";
import { pin } from "../src/engine/pin-fix.js";
import type { Fix, Skip, Transform } from "../src/engine/types.js";
import { refreshDigests } from "../src/engine/refresh-digests.js";
import { stageUse } from "../src/engine/stage-use.js";

export const pinBaseImage: Transform = {
  name: "pin-base-image",
  title: "Pin the base image to an exact tag",
  why: "`latest`, an omitted tag and tags such as `20-alpine` name another image tomorrow: builds stop being reproducible, and an update arrives untested.",
  level: "harden",
  refs: [
    "examples: Multi-Stage Build with Non-Root User",
    "checklist: Use specific version tags",
    "hadolint DL3006",
    "hadolint DL3007",
    "CIS Docker 4.2",
  ],
  example: {
    before: dockerfile`
      FROM node:latest
      CMD ["node", "server.js"]
    `,
    after: dockerfile`
      FROM node:26.7.0-trixie
      CMD ["node", "server.js"]
    `,
  },

  *run(file, facts) {
    const shared = new Map<string, Written[]>();
    for (const stage of facts.stages) {
      const image = stage.stage.from.words[0];
      if (image === undefined || stage.parent !== undefined || stage.base === "scratch") continue;
      if (stage.base === undefined) {
        yield skip(image.range, `\`${image.value}\` has no value without a build argument`, "a default for its ARG");
        continue;
      }
      if (facts.digests === "refresh") continue;
      const slot = tagSlot(image.value, file.escape);
      const chosen = choosePin({ base: stage.base, slot, use: stageUse(stage, facts) }, facts);
      const homeless = digestRefusal(slot, stage.base, chosen, facts.digests);
      if (homeless !== undefined) yield skip(image.range, homeless.reason, homeless.needs);
      if (chosen === undefined) continue;
      if ("reason" in chosen) yield skip(image.range, chosen.reason, chosen.needs);
      else if (slot === undefined)
        yield skip(
          image.range,
          `\`${image.value}\` is made of more than one variable and the text around it`,
          "an exact tag in its defaults",
        );
      else if (/["'\\]/.test(image.value) || image.range.end - image.range.start !== image.value.length)
        yield skip(image.range, `\`${image.value}\` is quoted or written over several lines`);
      else {
        const written = { ...chosen, slot, from: stage.stage.from, image };
        const name = slot.variable?.name ?? "";
        const own = slot.variable && !hasDefault(file, name) ? ownDefault(image.value, slot.variable) : undefined;
        if (slot.variable === undefined) yield pinned(written, image, slot.range, tagText(written));
        else if (own !== undefined) yield* pinOwnDefault(written, own);
        else shared.set(name, [...(shared.get(name) ?? []), written]);
      }
    }
    for (const [name, uses] of shared) yield pinArgument(file, name, uses);
    if (facts.digests !== "refresh") {
      yield* pinFrontend(facts);
      for (const copied of copiedImages(facts)) yield* pinCopied(copied, facts);
    } else if (facts.registry !== undefined) yield* refreshDigests(facts, facts.registry);
    yield* endedImages(facts);
  },
};

/** Only a registry knows frontends: without one there is nothing to say. */
function* pinFrontend(facts: Facts): Iterable<Fix | Skip> {
  const image = facts.registry && frontend(facts.file);
  if (image === undefined) return;
  const slot = tagSlot(image.value, facts.file.escape)!;
  yield* pinLiteral(image, slot, choosePin({ base: image.value, slot, said: [] }, facts));
}

/** Files come out of the image that a FROM would be built on. */
function* pinCopied({ stage, image }: CopiedImage, facts: Facts): Iterable<Fix | Skip> {
  const slot = tagSlot(image.value, facts.file.escape)!;
  // whose version the repository says is another question
  yield* pinLiteral(image, slot, choosePin({ base: image.value, slot, said: [], use: stageUse(stage, facts) }, facts));
}

/** Pins an image that is written without variables. */
function* pinLiteral(image: Argument, slot: TagSlot, chosen: ReturnType<typeof choosePin>): Iterable<Fix | Skip> {
  if (chosen === undefined) return;
  if ("reason" in chosen) yield skip(image.range, chosen.reason, chosen.needs);
  else yield pinned(chosen, image, slot.range, slotText(slot, chosen.reference, chosen.tag));
}

/** The exact tag of a FROM's image, and where that says its tag. */
interface Written extends ChosenTag {
  readonly slot: TagSlot;
  readonly from: Instruction;
  readonly image: Argument;
}

function tagText({ slot, reference, tag }: Written): string {
  return slotText(slot, reference, tag);
}

/** Replaces a range of the image's word. */
function pinned(chosen: ChosenTag, image: Argument, { start, end }: Range, text: string): Fix {
  const offset = image.range.start;
  return pin(chosen, image.range, replace({ start: offset + start, end: offset + end }, text));
}

function* pinOwnDefault(written: Written, own: Range): Iterable<Fix> {
  const value = valueFor(written.slot, tagText(written));
  if (value !== undefined) yield pinned(written, written.image, own, value);
}

/** Pins at the ARG's default when every FROM that uses the variable agrees. */
function pinArgument(file: Dockerfile, name: string, uses: readonly Written[]): Fix | Skip {
  const { range } = uses[0]!.image;
  const argument = globalDefault(file, name);
  const values = new Set(uses.map((use) => valueFor(use.slot, tagText(use))));
  const [value] = values;
  const others = otherUses(file, name, new Set(uses.map(({ from }) => from)));
  if (others !== undefined) return skip(range, `\`${name}\` is also used ${others}`, "an exact tag in its default");
  if (values.size > 1 || value === undefined || argument === undefined) {
    return skip(range, `the default of \`${name}\` cannot be replaced by one exact tag`, "an exact tag in its default");
  }
  return pin(uses[0]!, uses.at(-1)!.image.range, replace(argument.value, value));
}
