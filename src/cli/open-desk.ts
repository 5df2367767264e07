import type { Io } from "./io.js";
import type { RegistryDesk } from "./registry-desk.js";
import type { RegistryRequest } from "./registry-options.js";
import { UsageError } from "./usage-error.js";

/** Undefined when nobody is to be asked; what asks is loaded only then. `signal` ends it. Throws `UsageError` for a mirror that is none. */
export async function openDesk(
  { registry, mirrors, digests }: RegistryRequest,
  io: Io,
  signal?: AbortSignal,
): Promise<RegistryDesk | undefined> {
  if (!registry) return undefined;
  const { RegistryDesk } = await import("./registry-desk.js");
  try {
    const options = { mirrors, ...(digests === "refresh" && { maxAge: 0 }), ...(signal && { signal }) };
    return RegistryDesk.open(io, options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`--mirror: ${error.message}`);
  }
}
