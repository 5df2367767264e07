import type { Instruction } from "../../dockerfile/instruction.js";
import type { BuildInput } from "../../project/build-input.js";
import { seemingExpansions } from "../../shell/expansions.js";
import { baseName } from "../../shell/program-name.js";
import type { Facts } from "../facts.js";
import { gather } from "./gather.js";
import { mayRead } from "./may-read.js";
import { secretMount, sshMount } from "./mounts.js";
import { on, Refusal } from "./refusal.js";
import { ofRemotes } from "./remotes.js";
import type { RunChange } from "./run-change.js";
import { filled, type Naming, pathOfSecret } from "./text.js";
import { Trace, writesNothing } from "./trace.js";
import type { SecretVariable } from "./variables.js";
import { type Owners, type Work, worksOf } from "./work.js";
import { writeValues } from "./write-values.js";

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
  const names = ({ name, holders }: SecretVariable): readonly string[] => [
    name,
    ...holders.map(({ pair }) => pair.name),
  ];
  const owners = new Map(variables.flatMap((variable) => names(variable).map((name) => [name, variable] as const)));
  try {
    return move(variables, owners, facts);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { variable: error.variable ?? variables[0]!, reason: error.message };
  }
}

/** Throws `Refusal`. */
function move(variables: readonly SecretVariable[], owners: Owners, facts: Facts): Move {
  const naming: Naming = { ids: new Map([...owners].map(([name, { id }]) => [name, id])), style: facts.secretStyle };
  const works = worksOf(owners, facts);
  const trace = new Trace(owners, facts);
  for (const work of works) trace.follow(work);
  for (const work of works) findReaders(work, owners, trace, facts);
  const addresses = ofRemotes(works, naming, facts);
  for (const work of works)
    on(firstOf(work, owners), () => {
      writeValues(work, naming, addresses);
    });
  gatherAll(works, trace, naming, facts);
  for (const work of works) mountAll(work, owners, trace, naming, facts);
  return {
    changes: new Map(works.map(({ run, change }) => [run.seen.instruction, change])),
    touched: new Map(variables.map((variable) => [variable, touchedBy(variable, works)])),
    inputs: new Map(
      variables.map((variable) => [
        variable,
        inputOf(variable, trace, naming.style === "env" || works.some(({ unseen }) => unseen.size > 0)),
      ]),
    ),
    told: trace.told,
  };
}

function firstOf({ run, set }: Work, owners: Owners): SecretVariable {
  const [name = ""] = set.size > 0 ? set : run.names;
  return owners.get(name)!;
}

/** Programs that may take a variable out of their environment without anybody naming it. */
function findReaders({ run, readers }: Work, owners: Owners, { agents, used }: Trace, facts: Facts): void {
  for (const name of run.names) {
    const variable = owners.get(name)!;
    if (agents.has(variable) || run.assigns(name) || variable.holders.length === 0) continue;
    const reading = { isUsed: used.has(variable), kind: variable.kind, facts };
    const found = run.script.commands.filter((command) => mayRead(command, name, reading));
    const [first] = found;
    if (first === undefined) continue;
    if (variable.kind === "password" && !used.has(variable))
      on(variable, () => {
        throw new Refusal(`\`${baseName(first.name?.value ?? "")}\` may read \`${name}\`, and keep it in the image`);
      });
    on(variable, () => {
      writesNothing(found.filter(({ name: program }) => /^(?:env|envsubst|printenv)$/.test(program?.value ?? "")));
    });
    readers.set(name, [...new Set([...(readers.get(name) ?? []), ...found])]);
  }
}

function gatherAll(works: readonly Work[], { credentials }: Trace, naming: Naming, facts: Facts): void {
  const changes = new Map(works.map(({ run, change }) => [run, change]));
  for (const { credential, variable } of credentials) {
    const own = works.filter(({ run }) => has(run.seen.instruction, variable)).map(({ run }) => run);
    const options = {
      facts,
      changeOf: (run: Work["run"]) => changes.get(run)!,
      sshMount,
      filled: (text: string) => filled(text, naming),
    };
    on(variable, () => {
      gather(credential, own, options);
    });
  }
}

/** Mounts what a RUN uses in the end. */
function mountAll(
  { run, change, readers, unseen, mounted }: Work,
  owners: Owners,
  trace: Trace,
  { style }: Naming,
  facts: Facts,
): void {
  const { instruction } = run.seen;
  if (change.isRemoved) return;
  const text = change.applied(instruction.range);
  for (const name of run.names) {
    const variable = owners.get(name)!;
    const { id, isBurnt } = variable;
    const isVariable = style === "env" || unseen.has(name);
    const isRead = isVariable
      ? readers.has(name) || seemingExpansions(text, new Set([name])) > 0
      : new RegExp(`${pathOfSecret(id)}(?![\\w.-])`).test(text);
    if (!isRead || trace.agents.has(variable)) continue;
    mounted.add(variable);
    const isRequired = isBurnt || trace.demanded.has(variable);
    change.mount(secretMount({ id, isRequired, env: isVariable ? name : undefined }, run, facts));
  }
  if (!change.hasMount("type=ssh")) return;
  for (const variable of trace.agents) if (has(instruction, variable)) mounted.add(variable);
}

function has(instruction: Instruction, { runs }: SecretVariable): boolean {
  return runs.some((seen) => seen.instruction === instruction);
}

/** What changes without a mount is the matter of all secrets that the RUN has. */
function touchedBy(variable: SecretVariable, works: readonly Work[]): readonly Instruction[] {
  return works.flatMap(({ run, change, mounted }) => {
    const { instruction } = run.seen;
    if (!change.isRemoved && change.edits.length === 0) return [];
    return (mounted.size > 0 ? mounted.has(variable) : has(instruction, variable)) ? [instruction] : [];
  });
}

function inputOf(variable: SecretVariable, { agents }: Trace, isVariable: boolean): BuildInput {
  const { argument, id } = variable;
  const given = { ...(argument !== undefined && { argument }), ...(isVariable && { isVariable }) };
  return agents.has(variable) ? { kind: "ssh", id: "default", ...given } : { kind: "secret", id, ...given };
}
