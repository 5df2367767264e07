import { Csv } from "../dockerfile/csv.js";
import type { Instruction } from "../dockerfile/instruction.js";
import type { BuildState } from "./state.js";

/** Why a RUN differs when its commands share a shell or a mount with those of the RUN before it; undefined when it does not. */
export function sealed({ flags }: Instruction, { shell, startup }: BuildState): string | undefined {
  // called as `sh`, bash does not look at them
  if (startup !== undefined && /(?:^|\/)bash$/.test(shell[0] ?? ""))
    return `\`${startup}\` makes the shell read a file at the start of each RUN`;
  if (
    shell
      .slice(1)
      .some(
        (option) =>
          /^(?:--login|--rcfile|--init-file)$/.test(option) || (/^-[a-zA-Z]+$/.test(option) && /[li]/.test(option)),
      )
  )
    return "the SHELL is a login shell, which reads its profile at the start of each RUN";
  if (flags.some(({ name, value = "" }) => name === "mount" && isDiscarded(value)))
    return "what it writes to its mount is gone for the next RUN";
  return undefined;
}

/** A mount that takes writes and forgets them. */
function isDiscarded(mount: string): boolean {
  const parsed = Csv.parse(mount);
  if ("error" in parsed) return true;
  const fields = parsed.fields.map((field) => field.toLowerCase());
  const type = fields.find((field) => field.startsWith("type="))?.slice("type=".length) ?? "bind";
  if (type === "tmpfs") return true;
  return (
    type === "bind" &&
    fields.some((field) => /^(?:rw|readwrite)(?:=true|=1|$)|^(?:ro|readonly)=(?:false|0)$/.test(field))
  );
}
