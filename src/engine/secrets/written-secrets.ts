import { isScript } from "../../shell/script.js";
import { literalLogins } from "../../shell/literal-logins.js";
import type { StageFacts } from "../../plan/state.js";
import { skip } from "../edits.js";
import type { Facts } from "../facts.js";
import type { Skip } from "../types.js";
import type { SecretVariable, Seen } from "./variables.js";

/** The secrets that stand in the addresses of RUNs: as if a variable held each, named after its server, from there on. */
export function writtenSecrets(facts: Facts): readonly (SecretVariable | Skip)[] {
  if (!/:\/\/[^\s/]*@/.test(facts.file.source)) return [];
  const found = new Map<string, { host: string; runs: Seen[]; values: Set<string> }>();
  const inherited = new Map<StageFacts, ReadonlySet<string>>();
  for (const stage of facts.stages) {
    const ids = new Set(stage.parent && inherited.get(stage.parent));
    for (const [index, instruction] of stage.stage.instructions.entries()) {
      const script = instruction.keyword === "RUN" ? facts.script(instruction) : undefined;
      if (script === undefined) continue;
      const logins = isScript(script) ? literalLogins(script) : [];
      for (const { id, host, text } of logins) {
        const known = found.get(id) ?? { host, runs: [], values: new Set() };
        found.set(id, known);
        known.values.add(text);
        ids.add(id);
      }
      for (const id of ids) found.get(id)!.runs.push({ instruction, stage, index, names: new Set([id.toUpperCase()]) });
    }
    inherited.set(stage, ids);
  }
  return [...found].map(([id, { host, runs, values }]) => {
    const at = runs[0]!.instruction.head;
    if (values.size > 1) return skip(at, `several secrets for \`${host}\` stand in the file`);
    const label = `the login for \`${host}\` that stands in the file`;
    return {
      name: id.toUpperCase(),
      label,
      kind: "token",
      id,
      argument: undefined,
      holders: [],
      runs,
      isBurnt: true,
      at,
    };
  });
}
