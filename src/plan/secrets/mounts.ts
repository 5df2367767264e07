import type { Dockerfile } from "../../dockerfile/dockerfile.js";
import type { Instruction } from "../../dockerfile/instruction.js";
import { literalLogins } from "../../shell/literal-logins.js";
import { readersOf } from "../credential-files.js";
import { destinationsOf } from "../destinations.js";
import { isRoot } from "../root.js";
import { stageFacts } from "../state.js";
import { runsOf } from "./each-run.js";
import type { Moved } from "./moved.js";

/** The mounts by which a build gets what it had in other ways before. */
export class Mounts {
  private constructor(
    private readonly ids: ReadonlySet<string>,
    /** Paths of credential files that were copied, and are mounted now. */
    readonly files: ReadonlySet<string>,
    /** What secrets that stood in addresses are called. */
    readonly written: ReadonlySet<string>,
  ) {}

  static between(before: Dockerfile, after: Dockerfile, moved: Moved): Mounts {
    const written = new Set(runsOf(before).flatMap(({ script }) => literalLogins(script).map(({ id }) => id)));
    const targets = new Set(mountsOf(after).flatMap(({ target }) => target ?? []));
    const copied = copiesOf(before).filter((path) => targets.has(path) && readersOf(path) !== undefined);
    const ids = new Set([...[...moved.names].map((name) => name.toLowerCase()), ...written]);
    return new Mounts(ids, new Set(copied), new Set([...written].map((id) => id.toUpperCase())));
  }

  /** Whether a flag's value is such a mount, and nothing more. */
  has(value: string): boolean {
    const fields = value.split(",");
    if (!fields.every((field) => FIELD.test(field))) return false;
    if (fields[0] === "type=ssh") return true;
    const { id, target } = mountOf(value);
    return target === undefined ? this.ids.has(id) : this.files.has(target);
  }

  /** Whether some RUN of a file has a mount of that id. */
  static ids(file: Dockerfile): ReadonlySet<string> {
    return new Set(mountsOf(file).map(({ id }) => id));
  }

  /** Why a file's RUNs do not get what they read. */
  misgiven(file: Dockerfile, moved: Moved): string | undefined {
    for (const { stage, states } of stageFacts(file))
      for (const [index, instruction] of stage.instructions.entries()) {
        const wrong =
          instruction.keyword === "RUN"
            ? this.ofRun(instruction, states[index]!.user, moved)
            : ofOther(instruction, moved);
        if (wrong !== undefined) return wrong;
      }
    return undefined;
  }

  private ofRun(run: Instruction, user: string, moved: Moved): string | undefined {
    const { value: text } = run.text;
    const mounts = run.flags.flatMap(({ name, value }) => (name === "mount" && value !== undefined ? [value] : []));
    const fields = mounts.map((value) => value.split(","));
    for (const [, id] of text.matchAll(/\/run\/secrets\/([\w.-]+)/g))
      if (!fields.some((each) => each.includes(`id=${id!}`) && !each.some((field) => field.startsWith("target="))))
        return `a RUN reads the secret ${id!}, which it is not given`;
    for (const [, plain, braced] of text.matchAll(/\$(?:(\w+)|\{(\w+))/g)) {
      const name = plain ?? braced!;
      const isSet = new RegExp(`(?:^|[\\s;&])${name}=`).test(text);
      if (moved.names.has(name) && !isSet && !fields.some((each) => each.includes(`env=${name}`)))
        return `a RUN uses ${name}, which is gone`;
    }
    const own = mounts.filter((value) => this.has(value));
    if (
      user !== "" &&
      !isRoot(user) &&
      own.some((value) => !/,(?:env=|mode=0444|uid=)/.test(value) && value !== "type=ssh")
    )
      return `a mount is for root alone, and ${user} runs the RUN`;
    const optional = own.find((value) => moved.isNeeded(mountOf(value).id) && !value.includes("required=true"));
    return optional && `${mountOf(optional).id} had a value, and may be missing now`;
  }
}

const FIELD = /^(?:type=(?:secret|ssh)|id=[\w.-]+|env=\w+|target=[^,]+|required=true|mode=0444|uid=\d+)$/;

interface Mount {
  readonly id: string;
  readonly target: string | undefined;
}

function mountOf(value: string): Mount {
  return { id: /,id=([^,]+)/.exec(value)?.[1] ?? "", target: /,target=([^,]+)/.exec(value)?.[1] };
}

function mountsOf({ instructions }: Dockerfile): readonly Mount[] {
  const flags = instructions.flatMap((each) => (each.keyword === "RUN" ? each.flags : []));
  return flags.flatMap(({ name, value = "" }) =>
    name === "mount" && value.startsWith("type=secret,") ? mountOf(value) : [],
  );
}

function copiesOf(file: Dockerfile): readonly string[] {
  return stageFacts(file).flatMap(({ stage, states }) =>
    stage.instructions.flatMap((each, index) => destinationsOf(each, states[index]!.workdir).map(({ path }) => path)),
  );
}

/** No other instruction may use a variable that is gone. */
function ofOther({ keyword, text }: Instruction, moved: Moved): string | undefined {
  const used = [...text.value.matchAll(/\$(?:(\w+)|\{(\w+))/g)].map(([, plain, braced]) => plain ?? braced!);
  const gone = /^(?:CMD|ENTRYPOINT|HEALTHCHECK)$/.test(keyword)
    ? undefined
    : used.find((name) => moved.names.has(name));
  return gone && `${keyword} uses ${gone}, which is gone`;
}
