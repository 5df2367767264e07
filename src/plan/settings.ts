import type { Dockerfile } from "../dockerfile/dockerfile.js";
import type { Instruction } from "../dockerfile/instruction.js";
import { lex } from "../dockerfile/lex.js";
import type { Manager } from "../shell/packages.js";
import { flatten } from "./flatten.js";
import type { StagePlan } from "./plan.js";
import type { BuildState } from "./state.js";

/** Follows what the instructions of a stage make of the image's configuration. */
export class Settings {
  readonly config: Map<string, string>;
  readonly expansions: Map<string, string>;
  triggerReads: readonly Manager[] = [];
  private hasCommand = false;

  constructor(
    private readonly file: Dockerfile,
    parent: StagePlan | undefined,
  ) {
    this.config = new Map(parent?.config);
    this.expansions = new Map(parent?.expansions);
    // the triggers fire in this stage and are gone then
    this.config.delete("onbuild");
  }

  /** Applies one instruction. Values are expanded no further than names and quotes need. */
  take(instruction: Instruction, state: BuildState): void {
    const { keyword, args, exec } = instruction;
    const command = (text: string): string => (exec ? JSON.stringify(exec) : `${state.shell.join(" ")} ${text}`);
    switch (keyword) {
      case "CMD":
        this.config.set("cmd", command(args.value));
        this.hasCommand = true;
        break;
      case "ENTRYPOINT":
        this.config.set("entrypoint", command(args.value));
        // the builder drops a CMD that the stage inherits
        if (!this.hasCommand) this.config.delete("cmd");
        break;
      case "HEALTHCHECK": {
        const flags = instruction.flags.map(({ name, value }) => `--${name}=${value ?? ""}`).sort();
        // a shell form is run by the SHELL that the image has in the end
        const { probe: written } = instruction;
        const probe = written && [...flags, exec ? JSON.stringify(exec) : `CMD-SHELL ${written.value}`].join(" ");
        this.config.set("health check", probe ?? "NONE");
        break;
      }
      case "ENV":
      case "LABEL":
      case "ARG":
        for (const { name, value } of instruction.pairs)
          this.expanded(
            `${keyword.toLowerCase()} ${this.unquoted(name)}`,
            value,
            state,
            value === undefined ? "no default" : undefined,
          );
        break;
      case "EXPOSE":
        for (const { value } of instruction.words) this.expanded(`port ${value}`, value, state, "exposed");
        break;
      case "VOLUME":
        for (const { value } of instruction.words) this.expanded(`volume ${value}`, value, state, "declared");
        break;
      case "USER":
      case "WORKDIR":
        this.expanded(keyword.toLowerCase(), args.value, state);
        break;
      case "STOPSIGNAL":
        this.expanded("stopsignal", args.value, state, args.value);
        break;
      case "MAINTAINER":
        this.config.set("maintainer", args.value);
        break;
      case "SHELL":
        this.config.set("shell", JSON.stringify(exec ?? args.value));
        break;
      case "ONBUILD":
        this.trigger(instruction, state);
        break;
      default:
    }
  }

  /** Sets an entry; the same text may come to another value in another environment, and in single quotes it is no variable. */
  private expanded(name: string, word = "", { envKey }: BuildState, shown?: string): void {
    const { escape } = this.file;
    const kept = lex(word, { escape, get: () => undefined, keepUnset: true });
    this.config.set(name, shown ?? (kept.error === undefined ? kept.text : word));
    if (word.includes("$")) this.expansions.set(name, `${envKey} ${lex(word, { escape, get: () => undefined }).text}`);
    else this.expansions.delete(name);
  }

  /** A name without its quotes. */
  private unquoted(name: string): string {
    const { text, error } = lex(name, { escape: this.file.escape, get: () => undefined, keepUnset: true });
    return error === undefined ? text : name;
  }

  private trigger(instruction: Instruction, state: BuildState): void {
    const { source } = this.file;
    const bodies = instruction.heredocs.map(({ body, end }) => source.slice(body.start, end.end));
    this.config.set("onbuild", [this.config.get("onbuild") ?? "", instruction.args.value, ...bodies].join("\n"));
    const { trigger } = instruction;
    if (trigger?.keyword !== "RUN") return;
    const reads = flatten(trigger, state, source).units.flatMap((unit) => unit.reads);
    this.triggerReads = [...new Set([...this.triggerReads, ...reads])];
  }
}
