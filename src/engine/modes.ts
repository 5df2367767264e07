import { posix } from "node:path";
import type { Instruction } from "../dockerfile/instruction.js";
import { appDirectory } from "../plan/app-directory.js";
import type { StageFacts } from "../plan/state.js";
import type { Facts } from "./facts.js";
import type { Obstacle } from "./root-needs.js";

/** Files that a stage keeps from everybody but root; undefined when nothing is seen. What becomes the account's own does not count. */
export function keptFromOthers(stage: StageFacts, facts: Facts): Obstacle | undefined {
  for (const [index, instruction] of stage.stage.instructions.entries()) {
    const found = ofCopy(instruction, stage.states[index]!.workdir) ?? ofRun(instruction, facts);
    if (found !== undefined) {
      const { line } = facts.file.lines.place(instruction.range.start);
      return { reason: `line ${line} ${found}` };
    }
  }
  return undefined;
}

function ofCopy(instruction: Instruction, workdir: string): string | undefined {
  if (!instruction.isCopy) return undefined;
  const target = posix.resolve("/", workdir, instruction.words.at(-1)?.value ?? "");
  if (appDirectory(target) !== undefined || instruction.flag("chown") !== undefined) return undefined;
  const mode = instruction.flag("chmod");
  if (mode !== undefined && isClosed(mode)) return `copies \`${target}\` so that only root reads it`;
  const key = instruction.words.find(({ value }) => KEY.test(value));
  return key === undefined ? undefined : `copies \`${key.value}\`, which only root may be meant to read`;
}

/** Names of files that hold private keys, and of folders of them. */
const KEY = /\.key$|(?:^|\/)(?:privkey|private)(?:\.pem)?\/?$|-key\.pem$/;

function ofRun(instruction: Instruction, facts: Facts): string | undefined {
  const closing = facts.commands(instruction).find(({ name, args }) => {
    const [mode, ...paths] = args.filter(({ value }) => !/^-[a-zA-Z]*R|^-[cfvR]+$|^--/.test(value));
    const isBuildOnly = paths.every(({ value }) => BUILD_ONLY.test(value));
    return name?.value === "chmod" && mode !== undefined && isClosed(mode.value) && !isBuildOnly;
  });
  return closing && `keeps \`${closing.args.at(-1)!.value}\` from others than root`;
}

/** Files that only the build, root or nobody needs. */
const BUILD_ONLY =
  /\.ssh|^\/root|\.netrc|\.npmrc|sudoers|^\/etc\/(?:cron|shadow|gshadow)|known_hosts|id_rsa|id_ed25519/;

/** Whether a mode takes reading or running from others. */
function isClosed(mode: string): boolean {
  return /^0?[0-7]{2}0$/.test(mode) || /(?:^|,)(?:o|go)(?:=(?:,|$)|-\w*[rx])/.test(mode);
}
