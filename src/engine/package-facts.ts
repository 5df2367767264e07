import type { Dockerfile, Stage } from "../dockerfile/dockerfile.js";
import type { Instruction } from "../dockerfile/instruction.js";
import { holdsCaches } from "../plan/copies.js";
import type { StageFacts } from "../plan/state.js";
import { parseReference } from "../image/reference.js";
import { isKnownRelease, recommendsLeftOut, recommendsLost } from "../image/recommends.js";
import type { CommentedLink } from "../shell/hygiene.js";
import { cleanup, isPlainPackage, type Manager, packageCommand, takesBare } from "../shell/packages.js";
import { baseName } from "../shell/program-name.js";
import { callsManager, readsLists } from "../shell/readers.js";
import { type Command, isScript, scriptOf, type ShellWord } from "../shell/script.js";
import type { Facts } from "./facts.js";

/**
 * Whether something behind an instruction of a stage (`index` counts in the stage) may install packages from the lists that are
 * there now: a later RUN of the stage or of a stage built on it, or ONBUILD. Programs whose work is not known count as such.
 */
export function laterNeedsLists(own: StageFacts, index: number, manager: Manager, facts: Facts): boolean {
  const { stage } = own;
  // triggers fire on the finished image, wherever they stand
  if (triggersOf(stage).some((each) => triggerNeeds(each, manager, facts))) return true;
  if (usesCaches(facts)) return true;
  const verdict = needs(stage, index + 1, manager, facts);
  return verdict ?? (facts.copiedFrom(own).some(holdsCaches) || childrenNeed(stage.index, manager, facts));
}

const cacheUses = new WeakMap<Dockerfile, boolean>();

/** Whether something in the file works with what package managers leave behind: archives that are only downloaded, their places. */
function usesCaches(facts: Facts): boolean {
  const { file } = facts;
  let uses = cacheUses.get(file);
  if (uses === undefined) {
    uses = file.instructions.some((instruction) => {
      if (instruction.keyword !== "RUN") return instruction.keyword !== "ENV" && PLACES.test(instruction.text.value);
      if (!PLACES.test(instruction.text.value) && !DOWNLOADS.test(instruction.text.value)) return false;
      const script = facts.script(instruction);
      if (!isScript(script)) return true;
      return script.commands.some(({ name, args, redirects }) => {
        const words = [...args.map(({ text }) => text), ...redirects];
        return name?.text !== "rm" && words.some((text) => PLACES.test(text) || DOWNLOADS.test(text));
      });
    });
    cacheUses.set(file, uses);
  }
  return uses;
}

const PLACES = /\/var\/(?:cache|lib)\/(?:apt|apk)|\/etc\/apk\/cache/;
const DOWNLOADS = /(?:^|\s)(?:-[a-zA-Z]*d[a-zA-Z]*|--download-only)(?=\s|$)/;

function childrenNeed(index: number, manager: Manager, facts: Facts): boolean {
  return facts.stages.some(({ stage, parent }) => {
    if (parent?.stage.index !== index) return false;
    return needs(stage, 0, manager, facts) ?? childrenNeed(stage.index, manager, facts);
  });
}

const STARTS: ReadonlySet<string> = new Set(["CMD", "ENTRYPOINT", "HEALTHCHECK"]);

/** Undefined: neither an update nor a need was found. */
function needs(stage: Stage, from: number, manager: Manager, facts: Facts): boolean | undefined {
  const { instructions } = stage;
  for (let index = from; index < instructions.length; index++) {
    const instruction = instructions[index]!;
    if (instruction.keyword === "ONBUILD" && triggerNeeds(instruction, manager, facts)) return true;
    if (STARTS.has(instruction.keyword) && callsManager(instruction.args.value, manager)) return true;
    if (instruction.keyword !== "RUN") continue;
    const script = facts.script(instruction);
    if (!isScript(script)) return true;
    const verdict = readsLists(script.commands, manager);
    if (verdict !== undefined) return verdict;
    const { brought } = facts.plan.stages[stage.index]!;
    if (script.commands.some(({ name }) => name !== undefined && brought.has(baseName(name.value)))) return true;
  }
  return undefined;
}

const triggers = new WeakMap<Stage, readonly Instruction[]>();

function triggersOf(stage: Stage): readonly Instruction[] {
  let found = triggers.get(stage);
  if (found === undefined) {
    found = stage.instructions.filter(({ keyword }) => keyword === "ONBUILD");
    triggers.set(stage, found);
  }
  return found;
}

function triggerNeeds(instruction: Instruction, manager: Manager, facts: Facts): boolean {
  const { trigger } = instruction;
  if (trigger?.keyword !== "RUN") return false;
  const script = scriptOf(trigger, facts.stateAt(instruction)!.shell, facts.file.source);
  return !isScript(script) || readsLists(script.commands, manager) === true;
}

/** What apt installs in a chain together with what it recommends. */
function recommendingPackages(links: readonly CommentedLink[]): readonly ShellWord[] {
  return links
    .flatMap(({ link }) => (link.command && packageCommand(link.command)) ?? [])
    .filter((call) => takesBare(call) && !call.flags.has("--no-install-recommends"))
    .flatMap(({ operands }) => operands);
}

function nameOf({ text }: ShellWord): string {
  return text.replace(/[:=].*$/, "");
}

/** What `--no-install-recommends` leaves out of a chain, in words; empty when that is nothing. */
export function leftOut(links: readonly CommentedLink[]): string {
  const lost = recommendsLeftOut(recommendingPackages(links).map(nameOf));
  return [...lost].map(([by, names]) => `${by} recommends ${names.join(", ")}`).join("; ");
}

/**
 * Why `--no-install-recommends` must not be added to the `apt-get install`s of a chain that ends at `index` of a stage; undefined
 * when nothing that is left out matters, or nothing runs behind it that could miss it.
 */
export function recommendsNeeded(
  links: readonly CommentedLink[],
  stage: StageFacts,
  index: number,
  facts: Facts,
): string | undefined {
  const packages = recommendingPackages(links);
  const dynamic = packages.find((word) => !isPlainPackage(word));
  if (dynamic !== undefined) return `what \`${dynamic.text}\` recommends is not known`;
  const loss = recommendsLost(packages.map(nameOf));
  if ("unknown" in loss) return `what \`${loss.unknown}\` recommends is not known`;
  const [first] = loss.lost;
  const { baseImage = "" } = stage;
  if (packages.length > 0 && !isKnownRelease(baseImage))
    return `what packages of \`${baseImage}\` recommend is not known`;
  if (packages.length > 0 && addsSources(stage, index)) return "packages of other sources may recommend something else";
  const alone = links.every(({ link }) => link.command !== undefined && isPackageWork(link.command));
  const inherits = parseReference(baseImage)?.official !== "debian";
  if (first === undefined || (alone && !inherits && !runsAnything(stage, index, facts))) return undefined;
  return `\`${first.by}\` recommends \`${first.package}\`, which something behind it may need`;
}

function isPackageWork(command: Command): boolean {
  return packageCommand(command) !== undefined || cleanup(command) !== undefined;
}

/** Whether anything is executed in the image behind an instruction. */
function runsAnything(own: StageFacts, index: number, facts: Facts): boolean {
  const { stage } = own;
  const rest = stage.instructions.slice(index + 1);
  if (rest.some(({ keyword }) => RUNS.has(keyword))) return true;
  return facts.copiedFrom(own).length > 0 || facts.stages.some(({ parent }) => parent?.stage === stage);
}

const RUNS: ReadonlySet<string> = new Set(["RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK", "ONBUILD", "COPY", "ADD"]);

const sourceAdders = new WeakMap<Stage, number>();

/** Whether a stage or one that it is built on adds package sources before or at an instruction. Doubt counts. */
function addsSources({ stage, parent }: StageFacts, index: number): boolean {
  let first = sourceAdders.get(stage);
  if (first === undefined) {
    const at = stage.instructions.findIndex(({ keyword, text }) => keyword !== "ENV" && ADDS_SOURCES.test(text.value));
    first = at === -1 ? Infinity : at;
    sourceAdders.set(stage, first);
  }
  return first <= index || (parent !== undefined && addsSources(parent, Infinity));
}

const ADDS_SOURCES = /\/etc\/apt\/|add-apt-repository|apt-key|extrepo|\|\s*(?:sudo\s)?(?:ba)?sh\b/;
