import type { Dockerfile } from "../src/dockerfile/dockerfile.js";
import { dockerfile } from "../src/engine/dockerfile-tag.js";
import { fix, insertBefore, replace, skip } from "../src/engine/edits.js";
import type { Facts } from "../src/engine/facts.js";
import { chainStyle, type LaidCommand, layoutChain } from "../src/engine/layout.js";
import { laterNeedsLists, leftOut, recommendsNeeded } from "../src/engine/package-facts.js";
import { Group, type Joinable, joinableRun } from "../src/engine/runs.js";
import { suppressed } from "../src/engine/suppress.js";
import type { Fix, Skip, Transform } from "../src/engine/types.js";
import { RECOMMENDS_SOURCE } from "../src/image/recommends.js";
import type { Delta } from "../src/plan/guard.js";
import type { StageFacts } from "../src/plan/state.js";
import { type CommentedLink, endsWithoutLists, type Step, tidy } from "../src/shell/hygiene.js";
import { packageCommand } from "../src/shell/packages.js";

export const mergeRuns: Transform = {
  name: "merge-runs",
  title: "Merge RUNs that belong together into one layer",
  why:
    "What one RUN leaves behind and the next one removes stays in the image, and `apt-get update` in a layer of its own is cached " +
    "until its lists are too old to install from.",
  level: "safe",
  refs: [
    "examples: Layer Optimization", "hadolint DL3059", "hadolint DL3009", "hadolint DL3015", "hadolint DL3019", "hadolint DL3032",
    "hadolint DL3040",
  ], // prettier-ignore
  example: {
    before: dockerfile`
      FROM debian:12.9
      RUN apt-get update
      RUN apt-get install -y curl
      RUN apt-get install -y vim
      RUN apt-get clean
    `,
    after: dockerfile`
      FROM debian:12.9
      RUN apt-get update && \\
          apt-get install -y --no-install-recommends \\
              curl \\
              vim \\
          && apt-get clean \\
          && rm -rf /var/lib/apt/lists/*
    `,
  },

  *run(file, facts) {
    for (const stage of facts.stages) {
      let group = new Group();
      let previous: Joinable | undefined;
      const { instructions } = stage.stage;
      for (const [index, instruction] of instructions.entries()) {
        const neighbours = [instructions[index - 1]?.keyword, instructions[index + 1]?.keyword];
        const candidate = instruction.keyword === "RUN" && neighbours.includes("RUN");
        const next = candidate ? joinableRun(stage, index, facts) : undefined;
        const ignored = next !== undefined && suppressed(file, mergeRuns, instruction.range);
        const reason = ignored ? "a comment in the file says so" : next && previous && group.obstacle(previous, next);
        if (next === undefined || reason !== undefined || next.reason !== undefined) {
          yield* merge(group, stage, facts);
          group = new Group();
        }
        if (reason) yield skip(instruction.head, reason);
        previous = ignored ? undefined : next;
        if (previous?.reason === undefined && previous !== undefined) group.add(previous);
      }
      yield* merge(group, stage, facts);
    }
  },
};

/** One RUN out of several. */
function* merge({ runs, manager }: Group, stage: StageFacts, facts: Facts): Iterable<Fix | Skip> {
  const [first, second] = runs;
  const last = runs.at(-1);
  if (first === undefined || second === undefined || last === undefined) return;
  const { file } = facts;
  const links = runs.flatMap(linksOf);
  const free =
    manager !== undefined && (endsWithoutLists(links, manager) || !laterNeedsLists(stage, last.index, manager, facts));
  const clean = free && !mountsCache(first);
  const needed = manager === "apt" && facts.allows("harden") ? recommendsNeeded(links, stage, last.index, facts) : "";
  const harden = needed === undefined;
  const join = facts.allows("harden");
  const steps = tidy(links, manager, { clean, join, aptOptions: harden ? ["--no-install-recommends"] : [] });
  // nothing but upkeep that undoes itself
  if (steps.length === 0) return;
  const at = { start: first.instruction.range.start, end: last.instruction.range.end };
  const body = { start: first.instruction.args.offset(0), end: at.end };
  const style = chainStyle(file, file.source.slice(at.start, at.end));
  const text = layoutChain(
    file.source.slice(at.start, body.start),
    laid(steps, runs, file),
    style,
    manager !== undefined,
  );
  if (needed) yield skip(at, `\`--no-install-recommends\` is left out: ${needed}`);
  const edits = [replace(body, text)];
  // a comment whose command is now the first one stands above the RUN
  const moved = steps[0]?.origin[0]?.comments ?? [];
  if (moved.length > 0) edits.unshift(insertBefore(at, `${moved.join("\n")}\n`));
  const deltas: Delta[] = [
    ...(manager === undefined ? [] : ["package-caches" as const]),
    ...(harden ? ["recommended-packages" as const] : []),
  ];
  const without = harden ? leftOut(links) : "";
  yield fix(message(runs.length, programOf(links), clean && leavesNone(steps)), at, edits, {
    level: harden || steps.some(({ list }) => list.length > 0) ? "harden" : "safe",
    deltas,
    evidence: without === "" ? [] : [{ source: RECOMMENDS_SOURCE, says: `left out: ${without}` }],
  });
}

/** A RUN's commands; comments above a RUN that joins the one before belong to its first command. */
function linksOf({ links, above }: Joinable, index: number): CommentedLink[] {
  return links.map((link, at) => (index > 0 && at === 0 ? { ...link, comments: [...above, ...link.comments] } : link));
}

/** Steps with what stood between them where that is still true. */
function laid(steps: readonly Step[], runs: readonly Joinable[], { source }: Dockerfile): LaidCommand[] {
  const previous = new Map(
    runs.flatMap(({ links }) => links.map(({ link }, at) => [link, links[at - 1]?.link] as const)),
  );
  return steps.map(({ origin, text, list }, index) => {
    const [own] = origin;
    const before = steps[index - 1]?.origin.at(-1);
    const stays = own !== undefined && before !== undefined && previous.get(own.link) === before.link;
    const between = stays ? source.slice(before.link.range.end, own.link.range.start) : "";
    // behind a list a command stands on a line of its own
    const kept = stays && (steps[index - 1]!.list.length === 0 || between.includes("\n"));
    if (kept) return { separator: between, comments: [], text, list };
    return { separator: undefined, comments: index === 0 ? [] : (own?.comments ?? []), text, list };
  });
}

/** A cache mount keeps its files out of the layer and wants them kept. */
function mountsCache({ instruction }: Joinable): boolean {
  return instruction.flags.some(({ name, value = "" }) => name === "mount" && /\btype=cache\b/i.test(value));
}

/** Whether nothing of the package work stays in the layer: lists that an earlier layer holds would. */
function leavesNone(steps: readonly Step[]): boolean {
  const texts = steps.map(({ text }) => text);
  if (texts.some((text) => /^apk\b/.test(text))) return texts.every((text) => !/^apk\b(?!.* --no-cache)/s.test(text));
  const isApt = texts.some((text) => /^apt(?:-get)?\b/.test(text));
  return (
    texts.some((text) => /\bclean\b/.test(text)) &&
    (!isApt || texts.some((text) => /^apt(?:-get)?\b.*\supdate/.test(text)))
  );
}

/** The package manager of a chain as it is called there. */
function programOf(links: readonly CommentedLink[]): string | undefined {
  const [program] = links.flatMap(({ link }) => (link.command && packageCommand(link.command)?.program) ?? []);
  return program === "apt-get" ? "apt" : program;
}

function message(count: number, program: string | undefined, clean: boolean): string {
  const work = program === undefined ? "short" : `\`${program}\``;
  return `Merge ${count} RUNs of ${work} work into one layer${clean ? " that leaves no package cache behind" : ""}`;
}
