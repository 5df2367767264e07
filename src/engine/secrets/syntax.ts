import type { Dockerfile } from "../../dockerfile/dockerfile.js";
import type { Edit, SecretStyle } from "../types.js";

/** The frontend that understands mounts of secrets, and keeps up with what is new. Source: docs.docker.com, custom syntax. */
const NEWEST = "docker/dockerfile:1";

/** The first of docker/dockerfile 1.x that has mounts of secrets, and the first that gives them as variables. Source: its release notes. */
const NEEDED: Readonly<Record<SecretStyle, number>> = { file: 2, env: 10 };

const OFFICIAL = /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?::([\w.-]+))?(@.*)?$/;

/** Why a file's frontend may not know mounts of secrets; undefined when it does, or may be made to. */
export function unknownFrontend({ directives }: Dockerfile): string | undefined {
  const value = directives.find(({ name }) => name === "syntax")?.value;
  if (value === undefined) return undefined;
  const [whole, , digest] = OFFICIAL.exec(value) ?? [];
  if (whole === undefined)
    return `\`# syntax=${value}\` is a frontend of its own, which may not know mounts of secrets`;
  return digest !== undefined && isOld(value, "env")
    ? `\`# syntax=${value}\` is old, and pinned to a digest`
    : undefined;
}

/** The edit by which a file names a frontend that has mounts of secrets; none when it does. */
export function syntaxEdit({ directives, source, newline }: Dockerfile, style: SecretStyle): readonly Edit[] {
  const named = directives.find(({ name }) => name === "syntax");
  if (named === undefined) {
    const at = source.startsWith("\uFEFF") ? 1 : 0;
    return [{ start: at, end: at, text: `# syntax=${NEWEST}${newline}` }];
  }
  const { value, range } = named;
  if (!isOld(value, style)) return [];
  const start = source.slice(0, range.end).lastIndexOf(value);
  return [{ start, end: start + value.length, text: NEWEST }];
}

function isOld(value: string, style: SecretStyle): boolean {
  const tag = OFFICIAL.exec(value)?.[1] ?? "";
  const minor = /^1\.(\d+)/.exec(tag)?.[1];
  if (minor === undefined) return style === "env" && tag.includes("experimental");
  return Number(minor) < NEEDED[style] && !(style === "file" && tag.includes("experimental"));
}
