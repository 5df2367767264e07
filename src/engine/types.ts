import type { Range } from "../dockerfile/text.js";
import type { Dockerfile } from "../dockerfile/dockerfile.js";
import type { Problem } from "../dockerfile/problem.js";
import type { Delta } from "../plan/guard.js";
import type { PlanChange } from "../plan/diff.js";
import type { BuildInput, FileChange, Todo } from "../project/build-input.js";
import type { Context } from "../project/context.js";
import type { Facts, Running } from "./facts.js";
import type { Question, RegistryAnswers } from "./registry-facts.js";

/** A replacement of `[start, end)`: UTF-16 offsets into the source that the transform saw. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * How much a fix may change. `safe`: the built files and the way the container runs stay the same, apart from package
 * caches. `harden`: what the documents ask to change. `restructure`: stages or base. `advice`: reported, never applied.
 */
export type Level = "safe" | "harden" | "restructure" | "advice";

/** How a RUN gets a secret: as a file, or as a variable, which needs a newer builder. */
export type SecretStyle = "file" | "env";

/** Where a decision comes from: a file and line, a catalogue entry, a registry's answer. */
export interface Evidence {
  readonly source: string;
  readonly says: string;
}

/** One change, applied whole or not at all. */
export interface Fix {
  readonly kind: "fix";
  /** One sentence, no full stop: what and why. Makes sense in a diff, a log and an editor. */
  readonly message: string;
  readonly at: Range;
  /** Disjoint; empty for advice. */
  readonly edits: readonly Edit[];
  /** When it differs from its transform's. */
  readonly level?: Level;
  /** What may differ in the image plan afterwards; everything else must stay. */
  readonly deltas?: readonly Delta[];
  readonly evidence?: readonly Evidence[];
  /** Entries of the plan's diff for a reader: `user` is `root → node (1000)`. */
  readonly shows?: Readonly<Record<string, string>>;
  /** What the user has to do or know afterwards, printed once after the diff. */
  readonly todo?: string;
  /** What a build is given in another way from now on: its callers change with the file. */
  readonly inputs?: readonly BuildInput[];
}

/** A place that was looked at and left alone. */
export interface Skip {
  readonly kind: "skip";
  readonly at: Range;
  readonly reason: string;
  /** The fact that would make the fix possible. */
  readonly needs?: string;
}

/** One transform = one file = one idea. `run` is pure: no I/O, no state. */
export interface Transform {
  /** The file's name; verb first. */
  readonly name: string;
  readonly title: string;
  readonly why: string;
  readonly level: Level;
  /** Document sections, `hadolint DL…`, BuildKit checks, CIS numbers. */
  readonly refs: readonly string[];
  /** Paragraphs on what it does not do, or what differs afterwards. */
  readonly notes?: readonly string[];
  /** Documentation and first test at once. */
  readonly example: { readonly before: string; readonly after: string };
  run(file: Dockerfile, facts: Facts): Iterable<Fix | Skip>;
}

/** Where a fix or a skip stands, 1-based, in the text that the transform saw. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Applied extends Place {
  readonly transform: string;
  readonly level: Level;
  readonly message: string;
  readonly evidence: readonly Evidence[];
  /** What the fix was allowed to change in the image plan; left out when that is nothing. */
  readonly deltas?: readonly Delta[];
  readonly todo?: string;
}

export interface Skipped extends Place {
  readonly transform: string;
  readonly reason: string;
  readonly needs?: string;
  /** `guard`: a rewrite was made and rejected; a bug worth reporting. */
  readonly by: "transform" | "level" | "suppression" | "guard" | "file";
}

export interface Advice extends Place {
  readonly transform: string;
  readonly message: string;
  readonly evidence: readonly Evidence[];
}

/** What `shift` found and did. `before === after` when nothing changed. */
export interface Outcome {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly applied: readonly Applied[];
  readonly skipped: readonly Skipped[];
  readonly advice: readonly Advice[];
  /** Why the file cannot be read or safely edited; then `after === before`. */
  readonly errors: readonly Problem[];
  /** What changes in the image; empty when nothing does. */
  readonly plan: readonly PlanChange[];
  /** What registries have to be asked before the outcome is final; empty without `ShiftOptions.registry`. */
  readonly questions: readonly Question[];
  /** Other files of the repository that change with it, since they call the build. */
  readonly files: readonly FileChange[];
  /** What nobody but the user can change. */
  readonly todos: readonly Todo[];
}

export interface ShiftOptions {
  /** For messages only. */
  readonly path?: string;
  /** The most that may be applied; default `harden`. */
  readonly level?: Exclude<Level, "advice">;
  /** Names of transforms to run; default all. */
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  /** Default: the catalogue. */
  readonly transforms?: readonly Transform[];
  /** The build context, when it is known. */
  readonly context?: Context;
  /** What registries have answered so far. Run again with more answers until `Outcome.questions` is empty. */
  readonly registry?: RegistryAnswers;
  /** With `registry`: `pin` adds digests to exact tags, `refresh` only brings those up to date that are there. */
  readonly digests?: "pin" | "refresh";
  /** The file's own path in the build context; default `Dockerfile`. */
  readonly pathInContext?: string;
  /** How stages shall run. */
  readonly running?: Running;
  /** How a program gets a secret that it reads from its environment: out of the mounted file, the default, or by `env=`. */
  readonly secretStyle?: SecretStyle;
  /** What unknown base images are like: their references, with or without a tag, to references that are known. */
  readonly assumed?: Readonly<Record<string, string>>;
}
