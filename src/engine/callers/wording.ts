import type { BuildInput } from "../../project/build-input.js";

/** How a build is given an input, for a message: `the secret \`token\``. */
export function nameOf({ kind, id }: BuildInput): string {
  return kind === "ssh" ? "an SSH agent (`--ssh default`)" : `the secret \`${id}\``;
}

/** What is left to the user, and why. */
export function insteadOf(input: BuildInput, why: string): string {
  const before = input.argument === undefined ? "" : ` instead of the build argument \`${input.argument}\``;
  return `Give this build ${nameOf(input)}${before}: ${why}`;
}

/** What has to be running where the build runs from now on. */
export const NEEDS_AGENT =
  "This build asks an SSH agent for the key from now on: one that has it must run where the build runs";
