import { dirname } from "node:path";
import { DirectoryContext, type Overlay } from "../project/directory.js";
import { repositoryRoot } from "./paths.js";

/** Makes build contexts that know the folders above them, up to the repository's root. */
export class Contexts {
  /** The last one and those above it: neighbours come next, and files above are then read once. */
  #recent: ReadonlyMap<string, DirectoryContext> = new Map();

  constructor(private readonly overlay?: Overlay) {}

  /** The context in an absolute directory. */
  of(directory: string): DirectoryContext {
    const known = this.#recent.get(directory);
    if (known !== undefined) return known;
    const contexts = new Map<string, DirectoryContext>();
    let context: DirectoryContext | undefined;
    for (const each of foldersDownTo(directory)) {
      context = this.#recent.get(each) ?? new DirectoryContext(each, context, this.overlay);
      contexts.set(each, context);
    }
    this.#recent = contexts;
    return context!;
  }
}

/** From the repository's root on; outside of one only the directory itself. */
function foldersDownTo(directory: string): readonly string[] {
  const folders = [directory];
  const root = repositoryRoot(directory) ?? directory;
  while (folders[0] !== root) folders.unshift(dirname(folders[0]!));
  return folders;
}
