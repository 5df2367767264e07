import { Dockerfile } from "../../dockerfile/dockerfile.js";
import type { DontKnow } from "../dialect.js";
import { type Command, isScript, type Script, scriptOf } from "../script.js";

export const SH: readonly string[] = ["/bin/sh", "-c"];
export const BASH: readonly string[] = ["/bin/bash", "-c"];

/** The script of the last instruction of a source, or why it is not understood; its shell is bash unless said otherwise. */
export function read(source: string, shell = BASH): Script | DontKnow {
  const file = new Dockerfile(source);
  return scriptOf(file.instructions.at(-1)!, shell, file.source);
}

/** The script of `RUN <body>`. */
export function script(body: string, shell = BASH): Script {
  const result = read(`RUN ${body}`, shell);
  if (isScript(result)) return result;
  throw new Error(result.reason);
}

/** The first simple command. */
export function command(body: string, shell = BASH): Command {
  return script(body, shell).commands[0]!;
}
