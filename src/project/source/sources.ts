import type { Context } from "../context.js";
import { perFile } from "../per-file.js";
import { Source } from "./source.js";
import { SYNTAX } from "./syntax.js";

/** Folders whose code does not serve. */
const APART =
  /(?:^|\/)(?:\.[^/]*|tests?|testing|__tests__|__mocks__|specs?|e2e|cypress|playwright|fixtures?|mocks?|stubs?|examples?|samples?|demos?|docs?|documentation|tutorials?|scripts?|tools?|hack|bench(?:marks?)?|storybook|stories|migrations|public|static|assets|clients?|sdk|frontend\/src|node_modules|vendor|site-packages|third_party)\//i;
const TEST_FILE =
  /(?:^|\/)(?:test_|conftest)[^/]*$|(?:[._-](?:test|tests|spec|stories|mock|e2e|d|min|config)|Tests?|Spec|_test)\.\w+$/;

const MOST_FILES = 3000;
const MOST_CHARACTERS = 12_000_000;
/** Longer files were made by a machine. */
const MOST_OF_ONE = 300_000;

/** The source files of a context, read when first asked for. */
export class Sources {
  private readonly known = new Map<string, Source | undefined>();
  private characters = 0;
  /** Whether all files that were asked for are understood and not too many. */
  isComplete = true;
  /** Of files that may serve. */
  readonly paths: readonly string[];
  readonly every: ReadonlySet<string>;

  constructor(readonly context: Context) {
    const every = context.files?.();
    this.every = new Set(every ?? []);
    const paths = (every ?? []).filter(
      (path) => !APART.test(path) && !TEST_FILE.test(path) && endingOf(path) in SYNTAX,
    );
    this.isComplete = every !== undefined && paths.length <= MOST_FILES;
    this.paths = this.isComplete ? paths : [];
  }

  /** Files of a language that mention a text. */
  with(endings: RegExp, mention: RegExp): Source[] {
    return this.paths.flatMap((path) => {
      if (!endings.test(endingOf(path)) || !mention.test(this.context.read(path) ?? "")) return [];
      const source = this.at(path);
      if (source === undefined) this.isComplete = false;
      return source ?? [];
    });
  }

  /** Whether a place such as `src/app.js:12` is one of these files or below one of these folders. */
  isBelow(place: string, roots: readonly string[]): boolean {
    const path = place.replace(/:\d+$/, "");
    return roots.some((root) => root === "" || path === root || path.startsWith(`${root.replace(/\/$/, "")}/`));
  }

  /** Undefined: no such file, or not understood. */
  at(path: string): Source | undefined {
    if (!this.known.has(path)) {
      const text = this.every.has(path) ? (this.context.read(path) ?? "") : "";
      this.characters += text.length;
      const isRead = text !== "" && text.length <= MOST_OF_ONE && this.characters <= MOST_CHARACTERS;
      this.known.set(path, isRead ? sourceOf(this.context, path) : undefined);
    }
    return this.known.get(path);
  }
}

const sourceOf = perFile((text, path) => Source.of(path, text));

function endingOf(path: string): string {
  return /\.(\w+)$/.exec(path)?.[1] ?? "";
}
