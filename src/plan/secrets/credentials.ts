import { posix } from "node:path";
import { chainOf, isChain, type Link } from "../../shell/chain.js";
import { outputOf } from "../../shell/output.js";
import { type Node, walk } from "../../shell/parse.js";
import { baseName } from "../../shell/program-name.js";
import type { Command, Script } from "../../shell/script.js";
import { settingOf } from "../../shell/settings.js";
import { spelled } from "../credential-files.js";
import { isRoot } from "../root.js";
import type { Replacement, Run, User } from "./each-run.js";
import { IS_SECRET } from "./plain-values.js";

/** What RUNs write a secret to: files, and entries in the settings of programs. */
export class Credentials {
  private readonly files = new Set<string>();
  private readonly settings = new Map<string, string>();

  /** `mounted`: files that are secrets. */
  constructor(mounted: ReadonlySet<string>) {
    for (const path of mounted) this.files.add(spelled(path, "/", true));
  }

  /** Notes what a script writes a secret to. */
  collect(run: Run): void {
    for (const { node } of linksOf(run.script)) {
      if (!IS_SECRET.test(run.script.slice(node))) continue;
      for (const command of commandsIn(node, run.script)) {
        const file =
          HELPS.test(command.name?.value ?? "") || command.name?.value === "tee" ? writtenBy(command) : undefined;
        if (file !== undefined) this.files.add(pathOf(file, run));
        const setting = settingOf(command);
        if (setting !== undefined && command.args.some(({ text }) => IS_SECRET.test(text)))
          this.settings.set(setting.key, setting.undo);
      }
    }
  }

  /** Whether a command makes the folder that a copy of a file made before. */
  makesFolder({ name, args }: Command): boolean {
    const [parents, folder] = args.map((each) => each.text);
    if (name?.value !== "mkdir" || args.length !== 2 || parents !== "-p") return false;
    return [...this.files].some((file) => posix.dirname(file) === spelled(folder!, "/", true));
  }

  /** Whether a link does nothing but make a credential, make it fit for its readers, or take it away. */
  isAbout({ node }: Pick<Link, "node">, run: Run): boolean {
    const commands = commandsIn(node, run.script);
    const isOwn = (each: Command): boolean => this.makes(each, run) || this.removes(each, run);
    return commands.some(isOwn) && commands.every((each) => isOwn(each) || HELPS.test(each.name?.value ?? ""));
  }

  /** Names of such files among others in commands that take away or change several. */
  operands(run: Run): readonly Replacement[] {
    return run.script.commands.flatMap((command) => {
      if (!/^(?:rm|chmod|chown)$/.test(command.name?.value ?? "")) return [];
      const own = command.args.filter(({ value }) => !value.startsWith("-") && this.files.has(pathOf(value, run)));
      return own.map(({ range }) => ({ start: range.start - 1, end: range.end, text: "" }));
    });
  }

  /** What is wrong with how credentials are made and taken away in the RUNs of a new file. */
  wrongIn(before: readonly Run[], after: readonly Run[], hasAgent: boolean): string | undefined {
    for (const run of after) {
      const left = this.leftBy(run);
      if (left !== undefined) return `a RUN leaves ${left} in its layer`;
    }
    const [was, is] = [before, after].map((runs) => new Set(runs.flatMap((run) => this.doneBy(run))));
    if ([...is!].some((text) => !was!.has(text) && !this.isUndoing(text)))
      return "a credential is made or taken away in another way";
    const [made, makes] = [before, after].map((runs) => new Set(runs.flatMap((run) => this.madeBy(run))));
    const isLost = [...made!].some((text) => !makes!.has(text));
    return isLost && !(hasAgent && this.hasKey) ? "a credential is no longer made" : undefined;
  }

  /** A credential that a RUN makes last and does not take away. */
  private leftBy(run: Run): string | undefined {
    const commands = linksOf(run.script).flatMap(({ node }) => commandsIn(node, run.script));
    const left = new Set<string>();
    for (const command of commands) {
      const setting = settingOf(command);
      const file = writtenBy(command);
      if (setting !== undefined && this.settings.has(setting.key)) left.add(`the entry ${setting.key}`);
      if (file !== undefined && this.files.has(pathOf(file, run))) left.add(pathOf(file, run));
      for (const each of left) if (this.takesAway(command, each, run)) left.delete(each);
    }
    return [...left][0];
  }

  private takesAway(command: Command, credential: string, run: Run): boolean {
    const [, key] = /^the entry (.*)$/s.exec(credential) ?? [];
    const isFile =
      command.name?.value === "rm" &&
      operandsOf(command).some((path) =>
        key !== undefined ? SETTINGS.test(pathOf(path, run)) : isAround(pathOf(path, run), credential),
      );
    if (key !== undefined) return isFile || textOf(command) === this.settings.get(key);
    return (
      isFile || (textOf(command).startsWith("sed -i '$d' ") && pathOf(operandsOf(command).at(-1)!, run) === credential)
    );
  }

  /** The commands of a RUN that are about credentials, as they are written. */
  private doneBy(run: Run): readonly string[] {
    const commands = linksOf(run.script).flatMap(({ node }) => commandsIn(node, run.script));
    return commands.filter((each) => this.makes(each, run) || this.removes(each, run)).map(textOf);
  }

  /** Those that write. */
  private madeBy(run: Run): readonly string[] {
    const commands = linksOf(run.script).flatMap(({ node }) => commandsIn(node, run.script));
    return commands
      .filter((each) => this.makes(each, run) && (writtenBy(each) !== undefined || settingOf(each) !== undefined))
      .map(textOf);
  }

  /** Whether a text is what takes a credential away, and nothing more. */
  private isUndoing(text: string): boolean {
    return [...this.settings.values()].includes(text) || /^(?:rm -f|sed -i '\$d') \S+$/.test(text);
  }

  private makes(command: Command, run: Run): boolean {
    const setting = settingOf(command);
    if (setting !== undefined) return this.settings.has(setting.key);
    const file = writtenBy(command);
    if (file !== undefined) return this.files.has(pathOf(file, run));
    const name = command.name?.value ?? "";
    const isAgent =
      /^(?:ssh-add|ssh-agent)$/.test(name) ||
      (name === "eval" && command.args.some(({ text }) => text.includes("ssh-agent")));
    if (isAgent) return this.hasKey;
    const paths = operandsOf(command).slice(name === "touch" ? 0 : 1);
    return TOUCHES.test(name) && paths.length > 0 && paths.every((path) => this.files.has(pathOf(path, run)));
  }

  private removes(command: Command, run: Run): boolean {
    const text = textOf(command);
    if ([...this.settings.values()].includes(text)) return true;
    const name = baseName(command.name?.value ?? "");
    const paths = operandsOf(command).map((path) => pathOf(path, run));
    if (name === "sed") return text.startsWith("sed -i '$d' ") && this.files.has(paths.at(-1)!);
    return (
      name === "rm" && paths.length > 0 && paths.every((path) => [...this.files].some((file) => isAround(path, file)))
    );
  }

  private get hasKey(): boolean {
    return [...this.files].some((file) => /(?:^|\/)(?:\.ssh\/|id_)/.test(file));
  }
}

/** What stands beside the making of a credential: conditions, and parts of a pipe. */
const HELPS = /^(?:\[|test|true|echo|printf|cat|tr|base64|sed)$/;
const TOUCHES = /^(?:chmod|chown|touch)$/;
const SETTINGS = /\/\.(?:gitconfig|npmrc|bundle|composer)(?:\/|$)/;

/** The file, or a folder around it, or all in one. */
function isAround(path: string, file: string): boolean {
  const folder = path.replace(/\/\*?$/, "");
  return path === file || file.startsWith(`${folder}/`);
}

function operandsOf({ args }: Command): readonly string[] {
  return args.map(({ value }) => value).filter((value) => !value.startsWith("-") && value !== "$d");
}

function textOf({ name, args, redirects, assignments }: Command): string {
  return [...assignments, name?.text, ...args.map((each) => each.text), ...redirects].join(" ");
}

function writtenBy(command: Command): string | undefined {
  return outputOf(command) ?? (command.name?.value === "tee" ? operandsOf(command)[0] : undefined);
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

function pathOf(path: string, { user, workdir }: User): string {
  return spelled(path.replace(/\/\*$/, "/"), workdir, user === "" || isRoot(user));
}
