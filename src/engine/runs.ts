import type { Dockerfile } from "../dockerfile/dockerfile.js";
import { type Instruction, KEYWORDS } from "../dockerfile/instruction.js";
import { sealed } from "../plan/sealed.js";
import type { BuildState, StageFacts } from "../plan/state.js";
import { chainOf, isChain, type Link } from "../shell/chain.js";
import { losesDirectory } from "../shell/directory.js";
import { effectsOf } from "../shell/effects.js";
import type { CommentedLink } from "../shell/hygiene.js";
import type { Manager } from "../shell/packages.js";
import { isScript, type Script } from "../shell/script.js";
import { combined, type Work, workOf } from "../shell/work.js";
import type { Facts } from "./facts.js";

/** A RUN, and what decides whether it may share a layer with its neighbours. */
export interface Joinable {
  readonly instruction: Instruction;
  /** Its place in the stage. */
  readonly index: number;
  readonly state: BuildState;
  readonly flags: string;
  readonly work: Work;
  readonly manager: Manager | undefined;
  /** Comments between the RUN before it and this one. */
  readonly above: readonly string[];
  readonly links: readonly CommentedLink[];
  /** What it changes in its shell, in words; a RUN behind it in the same shell would see that. */
  readonly effect: string | undefined;
  /** Why it joins nothing; undefined when it may. */
  readonly reason: string | undefined;
}

/** Longer RUNs are no "short follow-ups". */
const MAX_LOCAL_COMMANDS = 4;

/** Reads a RUN; `index` counts in its stage. */
export function joinableRun({ stage, states }: StageFacts, index: number, facts: Facts): Joinable {
  const instruction = stage.instructions[index]!;
  const state = states[index]!;
  const after = stage.instructions[index - 1]?.range.end ?? 0;
  const flags = JSON.stringify(instruction.flags.map(({ name, value }) => [name, value]).sort());
  const base = {
    index,
    instruction,
    state,
    flags,
    above: [],
    links: [],
    effect: undefined,
    manager: undefined,
    work: "other",
  } as const;
  if (instruction.heredocs.length > 0) return { ...base, reason: "it holds a here-document" };
  const swallowed = swallowedKeyword(facts.file.source.slice(instruction.range.start, instruction.range.end));
  if (swallowed !== undefined)
    return { ...base, reason: `a line break that is escaped by mistake draws a line with ${swallowed} into it` };
  const script = facts.script(instruction);
  if (!isScript(script)) return { ...base, reason: script.reason };
  const chain = chainOf(script);
  if (!isChain(chain)) return { ...base, ...listWork(script), reason: chain.reason };
  const kind = combined(chain.map(({ node }) => workOf(script, node)));
  const long = kind.work !== "package" && kind.work !== "source" && chain.length > MAX_LOCAL_COMMANDS;
  const work = long ? "other" : kind.work;
  return {
    ...base,
    work,
    manager: work === "other" ? undefined : kind.manager,
    above: facts.file.commentsIn({ start: after, end: instruction.range.start }),
    links: withComments(instruction, chain, facts.file),
    effect: firstEffect(script, chain, state.workdir),
    reason: undefined,
  };
}

/** What a chain changes in its shell, in words. */
function firstEffect(script: Script, chain: readonly Link[], directory: string): string | undefined {
  for (const { node, command } of chain) {
    const text = script.slice(node);
    if (command !== undefined && losesDirectory([command], directory))
      return `\`${text}\` may remove the directory it runs in`;
    const [effect] = effectsOf(node);
    if (effect === "shell") return `\`${text}\` puts another shell in place of the one that runs it`;
    if (effect !== undefined)
      return `\`${text}\` changes the ${WORDS[effect] ?? "shell"} for what follows in the same RUN`;
  }
  return undefined;
}

/** The keyword that begins a later line of an instruction, most likely behind a `\` too many. */
function swallowedKeyword(text: string): string | undefined {
  return SWALLOWED.exec(text)?.[1];
}

const SWALLOWED = new RegExp(`\\n[ \\t]*(${KEYWORDS.join("|")})[ \\t]`);

const WORDS: Readonly<Record<string, string>> = {
  directory: "directory",
  variable: "variables",
  option: "shell options",
  mount: "files that the builder puts into each RUN",
};

function listWork(script: Script): Pick<Joinable, "work" | "manager"> {
  const kinds = script.tree.commands.map(({ command }) => workOf(script, command));
  return combined(kinds);
}

/** RUNs that share a layer, and what they have in common. */
export class Group {
  readonly runs: Joinable[] = [];
  manager: Manager | undefined;
  private packages = false;
  private sources = false;
  private compound = false;

  add(run: Joinable): void {
    this.runs.push(run);
    this.manager ??= run.manager;
    this.packages ||= run.work === "package";
    this.sources ||= run.work === "source";
    this.compound ||= run.links.some(({ link }) => link.command === undefined && link.node.type !== "Pipeline");
  }

  /**
   * Why `next` may not share a layer with these and `last`, the RUN in front of it; empty when they simply have nothing to do with
   * each other; undefined when it may.
   */
  obstacle(last: Joinable, next: Joinable): string | undefined {
    if (next.state.user !== last.state.user || next.state.shell !== last.state.shell) return "";
    if (next.work === "other" || last.work === "other") {
      const unreadable = next.work === "other" ? next.reason : last.reason;
      return next.work === last.work ? "" : (unreadable ?? "");
    }
    const unable = last.reason ?? next.reason;
    if (unable !== undefined) return unable;
    if (next.flags !== last.flags) return "its mounts or flags differ from those of the RUN before it";
    const alone = sealed(next.instruction, next.state);
    if (alone !== undefined) return alone;
    // what is commented out there belongs to neither side, and a banner parts them
    if (next.above.some((comment) => COMMENTED_OUT.test(comment) || BANNER.test(comment))) return "";
    const unrelated = this.relation(next);
    if (unrelated !== undefined) return unrelated;
    if (last.effect !== undefined) return last.effect;
    if (this.compound && last.state.shell.some((option) => /^-\w*e/.test(option))) {
      return "the SHELL's `-e` would no longer end a compound command in front of `&&`";
    }
    if (LOOKS_BACK.test(next.instruction.args.value)) return "it uses what the shell says about the command before";
    return next.above.some((comment) => PRAGMA.test(comment))
      ? "a linter comment above it is about it alone"
      : undefined;
  }

  /** Which kinds of work share a layer; `""` when two have nothing to do with each other. */
  private relation(next: Joinable): string | undefined {
    switch (next.work) {
      case "package":
      case "source":
        if (!this.packages && !this.sources) return "";
        return this.manager === undefined || next.manager === undefined || this.manager === next.manager
          ? undefined
          : "";
      case "follow-up":
        return undefined;
      case "stable":
      case "changing":
        return this.packages
          ? "joining it would repeat the package work whenever this short step is edited"
          : undefined;
      case "other":
        return "";
    }
  }
}

const COMMENTED_OUT = /^#+\s*(?:RUN|COPY|ADD|ENV|ARG|USER|WORKDIR|CMD|ENTRYPOINT|EXPOSE|VOLUME|FROM)\s+\S/;

/** A line that begins another section. */
const BANNER = /^#+.*[-=#*_~]{4}/;

/** Variables that say something else in a shell that has run commands. */
const LOOKS_BACK = /\$\{?(?:_|PPID|BASHPID|BASH_REMATCH|PIPESTATUS|BASH_COMMAND|SECONDS|LINENO)(?!\w)/;

/** A comment that tells a tool something about the one instruction below it. */
const PRAGMA = /^#\s*(?:hadolint|checkov|trivy|kics|shellcheck|nosemgrep)\b/i;

/** Each command with the comments that stand above it inside its instruction. */
function withComments({ range }: Instruction, links: readonly Link[], file: Dockerfile): CommentedLink[] {
  let from = range.start;
  return links.map((link) => {
    const comments = file.commentsIn({ start: from, end: link.range.start });
    from = link.range.end;
    return { link, text: file.source.slice(link.range.start, link.range.end), comments };
  });
}
