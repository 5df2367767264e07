import type { Instruction } from "../../dockerfile/instruction.js";
import { baseName } from "../../shell/program-name.js";
import type { Command } from "../../shell/script.js";
import type { Facts } from "../facts.js";
import { Refusal, on } from "./refusal.js";
import { SecretRun } from "./run.js";
import { RunChange } from "./run-change.js";
import type { SecretVariable, Seen } from "./variables.js";

/** One RUN with what is needed of each variable in it. */
export interface Work {
  readonly run: SecretRun;
  readonly change: RunChange;
  /** Variables that a program takes out of its environment, with the commands that do. */
  readonly readers: Map<string, readonly Command[]>;
  /** Variables that have to be set in the script itself. */
  readonly set: Set<string>;
  /** Variables that the mount itself has to give, since the shell prints what stands in the script. */
  readonly unseen: Set<string>;
  /** Secrets that it is given in the end. */
  readonly mounted: Set<SecretVariable>;
}

/** The variables that hold secrets, with the secret in each. */
export type Owners = ReadonlyMap<string, SecretVariable>;

/** The RUNs that have one of the secrets, in the order of the file. Throws `Refusal` when one is not understood. */
export function worksOf(owners: Owners, facts: Facts): readonly Work[] {
  return seenBy(new Set(owners.values())).flatMap((seen) => {
    const [name = ""] = seen.names;
    return on(owners.get(name)!, () => understood(seen, facts) ?? []);
  });
}

/** Every RUN with all the variables that it has. */
function seenBy(variables: ReadonlySet<SecretVariable>): readonly Seen[] {
  const found = new Map<Instruction, Seen & { readonly names: Set<string> }>();
  for (const { runs } of variables) {
    for (const seen of runs) {
      const known = found.get(seen.instruction);
      if (known === undefined) found.set(seen.instruction, { ...seen, names: new Set(seen.names) });
      else for (const name of seen.names) known.names.add(name);
    }
  }
  return [...found.values()].sort((one, other) => one.instruction.range.start - other.instruction.range.start);
}

/** Undefined when it has nothing to do with secrets. */
function understood(seen: Seen, facts: Facts): Work | undefined {
  const run = SecretRun.of(seen, seen.names, facts);
  const { instruction } = seen;
  if (run !== undefined)
    return {
      run,
      change: new RunChange(instruction, facts),
      readers: new Map(),
      set: new Set(),
      unseen: new Set(),
      mounted: new Set(),
    };
  const { exec, args } = instruction;
  if (exec !== undefined && INERT_PROGRAM.test(baseName(exec[0] ?? ""))) return undefined;
  const script = facts.script(instruction);
  throw new Refusal(
    exec === undefined && "reason" in script
      ? `a RUN that sees it is not understood: ${script.reason}`
      : `\`RUN ${shorten(args.value)}\` has no shell that could read a secret's file`,
  );
}

const INERT_PROGRAM = /^(?:apt-get|apt|apk|yum|dnf|mkdir|chmod|chown|ln|cp|mv|rm|useradd|groupadd|adduser|addgroup)$/;

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
