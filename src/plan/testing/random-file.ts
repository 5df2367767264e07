import fc from "fast-check";

/** A command of an `&&` chain as tokens that blanks or continuations separate. */
export interface Link {
  readonly tokens: readonly string[];
  /** What may be done to it: `plain` changes nothing in its shell, `state` does, `package` is a package manager's work. */
  readonly kind: "plain" | "state" | "package";
}

/** A RUN that is a chain; `notes` are comment lines somewhere between its lines. */
export interface Run {
  readonly kind: "run";
  readonly flags: readonly string[];
  readonly links: readonly Link[];
  readonly notes: readonly string[];
}

/** Any other line or instruction, as it is written. */
export interface Plain {
  readonly kind: "plain";
  readonly keyword: string;
  readonly text: string;
}

export type Item = Run | Plain;

export interface Stage {
  readonly platform: string;
  readonly base: string;
  readonly name: string;
  readonly items: readonly Item[];
}

export interface RandomFile {
  readonly globals: readonly string[];
  readonly stages: readonly Stage[];
}

type Numbered<T> = (n: number) => T;

const link = (kind: Link["kind"], text: string): Numbered<Link> => {
  return (n) => ({
    kind,
    tokens: text
      .replaceAll("#n", String(n))
      .split(" ")
      .map((token) => token.replaceAll("_", " ")),
  });
};

/** Blanks separate tokens, `_` stands for a blank inside one, `#n` for a number that no other command has. */
const PLAIN = [
  `echo 'v__#n' "$HOME/#n" >/srv/f#n`, `cp a#x#n "b__c"`, "curl -fsSL https://x.test/#n | tar xz -C /opt/#n", "DEBUG=1 make t#n 2>&1",
  "sudo make i#n", "env X=1 tool#n", "pip install --no-cache-dir p#n", "( a#n || b#n )", "{ a#n ; b#n ; }",
  "if [ -f /x#n ] ; then a#n ; else b#n ; fi", `case "$A#n" in a) b ;; *) c ;; esac`, "! a#n", `test "$(cat_/v#n;_id)" = é`,
  "time a#n", "ls *.#n ?x [ab] ~/#n", "chmod +x /x#n", "while false ; do a#n ; done", "make -j4 all#n",
].map((text) => link("plain", text)); // prettier-ignore

const STATE = [
  "cd /d#n", "export A=#n", "set -eu", "umask 0#n", ". /f#n", "X#n=1", "set -o pipefail", "trap a#n EXIT", "f#n() { a ; }", ": ${V:=#n}",
  "exec b#n", "for i in 1 #n ; do a ; done", "read -r x#n </f", "{ a#n & }", "( d#n & )", "alias l=#n",
].map((text) => link("state", text)); // prettier-ignore

const PACKAGE = [
  "apt-get update", "apt-get install -y pkg#n lib#n", "apt-get install -y --no-install-recommends pkg#n", "apk add --no-cache pkg#n",
  "yum install -y pkg#n", "apt-get -y install ./pkg#n.deb",
].map((text) => link("package", text)); // prettier-ignore

const CONTINUED = " \\\n  ";

const TEXTS: readonly (readonly [keyword: string, text: string])[] = [
  ["ENV", `ENV V#n='a b' W#n=$V`], ["ENV", "ENV OLD#n old  form"], ["ARG", "ARG B#n"], ["ARG", `ARG C#n="x y"`], ["USER", "USER u#n"],
  ["USER", "USER $U#n"], ["WORKDIR", "WORKDIR /w#n"], ["COPY", `COPY --chown=#n:0 --from=img#n "a" /b#n/`], ["COPY", `COPY ["a b", "/c#n"]`],
  ["COPY", "COPY <<'EOF' /h#n\nline $A\n# no comment\nEOF"], ["ADD", "ADD https://x.test/#n /x"], ["VOLUME", "VOLUME /v#n"],
  ["LABEL", `LABEL l#n="a  b" m#n='$x'`], ["EXPOSE", "EXPOSE 1#n 2#n/udp"], ["CMD", `CMD ["c#n", "a b"]`], ["CMD", "CMD exec c#n  -x"],
  ["ENTRYPOINT", `ENTRYPOINT ["e#n"]`], ["HEALTHCHECK", `HEALTHCHECK --interval=1#ns${CONTINUED}CMD wget -q x#n`], ["STOPSIGNAL", "STOPSIGNAL SIG#n"],
  ["ONBUILD", "ONBUILD RUN <<E\na#n\nb\nE"], ["ONBUILD", "ONBUILD COPY . /o#n"], ["MAINTAINER", "MAINTAINER m#n"],
  ["RUN", `RUN ["exec", "form #n"]`], ["RUN", "RUN <<EOF\nset -e\n# about #n\na#n # b\nfor i in 1; do\n  c\ndone\nEOF"],
  ["RUN", `RUN python3 <<'EOF' >/o#n && b\nprint("#n")\n# py\nEOF`], ["RUN", "RUN a#n; b || c & d # end"], ["RUN", "RUN <<-A cat <<B\n\ta#n\n\tA\nb\nB"],
  ["RUN", "RUN --network=none a#n || true"], ["#", "# note #n: 'it's \"quoted\" && all"], ["#", "# hadolint ignore=DL#n"],
]; // prettier-ignore

const FLAGS = [
  "--mount=type=cache,target=/root/.cache", "--mount=type=secret,id=t", "--network=none", "--security=insecure",
]; // prettier-ignore

const run: fc.Arbitrary<Numbered<Item>> = fc
  .record({
    flags: fc.subarray(FLAGS, { maxLength: 2 }),
    links: fc.array(
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...PLAIN) },
        { weight: 2, arbitrary: fc.constantFrom(...STATE) },
        { weight: 3, arbitrary: fc.constantFrom(...PACKAGE) },
      ),
      { minLength: 1, maxLength: 4 },
    ),
    noted: fc.boolean(),
  })
  .map(({ flags, links, noted }) => (n) => {
    const made = links.map((each, index) => each(n * 10 + index));
    const long = made.flatMap(({ tokens }) => tokens).length > 2;
    return { kind: "run", flags, links: made, notes: noted && long ? [`# why ${n}`] : [] };
  });

const plain: fc.Arbitrary<Numbered<Item>> = fc.constantFrom(...TEXTS).map(([keyword, text]) => (n) => ({
  kind: "plain",
  keyword,
  text: text.replaceAll("#n", String(n)),
}));

const shells = ["/bin/bash", "/bin/sh"].flatMap((program) => [
  [program, "-c"],
  [program, "-o", "pipefail", "-ec"],
]);

const shell: fc.Arbitrary<Numbered<Item>> = fc.constantFrom(...shells).map((words) => () => ({
  kind: "plain",
  keyword: "SHELL",
  text: `SHELL ${JSON.stringify(words)}`,
}));

const items = fc.array(
  fc.oneof({ weight: 6, arbitrary: run }, { weight: 8, arbitrary: plain }, { weight: 1, arbitrary: shell }),
  { minLength: 3, maxLength: 14 },
);

/** Valid Dockerfiles, each command and value with a number of its own. */
export const randomFile: fc.Arbitrary<RandomFile> = fc
  .record({
    globals: fc.subarray(["ARG G=1", `# top`, `ARG H="a b"`]),
    stages: fc.array(
      fc.record({ platform: fc.constantFrom("", "", "linux/arm64", "$P"), onStage: fc.boolean(), items }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ globals, stages }) => {
    let n = 0;
    return {
      globals,
      stages: stages.map((stage, index) => ({
        platform: stage.platform,
        base: stage.onStage && index > 0 ? `s${index - 1}` : `image${++n}`,
        name: `s${index}`,
        items: stage.items.map((item) => item(++n)),
      })),
    };
  });

/** Decisions of a rewrite, in the order they are asked for. */
export class Picks {
  private at = 0;

  constructor(private readonly numbers: readonly number[]) {}

  [fc.cloneMethod](): Picks {
    return new Picks(this.numbers);
  }

  /** A number below `count`. */
  below(count: number): number {
    return this.numbers[this.at++ % this.numbers.length]! % count;
  }

  of<T>(list: readonly T[]): T | undefined {
    return list.length === 0 ? undefined : list[this.below(list.length)];
  }
}

export const picks = fc.array(fc.nat(), { minLength: 16, maxLength: 16 }).map((numbers) => new Picks(numbers));

const GAPS = [" ", "  ", "\t", CONTINUED, " \\\n\t", " \\ \t\n", "\t\\\n\n    "];

/** The text of a file; `layout` decides about blanks and continuations in the chains. */
export function render({ globals, stages }: RandomFile, layout: Picks): string {
  const lines = [...globals];
  for (const { platform, base, name, items } of stages) {
    const flag = platform === "" ? "" : `--platform=${platform} `;
    lines.push(`FROM ${flag}${base}${name === "" ? "" : ` AS ${name}`}`);
    for (const item of items) lines.push(item.kind === "run" ? renderRun(item, layout) : item.text);
  }
  return `${lines.join("\n")}\n`;
}

function renderRun({ flags, links, notes }: Run, layout: Picks): string {
  const tokens = links.flatMap(({ tokens }, index) => (index === 0 ? tokens : ["&&", ...tokens]));
  let out = ["RUN", ...flags].join(" ");
  tokens.forEach((token, index) => {
    const noted = index === 1 && notes.length > 0;
    const gap = noted ? ` \\\n${notes.map((text) => `  ${text}\n`).join("")}    ` : GAPS[layout.below(GAPS.length)]!;
    out += (index === 0 ? [" ", "  ", CONTINUED][layout.below(3)]! : gap) + token;
  });
  return out;
}
