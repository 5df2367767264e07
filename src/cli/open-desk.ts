import type { Io } from "./io.js";
import type { ShiftRequest } from "./options.js";
import type { RegistryDesk } from "./registry-desk.js";

/** Undefined when nobody is to be asked; what asks is loaded only then. */
export async function openDesk({ registry, mirrors }: ShiftRequest, io: Io): Promise<RegistryDesk | undefined> {
  if (!registry) return undefined;
  const { RegistryDesk } = await import("./registry-desk.js");
  return RegistryDesk.open(io, mirrors);
}
