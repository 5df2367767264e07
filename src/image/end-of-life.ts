import { versionOf } from "./pin.js";
import { canonicalName, type ImageReference } from "./reference.js";
import { shipped } from "./shipped.js";

/** That an image, or the release it is built on, gets no fixes any more. */
export interface Ended {
  /** One clause: `node 16 has had no fixes since 2023-09-11`. */
  readonly says: string;
  /** What to go to, in words; empty when the data names nothing. */
  readonly instead: string;
  readonly source: string;
}

interface Deprecated {
  readonly image: string;
  readonly since?: string;
  readonly use?: string;
  /** How tags map. */
  readonly how?: string;
  readonly source: string;
}

interface Lines {
  /** The day on which all lines had ended. */
  readonly day: string;
  readonly sources: readonly string[];
  readonly lines: readonly (readonly [image: string, cycle: string, eol: string, use: string, source: number])[];
}

/** Why an image should be left; undefined when the data knows nothing against it. */
export function ended(reference: ImageReference): Ended | undefined {
  const { official, tag } = reference;
  const name = canonicalName(reference);
  const gone = deprecatedImages().find(({ image }) => matches(image, name));
  if (gone !== undefined) {
    const { since, use, how, source } = gone;
    const instead = [use === undefined ? "" : `use \`${use}\``, how ?? ""].filter(Boolean).join(": ");
    return {
      says: `\`${name}\` ${since === undefined ? "is no longer maintained" : `has not been maintained since ${since}`}`,
      instead,
      source,
    };
  }
  // nothing in it could name a version or a release
  if (tag === undefined || tag.text === "latest") return undefined;
  const words = tag.text.split("-");
  const version = versionOf(tag.text);
  const { lines, sources } = endedLines();
  // a release's name in a tag is that of the distribution below
  for (const [image, cycle, eol, use, source] of lines) {
    const isName = /^[a-z]+$/.test(cycle);
    const own =
      image === name && (isName ? words.includes(cycle) : version === cycle || version.startsWith(`${cycle}.`));
    const below =
      official !== undefined && (image === "debian" || image === "ubuntu") && isName && words.includes(cycle);
    if (!own && !below) continue;
    return {
      says: `${image} ${cycle} has had no fixes since ${eol}`,
      instead: use === "" ? "" : `${image} ${use} has them`,
      source: sources[source]!,
    };
  }
  return undefined;
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith("/*") ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

let deprecated: readonly Deprecated[] | undefined;

function deprecatedImages(): readonly Deprecated[] {
  return (deprecated ??= shipped("deprecated") as readonly Deprecated[]);
}

let known: Lines | undefined;

/** Read only for a tag that may be in it. */
function endedLines(): Lines {
  return (known ??= shipped("end-of-life") as Lines);
}
