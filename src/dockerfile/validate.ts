import { Csv } from "./csv.js";
import type { Dockerfile } from "./dockerfile.js";
import { durationError } from "./duration.js";
import { heredocWord } from "./heredoc.js";
import { type Instruction, type Keyword, KEYWORDS } from "./instruction.js";
import { isSpace, skipSpace } from "./text.js";
import { plainWords, quotedWords } from "./words.js";

export interface SyntaxProblem {
  readonly at: number;
  readonly message: string;
}

type FlagType = "bool" | "string" | "list";

const FLAGS: Partial<Record<Keyword, Readonly<Record<string, FlagType>>>> = {
  ADD: {
    chown: "string", chmod: "string", link: "bool", "keep-git-dir": "bool", checksum: "string", unpack: "bool", exclude: "list",
  },
  COPY: { chown: "string", from: "string", chmod: "string", link: "bool", exclude: "list", parents: "bool" },
  FROM: { platform: "string" },
  HEALTHCHECK: {
    interval: "string", timeout: "string", "start-period": "string", "start-interval": "string", retries: "string",
  },
  RUN: { device: "list", mount: "list", network: "string", security: "string" },
}; // prettier-ignore

/**
 * What makes BuildKit's instruction parser refuse a file, one message an instruction, in order.
 * Source: moby/buildkit v0.34 `frontend/dockerfile/{parser,instructions}`.
 */
export function syntaxErrors(file: Dockerfile): SyntaxProblem[] {
  const errors: SyntaxProblem[] = [];
  let inStage = false;
  for (const instruction of file.instructions) {
    const message = errorIn(instruction, file.escape);
    const at = instruction.range.start;
    if (message !== undefined) errors.push({ at, message });
    else if (!inStage && instruction.keyword !== "FROM" && instruction.keyword !== "ARG") {
      errors.push({ at, message: "no build stage in current context: only ARG may stand before the first FROM" });
      inStage = true;
    }
    inStage ||= instruction.keyword === "FROM";
  }
  if (!inStage && errors.length === 0 && file.instructions.length > 0) {
    errors.push({
      at: file.instructions[0]!.range.start,
      message: "dockerfile contains no stages to build: there is no FROM",
    });
  }
  return errors;
}

function errorIn(instruction: Instruction, escape: string): string | undefined {
  const { keyword, args, json } = instruction;
  if (!KEYWORDS.includes(keyword)) return `unknown instruction: ${instruction.written}${didYouMean(keyword)}`;
  if (json && "error" in json) return json.error;
  const count = args.value === "" ? 0 : json ? json.strings.length : 1;
  const flags = (): string | undefined => flagError(instruction);
  const atLeastOne = `${keyword} requires at least one argument`;
  switch (keyword) {
    case "ADD":
    case "COPY": {
      const { words } = instruction;
      if (words.length < 2) {
        return `${keyword} requires at least two arguments, but only one was provided. Destination could not be determined`;
      }
      return flags() ?? (heredocWord(words.at(-1)!.value) && `${keyword} cannot accept a heredoc as a destination`);
    }
    case "ARG":
      return instruction.pairs.length === 0 ? atLeastOne : blankName(instruction);
    case "CMD":
    case "ENTRYPOINT":
      return flags();
    case "ENV":
    case "LABEL":
      return (
        pairsError(instruction, escape) ??
        flags() ??
        (instruction.pairs.length === 0 ? atLeastOne : blankName(instruction))
      );
    case "EXPOSE":
      return count === 0 ? atLeastOne : flags();
    case "FROM":
      return fromError(instruction) ?? flags();
    case "HEALTHCHECK":
      return args.value === "" ? atLeastOne : healthcheckError(instruction);
    case "MAINTAINER":
    case "USER":
    case "WORKDIR":
      return count === 0 ? `${keyword} requires exactly one argument` : flags();
    case "ONBUILD":
      return count === 0 ? atLeastOne : (flags() ?? triggerError(instruction, escape));
    case "RUN":
      return flags() ?? runError(instruction);
    case "SHELL":
      return (
        flags() ?? (count === 0 ? atLeastOne : json ? undefined : "SHELL requires the arguments to be in JSON form")
      );
    case "STOPSIGNAL":
      return count === 0 ? "STOPSIGNAL requires exactly one argument" : undefined;
    case "VOLUME":
      if (count === 0) return atLeastOne;
      return (
        flags() ??
        (instruction.words.some(({ value }) => skipSpace(value, 0) === value.length)
          ? "VOLUME specified can not be an empty string"
          : undefined)
      );
  }
}

function flagError({ keyword, flags }: Instruction): string | undefined {
  const known = FLAGS[keyword] ?? {};
  const seen = new Set<string>();
  for (const { name, value } of flags) {
    const type = Object.hasOwn(known, name) ? known[name] : undefined;
    if (type === undefined) return `unknown flag: --${name}`;
    if (seen.has(name) && type !== "list") return `duplicate flag specified: --${name}`;
    seen.add(name);
    if (type !== "bool") {
      if (value === undefined) return `missing a value on flag: --${name}`;
    } else if (value === "") return `missing a value on flag: --${name}`;
    else if (value !== undefined && !/^(?:true|false)$/i.test(value)) {
      return `expecting boolean value for flag --${name}, not: ${value}`;
    }
  }
  return undefined;
}

function pairsError({ keyword, args }: Instruction, escape: string): string | undefined {
  const [first, ...rest] = quotedWords(args.value, escape);
  if (first === undefined) return undefined;
  if (!first.value.includes("="))
    return plainWords(args.value).length < 2 ? `${keyword} must have two arguments` : undefined;
  const bad = rest.find(({ value }) => !value.includes("="));
  return bad && `Syntax error - can't find = in ${JSON.stringify(bad.value)}. Must be of the form: name=value`;
}

function blankName({ keyword, pairs }: Instruction): string | undefined {
  return pairs.some(({ name }) => name === "") ? `${keyword} names can not be blank` : undefined;
}

function fromError({ words }: Instruction): string | undefined {
  const [, as, name] = words;
  if (words.length === 3 && as!.value.toLowerCase() === "as") {
    if (/^[a-z][a-z0-9\-_.]*$/.test(name!.value.toLowerCase())) return undefined;
    return `invalid name for build stage: ${JSON.stringify(name!.value)}, name can't start with a number or contain symbols`;
  }
  return words.length === 1 ? undefined : "FROM requires either one or three arguments";
}

function healthcheckError(instruction: Instruction): string | undefined {
  const { value } = instruction.args;
  let end = 0;
  while (end < value.length && !isSpace(value.charCodeAt(end))) end++;
  const type = value.slice(0, end).toUpperCase();
  if (type === "NONE") return end < value.length ? "HEALTHCHECK NONE takes no arguments" : undefined;
  const flags = flagError(instruction);
  if (flags !== undefined) return flags;
  if (type !== "CMD") return `Unknown type ${JSON.stringify(type)} in HEALTHCHECK (try CMD)`;
  if (instruction.probe?.value === "" || instruction.exec?.length === 0) return "Missing command after HEALTHCHECK CMD";
  for (const name of ["interval", "timeout", "start-period", "start-interval"]) {
    const error = durationError(name, instruction.flag(name) ?? "");
    if (error !== undefined) return error;
  }
  const retries = instruction.flag("retries") ?? "";
  if (retries === "") return undefined;
  if (!/^[+-]?\d+$/.test(retries)) return `strconv.ParseInt: parsing ${JSON.stringify(retries)}: invalid syntax`;
  if (Math.abs(Number(retries)) > 0x7fffffff)
    return `strconv.ParseInt: parsing ${JSON.stringify(retries)}: value out of range`;
  return Number(retries) < 0 ? `--retries cannot be negative (${Number(retries)})` : undefined;
}

/** Of an ONBUILD trigger only the line parser's errors count. */
function triggerError({ trigger }: Instruction, escape: string): string | undefined {
  if (trigger === undefined) return undefined;
  const { keyword, json } = trigger;
  if (json && "error" in json) return json.error;
  if (keyword === "ENV" || keyword === "LABEL") return pairsError(trigger, escape);
  if (keyword === "ONBUILD") return "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed";
  return keyword === "FROM" || keyword === "MAINTAINER" ? `${keyword} isn't allowed as an ONBUILD trigger` : undefined;
}

function runError({ flags }: Instruction): string | undefined {
  for (const kind of ["device", "mount"] as const) {
    for (const { name, value = "" } of flags) {
      if (name !== kind) continue;
      const fields = Csv.parse(value);
      if ("error" in fields) return `failed to parse csv ${kind}s: ${fields.error}`;
      const error = kind === "device" ? deviceError(fields.fields) : mountError(fields.fields);
      if (error !== undefined) return error;
    }
  }
  const network = flags.find(({ name }) => name === "network")?.value ?? "default";
  if (!["default", "none", "host"].includes(network)) return `invalid network mode ${JSON.stringify(network)}`;
  const security = flags.find(({ name }) => name === "security")?.value ?? "sandbox";
  return ["insecure", "sandbox"].includes(security) ? undefined : `security ${JSON.stringify(security)} is not valid`;
}

function mountError(fields: readonly string[]): string | undefined {
  for (const field of fields) {
    const [key, value] = cut(field);
    const dollar = value?.indexOf("$") ?? -1;
    if (key === "from" && dollar !== -1 && dollar !== value!.length - 1) {
      return "'from' doesn't support variable expansion, define alias stage instead";
    }
  }
  return undefined;
}

function deviceError(fields: readonly string[]): string | undefined {
  let name = "";
  for (const field of fields) {
    const [key, value] = cut(field);
    if (key === "required" && value === undefined) continue;
    if (key === "required") {
      if (!/^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value!))
        return `invalid value for required: ${value}`;
    } else if (key === "name" && value !== undefined) {
      if (name !== "") return `device name already set to ${name}`;
      name = value;
    } else if (name === "") name = field;
    else if (value === undefined) return `invalid field '${field}' must be a key=value pair`;
    else return `unexpected key '${key}' in '${field}'`;
  }
  return undefined;
}

function cut(field: string): [key: string, value: string | undefined] {
  const equals = field.indexOf("=");
  return equals === -1
    ? [field.toLowerCase(), undefined]
    : [field.slice(0, equals).toLowerCase(), field.slice(equals + 1)];
}

function didYouMean(written: string): string {
  const near = KEYWORDS.map((keyword) => ({ keyword, distance: distance(written, keyword) }))
    .filter(({ distance }) => distance < 3)
    .sort((a, b) => a.distance - b.distance)[0];
  return near === undefined ? "" : ` (did you mean ${near.keyword}?)`;
}

function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length]!;
}
