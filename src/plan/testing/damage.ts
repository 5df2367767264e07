import type { Delta } from "../guard.js";
import type { Item, Link, Picks, Plain, RandomFile, Run, Stage } from "./random-file.js";
import {
  type Change,
  command,
  install,
  isRun,
  itemAt,
  type Place,
  places,
  removal,
  runOf,
  sameFlags,
  splice,
  update,
  wrapped,
} from "./rewrites.js";

/** A change that a reviewer would call damage, with the deltas that would allow it. */
export interface Damage {
  readonly change: Change;
  readonly allowedBy?: readonly Delta[];
}

/** Replaces a RUN that a test takes. */
function inRun(test: (run: Run) => boolean, change: (run: Run, picks: Picks) => Run): Change {
  return (file, picks) => {
    const place = picks.of(places(file, (item) => isRun(item) && test(item)));
    if (place === undefined) return undefined;
    return splice(file, place, 1, change(itemAt(file, place) as Run, picks));
  };
}

/** Replaces one command of a chain. */
function inLink(test: (link: Link) => boolean, change: (link: Link, picks: Picks) => Link[]): Change {
  return inRun(
    ({ links }) => links.some(test),
    (run, picks) => {
      const at = picks.of(run.links.flatMap((link, index) => (test(link) ? [index] : [])))!;
      return { ...run, links: run.links.toSpliced(at, 1, ...change(run.links[at]!, picks)) };
    },
  );
}

/** Replaces one token of a command. */
function inToken(test: RegExp, change: (token: string) => string[], kind?: Link["kind"]): Change {
  const takes = (link: Link): boolean =>
    (kind === undefined || link.kind === kind) && link.tokens.some((token) => test.test(token));
  return inLink(takes, (link) => {
    const at = link.tokens.findIndex((token) => test.test(token));
    return [{ ...link, tokens: link.tokens.toSpliced(at, 1, ...change(link.tokens[at]!)) }];
  });
}

/** Replaces the text of an instruction. */
function inText(keyword: RegExp, from: string | RegExp, to: string): Change {
  return (file, picks) => {
    const place = picks.of(
      places(
        file,
        (item) => !isRun(item) && keyword.test(item.keyword) && item.text.replace(from, to) !== item.text,
      ).filter((place) => decides(file, place)),
    );
    if (place === undefined) return undefined;
    const item = itemAt(file, place);
    return isRun(item) ? undefined : splice(file, place, 1, { ...item, text: item.text.replace(from, to) });
  };
}

/** Instructions of which the last one of a stage counts. */
const LAST_COUNTS: ReadonlySet<string> = new Set([
  "CMD",
  "ENTRYPOINT",
  "HEALTHCHECK",
  "STOPSIGNAL",
  "MAINTAINER",
  "SHELL",
  "USER",
]);

function decides(file: RandomFile, place: Place): boolean {
  const { keyword } = itemAt(file, place) as Plain;
  if (!LAST_COUNTS.has(keyword)) return true;
  return file.stages[place.stage]!.items.slice(place.item + 1).every((item) => isRun(item) || item.keyword !== keyword);
}

/** Takes an instruction out of a stage. */
function without(keyword: string): Change {
  return (file, picks) => {
    const found = places(file, (item) => !isRun(item) && item.keyword === keyword);
    const place = picks.of(found.filter((place) => decides(file, place)));
    return place && splice(file, place, 1);
  };
}

const DEFAULT = `["/bin/sh","-c"]`;

/** Swaps a RUN with the instruction below it. */
function across(keyword: string): Change {
  return (file, picks) => {
    const [firstShell] = places(file, (item) => !isRun(item) && item.keyword === "SHELL");
    const found = places(
      file,
      (item, next) =>
        isRun(item) && next !== undefined && !isRun(next) && next.keyword === keyword && !next.text.includes(DEFAULT),
    );
    // a later SHELL may be the one that is in force already
    const place = picks.of(
      found.filter(
        ({ stage, item }) => keyword !== "SHELL" || (stage === firstShell?.stage && item + 1 === firstShell.item),
      ),
    );
    if (place === undefined) return undefined;
    return splice(file, place, 2, itemAt(file, { ...place, item: place.item + 1 }), itemAt(file, place));
  };
}

function inStage(change: (stage: Stage, index: number) => Partial<Stage> | undefined): Change {
  return (file, picks) => {
    const index = picks.below(file.stages.length);
    const changed = change(file.stages[index]!, index);
    return changed && { ...file, stages: file.stages.with(index, { ...file.stages[index]!, ...changed }) };
  };
}

/** What stands at the top of a stage before a change, and after it. */
export interface Planted {
  readonly before: readonly Item[];
  readonly after: readonly Item[];
}

function merged(change: (first: Run, second: Run) => readonly Link[] | undefined): Change {
  return (file, picks) => {
    const found = places(file, (item, next) => {
      if (!isRun(item) || !isRun(next) || !sameFlags(item, next)) return false;
      return change(item, next) !== undefined;
    });
    const place = picks.of(found);
    if (place === undefined) return undefined;
    const [first, second] = runsAt(file, place);
    const notes = [...first.notes, ...second.notes];
    return splice(file, place, 2, { ...first, links: change(first, second)!, notes });
  };
}

function runsAt(file: RandomFile, place: Place): readonly [Run, Run] {
  return [itemAt(file, place) as Run, itemAt(file, { ...place, item: place.item + 1 }) as Run];
}

/** Positions between two different commands that are no package work. */
function betweenOthers({ links }: Run): number[] {
  return links.flatMap((link, at) => {
    const before = links[at - 1];
    const differ = before !== undefined && before.tokens.join() !== link.tokens.join();
    return differ && isOther(link) && isOther(before) ? [at] : [];
  });
}

function isOther({ kind }: Link): boolean {
  return kind !== "package";
}

export const damages: Readonly<Record<string, Damage>> = {
  "a command is dropped": {
    change: inRun(
      ({ links }) => links.length > 1 && links.some(isOther),
      (run, picks) => {
        const at = picks.of(run.links.flatMap((link, index) => (isOther(link) ? [index] : [])))!;
        return { ...run, links: run.links.toSpliced(at, 1) };
      },
    ),
  },
  "a RUN is dropped": {
    change: (file, picks) => {
      const place = picks.of(places(file, (item) => isRun(item) && item.links.some(isOther)));
      return place && splice(file, place, 1);
    },
  },
  "a command runs twice": { change: inLink(isOther, (link) => [link, link]) },
  "two commands change places": {
    change: inRun(
      (run) => betweenOthers(run).length > 0,
      (run, picks) => {
        const at = picks.of(betweenOthers(run))!;
        return { ...run, links: run.links.toSpliced(at - 1, 2, run.links[at]!, run.links[at - 1]!) };
      },
    ),
  },
  "&& becomes ;": { change: inRun(isChain, (run) => ({ ...run, links: [joinedBy(run, ";")] })) },
  "&& becomes ||": { change: inRun(isChain, (run) => ({ ...run, links: [joinedBy(run, "||")] })) },
  "&& becomes |": { change: inRun(isChain, (run) => ({ ...run, links: [joinedBy(run, "|")] })) },
  "|| becomes &&": { change: inToken(/^\|\|$/, () => ["&&"]) },
  "; becomes &&": { change: inLink(({ tokens }) => tokens[0] === "{", andFor(";")) },
  "| becomes &&": { change: inToken(/^\|$/, () => ["&&"]) },
  "a failure is swallowed": {
    change: inLink(isOther, (link) => [grouped({ ...link, tokens: [...link.tokens, "||", "true"] })]),
  },
  "a command goes to the background": {
    change: inLink(isOther, (link) => [grouped({ ...link, tokens: [...link.tokens, "&"] }, false)]),
  },
  "a RUN is split": {
    change: (file, picks) => {
      const place = picks.of(places(file, (item) => isRun(item) && betweenOthers(item).length > 0));
      if (place === undefined) return undefined;
      const run = itemAt(file, place) as Run;
      const at = picks.of(betweenOthers(run))!;
      const [first, second] = [run.links.slice(0, at), run.links.slice(at)];
      return splice(file, place, 1, { ...run, links: first }, { ...run, links: second, notes: [] });
    },
  },
  "a mount or flag is lost": {
    change: inRun(
      ({ flags }) => flags.length > 0,
      (run, picks) => ({ ...run, flags: run.flags.toSpliced(picks.below(run.flags.length), 1) }),
    ),
  },
  "a mount or flag changes": {
    change: inRun(
      ({ flags }) => flags.length > 0,
      (run) => ({
        ...run,
        flags: run.flags.map((flag) => flag.replace(/id=t|target=\/root|none|insecure/, (was) => OTHER_FLAGS[was]!)),
      }),
    ),
  },
  "a mount comes in": {
    change: inRun(
      ({ flags }) => flags.length === 0,
      (run) => ({ ...run, flags: ["--mount=type=bind,target=/src"] }),
    ),
  },
  "quotes are lost": { change: inToken(/^['"].*['"]$/, (token) => token.slice(1, -1).split(" ").filter(Boolean)) },
  "quotes change": { change: inToken(/^".*"$/, (token) => [`'${token.slice(1, -1)}'`]) },
  "blanks in quotes are folded": { change: inToken(/ {2}/, (token) => [token.replace(/ +/g, " ")]) },
  "a word changes": { change: inToken(/\d/, (token) => [token.replace(/\d/, "x")], "plain") },
  "a word is lost": {
    change: inLink(
      ({ kind, tokens }) =>
        kind === "plain" && tokens.length > 1 && /^\w/.test(tokens.at(-1)!) && /^\w/.test(tokens.at(-2)!),
      (link) => [{ ...link, tokens: link.tokens.slice(0, -1) }],
    ),
  },
  "a glob is quoted": { change: inToken(/^[*?~[][^ ]+$/, (token) => [`'${token}'`]) },
  "a redirection is lost": { change: inToken(/^\d*[<>]/, () => []) },
  "a redirection changes": { change: inToken(/^>/, (token) => [`>${token}`]) },
  "an assignment in front is lost": { change: inToken(/^DEBUG=1$/, () => []) },
  "sudo is lost": { change: inToken(/^sudo$/, () => []) },
  "env is lost": { change: inToken(/^env$/, () => []) },
  "! is lost": { change: inToken(/^!$/, () => []) },
  "time is lost": { change: inToken(/^time$/, () => []) },
  "--no-cache-dir is lost": { change: inToken(/^--no-cache-dir$/, () => []) },
  "-y is lost": { change: inToken(/^-y$/, () => [], "package") },
  "a package is lost": {
    change: inToken(/^lib\d/, () => []),
  },
  "recommended packages come in": { change: inToken(/^--no-install-recommends$/, () => []) },
  "recommended packages are left out": {
    change: inToken(/^install$/, () => ["install", "--no-install-recommends"], "package"),
    allowedBy: ["recommended-packages"],
  },
  "what one RUN does to its shell reaches the next": {
    change: merged((first, second) =>
      first.links.some(({ kind }) => kind === "state") ? [...first.links, ...second.links] : undefined,
    ),
  },
  "what one RUN does to its shell reaches the next through braces": {
    change: merged((first, second) =>
      first.links.some(({ kind }) => kind === "state") ? [wrapped(first.links, "{"), ...second.links] : undefined,
    ),
  },
  "a subshell hides what a command does to its shell": {
    change: inRun(
      ({ links }) => links.slice(0, -1).some(isHidden),
      (run) => {
        const at = run.links.findIndex(isHidden);
        return { ...run, links: run.links.with(at, wrapped([run.links[at]!], "(")) };
      },
    ),
  },
  "RUNs with other flags are merged": {
    change: (file, picks) => {
      const place = picks.of(places(file, (item, next) => isRun(item) && isRun(next) && !sameFlags(item, next)));
      if (place === undefined) return undefined;
      const [first, second] = runsAt(file, place);
      return splice(file, place, 2, {
        ...first,
        links: [...first.links, ...second.links],
        notes: [...first.notes, ...second.notes],
      });
    },
  },
  "a comment in a chain is lost": {
    change: inRun(
      ({ notes }) => notes.length > 0,
      (run) => ({ ...run, notes: [] }),
    ),
  },
  "a comment is lost": { change: without("#") },
  "a shell comment is lost": { change: inText(/^RUN$/, / # (?:b|end)/, "") },
  "a line of comment in a script is lost": { change: inText(/^RUN$/, /# about \d+\n/, "") },
  "a line of a script is lost": { change: inText(/^RUN$/, /\n(?:a\d+|\s*c|set -e|print.*)(?=[ \n])/, "") },
  "a line of a script changes": { change: inText(/^RUN$/, /\nset -e\n/, "\nset -u\n") },
  "a line of a file is lost": { change: inText(/^COPY$/, /line \$A\n/, "") },
  "a file's lines are expanded": { change: inText(/^COPY$/, "<<'EOF'", "<<EOF") },
  "a line of a trigger is lost": { change: inText(/^ONBUILD$/, /\na\d+/, "") },
  "the exec form becomes a shell form": { change: inText(/^(?:RUN|CMD)$/, /\[("[^\]]+)\]/, "{ [$1]; }") },
  "a word of an exec form is split": { change: inText(/^(?:RUN|CMD)$/, /(?:form|a) /, '$&", "') },
  "an owner is lost": { change: inText(/^COPY$/, /--chown=\S+ /, "") },
  "a source stage is lost": { change: inText(/^COPY$/, /--from=\S+ /, "") },
  "COPY becomes ADD": { change: inText(/^COPY$/, /^COPY (?!--)/, "ADD ") },
  "single quotes become double quotes": { change: inText(/^LABEL$/, "'$x'", '"$x"') },
  "a label's blanks are folded": { change: inText(/^LABEL$/, "a  b", "a b") },
  "a default is lost": { change: inText(/^ARG$/, '="x y"', "") },
  "an empty default comes in": { change: inText(/^ARG$/, /(?<=B\d+)$/, "=") },
  "a port is lost": { change: inText(/^EXPOSE$/, / 2\d+\/udp/, "") },
  "a health check's interval is lost": { change: inText(/^HEALTHCHECK$/, /--interval=\S+/, "") },
  "a shell option is lost": { change: inText(/^SHELL$/, /"-o","pipefail","-ec"/, '"-c"') },
  "an instruction moves into the next stage": {
    change: (file, picks) => {
      const place = picks.of(places(file, isRun).filter(({ stage }) => stage + 1 < file.stages.length));
      if (place === undefined) return undefined;
      const next = { stage: place.stage + 1, item: file.stages[place.stage + 1]!.items.length };
      return splice(splice(file, next, 0, itemAt(file, place)), place, 1);
    },
  },
  "a stage's name changes": { change: inStage(({ name }) => ({ name: `${name}x` })) },
  "a stage's name is lost": { change: inStage(() => ({ name: "" })) },
  "a stage's base changes": { change: inStage(({ base }) => ({ base: `${base}x` })) },
  "a stage's base gets a tag": { change: inStage(({ base }) => ({ base: `${base}:1` })) },
  "a stage is built on its own": {
    change: inStage(({ base }) => (base.startsWith("s") ? { base: "debian" } : undefined)),
  },
  "a platform is lost": { change: inStage(({ platform }) => (platform === "" ? undefined : { platform: "" })) },
  "a platform comes in": {
    change: inStage(({ platform }) => (platform === "" ? { platform: "linux/386" } : undefined)),
  },
  "a stage is lost": {
    change: (file) => (file.stages.length === 1 ? undefined : { ...file, stages: file.stages.slice(0, -1) }),
  },
  "a global ARG is lost": {
    change: (file) => (file.globals[0]?.startsWith("ARG") ? { ...file, globals: file.globals.slice(1) } : undefined),
  },
  "a directive comes in": {
    change: (file) => ({ ...file, globals: ["# syntax=docker/dockerfile:1", ...file.globals] }),
  },
  ...Object.fromEntries(
    ["USER", "ENV", "WORKDIR", "ARG", "COPY", "ADD", "SHELL", "VOLUME"].map((keyword) => [
      `a RUN moves across ${keyword}`,
      { change: across(keyword) },
    ]),
  ),
  ...Object.fromEntries(
    [
      "ENV", "ARG", "LABEL", "EXPOSE", "CMD", "ENTRYPOINT", "HEALTHCHECK", "STOPSIGNAL", "USER", "WORKDIR", "VOLUME", "COPY", "ADD",
      "ONBUILD", "MAINTAINER", "RUN",
    ].map((keyword) => [`${keyword} is dropped`, { change: without(keyword) }]),
  ), // prettier-ignore
};

const OTHER_FLAGS: Readonly<Record<string, string>> = {
  "id=t": "id=u",
  "target=/root": "target=/home",
  none: "host",
  insecure: "sandbox",
};

/** A subshell keeps what it does to the shell for itself. */
function isHidden({ kind, tokens }: Link): boolean {
  return kind === "state" && !tokens.includes("&");
}

function isChain({ links }: Run): boolean {
  return links.length > 1;
}

function joinedBy({ links }: Run, operator: string): Link {
  return {
    kind: "state",
    tokens: links.flatMap(({ tokens }, index) => (index === 0 ? tokens : [operator, ...tokens])),
  };
}

function andFor(operator: string): (link: Link) => Link[] {
  return (link) => {
    const at = link.tokens.indexOf(operator);
    return [{ ...link, tokens: link.tokens.with(at, "&&") }];
  };
}

function grouped(link: Link, terminated = true): Link {
  return { kind: link.kind, tokens: ["{", ...link.tokens, ...(terminated ? [";"] : []), "}"] };
}

/** Damage to package work, which needs its surroundings. */
export const planted: Readonly<Record<string, Planted>> = {
  "the list update is lost": {
    before: [runOf(update(), install("a"))],
    after: [runOf(install("a"))],
  },
  "the list update comes too late": {
    before: [runOf(update(), install("a"), command("plain", "x"))],
    after: [runOf(install("a"), update(), command("plain", "x"))],
  },
  "the list update of another RUN is lost": {
    before: [runOf(update()), runOf(install("a"))],
    after: [runOf(install("a"))],
  },
  "lists are removed in front of an install": {
    before: [runOf(update(), install("a")), runOf(install("b"))],
    after: [runOf(update(), install("a"), removal()), runOf(install("b"))],
  },
  "lists are removed in front of a script": {
    before: [runOf(update(), install("a")), runOf(command("plain", "./setup.sh"))],
    after: [runOf(update(), install("a"), removal()), runOf(command("plain", "./setup.sh"))],
  },
  "lists are removed in front of a conditional install": {
    before: [runOf(update(), install("a")), runOf(command("plain", "if x ; then apt-get install -y b ; fi"))],
    after: [runOf(update(), install("a"), removal()), runOf(command("plain", "if x ; then apt-get install -y b ; fi"))],
  },
  "lists are removed in front of an exec form": {
    before: [runOf(update(), install("a")), text("RUN", `RUN ["apt-get", "install", "b"]`)],
    after: [runOf(update(), install("a"), removal()), text("RUN", `RUN ["apt-get", "install", "b"]`)],
  },
  "an update behind a change of sources is lost": {
    before: [
      runOf(update(), install("a"), command("plain", "echo deb >/etc/apt/sources.list"), update(), install("b")),
    ],
    after: [runOf(update(), install("a"), command("plain", "echo deb >/etc/apt/sources.list"), install("b"))],
  },
  "an install moves in front of a change of sources": {
    before: [runOf(update(), install("a"), command("plain", "add-apt-repository x"), update(), install("b"))],
    after: [runOf(update(), install("a b"), command("plain", "add-apt-repository x"), update())],
  },
  "an update behind a copied source is lost": {
    before: [
      runOf(update(), install("a")),
      text("COPY", "COPY x.list /etc/apt/sources.list.d/"),
      runOf(update(), install("b")),
    ],
    after: [runOf(update(), install("a")), text("COPY", "COPY x.list /etc/apt/sources.list.d/"), runOf(install("b"))],
  },
  "apk lists are lost": {
    before: [runOf(command("package", "apk update"), command("package", "apk add a"))],
    after: [runOf(command("package", "apk add a"))],
  },
  "apk lists of another command are lost": {
    before: [runOf(command("package", "apk update"), command("package", "apk search a"))],
    after: [runOf(command("package", "apk search a"))],
  },
  "--no-cache is lost without an update": {
    before: [runOf(command("package", "apk add --no-cache a"))],
    after: [runOf(command("package", "apk add a"))],
  },
  "two virtual packages become one": {
    before: [runOf(command("package", "apk add --virtual .a a"), command("package", "apk add --virtual .a b"))],
    after: [runOf(command("package", "apk add --virtual .a a b"))],
  },
  "packages are joined with the source they come from": {
    before: [runOf(command("package", "yum install -y epel-release"), command("package", "yum install -y htop"))],
    after: [runOf(command("package", "yum install -y epel-release htop"))],
  },
  "two versions are joined": {
    before: [runOf(install("a=2"), install("a=1"))],
    after: [runOf(install("a=1 a=2"))],
  },
  "a log is overwritten": {
    before: [runOf(install("a >l"), install("b >l"))],
    after: [runOf(install("a b >l"))],
  },
  "packages are installed with other options": {
    before: [runOf(install("-t stable a"), install("b"))],
    after: [runOf(install("-t stable a b"))],
  },
  "cleaning comes in where the program may be missing": {
    before: [runOf(command("plain", "x"))],
    after: [runOf(command("plain", "x"), command("package", "dnf clean all"))],
  },
  "an update comes in where the program may be missing": {
    before: [runOf(command("plain", "x"))],
    after: [runOf(command("package", "apk update"), command("plain", "x"))],
  },
  "an install takes another user": {
    before: [runOf(update(), install("a")), text("USER", "USER x"), runOf(install("b"))],
    after: [runOf(update(), install("a b")), text("USER", "USER x")],
  },
};

function text(keyword: string, written: string): Item {
  return { kind: "plain", keyword, text: written };
}
