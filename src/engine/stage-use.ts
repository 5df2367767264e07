import type { Dockerfile } from "../dockerfile/dockerfile.js";
import { versionOf } from "../image/pin.js";
import { parseReference } from "../image/reference.js";
import type { StageFacts } from "../plan/state.js";
import { npmRange } from "../project/range.js";
import type { Statement } from "../project/statements.js";
import type { ImageUse } from "./choose-tag.js";
import type { Facts } from "./facts.js";

/** What a stage tells of an image that it is built on or takes files out of. */
export function stageUse(stage: StageFacts, facts: Facts): ImageUse {
  return {
    isWindows: (isEither) =>
      (stage.platform ?? "").startsWith("windows") || (isEither && looksWindows(stage, facts.file)),
    nearby: (image) => ofOtherStages(stage, image, facts),
  };
}

/** Signs that a stage is built on Windows, where a tag such as `latest` names another image. */
function looksWindows({ stage, states }: StageFacts, file: Dockerfile): boolean {
  if (file.escape === "`") return true;
  const programs = states.map(({ shell }) => shell[0] ?? "");
  return (
    programs.some((program) => /powershell|pwsh|cmd/i.test(program)) ||
    stage.instructions.some(({ keyword, probe, args }) =>
      WINDOWS.test(keyword === "HEALTHCHECK" ? (probe?.value ?? "") : args.value),
    )
  );
}

/** `C:\\` and `C:/`, and programs that only Windows has. */
const WINDOWS = /(?:^|[\s"'=])(?:[a-z]:[\\/]|(?:powershell|cmd)(?:\.exe)?["'\s]|\S+\.exe(?:["'\s]|$))/i;

/** Versions that other stages of the file name for the same image. */
function ofOtherStages(own: StageFacts, image: string, { stages, file }: Facts): readonly Statement[] {
  return stages.flatMap((other): readonly Statement[] => {
    const reference = other === own || other.parent !== undefined ? undefined : parseReference(other.base ?? "");
    const version = versionOf(reference?.tag?.text ?? "");
    if (reference?.official !== image || version === "" || npmRange(version) === undefined) return [];
    const { line } = file.lines.place(other.stage.from.range.start);
    return [{ source: `line ${line}`, says: reference.tag!.text, range: npmRange(version), names: true }];
  });
}
