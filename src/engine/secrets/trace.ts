import { baseName } from "../../shell/program-name.js";
import type { Expansion } from "../../shell/expansions.js";
import type { Facts } from "../facts.js";
import { type Credential, isSame, storedCredential, writtenCredential } from "./credential.js";
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
      const named = run.naming(name).filter((command) => !ONLY_TEXT.test(baseName(command.name?.value ?? "")));
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
        if (/^(?:set|written|remote)$/.test(fate.kind))
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

/** Whether a file that a script writes is gone at its end. */
function isRemoved(path: string, run: SecretRun): boolean {
  return run.script.commands.some(
    ({ name, args, always }) => always && name?.value === "rm" && args.some(({ value }) => value === path),
  );
}
