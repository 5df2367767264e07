import type { ImageSize, Sides, Verdict } from "../verify/verification.js";
import { declaredLines, differenceLines } from "./differences.js";
import { counted } from "./groups.js";
import { visible, type Paint } from "./paint.js";
import { todoText } from "./todos.js";
import type { Verifications, Verified } from "./verification-json.js";

/** How much of a failed build's log is shown, in lines. */
const LOG_LINES = 20;

/** The verdict of one file and what it rests on. */
export function verificationText(file: Verified, paint: Paint): string {
  const { path, verdict, differences, ignored, images, run, log, written, todos } = file;
  const head = `${paint.bold(visible(path))}: ${colour(verdict, paint)(SAID[verdict])}${written ? ", written" : ""}${othersText(file)}`;
  const lines = [
    ...differenceLines(
      differences.filter(({ declared }) => declared === undefined),
      paint,
    ),
    ...declaredLines(file, paint),
    ...(images === undefined ? [] : [sizeLine(images)]),
    ...(run === undefined ? [] : [`ran: ${[run.before, run.after].map(runText).join(" → ")}`]),
    ...(ignored === 0
      ? []
      : [paint.dim(`${counted(ignored, "difference")} left out: package caches, logs and other times`)]),
    ...todos.map((todo) => visible(`to do: ${todoText(todo)}`)),
    ...(isOpen(differences) ? [paint.dim(HINT)] : []),
    ...(log ?? []).slice(-LOG_LINES).map((line) => paint.dim(`| ${visible(line)}`)),
  ];
  return [head, ...lines.map((line) => `  ${line}`)].map((line) => `${line}\n`).join("");
}

function othersText({ written, others }: Verified): string {
  if (others.length === 0) return "";
  return visible(`${written ? " with" : ", changes with"} ${others.join(", ")}`);
}

/** How many files came out how. */
export function verificationsLine({ files, failures }: Verifications, paint: Paint): string {
  const counts = Object.keys(SAID).flatMap((verdict) => {
    const count = files.filter((file) => file.verdict === verdict).length;
    return count === 0 ? [] : [`${count} ${verdict}`];
  });
  const broken = failures.length === 0 ? [] : [`${failures.length} with errors`];
  const seen = counted(files.length + failures.length, "file");
  return `${paint.bold(`${seen}: ${[...counts, ...broken].join(", ") || "nothing to verify"}`)}\n`;
}

const SAID: Readonly<Record<Verdict, string>> = {
  same: "same",
  "differs as declared": "differs as declared",
  differs: "differs",
  "did not build before": "did not build before, which is no fault of the rewrite",
  "does not build after": "does not build after",
  unchanged: "unchanged, not built",
};

const HINT = "an original from the build cache may be older than the rewrite: try again with -- --no-cache";

/** Whether files differ that nothing announced. */
function isOpen(differences: Verified["differences"]): boolean {
  return differences.some(({ kind, declared }) => kind === "file" && declared === undefined);
}

function colour(verdict: Verdict, paint: Paint): (text: string) => string {
  if (verdict === "same" || verdict === "differs as declared") return paint.green;
  return verdict === "unchanged" ? paint.dim : paint.red;
}

function sizeLine({ before, after }: Sides<ImageSize>): string {
  return `layers ${before.layers} → ${after.layers}, size ${megabytes(before)} → ${megabytes(after)}`;
}

function megabytes({ bytes }: ImageSize): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function runText({ state, health, user }: NonNullable<Verified["run"]>["before"]): string {
  const parts = [
    visible(state),
    ...(health === "none" ? [] : [health]),
    ...(user === "" ? [] : [`user ${visible(user)}`]),
  ];
  return parts.join(", ");
}
