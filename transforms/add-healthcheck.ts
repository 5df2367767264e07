import { dockerfile } from "../src/engine/dockerfile-tag.js";
import { execForm, fix, skip } from "../src/engine/edits.js";
import type { Facts } from "../src/engine/facts.js";
import { type Port, servedPort } from "../src/engine/health/port.js";
import { type Asked, askedPath } from "../src/engine/health/path.js";
import { type Probe, probeCommand, type Target } from "../src/engine/health/probe.js";
import { isOwnServer, serverProbe } from "../src/engine/health/servers.js";
import { programOf } from "../src/engine/program.js";
import { beforeStart, insertBehind } from "../src/engine/placing.js";
import { type Obstacle, unknownBase } from "../src/engine/root-needs.js";
import { mainWords, type Startup } from "../src/engine/startup.js";
import type { Evidence, Fix, Skip, Transform } from "../src/engine/types.js";
import type { StageFacts } from "../src/plan/state.js";
import { baseName, SHELL } from "../src/shell/program-name.js";

export const addHealthcheck: Transform = {
  name: "add-healthcheck",
  title: "Say how to tell whether the container is well",
  why: "Without a health check a process that hangs counts as running: nothing restarts it, and traffic still goes there.",
  level: "harden",
  refs: ["examples: Multi-Stage Build with Non-Root User", "checklist: Health checks defined", "CIS Docker 4.6"],
  example: {
    before: dockerfile`
      FROM node:22.11.0
      WORKDIR /app
      COPY . .
      EXPOSE 3000
      CMD ["node", "server.js"]
    `,
    after: dockerfile`
      FROM node:22.11.0
      WORKDIR /app
      COPY . .
      EXPOSE 3000
      HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 \\
          CMD node -e "require('net').connect(3000, '127.0.0.1', () => process.exit(0)).on('error', () => process.exit(1))" || exit 1
      CMD ["node", "server.js"]
    `,
  },

  *run(_file, facts) {
    const stage = facts.finalStage;
    const found = stage && ofStage(stage, facts);
    if (found !== undefined) yield found;
  },
};

function ofStage(stage: StageFacts, facts: Facts): Fix | Skip | undefined {
  if (hasHealthCheck(stage) || facts.contents(stage).base?.contents.healthCheck === true) return undefined;
  const at = stage.stage.from.range;
  const start = facts.startup(stage);
  const own = serverProbe(stage, start);
  if (own !== undefined) {
    const evidence = { source: `\`${stage.baseImage!}\``, says: `\`${own.name}\` is asked by its own tool` };
    return added({ shell: own.shell }, own.name, [evidence], start, stage, facts, own.timing);
  }
  const obstacle = obstacleOf(stage, start, facts);
  if (obstacle !== undefined) return skip(at, obstacle.reason, obstacle.needs);
  const port = servedPort(stage, start, facts);
  if ("reason" in port) return skip(at, port.reason, port.needs ?? "EXPOSE");
  const asked = port.isSecure === true ? undefined : askedPath(facts);
  const target = {
    port: asked?.port === undefined ? port : { ...port, number: asked.port, variable: undefined },
    path: asked?.path,
    anyAnswer: asked === undefined && isOwnServer(stage, start, facts),
  };
  const probe = probeCommand(target, facts.contents(stage), runtimeOf(stage, start, facts));
  if (probe === undefined)
    return skip(at, "the image has nothing to ask the application with", "node, python, wget, curl or nc in it");
  return added(probe, described(target, asked), evidenceOf(port, asked), start, stage, facts);
}

function hasHealthCheck({ stage, parent }: StageFacts): boolean {
  return (
    stage.instructions.some(({ keyword }) => keyword === "HEALTHCHECK") ||
    (parent !== undefined && hasHealthCheck(parent))
  );
}

function obstacleOf(stage: StageFacts, start: Startup, facts: Facts): Obstacle | undefined {
  const { base } = facts.contents(stage);
  if (base === undefined) return unknownBase(stage);
  if (base.contents.family === "windows") return { reason: "it is a Windows image" };
  if (stage.stage.instructions.some(({ keyword }) => keyword === "ONBUILD"))
    return { reason: "it is an image to build on" };
  if ((stage.baseImage ?? "").includes("lambda")) return { reason: "a function's runtime sees to its health" };
  const isSet = start.entrypoint !== undefined || start.cmd !== undefined;
  if (!isSet && base.contents.ports === undefined)
    return { reason: "it starts nothing: an image to build on or to work in" };
  const [program = "", ...rest] = mainWords(start);
  if (SHELL.test(baseName(program)) && rest.every((word) => word.startsWith("-")))
    return { reason: "it starts a shell: an image to work in or to build on" };
  return SHELL.test(baseName(stage.last.shell[0] ?? ""))
    ? undefined
    : { reason: `its SHELL is ${stage.last.shell[0] ?? "empty"}` };
}

/** The interpreter that is there for the application. */
function runtimeOf(stage: StageFacts, start: Startup, facts: Facts): string | undefined {
  return programOf(mainWords(start), stage, facts)?.runtime ?? facts.contents(stage).base?.contents.runtime;
}

function evidenceOf(port: Port, asked: Asked | undefined): readonly Evidence[] {
  return asked === undefined ? [port.evidence] : [port.evidence, { source: asked.source, says: asked.says }];
}

/** `GET :3000/health (route: src/app.js:12)`, `tcp :3000`. */
function described({ port: { number, variable }, anyAnswer }: Target, asked: Asked | undefined): string {
  const port = number ?? `$${variable!}`;
  if (anyAnswer === true) return `GET :${port}/ (any answer)`;
  return asked === undefined ? `tcp :${port}` : `GET :${port}${asked.path} (${asked.kind}: ${asked.source})`;
}

/** Java takes its time to start. */
function startPeriod(stage: StageFacts, facts: Facts): string {
  return facts.contents(stage).base?.contents.runtime === "java" ? "30s" : "5s";
}

function added(
  probe: Probe,
  text: string,
  evidence: readonly Evidence[],
  start: Startup,
  stage: StageFacts,
  facts: Facts,
  timing = `--timeout=3s --start-period=${startPeriod(stage, facts)}`,
): Fix {
  const command = "shell" in probe ? probe.shell : execForm(probe.exec);
  const options = `--interval=30s ${timing} --retries=3`;
  const lines = [`HEALTHCHECK ${options} ${facts.file.escape}\n    CMD ${command}`];
  const at = (start.cmd ?? start.entrypoint)?.range ?? stage.stage.from.range;
  return fix(`Check the health: ${text}`, at, insertBehind(beforeStart(stage, start), lines, stage, facts), {
    deltas: ["health-check"],
    shows: { "health check": `none → ${text}` },
    evidence,
  });
}
