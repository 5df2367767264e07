import { isRoot } from "../../plan/root.js";
import type { Facts } from "../facts.js";
import { mainWords } from "../startup.js";
import { cut } from "./cut.js";
import { type Credential, pathOf, type Role, roleOf } from "./credential.js";
import { operandsBeside, touches } from "./touching.js";
import { outputOf } from "../../shell/output.js";
import type { Command } from "../../shell/script.js";
import { familyOf } from "../../shell/families.js";
import { mayFetch } from "../../shell/fetching.js";
import type { SecretRun } from "./run.js";
import type { RunChange } from "./run-change.js";
import { Refusal } from "./refusal.js";

/** What a RUN has to do with a credential. */
interface Part {
  readonly run: SecretRun;
  readonly roles: readonly Role[];
}

/** What it takes to give a credential to just the RUNs that need it. */
export interface GatherOptions {
  readonly facts: Facts;
  readonly changeOf: (run: SecretRun) => RunChange;
  /** The mount that gives ssh its agent, for a RUN. */
  readonly sshMount: (run: SecretRun) => string;
  /** A piece of a script with the secrets in it as they are given from now on. */
  readonly filled: (script: string) => string;
}

/**
 * Has each RUN that needs a credential make it and take it away again, so that no layer holds it. For a key of ssh nothing is made:
 * an agent from outside answers. `runs`: all of the secret's scope, in order. Throws `Refusal`.
 */
export function gather(credential: Credential, runs: readonly SecretRun[], options: GatherOptions): void {
  const parts = withoutBuilds(runs.map((run) => ({ run, roles: rolesOf(credential, run) })));
  const first = parts.findIndex(({ roles }) => roles.includes("setup"));
  const last = parts.findLastIndex(({ roles }) => roles.includes("undo"));
  const own = parts.slice(first, last === -1 ? undefined : last + 1);
  if (!hasUser(own))
    throw new Refusal(`nothing in the build reads ${credential.label} behind it, so that the container may need it`);
  if (last === -1) mayGo(credential, own, options.facts);
  copiedOn(credential, own, options.facts);
  if (credential.readers === "key") {
    namesNoKey(options.facts);
    forAgent(credential, own, options);
  } else travel(credential, own, options);
}

function rolesOf(credential: Credential, run: SecretRun): readonly Role[] {
  if (run.links !== undefined) return run.links.map((link) => roleOf(link, credential, run));
  const whole = roleOf(
    { node: run.script.tree, command: undefined, range: run.script.range(run.script.tree) },
    credential,
    run,
  );
  // a list that makes it, or takes it away, is not cut
  return [whole];
}

/** `go build` finds what `go mod download` has fetched. */
function withoutBuilds(parts: readonly Part[]): readonly Part[] {
  let fetchedIn: string | undefined;
  return parts.map(({ run, roles }) => ({
    run,
    roles: roles.map((role, at) => {
      const call = run.links?.[at]?.command;
      const [verb = "", second = ""] = call?.name?.value === "go" ? call.args.map(({ value }) => value) : [];
      const { workdir } = run.seen.stage.states[run.seen.index]!;
      const isHere = workdir === fetchedIn && !changesDirectory(run);
      const isBuild =
        isHere &&
        /^(?:build|run|test|install|vet|generate|list)$/.test(verb) &&
        !call!.args.some(({ value }) => value.includes("@"));
      const isAll =
        verb === "mod" &&
        /^(?:download|vendor|tidy)$/.test(second) &&
        call!.args.every(({ value }) => !value.includes("/"));
      if (isAll && !changesDirectory(run)) fetchedIn = workdir;
      return role === "user" && isBuild ? "other" : role;
    }),
  }));
}

/** Whether something uses it while it is there. */
function hasUser(parts: readonly Part[]): boolean {
  let isThere = false;
  for (const { roles } of parts) {
    for (const role of roles) {
      if (role === "setup") isThere = true;
      else if (role === "undo") isThere = false;
      else if (role === "user" && isThere) return true;
    }
  }
  return false;
}

/** It stays in the image today: whether the container does without. */
function mayGo({ label, readers }: Credential, parts: readonly Part[], facts: Facts): void {
  for (const target of facts.started) {
    let stage: typeof target | undefined = target;
    while (stage !== undefined && !parts.some(({ run }) => run.seen.stage === stage)) stage = stage.parent;
    if (stage === undefined) continue;
    const start = facts.startup(target);
    const words = mainWords(start);
    const [program] = words;
    if (program === undefined)
      throw new Refusal(`${label} stays in the image, and nobody knows whether what the container starts needs it`);
    if (/^(?:ba|da|a)?sh$|^(?:git|ssh)$/.test(program.replace(/^.*\//, "")) || fetchesAtStart(words, readers))
      throw new Refusal(`${label} stays in the image, and \`${program}\`, which the container starts, may need it`);
  }
}

function fetchesAtStart([program = "", ...args]: readonly string[], readers: Credential["readers"]): boolean {
  const word = (value: string) => ({ text: value, value, literal: true, range: { start: 0, end: 0 } });
  const command = {
    name: word(program),
    args: args.map(word),
    assignments: [],
    redirects: [],
    always: true,
    range: { start: 0, end: 0 },
    node: NO_NODE,
  };
  return familyOf(command) !== "unknown" && mayFetch(command, readers === "key" ? "ssh" : readers);
}

const NO_NODE = { type: "Word", pos: 0, end: 0, text: "", value: "" } as const;

/** An ssh that is told which key to take does not ask the agent for others. */
function namesNoKey({ file }: Facts): void {
  const teller = file.instructions.find(({ args }) =>
    /IdentitiesOnly|IdentityFile|\bssh\s+(?:-\w+\s+)*-i\b/.test(args.value),
  );
  if (teller === undefined) return;
  const { line } = file.lines.place(teller.range.start);
  throw new Refusal(`line ${line} names the key to take, which an agent may not have`);
}

/** Another stage takes the file, or the folder around it. */
function copiedOn({ path, label }: Credential, parts: readonly Part[], facts: Facts): void {
  if (path === undefined) return;
  for (const { run } of parts) {
    const taken = facts.copiedFrom(run.seen.stage).map((each) => pathOf(each, run) ?? each);
    if (taken.some((each) => each === path || each.includes("*") || /^~(?:\/\.ssh)?\/?$/.test(each)))
      throw new Refusal(`${label} is copied into another stage`);
  }
}

/** Takes the key away wherever it is handled, and gives the agent to who connects. */
function forAgent(credential: Credential, parts: readonly Part[], { changeOf, sshMount }: GatherOptions): void {
  for (const { run, roles } of parts) {
    const change = changeOf(run);
    if (roles.includes("user")) change.mount(sshMount(run));
    if (run.links === undefined) {
      if (roles.some((role) => role === "setup" || role === "undo"))
        throw new Refusal("the RUN that handles the key is more than a chain of commands");
      leavesAlone(credential, run, run.script.commands);
      continue;
    }
    const gone = run.links.map((_, at) => roles[at] === "setup" || (roles[at] === "undo" && isOnlyUndo(run, at)));
    run.links.forEach((link, at) => {
      if (gone[at] !== true) withoutOperands(credential, run, run.commandsIn(link.node), change);
    });
    cut(run, change, gone);
  }
}

/** Takes a file's name out of commands that handle others as well. Throws `Refusal` when one handles it in another way. */
function withoutOperands(
  credential: Credential,
  run: SecretRun,
  commands: readonly Command[],
  change: RunChange,
): void {
  for (const command of commands) {
    const words = operandsBeside(command, credential.path!, run);
    for (const { range } of words) change.remove({ start: run.before(range.start), end: range.end });
    if (words.length === 0) leavesAlone(credential, run, [command]);
  }
}

/** Commands that stay must not need the file: `rm -rf` of the folder around it does not. */
function leavesAlone({ label, path }: Credential, run: SecretRun, commands: readonly Command[]): void {
  const other = commands.find(
    (command) => path !== undefined && touches(command, path, run) && !isForcedRemoval(command),
  );
  if (other !== undefined)
    throw new Refusal(`\`${other.name?.value ?? ""}\` handles ${label} in a way that is not understood`);
}

function isForcedRemoval({ name, args }: Command): boolean {
  return name?.value === "rm" && args.some(({ value }) => /^-\w*f/.test(value));
}

/** Whether a command takes nothing else away: `rm -rf ~/.ssh` stays. */
function isOnlyUndo(run: SecretRun, at: number): boolean {
  const commands = run.commandsIn(run.links![at]!.node);
  const operands = commands.flatMap(({ args }) => args.filter(({ value }) => !value.startsWith("-")));
  return operands.length === 1 && !(commands.every(isForcedRemoval) && /(?:\.ssh|\*)\/?$/.test(operands[0]!.value));
}

/** Has every user make the credential first and take it away at the end. */
function travel(credential: Credential, parts: readonly Part[], options: GatherOptions): void {
  const { changeOf, facts, filled } = options;
  /** What RUNs so far have set up, with the RUN. */
  const setups: { readonly text: () => string; readonly run: SecretRun }[] = [];
  for (const { run, roles } of parts) {
    const change = changeOf(run);
    const { links } = run;
    const lastSetup = roles.lastIndexOf("setup");
    const isUndone = roles.lastIndexOf("undo") > lastSetup;
    const usesOwn = roles.some((role, at) => role === "user" && lastSetup !== -1 && at > roles.indexOf("setup"));
    const own = (links ?? []).filter((_, at) => roles[at] === "setup");
    if (lastSetup !== -1 && links === undefined && !isUndone)
      throw new Refusal(`the RUN that writes ${credential.label} is more than a chain of commands`);
    if (links !== undefined) {
      for (const [at, link] of links.entries())
        if (roles[at] === "other" || roles[at] === "user") leavesAlone(credential, run, run.commandsIn(link.node));
    } else if (lastSetup === -1) leavesAlone(credential, run, run.script.commands);
    if (lastSetup !== -1 && !isUndone && isRelative(credential) && changesDirectory(run))
      throw new Refusal(`the RUN that writes ${credential.label} changes the directory`);
    if (setups.length > 0 && roles.includes("user")) {
      comesAlong(credential, setups[0]!.run, run, facts);
      for (const { text } of setups) change.before(text());
    }
    if (lastSetup !== -1 && !isUndone) {
      if (usesOwn) change.after(undoing(credential, [run, run], parts, filled));
      else
        cut(
          run,
          change,
          roles.map((role) => role === "setup"),
        );
    } else if (setups.length > 0 && !isUndone && roles.includes("user")) {
      change.after(undoing(credential, [setups[0]!.run, run], parts, filled));
    } else if (lastSetup === -1 && roles.includes("undo") && !roles.includes("user") && links !== undefined) {
      cut(
        run,
        change,
        links.map((_, at) => roles[at] === "undo" && !isNeeded(credential, run, at, parts)),
      );
    }
    if (isUndone && lastSetup !== -1) setups.length = 0;
    else for (const { range } of own) setups.push({ text: () => changeOf(run).text(range), run });
    if (isUndone && lastSetup === -1) setups.length = 0;
  }
}

/** A path that depends on where a RUN works. */
function isRelative({ path }: Credential): boolean {
  return path?.startsWith("~") === false;
}

function changesDirectory(run: SecretRun): boolean {
  return run.script.commands.some(({ name }) => /^(?:cd|pushd|popd)$/.test(name?.value ?? ""));
}

/** What a credential is read by has to be the same for its maker and its user. */
function comesAlong({ label, path }: Credential, from: SecretRun, to: SecretRun, facts: Facts): void {
  const [was, is] = [from, to].map(({ seen }) => seen.stage.states[seen.index]!);
  const isHome = path === undefined || path.startsWith("~");
  const root = (user: string): string => (user === "" || isRoot(user) ? "root" : user);
  if (root(was!.user) !== root(is!.user))
    throw new Refusal(`${label} is made by another user than the one that needs it`);
  if (!isHome && was!.workdir !== is!.workdir)
    throw new Refusal(`${label} is made in another directory than the one where it is needed`);
  if (!isHome && changesDirectory(to)) throw new Refusal(`the RUN that needs ${label} changes the directory`);
  if (to.links === undefined) throw new Refusal(`the RUN that needs ${label} is more than a chain of commands`);
  if (to.seen.instruction.heredocs.length > 0) throw new Refusal(`the RUN that needs ${label} is a here-document`);
  if (facts.file.commentsIn(from.seen.instruction.range).length > 0)
    throw new Refusal(`comments stand in the RUN that makes ${label}`);
}

/** The command that takes it away from a RUN, under the condition under which it is made. */
function undoing(
  credential: Credential,
  [maker, run]: readonly [maker: SecretRun, run: SecretRun],
  parts: readonly Part[],
  filled: GatherOptions["filled"],
): string {
  const { node } = maker.links!.find((link) => roleOf(link, credential, maker) === "setup")!;
  const undo = filled(credential.setting === undefined ? undoingFile(credential, maker, run, parts) : credential.undo);
  if (node.type !== "If") return undo;
  const [test] = node.clause.commands;
  return `if ${filled(maker.script.slice(test!))}; then ${undo}; fi`;
}

/** A file that was there before loses just the line that it has got. */
function undoingFile(
  { undo, path, label }: Credential,
  maker: SecretRun,
  run: SecretRun,
  parts: readonly Part[],
): string {
  const writers = maker.links!.filter((link) => link.command?.redirects.some((text) => /^1?>/.test(text)));
  const own = writers.filter(({ command }) => pathOf(outputOf(command!) ?? "", maker) === path);
  if (!mayBeThere(path!, parts, run)) return undo;
  const [only] = own;
  const isLine =
    own.length === 1 &&
    only!.command!.name?.value === "echo" &&
    !only!.command!.args.some(({ value }) => /^-\w*[en]|\\n/.test(value)) &&
    only!.command!.redirects.some((text) => text.startsWith(">>"));
  if (isLine) return undo.replace(/^rm -f/, "sed -i '$d'");
  // what it replaced is lost anyway where it is made; elsewhere a copy has brought another one
  if (maker === run && own.every(({ command }) => command!.redirects.some((text) => /^>(?!>)/.test(text)))) return undo;
  throw new Refusal(`${label} may be there already, and more than one line is added to it`);
}

/** Whether a copy, or a RUN that is not known to handle it, may have put a file there. */
function mayBeThere(path: string, known: readonly Part[], { seen: { stage, index } }: SecretRun): boolean {
  const handled = new Set(known.map(({ run }) => run.seen.instruction));
  const name = path.replace(/^.*\//, "");
  for (
    let own: typeof stage | undefined = stage, end = index;
    own !== undefined;
    own = own.parent, end = own?.stage.instructions.length ?? 0
  ) {
    for (const each of own.stage.instructions.slice(0, end)) {
      if (each.keyword === "RUN" && !handled.has(each) && each.args.value.includes(name)) return true;
      if (
        each.isCopy &&
        each.flag("from") === undefined &&
        each.words.slice(0, -1).some(({ value }) => value.includes(name) || /^(?:\.|\.\/|\*)$|\/$/.test(value))
      )
        return true;
    }
  }
  return false;
}

/** Whether what takes it away has more to do: others may bring such a file, or it takes more away. */
function isNeeded(credential: Credential, run: SecretRun, at: number, parts: readonly Part[]): boolean {
  const { path } = credential;
  const link = run.links![at]!;
  const operands = run.commandsIn(link.node).flatMap(({ args }) => args.filter(({ value }) => !value.startsWith("-")));
  const isForced = run.commandsIn(link.node).some(({ args }) => args.some(({ value }) => /^-\w*f/.test(value)));
  if (credential.setting !== undefined) return path === undefined && isForced;
  if (!isForced && operands.length === 1) return false;
  const from = parts[0]!.run.seen;
  const between = run.seen.stage.stage.instructions.slice(
    run.seen.stage === from.stage ? from.index : 0,
    run.seen.index,
  );
  return operands.length > 1 || between.some(({ isCopy }) => isCopy);
}
