/** A program's name without its directory. */
export function baseName(program: string): string {
  return program.replace(/^.*\//, "");
}

/** Names of the shells that run the script they are given. */
export const SHELL = /^(?:ba|da|a)?sh$/;
