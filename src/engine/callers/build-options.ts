import { behind, headOf, literalOf, type Pieces } from "./words.js";

/** A `--build-arg`. */
export interface GivenArgument {
  readonly name: string;
  /** Undefined when it is taken from the environment. */
  readonly value: Pieces | undefined;
  /** The option, and the word behind it when the argument stands there. */
  readonly words: readonly Pieces[];
}

/** What a build is given on its command line. Source: docker buildx build, podman build. */
export interface BuildOptions {
  readonly dockerfile: Pieces | undefined;
  /** What stands where the context does; one that is clear is one word. */
  readonly operands: readonly Pieces[];
  readonly arguments: readonly GivenArgument[];
  /** Ids. */
  readonly secrets: readonly string[];
  /** An option is not known, so that the word behind it may be its value. */
  readonly isOpen: boolean;
}

/** The options and operands among the words behind `build`. */
export function buildOptions(words: readonly Pieces[]): BuildOptions {
  let dockerfile: Pieces | undefined;
  let isOpen = false;
  const operands: Pieces[] = [];
  const given: GivenArgument[] = [];
  const secrets: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    const head = headOf(word);
    if (!head.startsWith("-") || literalOf(word) === "-") {
      operands.push(word);
      continue;
    }
    const { name, value } = option(word);
    const takesNext = value === undefined && !FLAGS.has(name);
    const argument = value ?? (takesNext ? words[++at] : undefined);
    isOpen ||= !FLAGS.has(name) && !VALUED.has(name) && value === undefined;
    if (argument === undefined) continue;
    if (name === "-f" || name === "--file") dockerfile = argument;
    else if (name === "--secret") secrets.push(...(/(?:^|,)id=([^,]*)/.exec(headOf(argument))?.slice(1) ?? []));
    else if (name === "--build-arg") given.push(...argumentIn(argument, takesNext ? [word, argument] : [word]));
  }
  return { dockerfile, operands, arguments: given, secrets, isOpen };
}

/** The name of an option, and its value when that stands in the same word. */
function option(word: Pieces): { readonly name: string; readonly value: Pieces | undefined } {
  const head = headOf(word);
  const isShort = !head.startsWith("--");
  const [name = ""] = (isShort ? /^-[qD]*[A-Za-z]?/ : /^--[^=]*/).exec(head) ?? [];
  const rest = behind(word, name.length);
  const value = headOf(rest).startsWith("=") ? behind(rest, 1) : rest;
  const letter = isShort ? `-${name.slice(-1)}` : name;
  return { name: letter, value: rest.pieces.length === 0 ? undefined : value };
}

function argumentIn(word: Pieces, words: readonly Pieces[]): GivenArgument[] {
  const [all = "", name = "", equals] = /^([A-Za-z_]\w*)(=)?/.exec(headOf(word)) ?? [];
  const rest = behind(word, all.length);
  if (name === "" || (equals === undefined && rest.pieces.length > 0)) return [];
  return [{ name, value: equals === undefined ? undefined : rest, words }];
}

const FLAGS: ReadonlySet<string> = new Set([
  "--all-platforms", "--check", "--compress", "--debug", "--disable-compression", "--disable-content-trust", "--force-rm", "--ipfs", "--layers", "--load",
  "--no-cache", "--no-hosts", "--omit-history", "--pull", "--pull-always", "--pull-never", "--push", "--quiet", "--rm", "--skip-unused-stages", "--squash",
  "--squash-all", "--stdin", "--stream", "--tls-verify", "-D", "-q",
]); // prettier-ignore

const VALUED: ReadonlySet<string> = new Set([
  "--add-host", "--allow", "--annotation", "--arch", "--attest", "--authfile", "--build-arg", "--build-context", "--builder", "--cache-from", "--cache-to",
  "--call", "--cap-add", "--cap-drop", "--cgroup-parent", "--cpu-period", "--cpu-quota", "--cpu-shares", "--cpuset-cpus", "--cpuset-mems", "--creds",
  "--device", "--env", "--file", "--format", "--iidfile", "--isolation", "--jobs", "--label", "--logfile", "--manifest", "--memory", "--memory-swap",
  "--metadata-file", "--network", "--no-cache-filter", "--os", "--output", "--platform", "--progress", "--provenance", "--retry", "--sbom",
  "--secret", "--security-opt", "--shm-size", "--ssh", "--tag", "--target", "--timestamp", "--ulimit", "--userns", "--volume", "-c", "-f", "-m", "-o", "-t",
  "-v",
]); // prettier-ignore
