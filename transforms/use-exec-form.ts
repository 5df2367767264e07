import type { Instruction } from "../src/dockerfile/instruction.js";
import { dockerfile } from "../src/engine/dockerfile-tag.js";
import { execForm, fix, insertBefore, replace, skip } from "../src/engine/edits.js";
import type { Facts } from "../src/engine/facts.js";
import { originOf, textOf } from "../src/engine/copied-file.js";
import { programOf } from "../src/engine/program.js";
import type { Fix, Skip, Transform } from "../src/engine/types.js";
import { sealed } from "../src/plan/sealed.js";
import type { StageFacts } from "../src/plan/state.js";
import { BUILTINS } from "../src/shell/builtins.js";
import { baseName, SHELL } from "../src/shell/program-name.js";
import { type Command, isScript, type Script } from "../src/shell/script.js";

export const useExecForm: Transform = {
  name: "use-exec-form",
  title: "Start the application without a shell in front of it",
  why: "A shell as the first process takes the signal that shall end the application and does not pass it on: `docker stop` waits ten seconds and kills.",
  level: "harden",
  refs: ["examples: Multi-Stage Build with Non-Root User", "hadolint DL3025", "BuildKit JSONArgsRecommended"],
  example: {
    before: dockerfile`
      FROM python:3.13.5-slim
      COPY app.py /app/
      CMD python /app/app.py
    `,
    after: dockerfile`
      FROM python:3.13.5-slim
      COPY app.py /app/
      CMD ["python", "/app/app.py"]
    `,
  },

  *run(_file, facts) {
    const stage = facts.finalStage;
    if (stage === undefined) return;
    const { entrypoint, cmd } = facts.startup(stage);
    for (const instruction of [entrypoint, cmd]) {
      if (
        instruction === undefined ||
        instruction.json !== undefined ||
        !stage.stage.instructions.includes(instruction)
      )
        continue;
      if (instruction === cmd && SHELL.test(baseName(entrypoint?.exec?.[0] ?? ""))) continue;
      // a shell form takes no arguments: the CMD behind it is not used
      if (instruction === cmd && entrypoint !== undefined && entrypoint.exec === undefined) continue;
      const found = ofInstruction(instruction, { stage, entrypoint, cmd }, facts);
      if (found !== undefined) yield found;
    }
  },
};

interface Start {
  readonly stage: StageFacts;
  readonly entrypoint: Instruction | undefined;
  readonly cmd: Instruction | undefined;
}

function ofInstruction(instruction: Instruction, start: Start, facts: Facts): Fix | Skip | undefined {
  const { keyword, head } = instruction;
  const script = facts.script(instruction);
  if (!isScript(script)) return skip(head, script.reason);
  if (instruction.args.value.startsWith("["))
    return skip(head, "it begins like an exec form, but is no JSON: the shell gets the bracket");
  // what stands behind it, a comment too, would be its words
  const last = script.tail === "" ? script.lastCommand : undefined;
  if (last?.name?.value === "exec") return undefined;
  if (last?.name === undefined) return skip(head, "its shell decides what is run, or waits for more than one program");
  // to work in, not to stop in time
  if (SHELL.test(baseName(last.name.value)) && last.args.length === 0) return undefined;
  const obstacle = obstacleOf(instruction, last, start, script);
  if (obstacle !== undefined) return skip(head, obstacle);
  const words = [last.name, ...last.args];
  const isPlain =
    script.commands.length === 1 &&
    last.redirects.length === 0 &&
    words.every(({ literal, text }) => literal && !text.startsWith("~"));
  if (isPlain && !changesArguments(keyword, start, facts) && hasInterpreter(last, start.stage, facts)) {
    const text = execForm(words.map(({ value }) => value));
    const { name } = last;
    return fix(
      `Start \`${name.value}\` without a shell, so that it gets the signals`,
      head,
      replace(instruction.args.range(), text),
      {
        deltas: ["exec-form"],
        shows: { [keyword.toLowerCase()]: `sh -c … → ${name.value}` },
      },
    );
  }
  // the shell gives its place to the last command
  return fix(
    `Let \`${last.name.value}\` take the place of the shell, so that it gets the signals`,
    head,
    insertBefore(last.range, "exec "),
    {
      deltas: ["exec-form"],
      shows: { [keyword.toLowerCase()]: `sh -c … → ${last.name.value}, in the shell's place` },
    },
  );
}

/** Why a command cannot do without its shell. */
function obstacleOf(
  instruction: Instruction,
  last: Command,
  { stage }: Start,
  { commands }: Script,
): string | undefined {
  const alone = sealed(instruction, stage.last);
  if (alone !== undefined) return alone;
  if (!commands.every(({ always }) => always)) return "its shell decides what is run";
  if (commands.some(({ name }) => name?.value === "trap")) return "it sets a trap, which would go with the shell";
  if (last.assignments.length > 0) return "a variable is set for the command alone";
  if (BUILTINS.has(last.name!.value)) return `\`${last.name!.value}\` is a command of the shell`;
  return undefined;
}

/**
 * An exec form of ENTRYPOINT gets the CMD and what `docker run` is given, which a shell form ignores; one of CMD gives an entrypoint
 * other words than `/bin/sh -c`.
 */
function changesArguments(keyword: string, { stage, entrypoint }: Start, facts: Facts): boolean {
  if (keyword === "ENTRYPOINT") return true;
  return entrypoint !== undefined || facts.contents(stage).base?.contents.entrypoint !== "plain";
}

/** Without a shell a script has to name its interpreter in its first line. */
function hasInterpreter({ name }: Command, stage: StageFacts, facts: Facts): boolean {
  const program = name!.value;
  if (programOf([program], stage, facts) !== undefined && !program.includes("/")) return true;
  const origin = originOf(program, stage, facts);
  if (origin?.kind === "stage") return !/\.(?:sh|bash|py|rb|pl)$/.test(program);
  const text = textOf(origin, facts);
  if (text !== undefined) return text.startsWith("#!");
  return origin === undefined && !program.includes("/") && !/\.\w+$/.test(baseName(program));
}
