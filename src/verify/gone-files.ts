import path from "node:path";
import type { GonePackages } from "./deb-packages.js";
import type { FileDifference } from "./difference.js";
import { ALTERNATIVES, APT_STATES, DPKG_LISTS, DPKG_STATUS } from "./kept-text.js";
import { INDEXES, LINK_DIRECTORIES, LINKS } from "./rules.js";
import type { TreeNode } from "./tree-node.js";
import type { Sides } from "./verification.js";

/** As many as Linux follows. */
const MOST_LINKS = 40;

/**
 * Whether a difference follows from packages that are gone: a file was theirs, a link led to one, their scripts made it, or
 * it says something about all packages.
 */
export function followsFrom(
  gone: GonePackages,
  { what, change, layers }: FileDifference,
  trees: Sides<TreeNode>,
): boolean {
  const file = what.slice(1);
  switch (change) {
    case "gone":
      return wasOf(gone, file, trees.before, layers.before) || isIndex(gone, file) || isAlternative(gone, file, trees);
    case "content":
      return isList(gone, file, trees) || isIndex(gone, file) || isAlternative(gone, file, trees);
    case "target":
      return isOtherChoice(gone, file, trees);
    default:
      return false;
  }
}

/** What a layer brings in which nothing was installed is no package's, whatever its name; of directories the content counts. */
function wasOf(gone: GonePackages, file: string, before: TreeNode, layer: number | undefined): boolean {
  const source = /^(.*)\/__pycache__(?:\/|$)/.exec(file)?.[1];
  if (source !== undefined && gone.files.has(source)) return true;
  const isDirectory = before.at(file)?.isDirectory === true;
  if (!isDirectory && !(layer !== undefined && gone.installLayers.has(layer))) return false;
  if (gone.files.has(file) || isMade(gone, file)) return true;
  return isDirectory ? LINK_DIRECTORIES.test(file) : isUnitState(gone, file) || isLink(gone, file, before);
}

/** Whether a gone package's scripts name a path that no other package has. */
function isMade({ otherFiles, scripts }: GonePackages, file: string): boolean {
  return !otherFiles.has(file) && file.includes("/") && namesPath(scripts, `/${file}`);
}

function namesPath(script: string, name: string): boolean {
  for (let at = script.indexOf(name); at !== -1; at = script.indexOf(name, at + 1)) {
    if (/^(?:$|[^\w./-])/.test(script.slice(at + name.length, at + name.length + 1))) return true;
  }
  return false;
}

/** What systemd's helper notes about a unit that it enabled. */
function isUnitState(gone: GonePackages, file: string): boolean {
  const [, name] =
    /^var\/lib\/systemd\/deb-systemd-(?:user-)?helper-enabled\/(?:.*\/)?([^/]+?)(?:\.dsh-also)?$/.exec(file) ?? [];
  return name !== undefined && ["system", "user"].some((kind) => isListed(gone.files, `lib/systemd/${kind}/${name}`));
}

/** Whether a symbolic link that scripts make leads to a gone package's file, over others if need be. */
function isLink({ files }: GonePackages, link: string, before: TreeNode): boolean {
  const steps = way(link, before);
  const isMadeByScripts = LINKS.test(link) || steps[0]?.startsWith("etc/alternatives/") === true;
  return isMadeByScripts && steps.some((step) => isListed(files, step));
}

/** Whether a name that led to a gone package's program leads to another package's. */
function isOtherChoice(gone: GonePackages, link: string, { before, after }: Sides<TreeNode>): boolean {
  if (!link.startsWith("etc/alternatives/") || !isLink(gone, link, before)) return false;
  return way(link, after).some((step) => isListed(gone.otherFiles, step) && after.at(step) !== undefined);
}

/** Where a symbolic link leads, step by step. */
function way(link: string, root: TreeNode): readonly string[] {
  const steps: string[] = [];
  let at = link;
  for (;;) {
    const entry = root.at(at)?.entry;
    if (entry?.kind !== "symlink" || steps.length === MOST_LINKS) return steps;
    at = path.posix.resolve("/", path.posix.dirname(at), entry.target).slice(1);
    steps.push(at);
  }
}

/** A merged /usr has under /usr what a package may list without it. */
function isListed(files: ReadonlySet<string>, file: string): boolean {
  return files.has(file) || files.has(`usr/${file}`);
}

function isIndex({ files }: GonePackages, file: string): boolean {
  return INDEXES.some(
    ({ paths, of }) => paths.some((each) => each.test(file)) && [...files].some((each) => of.test(each)),
  );
}

/** Lists of all packages may lose what they say about those that are gone, and nothing else. */
function isList(gone: GonePackages, file: string, trees: Sides<TreeNode>): boolean {
  if (file === DPKG_STATUS) return gone.othersStay;
  const [before, after] = [trees.before, trees.after].map((root) => root.at(file)?.entry?.text);
  if (before === undefined || after === undefined) return false;
  if (file === APT_STATES) return losesOnly(before.split(/\n\n+/), after.split(/\n\n+/), () => true);
  const size = DPKG_LISTS.get(file);
  return (
    size !== undefined && losesOnly(records(before, size), records(after, size), (record) => speaksOf(gone, record))
  );
}

function losesOnly(before: readonly string[], after: readonly string[], mayGo: (text: string) => boolean): boolean {
  const left = new Set(after.map((text) => text.trim()));
  const was = new Set(before.map((text) => text.trim()));
  return (
    [...left].every((text) => text === "" || was.has(text)) && [...was].every((text) => left.has(text) || mayGo(text))
  );
}

function records(text: string, lines: number): readonly string[] {
  const all = text.split("\n");
  return all.flatMap((_, index) => (index % lines === 0 ? [all.slice(index, index + lines).join("\n")] : []));
}

function speaksOf(gone: GonePackages, record: string): boolean {
  const names = new Set(gone.names.map((name) => name.replace(/:.*/, "")));
  return record
    .split(/\s+/)
    .some(
      (word) =>
        names.has(word) ||
        (word.startsWith("/") && (isListed(gone.files, word.slice(1)) || isMade(gone, word.slice(1)))),
    );
}

/** What dpkg notes about the choices for a name: those of gone packages go, and none comes in. */
function isAlternative(gone: GonePackages, file: string, trees: Sides<TreeNode>): boolean {
  if (!ALTERNATIVES.test(file)) return false;
  const [before = [], after = []] = [trees.before, trees.after].map((root) =>
    root
      .at(file)
      ?.entry?.text?.split("\n")
      .filter((line) => line.startsWith("/")),
  );
  return before.some((line) => isListed(gone.files, line.slice(1))) && after.every((line) => before.includes(line));
}
