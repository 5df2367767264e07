import type { Picks } from "./random-file.js";
import { type Item, type Link, type RandomFile, type Run } from "./random-file.js";

/** Makes a change to a file; undefined when the file does not hold what it is about. */
export type Change = (file: RandomFile, picks: Picks) => RandomFile | undefined;

export interface Place {
  readonly stage: number;
  readonly item: number;
}

/** Where items stand that a test takes, also by the item behind them. */
export function places(file: RandomFile, test: (item: Item, next: Item | undefined) => boolean): Place[] {
  return file.stages.flatMap(({ items }, stage) =>
    items.flatMap((each, item) => (test(each, items[item + 1]) ? [{ stage, item }] : [])),
  );
}

export function itemAt({ stages }: RandomFile, { stage, item }: Place): Item {
  return stages[stage]!.items[item]!;
}

/** With `count` items from a place on replaced. */
export function splice(file: RandomFile, { stage, item }: Place, count: number, ...items: Item[]): RandomFile {
  const stages = file.stages.map((each, index) =>
    index === stage ? { ...each, items: each.items.toSpliced(item, count, ...items) } : each,
  );
  return { ...file, stages };
}

export function isRun(item: Item | undefined): item is Run {
  return item?.kind === "run";
}

export function command(kind: Link["kind"], text: string): Link {
  return { kind, tokens: text.split(" ") };
}

export function runOf(...links: Link[]): Run {
  return { kind: "run", flags: [], links, notes: [] };
}

export function wrapped(links: readonly Link[], open: "(" | "{"): Link {
  const tokens = links.flatMap(({ tokens }, index) => (index === 0 ? tokens : ["&&", ...tokens]));
  const kind = links.every((link) => link.kind === "plain") ? "plain" : "state";
  return { kind, tokens: open === "(" ? ["(", ...tokens, ")"] : ["{", ...tokens, ";", "}"] };
}

export function sameFlags(a: Run, b: Run): boolean {
  return a.flags.join() === b.flags.join();
}

function keepsShell({ links }: Run): boolean {
  return links.every(({ kind }) => kind !== "state");
}

/** A command that is a list of its own. */
function isCompound({ tokens }: Link): boolean {
  return tokens.some((token) => [";", ";;", "||"].includes(token) || token.includes("$("));
}

function mayErrexit(file: RandomFile, { links }: Run): boolean {
  if (links.some(({ tokens }) => ["set", "."].includes(tokens[0]!))) return true;
  return places(file, (item) => !isRun(item) && item.text.includes("-ec")).length > 0;
}

/** Whether what it runs ends with the RUN. */
function staysBehind({ links }: Run): boolean {
  return links.some(({ tokens }) => tokens.includes("&"));
}

/** Rewrites after which a build does what it did before. */
export const rewrites: Readonly<Record<string, Change>> = {
  "other layout": (file) => file,

  "RUNs merged": (file, picks) => {
    const place = picks.of(
      places(file, (item, next) => {
        if (!isRun(item) || !isRun(next) || !sameFlags(item, next) || staysBehind(item)) return false;
        // in front of `&&`, `-e` no longer ends a list
        return !mayErrexit(file, item) || (keepsShell(item) && !item.links.some(isCompound));
      }),
    );
    if (place === undefined) return undefined;
    const first = itemAt(file, place) as Run;
    const second = itemAt(file, { ...place, item: place.item + 1 }) as Run;
    const links = keepsShell(first) ? first.links : [wrapped(first.links, "(")];
    const notes = [...first.notes, ...second.notes];
    return splice(file, place, 2, { ...first, links: [...links, ...second.links], notes });
  },

  "a command in a group": (file, picks) => {
    const place = picks.of(places(file, (item) => isRun(item) && keepsShell(item)));
    if (place === undefined) return undefined;
    const run = itemAt(file, place) as Run;
    const at = picks.below(run.links.length);
    const link = wrapped([run.links[at]!], picks.below(2) === 0 ? "(" : "{");
    return splice(file, place, 1, { ...run, links: run.links.with(at, link) });
  },

  "a RUN in a subshell": (file, picks) => {
    const place = picks.of(places(file, isRun));
    if (place === undefined) return undefined;
    const run = itemAt(file, place) as Run;
    return splice(file, place, 1, { ...run, links: [wrapped(run.links, "(")] });
  },

  "comments added": (file, picks) => {
    const stage = picks.below(file.stages.length);
    const item = picks.below(file.stages[stage]!.items.length + 1);
    const commented = splice(file, { stage, item }, 0, { kind: "plain", keyword: "#", text: "# it's `new`" });
    const place = picks.of(
      places(commented, (each) => isRun(each) && each.links.flatMap(({ tokens }) => tokens).length > 2),
    );
    if (place === undefined) return commented;
    const run = itemAt(commented, place) as Run;
    return splice(commented, place, 1, { ...run, notes: ["#new", ...run.notes] });
  },

  "keywords in lower case": (file) => ({
    ...file,
    stages: file.stages.map((stage) => ({
      ...stage,
      items: stage.items.map((item) =>
        isRun(item) || item.keyword === "#"
          ? item
          : { ...item, text: item.text.replace(item.keyword, item.keyword.toLowerCase()) },
      ),
    })),
  }),
};

/** Package work, and the same work put in order; both stand at the end of the last stage. */
export const packageRewrites: Readonly<Record<string, readonly [before: readonly Run[], after: readonly Run[]]>> = {
  "cleaning moves behind the installs": [
    [
      runOf(update(), install("b")),
      runOf(command("package", "apt-get clean")),
      runOf(removal(), command("plain", "mkdir /late")),
      runOf(update(), install("c")),
    ],
    [runOf(update(), install("b"), command("plain", "mkdir /late"), update(), install("c"), removal())],
  ],
  "installs joined, an update dropped": [
    [runOf(update(), install("b a")), runOf(update(), install("c a"))],
    [runOf(update(), install("a b c"), command("package", "apt-get clean"), removal())],
  ],
  "an install split": [[runOf(update(), install("a b"))], [runOf(update(), install("b"), install("a"))]],
  "apk lists not kept": [
    [runOf(command("package", "apk update"), command("package", "apk add b a"))],
    [runOf(command("package", "apk add --no-cache a b"))],
  ],
  "dnf caches removed": [
    [runOf(command("package", "dnf install -y a")), runOf(command("package", "dnf install -y b"))],
    [runOf(command("package", "dnf install -y a b"), command("package", "dnf clean all"))],
  ],
};

export function update(): Link {
  return command("package", "apt-get update");
}

export function install(names: string): Link {
  return command("package", `apt-get install -y ${names}`);
}

export function removal(): Link {
  return command("package", "rm -rf /var/lib/apt/lists/*");
}
