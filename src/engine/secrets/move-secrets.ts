import type { BuildInput } from "../../project/build-input.js";
import { isRoot } from "../../plan/root.js";
import { BUILTINS } from "../../shell/builtins.js";
import { baseName } from "../../shell/program-name.js";
import type { Command } from "../../shell/script.js";
import type { Instruction } from "../../dockerfile/instruction.js";
import type { Range } from "../../dockerfile/text.js";
import type { Facts } from "../facts.js";
import { type Credential, isSame, storedCredential, writtenCredential } from "./credential.js";
import { type Expansion, seemingExpansions } from "../../shell/expansions.js";
import { type Fate, fateOf } from "./fate.js";
import { gather } from "./gather.js";
import { ofRemotes } from "./remotes.js";
import { mayRead } from "./may-read.js";
import { Refusal } from "./refusal.js";
import { SecretRun } from "./run.js";
import { RunChange } from "./run-change.js";
import { filled, type Naming, pathOfSecret, substitutions, valueOf } from "./text.js";
import type { SecretVariable, Seen } from "./variables.js";

/** A secret that has to stay, and why. */
export interface Stays {
  readonly variable: SecretVariable;
  readonly reason: string;
}

/** How the RUNs of a file change when all of the secrets are moved. */
export interface Move {
  readonly changes: ReadonlyMap<Instruction, RunChange>;
  /** The RUNs that change because of a secret. */
  readonly touched: ReadonlyMap<SecretVariable, readonly Instruction[]>;
  /** What each secret is from now on. */
  readonly inputs: ReadonlyMap<SecretVariable, BuildInput>;
  /** Programs that are given a secret and may keep it. */
  readonly told: ReadonlyMap<SecretVariable, ReadonlySet<string>>;
}

export function isMove(result: Move | Stays): result is Move {
  return "changes" in result;
}

/** Works out how to move secrets out of the variables of the build, all of them together; or one that has to stay. */
export function moveSecrets(variables: readonly SecretVariable[], facts: Facts): Move | Stays {
  return new Mover(variables, facts).run();
}

/** One RUN with what is needed of each variable. */
interface Work {
  readonly run: SecretRun;
  readonly change: RunChange;
  /** Variables that a program takes out of its environment, with the commands that do. */
  readonly readers: Map<string, readonly Command[]>;
  /** Variables that have to be set in the script itself. */
  readonly set: Set<string>;
  /** Secrets that it is given in the end. */
  readonly mounted: Set<SecretVariable>;
}

class Mover {
  private readonly naming: Naming;
  private readonly owners = new Map<string, SecretVariable>();
  private readonly works = new Map<Instruction, Work>();
  private readonly credentials: { readonly credential: Credential; readonly variable: SecretVariable }[] = [];
  private readonly told = new Map<SecretVariable, Set<string>>();
  private readonly agents = new Set<SecretVariable>();
  private readonly used = new Set<SecretVariable>();
  /** Without these the build ends. */
  private readonly demanded = new Set<SecretVariable>();
  private current: SecretVariable;

  constructor(
    private readonly variables: readonly SecretVariable[],
    private readonly facts: Facts,
  ) {
    for (const variable of variables)
      for (const name of [variable.name, ...variable.holders.map(({ pair }) => pair.name)])
        this.owners.set(name, variable);
    const ids = new Map([...this.owners].map(([name, { id }]) => [name, id]));
    this.naming = { ids, style: facts.secretStyle };
    this.current = variables[0]!;
  }

  run(): Move | Stays {
    try {
      for (const seen of this.seen()) this.understand(seen);
      const runs = [...this.works.values()];
      for (const work of runs) this.trace(work);
      for (const work of runs) this.implicit(work);
      const addresses = ofRemotes(runs, this.naming, this.facts);
      for (const work of runs) this.write(work, addresses);
      this.gatherAll(runs.map(({ run }) => run));
      for (const work of runs) this.mount(work);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { variable: this.current, reason: error.message };
    }
    const changes = new Map([...this.works].map(([instruction, { change }]) => [instruction, change]));
    const inputs = new Map(this.variables.map((variable) => [variable, this.inputOf(variable)]));
    const touched = new Map(this.variables.map((variable) => [variable, this.touchedBy(variable)]));
    return { changes, touched, inputs, told: this.told };
  }

  /** What changes without a mount is the matter of all secrets that the RUN has. */
  private touchedBy(variable: SecretVariable): readonly Instruction[] {
    return [...this.works.values()].flatMap(({ run, change, mounted }) => {
      if (!change.isRemoved && change.edits.length === 0) return [];
      const isOwn =
        mounted.size > 0
          ? mounted.has(variable)
          : variable.runs.some(({ instruction }) => instruction === run.seen.instruction);
      return isOwn ? [run.seen.instruction] : [];
    });
  }

  /** Every RUN that has one of the secrets, with all that it has, in the order of the file. */
  private seen(): readonly Seen[] {
    const found = new Map<Instruction, Seen & { readonly names: Set<string> }>();
    for (const { runs } of this.variables) {
      for (const seen of runs) {
        const known = found.get(seen.instruction);
        if (known === undefined) found.set(seen.instruction, { ...seen, names: new Set(seen.names) });
        else for (const name of seen.names) known.names.add(name);
      }
    }
    return [...found.values()].sort((one, other) => one.instruction.range.start - other.instruction.range.start);
  }

  private understand(seen: Seen): void {
    const run = SecretRun.of(seen, seen.names, this.facts);
    const [name = ""] = seen.names;
    this.current = this.owners.get(name)!;
    if (run === undefined) {
      const { exec, args } = seen.instruction;
      if (exec !== undefined && INERT_PROGRAM.test(baseName(exec[0] ?? ""))) return;
      const script = this.facts.script(seen.instruction);
      throw new Refusal(
        exec === undefined && "reason" in script
          ? `a RUN that sees it is not understood: ${script.reason}`
          : `\`RUN ${shorten(args.value)}\` has no shell that could read a secret's file`,
      );
    }
    this.works.set(seen.instruction, {
      run,
      change: new RunChange(seen.instruction, this.facts),
      readers: new Map(),
      set: new Set(),
      mounted: new Set(),
    });
  }

  /** Follows what the shell puts into commands. */
  private trace({ run, change, readers, set }: Work): void {
    const tainted = new Map<string, SecretVariable>();
    for (const expansion of run.expansions) {
      const owner = this.owners.get(expansion.name)!;
      this.current = owner;
      if (/[+-]$/.test(operatorOf(expansion)) && !operatorOf(expansion).startsWith(":"))
        throw new Refusal("the script tells a variable that is not set from one that is empty");
      if (expansion.around[0]?.type === "SingleQuoted") throw new Refusal("it stands in single quotes");
      if (!expansion.isPlain) set.add(expansion.name);
      if (demands(expansion, run)) this.demanded.add(owner);
      const fate = fateOf(expansion, run.script);
      if (fate.kind === "assigned" && !run.names.has(fate.name)) tainted.set(fate.name, owner);
      this.take(fate, expansion, run, owner);
    }
    change.isRemoved = isNothing(run);
    this.follow(tainted, run);
    for (const name of run.names) {
      this.current = this.owners.get(name)!;
      const named = run
        .naming(name)
        .filter(
          (command) => !/^(?:echo|printf|cat|sed|grep|export|unset|\[|test)$/.test(baseName(command.name?.value ?? "")),
        );
      if (named.length > 0) readers.set(name, named);
    }
  }

  /** What becomes of variables of the script that take a secret over. */
  private follow(tainted: ReadonlyMap<string, SecretVariable>, run: SecretRun): void {
    if (tainted.size === 0) return;
    const copies = SecretRun.of({ ...run.seen }, new Set(tainted.keys()), this.facts)!;
    for (const expansion of copies.expansions) {
      const owner = tainted.get(expansion.name)!;
      this.current = owner;
      const fate = fateOf(expansion, run.script);
      if (/^(?:set|written|remote)$/.test(fate.kind))
        throw new Refusal(`\`${expansion.name}\` takes it over, and is stored`);
      this.take(fate, expansion, run, owner);
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
        if (credential === undefined)
          throw new Refusal(
            `\`${baseName(fate.command.name!.value)}\` stores it in its settings, and nobody knows how to take it out again`,
          );
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

  /** Programs that may take a variable out of their environment without anybody naming it. */
  private implicit({ run, readers }: Work): void {
    for (const name of run.names) {
      const variable = this.owners.get(name)!;
      if (this.agents.has(variable) || run.assigns(name) || variable.holders.length === 0) continue;
      this.current = variable;
      const found = run.script.commands.filter((command) =>
        mayRead(command, name, { isUsed: this.used.has(variable), kind: variable.kind, facts: this.facts }),
      );
      const [first] = found;
      if (first === undefined) continue;
      if (variable.kind === "password" && !this.used.has(variable))
        throw new Refusal(`\`${baseName(first.name?.value ?? "")}\` may read \`${name}\`, and keep it in the image`);
      readers.set(name, [...new Set([...(readers.get(name) ?? []), ...found])]);
    }
  }

  /** Puts the secrets into the script where they are read. */
  private write(work: Work, addresses: readonly Range[]): void {
    const { run, change, set } = work;
    if (change.isRemoved) return;
    if (this.naming.style === "file") this.writeVariables(work);
    const isInAddress = ({ node }: Expansion): boolean => {
      const { start, end } = run.script.range(node);
      return addresses.some((range) => start >= range.start && end <= range.end);
    };
    const rest = run.expansions.filter((each) => !set.has(each.name) && !isInAddress(each));
    for (const { start, end, text } of substitutions(run.script, rest, this.naming))
      change.replace({ start, end }, text);
  }

  /** Gives programs the variables that they read. */
  private writeVariables({ run, change, readers, set }: Work): void {
    const value = (name: string): string => `${name}="${valueOf(this.naming.ids.get(name)!)}"`;
    for (const [name, commands] of readers) {
      const isExpanded = run.expansions.some((each) => each.name === name);
      const own = commands.length === 1 && !isExpanded && !set.has(name) ? commands[0]!.name : undefined;
      const isProgram = own?.literal === true && !BUILTINS.has(own.value) && !/^(?:sudo|su|doas)$/.test(own.value);
      if (isProgram) change.insert(commands[0]!.range.start, `${value(name)} `);
      else if (!run.assigns(name)) set.add(name);
    }
    if (set.size > 0 && run.seen.instruction.heredocs.length > 0)
      throw new Refusal("a here-document needs it as a variable");
    for (const name of set) change.before(`export ${value(name)}`);
  }

  private gatherAll(runs: readonly SecretRun[]): void {
    const changeOf = (run: SecretRun): RunChange => this.works.get(run.seen.instruction)!.change;
    for (const { credential, variable } of this.credentials) {
      this.current = variable;
      gather(
        credential,
        runs.filter(({ seen }) => variable.runs.some(({ instruction }) => instruction === seen.instruction)),
        {
          facts: this.facts,
          changeOf,
          sshMount: (run) => this.sshMount(run),
          filled: (text) => filled(text, this.naming),
        },
      );
    }
  }

  private sshMount({ seen: { stage, index } }: SecretRun): string {
    const { user } = stage.states[index]!;
    if (user === "" || isRoot(user)) return "type=ssh";
    const [number = ""] = user.split(":");
    if (!/^\d+$/.test(number))
      throw new Refusal(`the agent's socket has to belong to \`${user}\`, whose number is not known`);
    return `type=ssh,uid=${number}`;
  }

  /** Mounts what the RUN uses in the end. */
  private mount({ run, change, readers, mounted }: Work): void {
    const { instruction } = run.seen;
    if (change.isRemoved) return;
    const text = change.applied(instruction.range);
    for (const name of run.names) {
      const variable = this.owners.get(name)!;
      this.current = variable;
      const isFile = this.naming.style === "file";
      const isRead = isFile
        ? new RegExp(`${pathOfSecret(variable.id)}(?![\\w.-])`).test(text)
        : readers.has(name) || seemingExpansions(text, new Set([name])) > 0;
      if (!isRead || this.agents.has(variable)) continue;
      mounted.add(variable);
      change.mount(this.secretMount(variable, run, isFile ? undefined : name));
    }
    for (const variable of this.agents)
      if (change.hasMount("type=ssh") && variable.runs.some((seen) => seen.instruction === instruction))
        mounted.add(variable);
  }

  private secretMount(
    variable: SecretVariable,
    { seen: { stage, index } }: SecretRun,
    name: string | undefined,
  ): string {
    const { user } = stage.states[index]!;
    const base = this.facts.contents(stage).base?.contents;
    const isRoots = user === "" ? base !== undefined && base.user === undefined : isRoot(user);
    const options = [
      `type=secret,id=${variable.id}`,
      ...(name === undefined ? [] : [`env=${name}`]),
      ...(variable.isBurnt || this.demanded.has(variable) ? ["required=true"] : []),
      // else root's alone
      ...(isRoots || name !== undefined ? [] : ["mode=0444"]),
    ];
    return options.join();
  }

  private inputOf(variable: SecretVariable): BuildInput {
    const { argument, id } = variable;
    const given = argument === undefined ? {} : { argument };
    return this.agents.has(variable) ? { kind: "ssh", id: "default", ...given } : { kind: "secret", id, ...given };
  }
}

const INERT_PROGRAM = /^(?:apt-get|apt|apk|yum|dnf|mkdir|chmod|chown|ln|cp|mv|rm|useradd|groupadd|adduser|addgroup)$/;

function operatorOf({ node }: Expansion): string {
  return node.type === "ParameterExpansion" && node.operation?.type === "Default" ? node.operation.operator : "";
}

/** Whether a script ends the build when it has no value: by `${X:?}`, or by a test with `exit 1`. */
function demands(expansion: Expansion, run: SecretRun): boolean {
  if (operatorOf(expansion).endsWith("?")) return true;
  if (fateOf(expansion, run.script).kind !== "tested") return false;
  const around = expansion.around.find(({ type }) => type === "If" || type === "AndOr");
  return (
    around !== undefined &&
    run.commandsIn(around).some(({ name, args }) => name?.value === "exit" && args[0]?.value !== "0" && args.length > 0)
  );
}

/** Whether a RUN only gives variables the values that they have, which no other RUN sees. */
function isNothing({ script, links, names }: SecretRun): boolean {
  const [only, second] = links ?? [];
  const { command } = only ?? {};
  if (command === undefined || second !== undefined || command.name?.value !== "export") return false;
  return (
    command.args.length > 0 &&
    command.args.every(({ text }) =>
      [...names].some((name) => text === `${name}=$${name}` || text === `${name}=\${${name}}`),
    ) &&
    script.commands.length === 1
  );
}

/** Whether a file that a script writes is gone at its end. */
function isRemoved(path: string, run: SecretRun): boolean {
  return run.script.commands.some(
    ({ name, args, always }) => always && name?.value === "rm" && args.some(({ value }) => value === path),
  );
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
