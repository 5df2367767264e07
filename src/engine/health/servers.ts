import { parseReference } from "../../image/reference.js";
import type { StageFacts } from "../../plan/state.js";
import type { Facts } from "../facts.js";
import { baseName } from "../../shell/program-name.js";
import type { Startup } from "../startup.js";

interface ServerProbe {
  readonly shell: string;
  /** Options of HEALTHCHECK for one that takes its time. */
  readonly timing?: string;
}

/** What official images of databases and brokers bring along to ask them. Source: their manuals and their images' documentation. */
const OWN_PROBES: Readonly<Record<string, ServerProbe>> = {
  postgres: {
    shell: 'pg_isready -U "${POSTGRES_USER:-postgres}" -d "${POSTGRES_DB:-${POSTGRES_USER:-postgres}}" || exit 1',
  },
  redis: { shell: 'test "$(redis-cli ping)" = PONG || exit 1' },
  valkey: { shell: 'test "$(valkey-cli ping)" = PONG || exit 1' },
  mysql: { shell: "mysqladmin ping -h 127.0.0.1 --silent || exit 1", timing: "--timeout=3s --start-period=30s" },
  // an Erlang machine of its own starts for it
  rabbitmq: { shell: "rabbitmq-diagnostics -q ping || exit 1", timing: "--timeout=20s --start-period=30s" },
};

/** How to ask a server that an official image starts as it is; undefined for all others. */
export function serverProbe(
  { baseImage }: StageFacts,
  { cmd, entrypoint }: Startup,
): (ServerProbe & { readonly name: string }) | undefined {
  const name = parseReference(baseImage ?? "")?.official;
  if (name === undefined || !Object.hasOwn(OWN_PROBES, name)) return undefined;
  // options alone leave the program as it is, but may move it to another port or ask for a password
  if (cmd !== undefined || entrypoint !== undefined) return undefined;
  return { name, ...OWN_PROBES[name]! };
}

/** Whether a stage starts the web server that its base image is for, as the image does. */
export function isOwnServer(stage: StageFacts, { commands }: Startup, facts: Facts): boolean {
  const { command } = facts.contents(stage).base?.contents ?? {};
  const program = commands?.at(-1)?.words[0];
  return command !== undefined && (program === undefined || baseName(program) === command);
}
