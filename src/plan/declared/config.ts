import type { StagePlan } from "../plan.js";
import { withEntry } from "./rest.js";

/** A health check may come in where none is. */
export function withoutHealthCheck(before: StagePlan, after: StagePlan): StagePlan {
  if (before.config.has(HEALTH) || !PROBE.test(after.config.get(HEALTH) ?? "")) return after;
  return { ...after, config: withEntry(after.config, HEALTH, undefined) };
}

const HEALTH = "health check";

/** What asks the container itself, or a server by its own tool. */
const PROBE =
  /127\.0\.0\.1|CMD-SHELL (?:pg_isready|mysqladmin|rabbitmq-diagnostics|test "\$\((?:redis|valkey)-cli ping\)")/;

/** Variables that only say how an interpreter runs. */
export const RUNTIME_ENV: Readonly<Record<string, string>> = {
  PYTHONUNBUFFERED: "1",
  PYTHONDONTWRITEBYTECODE: "1",
  NODE_ENV: "production",
};

export function withoutRuntimeEnv(before: StagePlan, after: StagePlan): StagePlan {
  const config = new Map(after.config);
  for (const [name, value] of Object.entries(RUNTIME_ENV)) {
    const key = `env ${name}`;
    if (!before.config.has(key) && config.get(key) === value) config.delete(key);
  }
  return { ...after, config };
}
