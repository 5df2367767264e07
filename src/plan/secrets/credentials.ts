import { posix } from "node:path";
import { chainOf, isChain, type Link } from "../../shell/chain.js";
import { outputOf } from "../../shell/output.js";
import { type Node, walk } from "../../shell/parse.js";
import { baseName } from "../../shell/program-name.js";
import type { Command, Script } from "../../shell/script.js";
import { settingOf } from "../../shell/settings.js";
import { isRoot } from "../root.js";
import type { User } from "./forgotten.js";

/** What RUNs write a secret to: files, and entries in the settings of programs. */
export class Credentials {
  private readonly files = new Set<string>();
  private readonly settings = new Map<string, string>();
  private readonly secret: RegExp;

  /** `names`: the variables that are secrets; in scripts they stand as `${NAME}`. `mounted`: files that are secrets. */
  constructor(names: ReadonlySet<string>, mounted: ReadonlySet<string>) {
    for (const path of mounted) this.files.add(path.replace(/^\/root(?=\/)/, "~"));
    this.secret = new RegExp(`\\$\\{(?:${[...names].join("|")})\\}`);
  }

  /** Notes what a script writes a secret to. */
  collect(script: Script, user: User): void {
    for (const link of linksOf(script)) {
      if (!this.secret.test(script.slice(link.node))) continue;
      for (const command of commandsIn(link.node, script)) {
        const file = writtenBy(command);
        if (file !== undefined) this.files.add(spelled(file, user));
        const setting = settingOf(command);
        if (setting !== undefined && command.args.some(({ text }) => this.secret.test(text)))
          this.settings.set(setting.key, setting.undo);
      }
    }
  }

  /** Whether a command makes the folder that a copy of a file made before. */
  makesFolder({ name, args }: Command): boolean {
    const [parents, mode, value, folder] = args.map((each) => each.text);
    if (name?.value !== "mkdir" || args.length !== 4 || `${parents!} ${mode!} ${value!}` !== "-p -m 700") return false;
    return [...this.files].some((file) => posix.dirname(file) === folder!.replace(/^\/root(?=\/)/, "~"));
  }

  /** Whether a link does nothing but make a credential, make it fit for its readers, or take it away. */
  isAbout({ node }: Link, script: Script, user: User): boolean {
    const commands = commandsIn(node, script);
    return (
      commands.some((each) => this.makes(each, user) || this.removes(each, user)) &&
      commands.every((each) => this.makes(each, user) || this.removes(each, user) || HELPS.test(each.name?.value ?? ""))
    );
  }

  /** A credential that a script makes and does not take away. */
  leftBy(script: Script, user: User): string | undefined {
    const commands = linksOf(script).flatMap(({ node }) => commandsIn(node, script));
    const at = commands.findLastIndex((each) => this.makes(each, user) && !TOUCHES.test(each.name?.value ?? ""));
    if (at === -1) return undefined;
    return commands.slice(at + 1).some((each) => this.removes(each, user))
      ? undefined
      : (writtenBy(commands[at]!) ?? "an entry in a program's settings");
  }

  /** The commands of a script that make credentials with a secret in them, as they are written. */
  madeBy(script: Script, user: User): readonly string[] {
    return linksOf(script).flatMap(({ node }) => {
      const text = script.slice(node);
      const isMaking = this.secret.test(text) && commandsIn(node, script).some((each) => this.makes(each, user));
      return isMaking ? [text.replace(/\s+/g, " ")] : [];
    });
  }

  private makes(command: Command, user: User): boolean {
    const setting = settingOf(command);
    if (setting !== undefined) return this.settings.has(setting.key);
    const file = writtenBy(command);
    if (file !== undefined) return this.files.has(spelled(file, user));
    if (
      /^(?:ssh-add|ssh-agent)$/.test(command.name?.value ?? "") ||
      (command.name?.value === "eval" && command.args.some(({ text }) => text.includes("ssh-agent")))
    )
      return this.hasKey;
    return (
      TOUCHES.test(command.name?.value ?? "") &&
      operands(command).at(-1) !== undefined &&
      this.files.has(spelled(operands(command).at(-1)!, user))
    );
  }

  private removes(command: Command, user: User): boolean {
    const text = [command.name?.text, ...command.args.map((each) => each.text)].join(" ");
    if ([...this.settings.values()].includes(text)) return true;
    const name = baseName(command.name?.value ?? "");
    const paths = operands(command);
    if (name === "sed") return text.startsWith("sed -i '$d' ") && this.files.has(spelled(paths.at(-1)!, user));
    return (
      name === "rm" &&
      paths.length > 0 &&
      paths.every((path) => this.files.has(spelled(path, user)) || this.isAround(path, user))
    );
  }

  /** A folder, or all in it, that holds such a file and is taken away with it. */
  private isAround(path: string, user: User): boolean {
    const folder = spelled(path.replace(/\/\*$/, ""), user).replace(/\/$/, "");
    return [...this.files].some((file) => file.startsWith(`${folder}/`));
  }

  get hasKey(): boolean {
    return [...this.files].some((file) => /(?:^|\/)(?:\.ssh\/|id_)/.test(file));
  }
}

/** What stands beside the making of a credential: conditions, and parts of a pipe. */
const HELPS = /^(?:\[|test|true|echo|printf|cat|tr|base64|sed)$/;
const TOUCHES = /^(?:chmod|chown|touch)$/;

function operands({ args }: Command): readonly string[] {
  return args.map(({ value }) => value).filter((value) => !value.startsWith("-") && value !== "$d");
}

function writtenBy(command: Command): string | undefined {
  return outputOf(command) ?? (command.name?.value === "tee" ? operands(command)[0] : undefined);
}

function linksOf(script: Script): readonly Pick<Link, "node">[] {
  const links = chainOf(script);
  return isChain(links) ? links : [{ node: script.tree }];
}

function commandsIn(node: Node, script: Script): readonly Command[] {
  const found: Command[] = [];
  walk(node, (child) => {
    const command = child.type === "Command" ? script.commandOf(child) : undefined;
    if (command !== undefined) found.push(command);
  });
  return found;
}

function spelled(path: string, { user, workdir }: User): string {
  const home = path.replace(/^(?:\$HOME|\$\{HOME\}|~)(?=\/|$)/, "~");
  if (home.startsWith("~")) return posix.normalize(home);
  const full = posix.resolve(workdir === "" ? "/" : workdir, path);
  return user === "" || isRoot(user) ? full.replace(/^\/root(?=\/|$)/, "~") : full;
}
