import { dockerfile } from "../src/engine/dockerfile-tag.js";
import { fix, insertBefore, replace, skip } from "../src/engine/edits.js";
import type { Facts } from "../src/engine/facts.js";
import { layoutChain, putsOperatorInFront } from "../src/engine/layout.js";
import { laterNeedsLists } from "../src/engine/package-facts.js";
import { type Joinable, joinableRun, obstacle } from "../src/engine/runs.js";
import type { Fix, Skip, Transform } from "../src/engine/types.js";
import { headOf, tidy } from "../src/shell/hygiene.js";

export const mergeRuns: Transform = {
  name: "merge-runs",
  title: "Merge RUNs that belong together into one layer",
  why:
    "What one RUN leaves behind and the next one removes stays in the image, and `apt-get update` in a layer of its own is cached " +
    "until its lists are too old to install from.",
  level: "safe",
  refs: ["examples: Layer Optimization", "hadolint DL3059", "hadolint DL3009"],
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

  *run(_file, facts) {
    for (const { stage } of facts.stages) {
      let group: Joinable[] = [];
      let previous: Joinable | undefined;
      for (const instruction of stage.instructions) {
        const next = instruction.keyword === "RUN" ? joinableRun(instruction, facts) : undefined;
        const reason = next && previous && obstacle(group, previous, next, facts.file);
        if (next === undefined || reason !== undefined || next.reason !== undefined) {
          yield* merge(group, facts);
          group = [];
        }
        if (reason) yield skip(instruction.head, reason);
        if (next?.reason === undefined && next !== undefined) group.push(next);
        previous = next;
      }
      yield* merge(group, facts);
    }
  },
};

/** One RUN out of several. */
function* merge(group: readonly Joinable[], facts: Facts): Iterable<Fix | Skip> {
  const [first, second] = group;
  const last = group.at(-1);
  if (first === undefined || second === undefined || last === undefined) return;
  const { file } = facts;
  const links = group.flatMap(({ links }) => links);
  const manager = group.find((run) => run.manager !== undefined)?.manager;
  const clean = manager !== undefined && !mountsCache(first) && !laterNeedsLists(last.instruction, manager, facts);
  const harden = manager === "apt" && facts.allows("harden");
  const steps = tidy(links, manager, { clean, aptOptions: harden ? ["--no-install-recommends"] : [] });
  const body = first.instruction.args.offset(0);
  const at = { start: first.instruction.range.start, end: last.instruction.range.end };
  const [{ comments: moved } = { comments: [] }] = steps;
  const text = layoutChain(
    `${first.instruction.written} ${first.instruction.flags.map(({ range }) => file.source.slice(range.start, range.end)).join(" ")}`,
    steps.map(({ comments, text, install }) => {
      if (install === undefined) return { comments, text, list: [] };
      const [only, more] = install.packages;
      const head = headOf(install);
      const list = more === undefined ? [] : install.packages;
      const tail = more === undefined ? ` ${only}` : "";
      return { comments, text: head + tail, list };
    }),
    { escape: file.escape, leading: putsOperatorInFront(file), breaks: manager !== undefined },
  );
  const edits = [replace({ start: body, end: at.end }, text)];
  // a comment whose command is now the first one stands above the RUN
  if (moved.length > 0) edits.unshift(insertBefore(at, `${moved.join("\n")}\n`));
  yield fix(message(group.length, manager), at, edits, {
    level: harden ? "harden" : "safe",
    deltas: [
      ...(manager === undefined ? [] : (["package-caches"] as const)),
      ...(harden ? (["recommended-packages"] as const) : []),
    ],
  });
}

/** A cache mount keeps the caches out of the layer and wants them kept. */
function mountsCache({ instruction }: Joinable): boolean {
  return instruction.flags.some(
    ({ name, value = "" }) => name === "mount" && /\/var\/(?:cache|lib)|\/etc\/apk/.test(value),
  );
}

function message(count: number, manager: string | undefined): string {
  const work = manager === undefined ? "short" : `\`${manager}\``;
  return `Merge ${count} RUNs of ${work} work into one layer${manager === undefined ? "" : " that leaves no package cache behind"}`;
}
