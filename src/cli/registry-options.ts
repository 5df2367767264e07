import type { ShiftOptions } from "../engine/types.js";
import { each } from "./option-values.js";
import { UsageError } from "./usage-error.js";

/** What registries are asked. */
export interface RegistryRequest {
  /** Ask registries. */
  readonly registry: boolean;
  readonly digests: ShiftOptions["digests"];
  /** Registries that are asked before Docker Hub for what is there. */
  readonly mirrors: readonly string[];
}

export const REGISTRY_OPTIONS = {
  registry: { type: "boolean", describe: "Ask registries for tags and digests" },
  offline: { type: "boolean", hidden: true },
  digest: { type: "boolean", describe: "Pin digests too; asks registries" },
  mirror: { type: "string", requiresArg: true, coerce: each, hidden: true },
} as const;

interface Given {
  readonly registry: boolean | undefined;
  readonly offline: boolean | undefined;
  readonly digest: boolean | undefined;
  readonly mirror: readonly string[] | undefined;
}

/** Reads the options above; `refreshes`: digests that are there are to be brought up to date. Throws `UsageError`. */
export function registryRequest({ offline, mirror = [], ...given }: Given, refreshes: boolean): RegistryRequest {
  const digest = given.digest === true;
  const registry = refreshes || given.registry === true || digest;
  if (offline === true && registry) throw new UsageError("--offline asks nobody: leave it or what asks registries out");
  if (mirror.length > 0 && !registry) throw new UsageError("--mirror needs --registry or --digest");
  return { registry, digests: refreshes ? "refresh" : digest ? "pin" : undefined, mirrors: mirror };
}
