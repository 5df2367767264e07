import { parse } from "../../dockerfile/dockerfile.js";
import type { StageFacts } from "../../plan/state.js";
import { type Files, memoryContext } from "../../project/testing/memory-context.js";
import { Facts } from "../facts.js";
import type { Startup } from "../startup.js";

/** The final stage of a Dockerfile, with what it starts. */
export interface FinalStage {
  readonly facts: Facts;
  readonly stage: StageFacts;
  readonly start: Startup;
}

/** Without `files` there is no build context. Lines that do not begin with FROM or ARG stand on `base`. */
export function finalStage(lines: string, files?: Files, base = "debian:12"): FinalStage {
  const source = /^(?:FROM|ARG) /.test(lines) ? lines : `FROM ${base}\n${lines}`;
  const facts = new Facts(parse(`${source}\n`), "harden", files && memoryContext(files));
  const stage = facts.finalStage!;
  return { facts, stage, start: facts.startup(stage) };
}
