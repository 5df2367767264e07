import { baseName } from "../../shell/program-name.js";
import type { Command } from "../../shell/script.js";
import type { Expansion } from "../../shell/expansions.js";
import type { Facts } from "../facts.js";
import { readersOf } from "../../plan/credential-files.js";
import { outputOf } from "../../shell/output.js";
import { type Credential, isSame, pathOf, storedCredential, writtenCredential } from "./credential.js";
import { type Fate, fateOf } from "./fate.js";
import { on, Refusal } from "./refusal.js";
import { SecretRun } from "./run.js";
import type { SecretVariable } from "./variables.js";
import type { Owners, Work } from "./work.js";

/** What the shell does with secrets, RUN by RUN. */
export class Trace {
  readonly credentials: { readonly credential: Credential; readonly variable: SecretVariable }[] = [];
  /** Programs that are given a secret and may keep it. */
  readonly told = new Map<SecretVariable, Set<string>>();
  /** Secrets that are keys of ssh. */
  readonly agents = new Set<SecretVariable>();
  /** Secrets that the shell puts into commands. */
  readonly used = new Set<SecretVariable>();
  /** Secrets without which the build ends. */
  readonly demanded = new Set<SecretVariable>();

  constructor(
    private readonly owners: Owners,
    private readonly facts: Facts,
  ) {}

  /** Follows what the shell puts into the commands of a RUN. Throws `Refusal`. */
  follow({ run, change, readers, set }: Work): void {
    const copies = new Map<string, SecretVariable>();
    for (const expansion of run.expansions) {
      const owner = this.owners.get(expansion.name)!;
      on(owner, () => {
        const fate = this.fate(expansion, run);
        if (!expansion.isPlain) set.add(expansion.name);
        if (demands(expansion, fate, run)) this.demanded.add(owner);
        if (fate.kind === "assigned" && !run.names.has(fate.name)) copies.set(fate.name, owner);
        this.take(fate, expansion, run, owner);
      });
    }
    change.isRemoved = isNothing(run);
    this.followCopies(copies, run);
    for (const name of run.names) {
      const all = run.naming(name);
      const named = all.filter((command) => !ONLY_TEXT.test(baseName(command.name?.value ?? "")));
      on(this.owners.get(name)!, () => {
        writesNothing(named);
        for (const command of all) namesLater(command, run);
      });
      if (named.length > 0) readers.set(name, named);
    }
  }

  private fate(expansion: Expansion, run: SecretRun): Fate {
    const operator = operatorOf(expansion);
    if (/^[+-]$/.test(operator))
      throw new Refusal("the script tells a variable that is not set from one that is empty");
    if (expansion.around[0]?.type === "SingleQuoted") throw new Refusal("it stands in single quotes");
    return fateOf(expansion, run.script);
  }

  /** What becomes of variables of the script that take a secret over. */
  private followCopies(copies: ReadonlyMap<string, SecretVariable>, run: SecretRun): void {
    if (copies.size === 0) return;
    const again = SecretRun.of(run.seen, new Set(copies.keys()), this.facts)!;
    for (const expansion of again.expansions) {
      const owner = copies.get(expansion.name)!;
      on(owner, () => {
        const fate = fateOf(expansion, run.script);
        if (/^(?:set|written|remote)$/.test(fate.kind) || baseName(expansion.command?.name?.value ?? "") === "git")
          throw new Refusal(`\`${expansion.name}\` takes it over, and is stored`);
        this.take(fate, expansion, run, owner);
      });
    }
  }

  private take(fate: Fate, { command, name }: Expansion, run: SecretRun, owner: SecretVariable): void {
    if (fate.kind !== "tested" && fate.kind !== "assigned") this.used.add(owner);
    switch (fate.kind) {
      case "stays":
        throw new Refusal(fate.reason);
      case "told": {
        const program = baseName(command?.name?.value ?? "");
        if (owner.kind === "password")
          throw new Refusal(`nobody knows whether \`${program}\` keeps \`${name}\` in the image`);
        this.told.set(owner, (this.told.get(owner) ?? new Set()).add(program));
        return;
      }
      case "written": {
        const credential = writtenCredential(fate.path, run);
        if (credential !== undefined) this.note(credential, owner);
        else if (!isRemoved(fate.path, run))
          throw new Refusal(`it is written into \`${fate.path}\`, which stays in the image`);
        else if (isStored(fate.path, run))
          throw new Refusal(`a program stores what stands in \`${fate.path}\` in the image`);
        return;
      }
      case "set": {
        const credential = storedCredential(fate.command);
        const program = baseName(fate.command.name!.value);
        if (credential === undefined)
          throw new Refusal(`\`${program}\` stores it in its settings, and nobody knows how to take it out again`);
        this.note(credential, owner);
        return;
      }
      default:
    }
  }

  private note(credential: Credential, variable: SecretVariable): void {
    if (credential.readers === "key") this.agents.add(variable);
    if (!this.credentials.some((known) => isSame(known.credential, credential)))
      this.credentials.push({ credential, variable });
  }
}

/** Commands that name a variable in a text, and do not read it. */
const ONLY_TEXT = /^(?:echo|printf|cat|sed|grep|export|unset|\[|test)$/;

/** A file that names a variable is read later, by nobody knows whom, unless it is a package manager's. Throws `Refusal`. */
function namesLater(command: Command, run: SecretRun): void {
  const path = outputOf(command);
  if (path === undefined || path.startsWith("/dev/")) return;
  const own = pathOf(path, run);
  if (own === undefined || readersOf(own) === undefined)
    throw new Refusal(`\`${path}\` names the variable, and is read later`);
}

/** Programs that are told a variable's name and may write its value into a file. Throws `Refusal`. */
export function writesNothing(commands: readonly Command[]): void {
  for (const { name, args, redirects } of commands) {
    const program = baseName(name?.value ?? "");
    const text = args.map(({ value }) => value).join(" ");
    const isPrinter =
      /^(?:envsubst|printenv)$/.test(program) ||
      (program === "env" && args.every(({ value }) => value.startsWith("-")));
    const isFile = redirects.some((redirect) => /^1?>/.test(redirect) && !redirect.includes("/dev/null"));
    const isInner =
      /^(?:(?:ba|da|a)?sh|su|node|python[\d.]*|ruby|php|awk)$/.test(program) &&
      />|\btee\b|write|open\(|sed\s+-\w*i/.test(text);
    if (program === "git") throw new Refusal("git's settings keep the variable's name, and read it later");
    if (isPrinter || isFile || isInner || (program === "perl" && /-\w*[pi]/.test(text)))
      throw new Refusal(`\`${program}\` may write it into the image or into the build's log`);
  }
}

function operatorOf({ node }: Expansion): string {
  return node.type === "ParameterExpansion" && node.operation?.type === "Default" ? node.operation.operator : "";
}

/** Whether a script ends the build when it has no value: by `${X:?}`, or by a test with `exit 1`. */
function demands(expansion: Expansion, { kind }: Fate, run: SecretRun): boolean {
  if (operatorOf(expansion).endsWith("?")) return true;
  const around = kind === "tested" ? expansion.around.find(({ type }) => type === "If" || type === "AndOr") : undefined;
  const commands = around === undefined ? [] : run.commandsIn(around);
  return commands.some(({ name, args: [code] }) => name?.value === "exit" && code !== undefined && code.value !== "0");
}

/** Whether a RUN only gives variables the values that they have, which no other RUN sees. */
function isNothing({ script, links = [], names }: SecretRun): boolean {
  const [only] = links;
  const command = script.commands.length === 1 ? only?.command : undefined;
  if (command?.name?.value !== "export" || command.args.length === 0) return false;
  return command.args.every(({ text }) =>
    [...names].some((name) => text === `${name}=$${name}` || text === `${name}=\${${name}}`),
  );
}

/** Whether a command takes a file over into the image. */
function isStored(path: string, run: SecretRun): boolean {
  return run.script.commands.some(
    ({ name, args }) =>
      STORES_FILES.test(baseName(name?.value ?? "")) && args.some(({ value }) => value.endsWith(path)),
  );
}

const STORES_FILES = /^(?:gcloud|aws|az|gpg|docker|podman|keytool|kubectl|helm|cp|mv|install|tar|tee|cat)$/;

/** Whether a file that a script writes is gone at its end. */
function isRemoved(path: string, run: SecretRun): boolean {
  if (
    !/^[~/]|^\$HOME/.test(path) &&
    run.script.commands.some(({ name }) => /^(?:cd|pushd|popd)$/.test(name?.value ?? ""))
  )
    return false;
  const writer = run.script.commands.findLastIndex((command) => outputOf(command) === path);
  return run.script.commands
    .slice(writer + 1)
    .some(({ name, args, always }) => always && name?.value === "rm" && args.some(({ value }) => value === path));
}
