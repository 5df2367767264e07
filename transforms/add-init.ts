import { dockerfile } from "../src/engine/dockerfile-tag.js";
import { execForm, fix, insertBefore, replace, skip } from "../src/engine/edits.js";
import type { Facts } from "../src/engine/facts.js";
import { originOf, textOf } from "../src/engine/copied-file.js";
import { canInstall } from "../src/engine/installable.js";
import { runOf } from "../src/engine/layout.js";
import { insertBehind } from "../src/engine/placing.js";
import { programOf } from "../src/engine/program.js";
import { isInteractive } from "../src/engine/root-needs.js";
import { mainWords, type Startup } from "../src/engine/startup.js";
import type { Edit, Fix, Skip, Transform } from "../src/engine/types.js";
import type { StageFacts } from "../src/plan/state.js";
import { baseName, SHELL } from "../src/shell/program-name.js";
import { freeScript, isScript } from "../src/shell/script.js";

export const addInit: Transform = {
  name: "add-init",
  title: "Put an init in front of an interpreter",
  why: "The kernel ignores signals that the first process has no handler for, and leaves orphans to it: an interpreter does not stop when it is told to, and keeps zombies.",
  level: "harden",
  refs: ["examples: Multi-Stage Build with Non-Root User"],
  example: {
    before: dockerfile`
      FROM node:22.11.0-alpine3.20
      COPY server.js /app/
      CMD ["node", "/app/server.js"]
    `,
    after: dockerfile`
      FROM node:22.11.0-alpine3.20
      RUN apk add --no-cache dumb-init
      COPY server.js /app/
      ENTRYPOINT ["dumb-init", "--"]
      CMD ["node", "/app/server.js"]
    `,
  },

  *run(_file, facts) {
    const stage = facts.finalStage;
    const found = stage && ofStage(stage, facts);
    if (found !== undefined) yield found;
  },
};

/** Interpreters that do not stop at a signal by themselves when they are the first process. */
const NEEDS_INIT: ReadonlySet<string> = new Set(["node", "python", "ruby", "perl", "php", "bun"]);

/** Servers that handle signals themselves. Source: their manuals. */
const HANDLES_SIGNALS =
  /^(?:\S*\/)?(?:gunicorn|uvicorn|hypercorn|granian|daphne|uwsgi|celery|puma|unicorn|sidekiq|pm2-runtime|pm2-docker|bundle exec (?:puma|unicorn|sidekiq))\b/;

function ofStage(stage: StageFacts, facts: Facts): Fix | Skip | undefined {
  const start = facts.startup(stage);
  const { entrypoint, cmd, init, isInShell } = start;
  const at = (cmd ?? entrypoint)?.range;
  const words = mainWords(start);
  if (at === undefined || init !== undefined) return undefined;
  if (!isInterpreted(words, isInShell, stage, facts) && !isScriptOfShell(words, stage, facts)) return undefined;
  if (stage.parent !== undefined || stage.stage.instructions.some(({ keyword }) => keyword === "ONBUILD"))
    return undefined;
  const own = stage.stage.instructions;
  if ([entrypoint, cmd].some((each) => each !== undefined && !own.includes(each))) return undefined;
  if (entrypoint !== undefined && entrypoint.exec === undefined)
    return skip(at, "its ENTRYPOINT is a shell form, which takes no arguments");
  const given = facts.services.find((service) => service.init !== undefined)?.init;
  if (given !== undefined) return skip(at, `${given} gives it an init`);
  const { base } = facts.contents(stage);
  if (base === undefined) return undefined;
  if (entrypoint === undefined && base.contents.entrypoint !== "plain")
    return skip(at, "what the base image's entrypoint does would be lost");
  const commands = canInstall("dumb-init", stage, facts);
  if ("reason" in commands) return skip(at, commands.reason, commands.needs);
  // alone it stays on its line
  const isAlone = commands.length === 1;
  const install = isAlone
    ? `RUN ${commands[0]!} dumb-init`
    : runOf(commands, facts.file, { at: 1, words: ["dumb-init"] });
  const name = words[0]!;
  return fix(
    `Start \`${name}\` behind \`dumb-init\`, which passes signals on`,
    at,
    edits(install, start, stage, facts),
    {
      deltas: ["init"],
      shows: { entrypoint: `${entrypoint?.exec?.[0] ?? "none"} → dumb-init, which passes signals on` },
    },
  );
}

/** An interpreter with a program, that neither handles signals itself nor stands behind a shell. */
function isInterpreted(words: readonly string[], isInShell: boolean, stage: StageFacts, facts: Facts): boolean {
  const program = programOf(words, stage, facts);
  if (program === undefined || isInteractive(words) || !NEEDS_INIT.has(program.runtime)) return false;
  return isInShell || !HANDLES_SIGNALS.test(words.join(" "));
}

/** A script that a shell goes through as the first process, and that gives its place to nobody. */
function isScriptOfShell(words: readonly string[], stage: StageFacts, facts: Facts): boolean {
  const [program = "", argument = ""] = words;
  const isShell = SHELL.test(baseName(program));
  const text = textOf(originOf(isShell ? argument : program, stage, facts), facts);
  if (text === undefined || !(isShell || /^#!.*\b(?:ba|da|a)?sh\b/.test(text))) return false;
  const script = freeScript(text, ["/bin/sh", "-c"]);
  return isScript(script) && !script.commands.some(({ name }) => name?.value === "exec" || name?.value === "trap");
}

function edits(text: string, start: Startup, stage: StageFacts, facts: Facts): readonly Edit[] {
  const { entrypoint } = start;
  const install = insertBehind(stage.stage.from, [text], stage, facts);
  if (entrypoint?.exec !== undefined)
    return [install, replace(entrypoint.args.range(), execForm(["dumb-init", "--", ...entrypoint.exec]))];
  return [install, insertBefore(start.cmd!.range, 'ENTRYPOINT ["dumb-init", "--"]\n')];
}
