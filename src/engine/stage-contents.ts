import { type Account, type Contents, contentsOf, type Described } from "../image/contents.js";
import type { StageFacts } from "../plan/state.js";
import { type PackageCommand, packageCommand } from "../shell/packages.js";
import { type Command, isScript } from "../shell/script.js";
import type { Facts } from "./facts.js";

/** What a stage's image contains in the end: its base, and what the Dockerfile surely adds and takes away. */
export interface StageContents {
  /** Of the image at the bottom; undefined when the data does not know it. */
  readonly base: Described | undefined;
  readonly tools: ReadonlySet<string>;
  /** Accounts that the Dockerfile creates, in order. */
  readonly accounts: readonly Account[];
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
  const base = below?.base ?? (own.base === undefined ? undefined : contentsOf(own.base));
  const contents: Pick<Contents, "tools"> = below ?? base?.contents ?? { tools: new Set() };
  const tools = new Set(contents.tools);
  const accounts = [...(below?.accounts ?? [])];
  const virtual = new Map<string, readonly string[]>();
  for (const instruction of own.stage.instructions) {
    if (instruction.keyword === "COPY") for (const tool of copiedTools(instruction.words)) tools.add(tool);
    const script = instruction.keyword === "RUN" ? facts.script(instruction) : undefined;
    if (script === undefined || !isScript(script)) continue;
    for (const command of script.commands) {
      if (!command.always) continue;
      const call = packageCommand(command);
      if (call !== undefined) installed(call, tools, virtual);
      const account = createdAccount(command);
      if (account !== undefined) accounts.push(account);
    }
  }
  return { base, tools, accounts };
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
  return names.map(({ value }) => value.replace(/^.*\//, "")).filter((name) => SAME_NAME.has(name));
}

/** Options of `useradd` and both kinds of `adduser` that take a value. */
const VALUED =
  /^(?:-[bcdefgGkKmMopPRsSuU]*[bcdefgGkKpRsu]|--(?:base-dir|comment|gecos|home|home-dir|gid|groups|ingroup|uid|shell|password|firstuid|lastuid|key|skel|expiredate|inactive|root|prefix))$/;

function createdAccount({ name, args }: Command): Account | undefined {
  if (name === undefined || !/^(?:\/usr\/sbin\/)?(?:useradd|adduser)$/.test(name.value)) return undefined;
  const values = new Map<string, string>();
  const operands: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const { value, literal } = args[at]!;
    const [, option = "", given] = /^(--[\w-]+)=(.*)$/.exec(value) ?? [];
    if (given !== undefined) values.set(option, given);
    else if (VALUED.test(value) && at + 1 < args.length) values.set(value, args[++at]!.value);
    else if (!value.startsWith("-")) operands.push(literal ? value : "");
  }
  const [account = ""] = operands;
  if (!/^[a-z_][\w.-]*$/i.test(account)) return undefined;
  const of = (...options: readonly RegExp[]): string | undefined =>
    [...values].find(([option]) => options.some((pattern) => pattern.test(option)))?.[1];
  const uid = of(/^-\w*u$/, /^--uid$/);
  const gid = of(/^-\w*g$/, /^--gid$/);
  const home = of(/^-\w*[dh]$/, /^--home(?:-dir)?$/);
  return {
    name: account,
    ...(uid !== undefined && /^\d+$/.test(uid) && { uid: Number(uid) }),
    ...(gid !== undefined && /^\d+$/.test(gid) && { gid: Number(gid) }),
    ...(home !== undefined && { home }),
  };
}
