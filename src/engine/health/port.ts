import type { StageFacts } from "../../plan/state.js";
import type { Listen } from "../../project/listens/listen.js";
import { listensOn } from "../../project/listens/listens.js";
import type { Facts } from "../facts.js";
import { programOf } from "../program.js";
import type { Obstacle } from "../root-needs.js";
import { mainWords, type Startup } from "../startup.js";
import type { Evidence } from "../types.js";
import { isServer, type Told, toldPort } from "./arguments.js";
import { aspnetPort } from "./dotnet.js";
import { type Exposed, exposedPorts } from "./exposed.js";
import { isOwnServer } from "./servers.js";
import { copiedRoots } from "./roots.js";

/** The port that a stage's process listens on. */
export interface Port {
  /** Undefined: only the variable says it. */
  readonly number: number | undefined;
  /** The variable that says it when a container runs. */
  readonly variable: string | undefined;
  readonly evidence: Evidence;
  /** It speaks TLS: nobody can ask it for a path in plain HTTP. */
  readonly isSecure?: boolean;
}

/** Programs that work off a queue, or do one thing and end. */
const WORKERS = /^(?:bundle exec )?(?:celery|rq|dramatiq|huey_consumer|sidekiq|scrapy|pytest|rake|prefect|luigid?)\b/;

/** The port by what is started, the source, variables, EXPOSE and the base image, in this order. */
export function servedPort(stage: StageFacts, start: Startup, facts: Facts): Port | Obstacle {
  const command = mainWords(start);
  const program = programOf(command, stage, facts);
  const words = program?.words ?? command;
  const exposed = exposedPorts(stage, facts);
  if (WORKERS.test(words.join(" "))) return { reason: `\`${words[0]!}\` works without serving anybody` };
  const { line } = facts.file.lines.place((start.cmd ?? start.entrypoint)?.range.start ?? 0);
  const told = toldPort(words);
  if (told !== undefined && "reason" in told) return told;
  if (told !== undefined && told.says !== "") return ofArgument(told, line, stage);
  const setting = told?.settings?.find((name) => stage.env.has(name) || facts.context?.read(name) !== undefined);
  if (setting !== undefined)
    return { reason: `\`${setting}\` may say another port`, needs: "the port on its command line" };
  if (isStandalone(stage, words) && !/^(?:0\.0\.0\.0|::)$/.test(stage.env.get("HOSTNAME") ?? ""))
    return {
      reason: "Next's own server listens on HOSTNAME, which is the container's number",
      needs: "ENV HOSTNAME=0.0.0.0",
    };
  const own = facts.context && told === undefined ? listensOn(facts.context, copiedRoots(facts)) : undefined;
  if (own?.host === "unknown") return { reason: `${own.source} listens on an address that nobody knows` };
  if (own !== undefined) return ofSource(own, exposed, stage);
  if (told !== undefined) return ofDefault(told, words[0]!, line, exposed, stage);
  if (program?.runtime === "dotnet") {
    const found = aspnetPort(stage);
    if (found !== undefined)
      return agreed(found.port, undefined, { source: `line ${line}`, says: found.says }, exposed);
  }
  const set = numberOf(stage.env.get("PORT"));
  const isLikely = exposed.some(({ port }) => port === set) || (exposed.length === 0 && isServer(words));
  if (set !== undefined && isLikely)
    return { number: set, variable: "PORT", evidence: { source: "ENV", says: `PORT is ${set}` } };
  const [only, second] = exposed;
  if (only !== undefined && second === undefined)
    return {
      number: only.port,
      variable: undefined,
      evidence: { source: `line ${only.line}`, says: `exposes ${only.port}` },
    };
  if (second !== undefined)
    return {
      reason: `it exposes ${exposed.map(({ port }) => port).join(", ")}, and nobody knows which of them tells whether it is well`,
    };
  return ofBase(stage, start, facts) ?? { reason: "it opens no port that the Dockerfile or its source names" };
}

/** The server that `next build` makes for itself. Source: Next's documentation, output. */
function isStandalone({ stage }: StageFacts, words: readonly string[]): boolean {
  return (
    /^node server\.js$/.test(words.join(" ")) &&
    stage.instructions.some(({ keyword, args }) => keyword === "COPY" && args.value.includes(".next/standalone"))
  );
}

function ofArgument({ port, says, isSecure }: Told, line: number, stage: StageFacts): Port | Obstacle {
  const evidence = { source: `line ${line}`, says: `starts it with \`${says}\`` };
  const secure = isSecure === true ? { isSecure } : {};
  if (/^\d+$/.test(port)) return { number: Number(port), variable: undefined, evidence, ...secure };
  const [, variable = "", , own] = /^\$\{?(\w+)(:?-(\d+))?\}?$/.exec(port) ?? [];
  return variable === ""
    ? { reason: `nobody knows the port that \`${says}\` means` }
    : { number: numberOf(stage.env.get(variable) ?? own), variable, evidence, ...secure };
}

/** What the source listens on, unless the Dockerfile sets its variable. */
function ofSource(
  { port, variable, source }: Listen,
  exposed: readonly Exposed[],
  { env }: StageFacts,
): Port | Obstacle {
  const set = variable === undefined ? undefined : env.get(variable);
  if (set !== undefined) {
    const number = numberOf(set);
    return number === undefined
      ? { reason: `${variable!} is \`${set}\`, which is no port` }
      : { number, variable, evidence: { source, says: `${variable!}, which is ${set}` } };
  }
  return agreed(port, variable, { source, says: `listens on ${port}` }, exposed);
}

/** The port that a server takes unless it is told another one. */
function ofDefault(
  { port, variable }: Told,
  program: string,
  line: number,
  exposed: readonly Exposed[],
  { env }: StageFacts,
): Port | Obstacle {
  const set = variable === undefined ? undefined : numberOf(env.get(variable));
  const number = set ?? Number(port);
  const says = set === undefined ? `\`${program}\` listens on ${port} unless told otherwise` : `${variable!} is ${set}`;
  return agreed(number, variable, { source: `line ${line}`, says }, exposed);
}

/** A port that EXPOSE does not speak against. */
function agreed(
  number: number,
  variable: string | undefined,
  evidence: Evidence,
  exposed: readonly Exposed[],
): Port | Obstacle {
  const [only] = exposed;
  if (only === undefined || exposed.some(({ port }) => port === number)) return { number, variable, evidence };
  return { reason: `${evidence.source}: ${evidence.says}, but line ${only.line} exposes ${only.port}` };
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** A server image that runs its own command on its own port, with its own settings. */
function ofBase(stage: StageFacts, start: Startup, facts: Facts): Port | undefined {
  const base = facts.contents(stage).base;
  const [port, second] = base?.contents.ports ?? [];
  const isOwn = (start.cmd === undefined && start.entrypoint === undefined) || isOwnServer(stage, start, facts);
  if (port === undefined || second !== undefined || !isOwn) return undefined;
  const changesSettings = stage.stage.instructions.some(
    ({ isCopy, words }) => isCopy && /\/(?:etc|conf|config)(?:[./]|$)/.test(words.at(-1)?.value ?? ""),
  );
  if (changesSettings) return undefined;
  return {
    number: port,
    variable: undefined,
    evidence: { source: base!.sources[0]!, says: `\`${stage.baseImage!}\` serves ${port}` },
  };
}
