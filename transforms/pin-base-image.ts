import { dockerfile } from "../src/engine/dockerfile-tag.js";
import { fix, replace, skip } from "../src/engine/edits.js";
import type { Facts } from "../src/engine/facts.js";
import type { Fix, Skip, Transform } from "../src/engine/types.js";
import type { Dockerfile } from "../src/dockerfile/dockerfile.js";
import type { Pair } from "../src/dockerfile/instruction.js";
import { variables } from "../src/dockerfile/lex.js";
import type { Range } from "../src/dockerfile/text.js";
import { officialImages } from "../src/image/catalogue.js";
import { exactTag, isDated, precision, SUITE, versionOf } from "../src/image/pin.js";
import { type ImageReference, parseReference } from "../src/image/reference.js";
import type { StageFacts } from "../src/plan/state.js";
import { satisfies, statedVersion } from "../src/project/versions.js";

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
    const uses: Use[] = [];
    for (const stage of facts.stages) {
      const image = stage.stage.from.words[0];
      if (image === undefined || stage.parent !== undefined || stage.base === "scratch") continue;
      if (stage.base === undefined) {
        yield skip(image.range, `\`${image.value}\` has no value without a build argument`, "a default for its ARG");
        continue;
      }
      const found = decide(stage, stage.base, facts, literalParts(image.value, file.escape));
      if (found === undefined) continue;
      if ("reason" in found) yield skip(image.range, found.reason, found.needs);
      else if (!image.value.includes("$")) yield pinned(found, image.range, [replaceTag(found, image.range)]);
      else uses.push({ ...found, word: image.value, range: image.range });
    }
    yield* pinArguments(file, uses);
  },
};

interface Pin {
  readonly reference: ImageReference;
  readonly tag: string;
}

/** A FROM that is to be pinned and holds a variable. */
interface Use extends Pin {
  readonly word: string;
  readonly range: Range;
}

interface Refusal {
  readonly reason: string;
  readonly needs?: string;
}

/** The exact tag for a base, why there is none, or undefined when it is exact already. */
function decide({ stage }: StageFacts, base: string, { context }: Facts, literal: Literal): Pin | Refusal | undefined {
  const reference = parseReference(base);
  if (reference === undefined) return { reason: `\`${base}\` is no image reference` };
  if (reference.digest !== undefined) return undefined;
  const tag = reference.tag?.text ?? "latest";
  const { official: image } = reference;
  const images = officialImages();
  if (image === undefined || !images.has(image)) {
    if (precision(versionOf(tag)) >= 3 || isDated(tag)) return undefined;
    return { reason: `\`${base}\` is not one of Docker's official images`, needs: "its registry's tags" };
  }
  if ((stage.from.flag("platform") ?? "").startsWith("windows")) return { reason: `\`${base}\` is built for Windows` };
  const group = images.find(image, tag);
  if (group === undefined) return isExact(image, tag) ? undefined : unlisted(image, tag);
  if (image === "ubuntu" && SUITE.test(tag)) return undefined;
  const exact = exactTag(group, tag, (each) => fits(each, literal));
  if (exact === undefined || exact === tag || isDated(tag)) return undefined;
  if (versionOf(tag) !== "" && versionOf(tag) === versionOf(exact)) return undefined;
  const stated = versionOf(tag) === "" ? statedVersion(image, context) : undefined;
  if (stated !== undefined && !satisfies(versionOf(exact), stated)) {
    return {
      reason: `\`${image}:${tag}\` is ${exact}, but ${stated.source} says ${stated.version}`,
      needs: "a tag that says which is meant",
    };
  }
  return { reference, tag: exact };
}

function unlisted(image: string, tag: string): Refusal {
  const { source } = officialImages();
  return {
    reason: `\`${image}:${tag}\` is not among the tags that Docker builds today (${source})`,
    needs: "its registry's tags",
  };
}

/** A tag that is not in the catalogue any more and names a version as exactly as the image's versions go. */
function isExact(image: string, tag: string): boolean {
  if (isDated(tag)) return true;
  const most = officialImages()
    .groups(image)
    .flatMap(({ tags }) => tags.map((each) => precision(versionOf(each))));
  return precision(versionOf(tag)) >= Math.min(3, Math.max(2, median(most.filter((value) => value > 1))));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 3;
}

/** What a FROM's text fixes of the tag around a variable: `-alpine` in `node:${VERSION}-alpine`. */
interface Literal {
  readonly before: string;
  readonly after: string;
}

function literalParts(word: string, escape: string): Literal {
  const [variable] = variables(word, escape);
  if (variable === undefined) return { before: "", after: "" };
  const before = word.slice(0, variable.range.start);
  return {
    before: before.includes(":") ? before.slice(before.lastIndexOf(":") + 1) : "",
    after: word.slice(variable.range.end),
  };
}

function fits(tag: string, { before, after }: Literal): boolean {
  return tag.length > before.length + after.length && tag.startsWith(before) && tag.endsWith(after);
}

function pinned({ reference, tag }: Pin, at: Range, edits: Fix["edits"]): Fix {
  const { source } = officialImages();
  const { official: image } = reference;
  const floating = reference.tag?.text ?? "latest";
  return fix(`Pin \`${reference.text}\` to \`${image}:${tag}\`, the same image by an exact tag`, at, edits, {
    deltas: ["base-image"],
    evidence: [{ source, says: `${image}:${floating} = ${image}:${tag}` }],
  });
}

function replaceTag({ reference, tag }: Pin, { start }: Range): Fix["edits"][number] {
  if (reference.tag !== undefined) {
    return replace({ start: start + reference.tag.range.start, end: start + reference.tag.range.end }, tag);
  }
  const at = start + reference.repository.range.end;
  return replace({ start: at, end: at }, `:${tag}`);
}

/** Pins at the ARG default that a FROM's only variable has, when every FROM that uses it agrees. */
function* pinArguments(file: Dockerfile, uses: readonly Use[]): Iterable<Fix | Skip> {
  const done = new Set<string>();
  for (const use of uses) {
    const name = onlyVariable(use.word, file.escape);
    if (name === undefined) {
      yield skip(use.range, `\`${use.word}\` is built from several variables`, "an exact tag in their defaults");
      continue;
    }
    if (done.has(name)) continue;
    done.add(name);
    const others = file.stages.filter(({ from }) => onlyVariable(from.words[0]?.value ?? "", file.escape) === name);
    const same = uses.filter(({ word }) => onlyVariable(word, file.escape) === name);
    const values = new Set(same.map((each) => argumentValue(each, file.escape)));
    const pairs = file.globalArgs.flatMap((instruction) => instruction.pairs.filter((pair) => pair.name === name));
    const [pair] = pairs;
    const [value] = values;
    const inside = file.stages.some(({ instructions }) =>
      instructions.some(({ keyword, pairs: own }) => keyword === "ARG" && own.some((each) => each.name === name)),
    );
    const edit = value === undefined || pair === undefined ? undefined : replaceValue(file, pair, value);
    if (inside) yield skip(use.range, `\`${name}\` is also used inside a stage`, "an exact tag in its default");
    else if (edit === undefined || pairs.length > 1 || values.size > 1 || same.length < others.length) {
      yield skip(
        use.range,
        `the default of \`${name}\` cannot be replaced by one exact tag`,
        "an exact tag in its default",
      );
    } else yield pinned(use, pair!.range, [edit]);
  }
}

/** The name of a word's variable if it has just one, with no default of its own. */
function onlyVariable(word: string, escape: string): string | undefined {
  const [variable, second] = variables(word, escape);
  return second === undefined && variable?.modifier === "" ? variable.name : undefined;
}

/** What the variable must be so that the word names the pinned image. */
function argumentValue({ word, reference, tag }: Use, escape: string): string | undefined {
  const [variable] = variables(word, escape);
  const name =
    reference.registry === undefined
      ? reference.repository.text
      : `${reference.registry.text}/${reference.repository.text}`;
  const target = `${name}:${tag}`;
  const before = word.slice(0, variable!.range.start);
  const after = word.slice(variable!.range.end);
  return target.startsWith(before) && target.endsWith(after)
    ? target.slice(before.length, target.length - after.length)
    : undefined;
}

/** Replaces a default that is written plainly, perhaps in quotes. */
function replaceValue(file: Dockerfile, pair: Pair, value: string): Fix["edits"][number] | undefined {
  const range = pair.valueRange;
  if (range === undefined) return undefined;
  const written = file.source.slice(range.start, range.end);
  const quote = /^(["']).*\1$/.exec(written)?.[1]?.length ?? 0;
  if (!/^[\w.:/@+-]*$/.test(written.slice(quote, written.length - quote))) return undefined;
  return replace({ start: range.start + quote, end: range.end - quote }, value);
}
