import { posix } from "node:path";
import type { Instruction } from "../../dockerfile/instruction.js";
import { type Destination, destinationsOf } from "../../plan/destinations.js";
import { isRoot } from "../../plan/root.js";
import type { StageFacts } from "../../plan/state.js";
import type { Facts } from "../facts.js";
import { fix, remove, skip } from "../edits.js";
import type { Fix, Skip } from "../types.js";
import { cut } from "./cut.js";
import { type Credential, pathOf, type Role, roleOf } from "./credential.js";
import { entersFolder, touches } from "./touching.js";
import type { Command } from "../../shell/script.js";
import { type FileReaders, holdsSecret, readersOf, spelled } from "../../plan/credential-files.js";
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
  const runs = runsBehind(copied, facts).map((run) => ({
    run,
    roles: rolesOf(credential, run),
    change: new RunChange(run.seen.instruction, facts),
  }));
  const last = runs.findIndex(({ roles }) => roles.includes("undo"));
  const isRemoved = last !== -1;
  const own = isRemoved ? runs.slice(0, last + 1) : runs;
  const isUsed = own.some(({ roles }) => roles.includes("user"));
  for (const { run, roles, change } of own) takeOut(credential, run, roles, change, () => mountOf(copied, run, facts));
  makeFolder(copied, own, facts);
  const changes = own.map(({ change }) => change).filter((change) => change.isRemoved || change.edits.length > 0);
  if (!isUsed) throw new Refusal("no RUN behind it is known to read it");
  copiedOn(copied, facts);
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

/** Mounts the file where it is read, and takes out what makes it fit or takes it away. */
function takeOut(
  credential: Credential,
  run: SecretRun,
  roles: readonly Role[],
  change: RunChange,
  mount: () => string,
): void {
  const isUser = roles.includes("user");
  if (isUser) change.mount(mount());
  if (run.links === undefined) {
    if (isUser || roles.some((role) => role === "setup" || role === "undo"))
      throw new Refusal("a RUN that handles it is more than a chain of commands");
    return;
  }
  const isFolder = (at: number): boolean =>
    !run
      .commandsIn(run.links![at]!.node)
      .some(({ args }) => args.some(({ value }) => pathOf(value, run) === credential.path));
  // the folder around a mounted file cannot be removed in the same RUN
  if (isUser && roles.some((role, at) => role === "undo" && isFolder(at)))
    throw new Refusal("the RUN that reads it removes the folder around it");
  cut(
    run,
    change,
    roles.map((role, at) => role === "setup" || (role === "undo" && !isFolder(at))),
  );
}

/** The copy made the folder as well: a RUN that works in it makes it now. */
function makeFolder(
  { path, copy, stage, index }: Copied,
  runs: readonly { readonly run: SecretRun; readonly change: RunChange }[],
  facts: Facts,
): void {
  const folder = posix.dirname(path);
  const { workdir } = stage.states[index]!;
  const isKnown = (directory: string): boolean =>
    /^\/(?:root|home|home\/node|etc|usr|var|opt|srv|tmp|app)?$/.test(directory) ||
    workdir === directory ||
    workdir.startsWith(`${directory}/`);
  if (isKnown(folder)) return;
  const before = stage.stage.instructions.slice(0, index);
  const isMade = before.some(
    (each) =>
      (each.isCopy && each.args.value.includes(folder)) ||
      (each.keyword === "RUN" && /\bmkdir\b/.test(each.args.value) && each.args.value.includes(folder)),
  );
  if (isMade || copy.words.length > 2) return;
  const top = folder
    .split("/")
    .slice(0, isKnown(posix.dirname(folder)) ? undefined : 3)
    .join("/");
  for (const { run, change } of runs) {
    if (change.isRemoved) continue;
    const first = run.script.commands.find(
      (command) =>
        !change.takesOut(command.range) && entersFolder(command, pathOf(posix.join(top, "x"), run) ?? "", run),
    );
    if (first === undefined) continue;
    if (first.name?.value === "mkdir" && first.args.some(({ value }) => /^-\w*p/.test(value))) return;
    if (
      posix.basename(folder) !== ".ssh" ||
      run.seen.stage !== stage ||
      facts.file.commentsIn(run.seen.instruction.range).length > 0
    )
      throw new Refusal(`\`${first.name?.value ?? ""}\` works in the folder that the copy makes`);
    change.before(`mkdir -p ${folder}`);
    return;
  }
}

/** Another stage takes the file, or the folder around it. */
function copiedOn({ path, stage }: Copied, facts: Facts): void {
  const taken = facts.copiedFrom(stage);
  if (
    taken.some(
      (each) =>
        each === path ||
        each.includes("*") ||
        (path.startsWith(`${each.replace(/\/$/, "")}/`) && /^\/root(?:\/\.\w+)?\/?$/.test(each)),
    )
  )
    throw new Refusal("it is copied into another stage");
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

/** Throws `Refusal` when a command handles the file in a way that is not understood. */
function rolesOf(credential: Credential, run: SecretRun): readonly Role[] {
  const links = run.links ?? [{ node: run.script.tree, command: undefined, range: run.seen.instruction.range }];
  return links.map((link) => {
    const role = roleOf(link, credential, run);
    const commands = run.commandsIn(link.node);
    const [only] = commands;
    const isPlain =
      commands.length === 1 &&
      only!.redirects.length === 0 &&
      !/^(?:echo|printf|cat|tee)$/.test(only!.name?.value ?? "");
    if (role === "setup" && !isPlain) throw new Refusal("a RUN writes to it");
    if (role === "undo" && (!isPlain || operands(only!).length > 1)) throw new Refusal("what removes it removes more");
    const handler =
      role === "setup" || role === "undo" ? undefined : commands.find((each) => touches(each, credential.path!, run));
    if (handler !== undefined)
      throw new Refusal(`\`${handler.name?.value ?? ""}\` handles it in a way that is not understood`);
    return role;
  });
}

function operands({ args }: Command): readonly string[] {
  return args.map(({ value }) => value).filter((value) => !value.startsWith("-"));
}

function isStarted(stage: StageFacts, { started }: Facts): boolean {
  return started.some((target) => {
    for (let own: StageFacts | undefined = target; own !== undefined; own = own.parent) if (own === stage) return true;
    return false;
  });
}
