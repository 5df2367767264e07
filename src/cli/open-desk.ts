import type { Io } from "./io.js";
import type { ShiftRequest } from "./options.js";
import { UsageError } from "./usage-error.js";
import type { RegistryDesk } from "./registry-desk.js";

/** Undefined when nobody is to be asked; what asks is loaded only then. Throws `UsageError` for a mirror that is none. */
export async function openDesk(
  { registry, mirrors, digests }: ShiftRequest,
  io: Io,
): Promise<RegistryDesk | undefined> {
  if (!registry) return undefined;
  const { RegistryDesk } = await import("./registry-desk.js");
  try {
    return RegistryDesk.open(io, { mirrors, ...(digests === "refresh" && { maxAge: 0 }) });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`--mirror: ${error.message}`);
  }
}
