import type { Command } from "./script.js";

/** The file that a command's output goes to, as it is written without quotes; nothing for /dev/null and other descriptors. */
export function outputOf({ redirects, node }: Command): string | undefined {
  if (redirects.length === 0 || node.type !== "Command") return undefined;
  const found = node.redirects.find(
    (each) =>
      each.type === "Redirect" &&
      /^(?:>|>>|>\|)$/.test(each.operator) &&
      (each.descriptor === undefined || (each.descriptor.type === "FileDescriptor" && each.descriptor.value === 1)),
  );
  return found?.type === "Redirect" ? found.target?.value : undefined;
}
