import { posix } from "node:path";
import type { Instruction } from "../src/dockerfile/instruction.js";
import { dockerfile } from "../src/engine/dockerfile-tag.js";
import { fix, insertAfter, remove, skip } from "../src/engine/edits.js";
import type { Facts } from "../src/engine/facts.js";
import type { Fix, Skip, Transform } from "../src/engine/types.js";
import { accountWork } from "../src/engine/account-commands.js";
import { isArchive, targetOf } from "../src/engine/copied-file.js";
import { appDirectory, isWithin } from "../src/plan/app-directory.js";
import type { StageFacts } from "../src/plan/state.js";
import { packageCommand } from "../src/shell/packages.js";
import { type Command, isScript } from "../src/shell/script.js";

export const ownCopiedFiles: Transform = {
  name: "own-copied-files",
  title: "Give files their owner when they are copied",
  why: "A `chown -R` behind a COPY stores every file a second time: the layer of the copy stays in the image.",
  level: "safe",
  refs: ["examples: Multi-Stage Build with Non-Root User", "hadolint DL3062"],
  example: {
    before: dockerfile`
      FROM node:22.11.0
      WORKDIR /app
      COPY . .
      RUN chown -R node:node /app
      USER node
      CMD ["node", "server.js"]
    `,
    after: dockerfile`
      FROM node:22.11.0
      WORKDIR /app
      COPY --chown=node:node . .
      RUN chown node:node /app
      USER node
      CMD ["node", "server.js"]
    `,
  },

  *run(_file, facts) {
    for (const stage of facts.stages) {
      for (const [index, instruction] of stage.stage.instructions.entries()) {
        const call = ownerCall(instruction, facts);
        if (call === undefined) continue;
        const found = ofCall(call, index, stage, facts);
        if (found !== undefined) yield found;
      }
    }
  },
};

/** A RUN that only gives a directory away. */
interface OwnerCall {
  readonly instruction: Instruction;
  readonly owner: string;
  readonly path: string;
  /** Its `-R`, with the blank behind it. */
  readonly recursive: { readonly start: number; readonly end: number };
}

function ownerCall(instruction: Instruction, facts: Facts): OwnerCall | undefined {
  if (instruction.keyword !== "RUN" || !instruction.args.value.startsWith("chown ")) return undefined;
  const script = facts.script(instruction);
  if (!isScript(script)) return undefined;
  const [command, second] = script.commands as [Command, Command | undefined];
  const [flag, owner, path, more] = command.args;
  if (second !== undefined || more !== undefined || path === undefined || command.redirects.length > 0)
    return undefined;
  if (flag!.value !== "-R" || !owner!.literal || !path.literal || !/^[\w.-]+(?::[\w.-]*)?$/.test(owner!.value))
    return undefined;
  return {
    instruction,
    owner: owner!.value,
    path: path.value,
    recursive: { start: flag!.range.start, end: owner!.range.start },
  };
}

function ofCall(
  { instruction, owner, path, recursive }: OwnerCall,
  index: number,
  stage: StageFacts,
  facts: Facts,
): Fix | Skip | undefined {
  const directory = appDirectory(posix.resolve("/", stage.states[index]!.workdir, path));
  if (directory === undefined) return undefined;
  const before = stage.stage.instructions.slice(0, index);
  // what stands directly above, RUNs apart
  const from = before.findLastIndex(({ keyword }) => keyword === "RUN" || keyword === "FROM") + 1;
  const copies = before.slice(from).filter((each) => isInside(each, directory, stage, facts));
  if (copies.length === 0) return undefined;
  const at = instruction.head;
  if (!isFresh(directory, before, copies, stage, facts))
    return skip(at, `what others put into \`${directory}\` would keep its owner`);
  if (copies.some(({ words }) => words.at(-1)!.value.includes("$")))
    return skip(at, "a variable says where a copy goes");
  if (copies.some((copy) => copy.flag("chown") !== undefined)) return skip(at, "a copy has another owner already");
  if (copies.some(({ keyword, words }) => keyword === "ADD" && words.some(({ value }) => isArchive(value))))
    return skip(at, "what ADD unpacks keeps the owners that the archive holds");
  const [user = ""] = owner.split(":");
  if (!/^\d+$/.test(user) && !isThere(user, copies[0]!, stage, facts))
    return skip(
      at,
      `\`${user}\` may not be there yet when the files are copied`,
      "its number, or its creation above the copy",
    );
  if (!/:\S/.test(owner)) return skip(at, `\`chown ${owner}\` leaves the group, which \`COPY --chown\` does not`);
  const edits = copies.map((copy) => insertAfter(copy.flags.at(-1)?.range ?? copy.keywordRange, ` --chown=${owner}`));
  return fix(
    `Copy the files into \`${directory}\` as \`${owner}\`, so that they are stored once`,
    at,
    [...edits, remove(recursive)],
    { deltas: ["ownership"] },
  );
}

/** A copy into a directory. */
function isInside(each: Instruction, directory: string, stage: StageFacts, facts: Facts): boolean {
  return each.isCopy && isWithin(targetOf(each, stage, facts).path, directory);
}

/** Directories that images have, or that a package may fill. */
const COMMON =
  /^\/(?:home|opt|srv|mnt|media|var\/www|usr\/src|usr\/local\/\w+|var\/lib\/[\w-]+|var\/log\/[\w-]+)$|^\/var\/www\//;

/** Whether nothing but the copies can be in a directory: the base is known and has none, and no other instruction made or filled it. */
function isFresh(
  directory: string,
  before: readonly Instruction[],
  copies: readonly Instruction[],
  stage: StageFacts,
  facts: Facts,
): boolean {
  const base = facts.contents(stage).base?.contents;
  if (stage.parent !== undefined || base === undefined || COMMON.test(directory)) return false;
  if (base.workdir !== undefined && (isWithin(base.workdir, directory) || isWithin(directory, base.workdir)))
    return false;
  return before.every((each, index) => {
    const { workdir } = stage.states[index]!;
    switch (each.keyword) {
      case "RUN":
        return isElsewhere(each, workdir, directory, facts);
      case "WORKDIR": {
        const made = posix.resolve("/", stage.states[index + 1]!.workdir);
        return made === directory || !isWithin(made, directory);
      }
      case "COPY":
      case "ADD":
        return copies.includes(each) || !isInside(each, directory, stage, facts);
      case "VOLUME":
        return !each.words.some(({ value }) => isWithin(value, directory));
      default:
        return true;
    }
  });
}

/** Whether a RUN has nothing to do with a directory: it neither works near it nor names it, accounts and packages apart. */
function isElsewhere(run: Instruction, workdir: string, directory: string, facts: Facts): boolean {
  const script = facts.script(run);
  const isUpkeep =
    isScript(script) &&
    script.commands.every((command) => accountWork(command) !== undefined || packageCommand(command) !== undefined);
  if (isUpkeep) return true;
  const isNear = !/^\/?$/.test(workdir) && (isWithin(workdir, directory) || isWithin(directory, workdir));
  return !isNear && !run.args.value.includes(posix.basename(directory));
}

/** Whether an account is there when a copy is made. */
function isThere(user: string, copy: Instruction, stage: StageFacts, facts: Facts): boolean {
  const { accounts, base, doubt } = facts.contents(stage);
  if (doubt !== undefined) return false;
  if (base?.contents.unprivileged?.name === user) return true;
  const created = accounts.find(({ name }) => name === user)?.at;
  return created !== undefined && created.range.start < copy.range.start;
}
