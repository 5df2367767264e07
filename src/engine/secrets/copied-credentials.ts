import { posix } from "node:path";
import type { Instruction } from "../../dockerfile/instruction.js";
import { type Destination, destinationsOf } from "../../plan/destinations.js";
import { isRoot } from "../../plan/root.js";
import type { StageFacts } from "../../plan/state.js";
import type { Facts } from "../facts.js";
import { fix, remove, skip } from "../edits.js";
import type { Fix, Skip } from "../types.js";
import { cut } from "./cut.js";
import { type Credential, type Role, roleOf } from "./credential.js";
import { type FileReaders, holdsSecret, readersOf, spelled } from "./credential-files.js";
import { withoutInstructions } from "./holders.js";
import { keyMount, secretMount } from "./mounts.js";
import { Refusal } from "./refusal.js";
import { SecretRun } from "./run.js";
import { RunChange } from "./run-change.js";
import { syntaxEdit, unknownFrontend } from "./syntax.js";

/** A credential file that is copied into a stage. */
interface Copied extends Destination {
  readonly copy: Instruction;
  readonly stage: StageFacts;
  readonly index: number;
  readonly readers: FileReaders;
}

/** Mounts credential files where they are read, which COPY would leave in a layer. */
export function* copiedCredentials(facts: Facts): Iterable<Fix | Skip> {
  for (const stage of facts.stages) {
    for (const [index, copy] of stage.stage.instructions.entries()) {
      for (const destination of destinationsOf(copy, stage.states[index]!.workdir)) {
        const readers = readersOf(destination.path) ?? readersOf(destination.source.value);
        if (readers === undefined) continue;
        const found = ofFile({ ...destination, copy, stage, index, readers }, facts);
        if (found !== undefined) yield found;
      }
    }
  }
}

function ofFile(copied: Copied, facts: Facts): Fix | Skip | undefined {
  const { source, path, copy } = copied;
  const isSecret = holdsSecret(source.value, path, facts.context);
  if (isSecret === false) return undefined;
  if (isSecret === undefined)
    return skip(copy.head, `nobody knows whether \`${source.value}\` holds a credential`, "the build context");
  try {
    return mounted(copied, facts);
  } catch (error) {
    if (error instanceof Refusal) return skip(copy.head, `\`${source.value}\` stays: ${error.message}`);
    throw error;
  }
}

/** Throws `Refusal`. */
function mounted(copied: Copied, facts: Facts): Fix {
  const { source, path, copy, readers, stage } = copied;
  const frontend = unknownFrontend(facts.file);
  if (frontend !== undefined) throw new Refusal(frontend);
  if (copy.exec !== undefined) throw new Refusal("the COPY is written as an array");
  const { user } = stage.last;
  const credential: Credential = {
    label: `\`${posix.basename(path)}\``,
    readers,
    path: spelled(path, "/", user === "" || isRoot(user)),
    setting: undefined,
    undo: "",
  };
  const changes: RunChange[] = [];
  let isRemoved = false;
  let isUsed = false;
  for (const run of runsBehind(copied, facts)) {
    const change = new RunChange(run.seen.instruction, facts);
    const roles = rolesOf(credential, run);
    if (roles.every((role) => role === "other")) continue;
    if (run.links === undefined) throw new Refusal("a RUN that handles it is more than a chain of commands");
    if (roles.includes("user")) {
      isUsed = true;
      change.mount(mountOf(copied, run, facts));
    }
    cut(
      run,
      change,
      roles.map((role) => role === "setup" || role === "undo"),
    );
    changes.push(change);
    isRemoved = roles.includes("undo");
    if (isRemoved) break;
  }
  if (!isUsed) throw new Refusal("no RUN behind it is known to read it");
  if (!isRemoved && isStarted(stage, facts)) throw new Refusal("it stays in the image, and the container may need it");
  const gone = changes.filter((change) => change.isRemoved).map(({ instruction }) => instruction);
  const isAlone = copy.words.length === 2;
  const next = copy.words[copy.words.findIndex(({ range }) => range.start === source.range.start) + 1]!;
  const word = isAlone ? [] : [remove({ start: source.range.start, end: next.range.start })];
  const edits = [
    ...syntaxEdit(facts.file, "file"),
    ...word,
    ...withoutInstructions([...(isAlone ? [copy] : []), ...gone], facts.file.source),
    ...changes.flatMap((change) => change.edits),
  ];
  return fix(`Mount \`${source.value}\` where it is read, so that no layer holds it`, copy.head, edits, {
    deltas: ["secrets"],
    inputs: [{ kind: "secret", id: idOf(path), file: posix.normalize(source.value) }],
    ...copiedAgain(copied),
  });
}

/** A later copy of a whole folder brings the file along unless `.dockerignore` names it. */
function copiedAgain({ source, stage, index }: Copied): { readonly todo?: string } {
  const again = stage.stage.instructions
    .slice(index + 1)
    .some(
      (each) =>
        each.isCopy &&
        each.flag("from") === undefined &&
        each.words.slice(0, -1).some(({ value }) => /^\.?\/?$/.test(value)),
    );
  return again
    ? { todo: `Name \`${source.value}\` in .dockerignore: a copy of the whole build context brings it along` }
    : {};
}

function idOf(path: string): string {
  return posix
    .basename(path)
    .replace(/^[._]+/, "")
    .replace(/\W/g, "_")
    .toLowerCase();
}

function mountOf({ path, readers }: Copied, run: SecretRun, facts: Facts): string {
  const mount = { id: idOf(path), target: path, isRequired: true };
  return readers === "key" ? keyMount(mount, run, facts) : secretMount(mount, run, facts);
}

/** The RUNs that find the file, in order. */
function runsBehind({ stage: own, index: from }: Copied, facts: Facts): readonly SecretRun[] {
  const found: SecretRun[] = [];
  const holders = new Set([own]);
  for (const stage of facts.stages) {
    const isChild = stage.parent !== undefined && holders.has(stage.parent);
    if (isChild) holders.add(stage);
    else if (stage !== own) continue;
    for (const [index, instruction] of stage.stage.instructions.entries()) {
      if (instruction.keyword !== "RUN" || (stage === own && index < from)) continue;
      const run = SecretRun.of({ instruction, stage, index, names: new Set() }, new Set(), facts);
      if (run === undefined) throw new Refusal("a RUN behind it is not understood");
      found.push(run);
    }
  }
  return found;
}

function rolesOf(credential: Credential, run: SecretRun): readonly Role[] {
  const links = run.links ?? [{ node: run.script.tree, command: undefined, range: run.seen.instruction.range }];
  const name = posix.basename(credential.path!);
  return links.map((link) => {
    const role = roleOf(link, credential, run);
    const commands = run.commandsIn(link.node);
    const isPlain =
      commands.length === 1 &&
      commands[0]!.redirects.length === 0 &&
      !/^(?:echo|printf|cat|tee)$/.test(commands[0]!.name?.value ?? "");
    if (role === "setup" && !isPlain) throw new Refusal("a RUN writes to it");
    if (role === "undo" && (!isPlain || commands[0]!.args.filter(({ value }) => !value.startsWith("-")).length > 1))
      throw new Refusal("what removes it removes more");
    if (role === "other" && commands.some(({ args }) => args.some(({ value }) => posix.basename(value) === name)))
      throw new Refusal("a command handles it in a way that is not understood");
    return role;
  });
}

function isStarted(stage: StageFacts, { started }: Facts): boolean {
  return started.some((target) => {
    for (let own: StageFacts | undefined = target; own !== undefined; own = own.parent) if (own === stage) return true;
    return false;
  });
}
