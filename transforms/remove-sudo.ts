import { dockerfile } from "../src/engine/dockerfile-tag.js";
import { fix, remove, skip } from "../src/engine/edits.js";
import type { Facts } from "../src/engine/facts.js";
import type { Fix, Skip, Transform } from "../src/engine/types.js";
import { isRoot } from "../src/plan/root.js";
import type { StageFacts } from "../src/plan/state.js";
import type { Command } from "../src/shell/script.js";

export const removeSudo: Transform = {
  name: "remove-sudo",
  title: "Do without sudo where root runs the command",
  why: "The builder runs a RUN as root unless USER says otherwise; `sudo` adds a program that gives rights away, and drops variables.",
  level: "harden",
  refs: ["hadolint DL3004"],
  example: {
    before: dockerfile`
      FROM debian:12.9
      RUN sudo ln -s /opt/tool/bin/tool /usr/local/bin/tool
    `,
    after: dockerfile`
      FROM debian:12.9
      RUN ln -s /opt/tool/bin/tool /usr/local/bin/tool
    `,
  },

  *run(_file, facts) {
    for (const stage of facts.stages) {
      for (const [index, instruction] of stage.stage.instructions.entries()) {
        if (!instruction.args.value.includes("sudo")) continue;
        for (const call of facts.commands(instruction)) {
          if (call.name?.value !== "sudo") continue;
          const found = ofCall(call, stage, index, facts);
          if (found !== undefined) yield found;
        }
      }
    }
  },
};

function ofCall(
  { name, args, range }: Command,
  stage: StageFacts,
  index: number,
  facts: Facts,
): Fix | Skip | undefined {
  const { user } = stage.states[index]!;
  const own =
    user === ""
      ? (facts.contents(stage).base?.contents.user ?? (facts.contents(stage).base === undefined ? undefined : "root"))
      : user;
  if (own === undefined) return skip(range, `nobody knows as whom \`${stage.baseImage ?? "its base"}\` runs commands`);
  if (!isRoot(own)) return skip(range, `the command runs as \`${own}\`, who needs it`);
  const [first] = args;
  if (first === undefined) return undefined;
  if (first.value.startsWith("-") || first.value.includes("="))
    return skip(range, `\`sudo ${first.value}\` does more than to become root`);
  return fix(
    `Run \`${first.value}\` without \`sudo\`, as root already`,
    range,
    remove({ start: name!.range.start, end: first.range.start }),
    { deltas: ["sudo"] },
  );
}
