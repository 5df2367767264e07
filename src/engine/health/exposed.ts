import { expand, type StageFacts } from "../../plan/state.js";
import type { Facts } from "../facts.js";

/** A TCP port that EXPOSE names. */
export interface Exposed {
  readonly port: number;
  /** 1-based. */
  readonly line: number;
}

/** Ports of debuggers, and of TLS beside a plain one. */
const BESIDE: ReadonlySet<number> = new Set([9229, 5858, 5005, 5678, 443, 8443, 35729]);

/** The ports of a stage and those it is built on, each once; without those that stand beside the main one. */
export function exposedPorts(stage: StageFacts, facts: Facts): readonly Exposed[] {
  const all = everyPort(stage, facts).filter(
    ({ port }, index, list) => list.findIndex((other) => other.port === port) === index,
  );
  const main = all.filter(({ port }) => !BESIDE.has(port));
  return main.length > 0 ? main : all;
}

function everyPort(stage: StageFacts, facts: Facts): readonly Exposed[] {
  const above = stage.parent === undefined ? [] : everyPort(stage.parent, facts);
  const own = stage.stage.instructions.filter(({ keyword }) => keyword === "EXPOSE");
  return [
    ...above,
    ...own.flatMap(({ words, range }) =>
      words.flatMap(({ value }): readonly Exposed[] => {
        const [, port] = /^(\d+)(?:\/tcp)?$/i.exec(expand(value, stage.env, facts.file.escape).text) ?? [];
        return port === undefined ? [] : [{ port: Number(port), line: facts.file.lines.place(range.start).line }];
      }),
    ),
  ];
}
