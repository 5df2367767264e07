import { dockerfile } from "../src/engine/dockerfile-tag.js";
import { fix, replace, skip } from "../src/engine/edits.js";
import type { Facts } from "../src/engine/facts.js";
import { globalDefault, onlyVariable, otherUses, valueFor } from "../src/engine/from-variables.js";
import type { Fix, Skip, Transform } from "../src/engine/types.js";
import type { Dockerfile } from "../src/dockerfile/dockerfile.js";
import type { Instruction } from "../src/dockerfile/instruction.js";
import { variables } from "../src/dockerfile/lex.js";
import type { Range } from "../src/dockerfile/text.js";
import { officialImages } from "../src/image/catalogue.js";
import { exactTag, isDated, precision, versionOf } from "../src/image/pin.js";
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
      else uses.push({ ...found, from: stage.stage.from });
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
  readonly from: Instruction;
}

interface Refusal {
  readonly reason: string;
  readonly needs?: string;
}

/** The exact tag for a base, why there is none, or undefined when it is exact already. */
function decide(own: StageFacts, base: string, { context, file }: Facts, literal: Literal): Pin | Refusal | undefined {
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
  if ((own.stage.from.flag("platform") ?? "").startsWith("windows") || looksWindows(own, file))
    return { reason: `\`${base}\` is built for Windows` };
  const group = images.find(image, tag);
  if (group === undefined) return isExact(image, tag) ? undefined : unlisted(image, tag);
  if (image === "archlinux" || ROLLING.test(tag))
    return { reason: `\`${base}\` means a rolling release, whose version changes by itself` };
  const exact = exactTag(group, tag, (each) => fits(each, literal));
  if (exact === undefined || exact === tag || isDated(tag)) return undefined;
  // an Ubuntu release's name says as much as its number
  if (/^(?:focal|jammy|noble|resolute)$/.test(tag) && /^\d\d\.\d\d$/.test(exact)) return undefined;
  if (precision(versionOf(exact)) < 2 && !isDated(exact) && versionOf(tag) === "") {
    return { reason: `no tag of \`${image}:${tag}\` says more than \`${exact}\``, needs: "its digest" };
  }
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

/** Tags whose images are meant to move: what is installed on them comes from sources that move as well. */
const ROLLING = /^(?:rawhide|sid|unstable|testing|experimental|edge|devel|rolling|rc-buggy)(?=-|$)/;

/** Signs that a stage is built on Windows, where a tag such as `latest` names another image. */
function looksWindows({ stage, states }: StageFacts, file: Dockerfile): boolean {
  if (file.escape === "`") return true;
  const programs = states.map(({ shell }) => shell[0] ?? "");
  return (
    programs.some((program) => /powershell|pwsh|cmd/i.test(program)) ||
    stage.instructions.some(({ keyword, args }) => keyword === "WORKDIR" && /^[a-z]:/i.test(args.value))
  );
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
  return isDated(tag) || precision(versionOf(tag)) >= Math.min(3, officialImages().usualPrecision(image));
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
  const exact = withTag(reference, tag);
  return fix(`Pin \`${reference.text}\` to \`${exact}\`, the same image by an exact tag`, at, edits, {
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
  const byName = new Map<string, Use[]>();
  for (const use of uses) {
    const image = use.from.words[0]!;
    const name = onlyVariable(image.value, file.escape);
    if (name !== undefined) byName.set(name, [...(byName.get(name) ?? []), use]);
    else
      yield skip(image.range, `\`${image.value}\` is built from several variables`, "an exact tag in their defaults");
  }
  for (const [name, same] of byName) {
    const { range } = same[0]!.from.words[0]!;
    const argument = globalDefault(file, name);
    const values = new Set(
      same.map(({ from, reference, tag }) => valueFor(from, withTag(reference, tag), file.escape)),
    );
    const [value] = values;
    const others = otherUses(file, name, new Set(same.map(({ from }) => from)));
    if (others !== undefined) yield skip(range, `\`${name}\` is also used ${others}`, "an exact tag in its default");
    else if (values.size > 1 || value === undefined || argument === undefined) {
      yield skip(
        range,
        `the default of \`${name}\` cannot be replaced by one exact tag`,
        "an exact tag in its default",
      );
    } else yield pinned(same[0]!, same.at(-1)!.from.words[0]!.range, [replace(argument.value, value)]);
  }
}

function withTag({ registry, repository }: ImageReference, tag: string): string {
  return `${registry === undefined ? "" : `${registry.text}/`}${repository.text}:${tag}`;
}
