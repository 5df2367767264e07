import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Edit, Fix, Outcome, ShiftOptions, Transform } from "../src/engine/types.js";
import { catalogue, shift } from "../src/index.js";
import { DirectoryContext } from "../src/project/directory.js";

export const FIXTURES = path.join(import.meta.dirname, "../__fixtures__");

/** The folders of `__fixtures__` that belong to no transform. */
export const DOCUMENTS = "documents";
export const BAD_INPUT = "bad-input";

/** One case: a folder `__fixtures__/<transform>/<name>`, or a transform's `example`. */
export interface Fixture {
  readonly name: string;
  /** What runs: one transform, or the whole catalogue for the documents. */
  readonly transforms: readonly Transform[];
  readonly before: string;
  /** Equal to `before` when nothing may change. */
  readonly after: string;
  readonly options: Pick<ShiftOptions, "level" | "only" | "context">;
  /** Parts of the reasons that must be reported. */
  readonly skips: readonly string[];
}

/** What a run proposed, beside its outcome. */
export interface Trace {
  readonly outcome: Outcome;
  /** The different sources that the first transform saw: one a round in which something changed. */
  readonly sources: readonly string[];
  /** The fixes proposed for the first of them. */
  readonly fixes: readonly Fix[];
}

/** The fixtures of every transform, its example first. */
export function transformFixtures(): Fixture[] {
  return catalogue.flatMap((transform) => {
    const options = levelOf(transform);
    const { before, after } = transform.example;
    const example = { name: `${transform.name}/example`, transforms: [transform], before, after, options, skips: [] };
    return [example, ...casesOf(transform.name).map((name) => readFixture(name, [transform], options))];
  });
}

export function documentFixtures(): Fixture[] {
  return casesOf(DOCUMENTS).map((name) => readFixture(name, catalogue, {}));
}

/** The cases in a folder of `__fixtures__`, as `<folder>/<case>`. */
export function casesOf(folder: string): string[] {
  const directory = path.join(FIXTURES, folder);
  if (!existsSync(directory)) return [];
  return readdirSync(directory)
    .sort()
    .map((name) => `${folder}/${name}`);
}

/** The text of a file of a case, as it is: no line ending and no byte order mark is touched. */
export function readCase(name: string, file: string): string {
  return readFileSync(path.join(FIXTURES, name, file), "utf8");
}

export function run({ transforms, options }: Fixture, source: string): Outcome {
  return shift(source, { ...options, transforms });
}

/** Runs a fixture and watches its first transform. */
export function trace(fixture: Fixture): Trace {
  const [first, ...others] = fixture.transforms;
  if (first === undefined) throw new Error(`${fixture.name} runs no transform`);
  const sources = new Set<string>();
  const fixes: Fix[] = [];
  const watched: Transform = {
    ...first,
    run(file, facts) {
      const found = [...first.run(file, facts)];
      if (sources.size === 0) fixes.push(...found.filter((entry) => entry.kind === "fix"));
      sources.add(file.source);
      return found;
    },
  };
  const outcome = run({ ...fixture, transforms: [watched, ...others] }, fixture.before);
  return { outcome, sources: [...sources], fixes };
}

/** Those of the proposed fixes that were applied. */
export function appliedFixes({ outcome, fixes }: Trace): Fix[] {
  const messages = new Set(outcome.applied.map(({ message }) => message));
  return fixes.filter(({ message, edits }) => edits.length > 0 && messages.has(message));
}

/** The source with the edits made, line breaks as given. */
export function applyEdits(source: string, edits: readonly Edit[], newline: string): string {
  return [...edits]
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .reduceRight((text, edit) => {
      return text.slice(0, edit.start) + edit.text.replaceAll("\n", newline) + text.slice(edit.end);
    }, source);
}

function readFixture(name: string, transforms: readonly Transform[], level: Fixture["options"]): Fixture {
  const directory = path.join(FIXTURES, name);
  const before = readCase(name, "before.Dockerfile");
  const context = path.join(directory, "context");
  return {
    name,
    transforms,
    before,
    after: existsSync(path.join(directory, "after.Dockerfile")) ? readCase(name, "after.Dockerfile") : before,
    options: {
      ...level,
      ...readJson<Fixture["options"]>(path.join(directory, "options.json"), {}),
      ...(existsSync(context) && { context: new DirectoryContext(context) }),
    },
    skips: readJson<readonly string[]>(path.join(directory, "skips.json"), []),
  };
}

function levelOf({ level }: Transform): Fixture["options"] {
  return level === "restructure" ? { level } : {};
}

function readJson<T>(file: string, missing: T): T {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : missing;
}
