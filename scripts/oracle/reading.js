/** @typedef {import("./start.js").Answer} Answer */
/** @typedef {import("../../src/dockerfile/dockerfile.js").Dockerfile} Dockerfile */
/** @typedef {import("../../src/dockerfile/instruction.js").Instruction} Instruction */

const TAKES_JSON = new Set(["RUN", "CMD", "ENTRYPOINT", "COPY", "ADD", "VOLUME", "SHELL", "HEALTHCHECK"]);

/**
 * Where dockshift reads a file differently from BuildKit, one sentence each.
 * @type {(answer: Answer, file: Dockerfile, source: string) => string[]}
 */
export function readingDifferences(answer, file, source) {
  if (answer.failure !== undefined) return [`BuildKit was not asked: ${answer.failure}`];
  const found = refusalDifferences(answer, file);
  if (answer.parseError) return found;
  const theirs = answer.instructions;
  if (theirs.length !== file.instructions.length)
    return [...found, `${theirs.length} instructions, not ${file.instructions.length}`];
  theirs.forEach((instruction, index) => {
    found.push(
      ...instructionDifferences(instruction, /** @type {Instruction} */ (file.instructions[index]), file, source),
    );
  });
  if (answer.error !== undefined) return found;
  return [
    ...found,
    ...difference(
      "stages",
      answer.stages.map(({ name }) => name),
      file.stages.map(({ name = "" }) => name),
    ),
  ];
}

/**
 * A template is left alone before anybody asks whether it parses.
 * @type {(answer: Answer, file: Dockerfile) => string[]}
 */
function refusalDifferences({ error, stages }, { problems }) {
  if (problems.some(({ kind }) => kind === "unsupported")) return [];
  const own = problems.find(({ kind }) => kind === "syntax");
  // that a file holds nothing but ARGs is found out when it is built
  const message =
    error === undefined && stages.length === 0 ? "dockerfile contains no stages to build" : error?.message;
  const [theirs, ours] = [message && reason(message), own && reason(own.message)];
  // ours may say more
  return difference("refusal", theirs, theirs !== undefined && ours?.startsWith(theirs) ? theirs : ours);
}

/**
 * The beginning of a message: its end quotes the file, and BuildKit's suggestions change from run to run.
 * @type {(message: string) => string}
 */
function reason(message) {
  return message
    .replace(/^dockerfile parse error on line \d+: /, "")
    .replace(/ \(did you mean.*/s, "")
    .slice(0, 40);
}

/** @type {(theirs: Answer["instructions"][number], ours: Instruction, file: Dockerfile, source: string) => string[]} */
function instructionDifferences(theirs, ours, { lines }, source) {
  const start = lines.place(ours.range.start).line;
  const end = lines.place(ours.range.end).line;
  const bodies = ours.heredocs.map(({ name, body, expand, chomp, fd }) => ({
    ...{ name, content: source.slice(body.start, body.end), expand, chomp, fd },
  }));
  const flags = ours.flags.map(({ name, value }) => (value === undefined ? `--${name}` : `--${name}=${value}`));
  // BuildKit lists the flags of the instruction behind ONBUILD as well
  const triggered = ours.trigger?.flags.map(({ name, value }) =>
    value === undefined ? `--${name}` : `--${name}=${value}`,
  );
  const args = argumentsOf(ours);
  const found = [
    ...difference("keyword", theirs.keyword, ours.written.toLowerCase()),
    // blank lines and comments in front belong to a continued instruction, those behind to nobody
    ...difference("start", start >= theirs.start && start <= theirs.end ? start : theirs.start, start),
    ...difference("end", isTrailing(source, end, theirs.end) ? end : theirs.end, end),
    ...difference("flags", theirs.flags, [...flags, ...(triggered ?? [])]),
    ...difference("here-documents", theirs.heredocs, bodies),
    ...(TAKES_JSON.has(ours.keyword) ? difference("JSON form", theirs.json, ours.exec !== undefined) : []),
    ...(args === undefined ? [] : difference("arguments", argumentsThere(theirs, ours), args)),
    ...mappingDifference(ours, source),
  ];
  return found.map((text) => `line ${theirs.start}: ${ours.keyword}: ${text}`);
}

/**
 * Whether the lines behind `end`, up to `last`, are nothing but blanks and comments.
 * @type {(source: string, end: number, last: number) => boolean}
 */
function isTrailing(source, end, last) {
  if (end >= last) return end === last;
  return source
    .split("\n")
    .slice(end, last)
    .every((line) => /^\s*(?:#.*)?$/.test(line));
}

/**
 * The arguments as BuildKit lists them; undefined where it has a form of its own.
 * @type {(instruction: Instruction) => string[] | undefined}
 */
function argumentsOf({ keyword, args, exec, words, pairs }) {
  switch (keyword) {
    case "RUN":
    case "CMD":
    case "ENTRYPOINT":
    case "SHELL":
      return exec === undefined ? whole(args.value) : [...exec];
    case "COPY":
    case "ADD":
    case "VOLUME":
    case "FROM":
      return words.map(({ value }) => value);
    case "EXPOSE":
      return words.map(({ value }) => value).sort();
    case "ENV":
    case "LABEL":
      return pairs.flatMap(({ name, value = "" }) => [name, value]);
    case "ARG":
      return pairs.map(({ name, value }) => (value === undefined ? name : `${name}=${value}`));
    case "USER":
    case "WORKDIR":
    case "STOPSIGNAL":
    case "MAINTAINER":
      return whole(args.value);
    default:
      return undefined;
  }
}

/** @type {(text: string) => string[]} */
function whole(text) {
  return text === "" ? [] : [text];
}

/**
 * BuildKit's list; behind each pair of ENV and LABEL it says how the two were separated.
 * @type {(theirs: Answer["instructions"][number], ours: Instruction) => string[]}
 */
function argumentsThere({ args }, { keyword }) {
  if (keyword === "ENV" || keyword === "LABEL") return args.filter((_, index) => index % 3 !== 2);
  return keyword === "EXPOSE" ? [...args].sort() : args;
}

/**
 * Every index of an instruction's joined text must lead to the same character in the source.
 * @type {(instruction: Instruction, source: string) => string[]}
 */
function mappingDifference({ text }, source) {
  for (let index = 0; index < text.value.length; index++) {
    if (source[text.offset(index)] !== text.value[index]) return [`character ${index} is not where its offset says`];
  }
  return [];
}

/** @type {(what: string, theirs: unknown, ours: unknown) => string[]} */
function difference(what, theirs, ours) {
  const [there, here] = [theirs, ours].map((value) => JSON.stringify(value ?? null));
  return there === here ? [] : [`${what}: BuildKit has ${there}, dockshift ${here}`];
}
