import { type Account, type Contents, contentsOf, type Described } from "../image/contents.js";
import type { Instruction } from "../dockerfile/instruction.js";
import type { StageFacts } from "../plan/state.js";
import { type PackageCommand, packageCommand } from "../shell/packages.js";
import { baseName } from "../shell/program-name.js";
import { accountWork } from "./account-commands.js";
import type { Facts } from "./facts.js";

/** What a stage's image contains in the end: its base, and what the Dockerfile surely adds and takes away. */
export interface StageContents {
  /** Of the image at the bottom; undefined when the data does not know it. */
  readonly base: Described | undefined;
  readonly tools: ReadonlySet<string>;
  /** Accounts that the Dockerfile creates, in order. */
  readonly accounts: readonly CreatedAccount[];
  /** Names and numbers of groups that it creates. */
  readonly groups: ReadonlySet<string>;
  /** What makes it unknown which accounts there are in the end: one is removed or renamed, or its name is in a variable. */
  readonly doubt: string | undefined;
}

export interface CreatedAccount extends Account {
  /** What creates it. */
  readonly at: Instruction;
}

/** Tools that packages bring, where the name is another one. */
const TOOLS: Readonly<Record<string, readonly string[]>> = {
  nodejs: ["node"], "nodejs-current": ["node"], "netcat-openbsd": ["nc"], "netcat-traditional": ["nc"], netcat: ["nc"], "nmap-ncat": ["nc"],
  "build-essential": ["gcc", "make"], "build-base": ["gcc", "make"], "xz-utils": ["xz"], "python3-pip": ["pip"], "py3-pip": ["pip"],
  passwd: ["useradd", "groupadd"], shadow: ["useradd", "groupadd"], "shadow-utils": ["useradd", "groupadd"],
  adduser: ["adduser", "addgroup"], "util-linux": ["setpriv"], python: ["python"], "default-jre": ["java"], "default-jdk": ["java"],
  "default-jre-headless": ["java"], "default-jdk-headless": ["java"], "golang-go": ["go"], go: ["go"], cargo: ["cargo"],
}; // prettier-ignore

const SAME_NAME: ReadonlySet<string> = new Set([
  "curl", "wget", "bash", "python3", "npm", "openssl", "git", "perl", "php", "ruby", "ca-certificates", "tar", "unzip", "xz", "gcc", "make",
  "gosu", "su-exec", "tini", "sudo",
]); // prettier-ignore

/** Follows the stage from its base. Only what a RUN does for sure counts; a package that is removed takes its tools along. */
export function stageContents(own: StageFacts, facts: Facts): StageContents {
  const below = own.parent === undefined ? undefined : facts.contents(own.parent);
  const base = below?.base ?? (own.base === undefined ? undefined : baseContents(own.base, facts.assumed));
  const contents: Pick<Contents, "tools"> = below ?? base?.contents ?? { tools: new Set() };
  const tools = new Set(contents.tools);
  const accounts = [...(below?.accounts ?? [])];
  const groups = new Set(below?.groups);
  let doubt = below?.doubt;
  const virtual = new Map<string, readonly string[]>();
  for (const instruction of own.stage.instructions) {
    if (instruction.isCopy && instruction.words.some(({ value }) => /^\/etc\/(?:passwd|group)$/.test(value)))
      doubt = "its lists of accounts are copied in";
    if (instruction.keyword === "COPY") for (const tool of copiedTools(instruction.words)) tools.add(tool);
    for (const command of facts.commands(instruction)) {
      const work = accountWork(command);
      if (work?.doubt !== undefined) doubt = work.doubt;
      if (!command.always) continue;
      const call = packageCommand(command);
      if (call !== undefined) installed(call, tools, virtual);
      for (const group of work?.groups ?? []) groups.add(group);
      if (work?.account !== undefined) accounts.push({ ...work.account, at: instruction });
    }
  }
  return { base, tools, accounts, groups, doubt };
}

/** What the data says about an image, or about the one that it is said to be like. */
function baseContents(reference: string, assumed: Readonly<Record<string, string>>): Described | undefined {
  const name = reference.replace(/@.*$/, "");
  const like = [reference, name, name.replace(/:[^:/]*$/, "")].find((each) => Object.hasOwn(assumed, each));
  return like === undefined ? contentsOf(reference) : contentsOf(assumed[like]!);
}

function installed(call: PackageCommand, tools: Set<string>, virtual: Map<string, readonly string[]>): void {
  const { verb, options, operands, understood } = call;
  const names = operands.map(({ text }) => text.replace(/[=<>~:].*/, ""));
  if (verb === "install" && understood) {
    for (const tool of names.flatMap(toolsOf)) tools.add(tool);
    const at = options.findIndex(({ text }) => /^(?:-t|--virtual)$/.test(text));
    const name =
      at === -1 ? options.find(({ text }) => text.startsWith("--virtual="))?.text.slice(10) : options[at + 1]?.text;
    if (name !== undefined) virtual.set(name, names);
  } else if (/^(?:remove|purge|autoremove|erase|delete)$/.test(verb)) {
    // what was named by the group goes with it; with `$X` nobody knows
    const gone = names.flatMap((name) => virtual.get(name) ?? [name]);
    if (operands.every(({ literal }) => literal)) for (const tool of gone.flatMap(toolsOf)) tools.delete(tool);
    else for (const tool of [...SAME_NAME, ...Object.values(TOOLS).flat()]) tools.delete(tool);
  }
}

function toolsOf(name: string): readonly string[] {
  if (Object.hasOwn(TOOLS, name)) return TOOLS[name]!;
  if (/^openjdk-?\d+-?(?:jre|jdk)|^java-[\d.]+-openjdk/.test(name)) return ["java"];
  return SAME_NAME.has(name) ? [name] : [];
}

const PATH = /^(?:\/usr)?(?:\/local)?\/s?bin\//;

/** Programs that a COPY puts where they are found. */
function copiedTools(words: readonly { readonly value: string }[]): readonly string[] {
  const target = words.at(-1)?.value ?? "";
  if (!PATH.test(`${target}/`)) return [];
  const names =
    target.endsWith("/") || words.length > 2 || /\/s?bin$/.test(target) ? words.slice(0, -1) : words.slice(-1);
  return names.map(({ value }) => baseName(value)).filter((name) => SAME_NAME.has(name));
}
