import type { Dockerfile } from "../dockerfile/dockerfile.js";
import type { Instruction } from "../dockerfile/instruction.js";
import { copiedFrom } from "../plan/copies.js";
import { type ImagePlan, imagePlan } from "../plan/plan.js";
import { type BuildState, type StageFacts, stageFacts } from "../plan/state.js";
import type { Context } from "../project/context.js";
import { composeServices, type Service } from "../project/services.js";
import type { DontKnow } from "../shell/dialect.js";
import { type Command, isScript, type Script, scriptOf } from "../shell/script.js";
import type { RegistryFacts } from "./registry-facts.js";
import { type StageContents, stageContents } from "./stage-contents.js";
import { type Startup, startup } from "./startup.js";
import type { Level, SecretStyle } from "./types.js";

const RANK: Readonly<Record<Level, number>> = { safe: 0, harden: 1, restructure: 2, advice: 3 };

/** Wishes for how a stage runs. */
export interface Running {
  /** The path that a health check asks, from the server's root. */
  readonly healthPath?: string | undefined;
  /** The number of its user. */
  readonly uid?: number | undefined;
  /** The working directory and what is copied into it stay root's, so that the process can read but not change them. */
  readonly keepsCode?: boolean | undefined;
}

/** What is known about a file beyond its text; read-only, computed when first asked for. */
export class Facts {
  private cachedStages: readonly StageFacts[] | undefined;
  private readonly cachedContents = new Map<StageFacts, StageContents>();
  private readonly cachedStartups = new Map<StageFacts, Startup>();
  private cachedServices: readonly Service[] | undefined;
  private cachedPlan: ImagePlan | undefined;
  private cachedStates: Map<Instruction, BuildState> | undefined;

  constructor(
    readonly file: Dockerfile,
    /** The most that may be applied. */
    readonly level: Level,
    /** The build context, when it is known. */
    readonly context?: Context,
    /** When registries may be asked. */
    readonly registry?: RegistryFacts,
    readonly digests?: "pin" | "refresh",
    /** How stages shall run. */
    readonly running: Running = {},
    /** The file's own path in the build context. */
    readonly path = "Dockerfile",
    /** What unknown base images are like. */
    readonly assumed: Readonly<Record<string, string>> = {},
    /** How programs get a secret that they read from their environment. */
    readonly secretStyle: SecretStyle = "file",
  ) {}

  get stages(): readonly StageFacts[] {
    return (this.cachedStages ??= stageFacts(this.file));
  }

  /** The stage that a build without `--target` makes. */
  get finalStage(): StageFacts | undefined {
    return this.stages.at(-1);
  }

  /** Stages that no other stage is built on or copies from: what `--target` is likely to name, and the final one. */
  get targets(): readonly StageFacts[] {
    const used = new Set(this.stages.map(({ parent }) => parent));
    const copied = new Set(
      this.file.instructions.flatMap(({ keyword, flags }) =>
        keyword === "COPY"
          ? flags.flatMap(({ name, value }) => (name === "from" && value ? [value.toLowerCase()] : []))
          : [],
      ),
    );
    return this.stages.filter(
      (facts) => !used.has(facts) && !copied.has(facts.stage.name ?? "") && !copied.has(String(facts.stage.index)),
    );
  }

  /** Stages that containers are started of: the final one, and those that `--target` can name. */
  get started(): readonly StageFacts[] {
    return this.targets.filter((facts) => facts === this.finalStage || facts.stage.name !== undefined);
  }

  /** Paths that are copied or mounted out of a stage by others; `/` for all of it. */
  copiedFrom({ stage }: StageFacts): readonly string[] {
    return copiedFrom(this.file, stage);
  }

  /** What a stage's image contains in the end. */
  contents(stage: StageFacts): StageContents {
    let found = this.cachedContents.get(stage);
    if (found === undefined) {
      found = stageContents(stage, this);
      this.cachedContents.set(stage, found);
    }
    return found;
  }

  /** What a container of a stage starts. */
  startup(stage: StageFacts): Startup {
    let found = this.cachedStartups.get(stage);
    if (found === undefined) {
      found = startup(stage, this);
      this.cachedStartups.set(stage, found);
    }
    return found;
  }

  /** How compose files of the context run what the file makes. */
  get services(): readonly Service[] {
    return (this.cachedServices ??= this.context === undefined ? [] : composeServices(this.context, this.path));
  }

  get plan(): ImagePlan {
    return (this.cachedPlan ??= imagePlan(this.file, this.stages));
  }

  /** What an instruction of a stage runs under; undefined before the first FROM. */
  stateAt(instruction: Instruction): BuildState | undefined {
    this.cachedStates ??= new Map(
      this.stages.flatMap(({ stage, states }) =>
        stage.instructions.map((each, index) => [each, states[index]!] as const),
      ),
    );
    return this.cachedStates.get(instruction);
  }

  /** The script of a shell form under the SHELL that is in force there, or why it is not understood. */
  script(instruction: Instruction): Script | DontKnow {
    const state = this.stateAt(instruction);
    if (state === undefined) return { reason: "it stands before the first FROM" };
    return scriptOf(instruction, state.shell, this.file.source);
  }

  /** The commands of a RUN; none of another instruction, or when they are not understood. */
  commands(instruction: Instruction): readonly Command[] {
    const script = instruction.keyword === "RUN" ? this.script(instruction) : undefined;
    return script !== undefined && isScript(script) ? script.commands : [];
  }

  /** Whether changes of that level are wanted. */
  allows(level: Level): boolean {
    return RANK[level] <= RANK[this.level];
  }
}
