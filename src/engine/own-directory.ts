import { posix } from "node:path";
import { variables } from "../dockerfile/lex.js";
import type { StageFacts } from "../plan/state.js";
import type { Facts } from "./facts.js";
import { programOf } from "./program.js";
import type { Obstacle } from "./root-needs.js";
import { mainWords, type Startup } from "./startup.js";

/** An application that runs where it cannot be given the directory; undefined when it has one, or surely needs none. */
export function withoutDirectory(stage: StageFacts, start: Startup, facts: Facts): Obstacle | undefined {
  const { states, last } = stage;
  const { instructions } = stage.stage;
  if (last.workdir.includes("$"))
    return { reason: `nobody knows which directory \`${last.workdir}\` is`, needs: "a default for the variable" };
  const given = new Set(
    [...facts.file.globalArgs, ...instructions]
      .filter(({ keyword }) => keyword === "ARG")
      .flatMap(({ pairs }) => pairs.map(({ name }) => name)),
  );
  const open = instructions.find(
    ({ keyword, words }) =>
      /^(?:WORKDIR|COPY|ADD|VOLUME)$/.test(keyword) &&
      variables(words.at(-1)?.value ?? "", facts.file.escape).some(({ name }) => given.has(name)),
  );
  if (open !== undefined) return { reason: `a build argument may change where \`${open.words.at(-1)!.value}\` is` };
  if (!/^\/?$/.test(last.workdir)) return undefined;
  const isInterpreted = programOf(mainWords(start), stage, facts) !== undefined;
  const isThere = instructions.some(({ isCopy, words }, index) => {
    if (!isCopy) return false;
    const target = words.at(-1)?.value ?? "";
    const full = posix.resolve("/", states[index]!.workdir, target);
    const isFolder =
      full === "/" ||
      (posix.dirname(full) === "/" && isInterpreted && posix.extname(full) !== "" && posix.extname(full) !== ".jar");
    return isFolder && (isInterpreted || words.slice(0, -1).some(({ value }) => /^(?:\.?\/)?\.?$/.test(value)));
  });
  return isThere
    ? { reason: "the application lies in `/`, which stays root's", needs: "a WORKDIR of its own" }
    : undefined;
}
