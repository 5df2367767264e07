import type { Instruction } from "../src/dockerfile/instruction.js";
import { variables } from "../src/dockerfile/lex.js";
import { dockerfile } from "../src/engine/dockerfile-tag.js";
import { fix, skip } from "../src/engine/edits.js";
import type { Facts } from "../src/engine/facts.js";
import { insertBehind, lastStep } from "../src/engine/placing.js";
import { type Program, programOf } from "../src/engine/program.js";
import { mainWords } from "../src/engine/startup.js";
import type { Fix, Skip, Transform } from "../src/engine/types.js";
import { RUNTIME_ENV } from "../src/plan/declared/config.js";
import type { StageFacts } from "../src/plan/state.js";

export const setRuntimeEnv: Transform = {
  name: "set-runtime-env",
  title: "Tell the interpreter that it runs in production",
  why: "Python keeps back what it prints, so that the last lines before a crash are lost, and writes bytecode into the container; Node's libraries are slower, and say more in errors, without NODE_ENV.",
  level: "harden",
  refs: ["examples: Dockerfile for Python Application"],
  example: {
    before: dockerfile`
      FROM python:3.13.5-slim
      COPY app.py /app/
      CMD ["python", "/app/app.py"]
    `,
    after: dockerfile`
      FROM python:3.13.5-slim
      COPY app.py /app/
      ENV PYTHONUNBUFFERED=1 \\
          PYTHONDONTWRITEBYTECODE=1
      CMD ["python", "/app/app.py"]
    `,
  },

  *run(_file, facts) {
    const stage = facts.finalStage;
    const found = stage && ofStage(stage, facts);
    if (found !== undefined) yield found;
  },
};

const NAMES: Readonly<Record<string, readonly string[]>> = {
  python: ["PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"],
  node: ["NODE_ENV"],
};

function ofStage(stage: StageFacts, facts: Facts): Fix | Skip | undefined {
  if (stage.stage.instructions.some(({ keyword }) => keyword === "ONBUILD")) return undefined;
  const start = facts.startup(stage);
  const program = programOf(mainWords(start), stage, facts);
  if (program === undefined || program.words.length < 2 || isForDevelopers(program)) return undefined;
  const texts = (start.commands ?? [])
    .flatMap(({ words }) => [words, programOf(words, stage, facts)?.words ?? []])
    .map((words) => words.join(" "));
  if (program.runtime === "node" && texts.some((text) => WORKS_FIRST.test(text))) return undefined;
  const missing = (NAMES[program.runtime] ?? []).filter((name) => !isNamed(name, stage));
  if (missing.length === 0) return undefined;
  const at = (start.cmd ?? start.entrypoint)!.range;
  if (program.runtime === "node" && readsMode(facts))
    return skip(at, "the source reads NODE_ENV, and nobody knows whether it is ready for `production`");
  const pairs = missing.map((name) => `${name}=${RUNTIME_ENV[name]!}`);
  const line = `ENV ${pairs.join(` ${facts.file.escape}\n    `)}`;
  const place = placeFor(stage, facts);
  return fix(
    `Set ${missing.map((name) => `\`${name}\``).join(" and ")} for what runs`,
    at,
    insertBehind(place, [line], stage, facts),
    {
      deltas: ["runtime-env"],
    },
  );
}

/** Behind all that makes files, so that the build stays the same, and behind what uses variables. */
function placeFor(stage: StageFacts, { file }: Facts): Instruction {
  return stage.stage.instructions.findLast(
    (instruction) => instruction === lastStep(stage) || usesVariables(instruction, file.escape),
  )!;
}

/** The shell, not the builder, reads what is started. */
function usesVariables({ keyword, args }: Instruction, escape: string): boolean {
  return !/^(?:CMD|ENTRYPOINT|HEALTHCHECK|ONBUILD)$/.test(keyword) && variables(args.value, escape).length > 0;
}

/** Programs and scripts that are for working on the application, and need what production leaves out. */
function isForDevelopers({ runtime, words, isOpaque }: Program): boolean {
  if (runtime !== "node") return false;
  return isOpaque === true || DEVELOPER.test(words.join(" "));
}

const DEVELOPER =
  /\b(?:dev|develop|development|test|watch|nodemon|ts-node|ts-node-dev|tsx|babel-node|vite|webpack|webpack-dev-server|react-scripts|vue-cli-service|ng|gatsby|storybook|jest|mocha|gulp|grunt)\b/;

/** What needs the packages for developers when it starts. */
const WORKS_FIRST = /\b(?:install|ci|build|compile|migrate|tsc|webpack|seed)\b/;

/** The source does something else in production, or keeps settings by that name: somebody has to choose. */
function readsMode({ context }: Facts): boolean {
  const files = context?.files?.() ?? [];
  if (
    files.some((path) => /^config\/(?:default|development)\./.test(path)) &&
    !files.some((path) => path.startsWith("config/production."))
  )
    return true;
  return files.some(
    (path) =>
      /\.[cm]?[jt]sx?$/.test(path) &&
      !/(?:^|\/)(?:test|spec|__tests__)/.test(path) &&
      (context?.read(path) ?? "").includes("NODE_ENV"),
  );
}

/** Whether a stage, or one below it, says anything about a variable. */
function isNamed(name: string, { stage, parent, env }: StageFacts): boolean {
  return (
    env.has(name) ||
    stage.instructions.some(({ args }) => args.value.includes(name)) ||
    (parent !== undefined && isNamed(name, parent))
  );
}
