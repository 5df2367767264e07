import type { Instruction } from "../src/dockerfile/instruction.js";
import { dockerfile } from "../src/engine/dockerfile-tag.js";
import { fix, skip } from "../src/engine/edits.js";
import type { Facts } from "../src/engine/facts.js";
import { isMove, type Move, moveSecrets } from "../src/engine/secrets/move-secrets.js";
import { copiedCredentials } from "../src/engine/secrets/copied-credentials.js";
import { withoutHolders } from "../src/engine/secrets/holders.js";
import { isVariable, type SecretVariable, secretVariables } from "../src/engine/secrets/variables.js";
import { syntaxEdit, unknownFrontend } from "../src/engine/secrets/syntax.js";
import type { Fix, Transform } from "../src/engine/types.js";

export const mountSecrets: Transform = {
  name: "mount-secrets",
  title: "Give build secrets by a mount, not by an argument",
  why: "The value of a build argument stands in the image's history and in the build cache; a mounted secret is there for one RUN and leaves nothing.",
  level: "harden",
  refs: [
    "examples: Handling Build Secrets Securely",
    "checklist: BuildKit Secrets Example",
    "BuildKit SecretsUsedInArgOrEnv",
    "CIS Docker 4.10",
  ],
  notes: [
    "Protected: the value is in no layer, not in the history and not in the configuration of the image. Credential files and settings that RUNs make with it are taken away in the same RUN, and the address that git stores has no login.",
    "Not protected: what a program of the RUN writes or prints itself; the value while its RUN runs, where every command can read it; a value that stood in the file, which stays in the git history and in pushed images and has to be revoked; what is meant to be in the image, such as passwords of its accounts and values that a bundler compiles in, which is left alone.",
    "Different: a secret that is not given is empty where the build argument was not set, and `cat` says so in the log. A build that is called as before goes without its secret, so compose files, CI, scripts and bake files that call it change with it, or are listed with file and line.",
  ],
  example: {
    before: dockerfile`
      FROM ubuntu:22.04
      ARG GITHUB_TOKEN
      RUN git clone https://$GITHUB_TOKEN@github.com/org/private-repo.git
    `,
    after: dockerfile`
      # syntax=docker/dockerfile:1
      FROM ubuntu:22.04
      RUN --mount=type=secret,id=github_token \\
          git -c "url.https://$(cat /run/secrets/github_token)@github.com/.insteadOf=https://github.com/" clone https://github.com/org/private-repo.git
    `,
  },

  *run(file, facts) {
    yield* copiedCredentials(facts);
    let variables: readonly SecretVariable[] = [];
    for (const found of secretVariables(facts)) {
      if (isVariable(found)) variables = [...variables, found];
      else yield found;
    }
    const frontend = unknownFrontend(file);
    if (frontend !== undefined) {
      for (const { at, label } of variables) yield skip(at, `${label} stays: ${frontend}`);
      return;
    }
    while (variables.length > 0) {
      const result = moveSecrets(variables, facts);
      if (isMove(result)) {
        yield* fixes(variables, result, facts);
        return;
      }
      const { variable, reason } = result;
      yield skip(variable.at, `${variable.label} stays: ${reason}`);
      variables = variables.filter((each) => each !== variable);
    }
  },
};

/** A fix for each group of secrets that have a RUN or an instruction in common. */
function* fixes(variables: readonly SecretVariable[], move: Move, facts: Facts): Iterable<Fix> {
  for (const group of groups(variables, move)) {
    const changes = [...new Set(group.flatMap((each) => move.touched.get(each)!))].map((run) => move.changes.get(run)!);
    const edits = changes.flatMap((change) => change.edits);
    const removed = changes.filter(({ isRemoved }) => isRemoved).map(({ instruction }) => instruction);
    const holders = group.flatMap((each) => each.holders);
    const style = edits.some(({ text }) => /--mount=\S*,env=/.test(text)) ? "env" : "file";
    const syntax = edits.length === 0 ? [] : syntaxEdit(facts.file, style);
    const { at } = group[0]!;
    const todo = todoOf(group, move, facts);
    yield fix(
      messageOf(group, move),
      at,
      [...syntax, ...withoutHolders(holders, removed, facts.file.source), ...edits],
      {
        deltas: ["secrets"],
        inputs: group.filter((each) => move.touched.get(each)!.length > 0).map((each) => move.inputs.get(each)!),
        shows: Object.fromEntries(
          holders.map(({ instruction, pair }) => [
            `${instruction.keyword.toLowerCase()} ${pair.name}`,
            "in the history → gone",
          ]),
        ),
        ...(todo === undefined ? {} : { todo }),
      },
    );
  }
}

/** What moving a secret does not do. */
function todoOf(group: readonly SecretVariable[], { told }: Move, { file }: Facts): string | undefined {
  const burnt = group
    .filter(({ isBurnt }) => isBurnt)
    .map(({ label, at }) => `${label} (line ${file.lines.place(at.start).line})`);
  const logins = group.filter(({ holders }) => holders.length === 0);
  const programs = group.flatMap((each) => [...(told.get(each) ?? [])].map((program) => `\`${program}\``));
  const sentences = [
    ...(burnt.length === 0
      ? []
      : [
          `Revoke ${burnt.join(", ")} and use another one: it stays in the git history and in every image that was pushed`,
        ]),
    ...(logins.length === 0 ? [] : ["Give the new one as it has to stand in an address, with `%40` for `@`"]),
    ...(logins.length === 0 && !isCloned(group)
      ? []
      : ["See that nothing else uses the login that clones kept in `.git/config`: it is no longer there"]),
    ...(programs.length === 0
      ? []
      : [`See that ${[...new Set(programs)].join(", ")} keeps nowhere in the image what it is given`]),
  ];
  return sentences.length === 0 ? undefined : sentences.join(". ");
}

/** Whether git is given one of the secrets in an address. */
function isCloned(group: readonly SecretVariable[]): boolean {
  return group.some(({ runs, name, holders }) => {
    const names = [name, ...holders.map(({ pair }) => pair.name)].join("|");
    const login = new RegExp(`\\bgit\\b.*://[^/]*\\$\\{?(?:${names})\\b[^/]*@`);
    return runs.some(({ instruction }) => login.test(instruction.args.value));
  });
}

function groups(variables: readonly SecretVariable[], move: Move): readonly (readonly SecretVariable[])[] {
  const found: { members: SecretVariable[]; touched: Set<Instruction> }[] = [];
  for (const variable of variables) {
    const touched = new Set([
      ...move.touched.get(variable)!,
      ...variable.holders.map(({ instruction }) => instruction),
    ]);
    const joined = found.filter((group) => [...touched].some((each) => group.touched.has(each)));
    const members = [...joined.flatMap((group) => group.members), variable];
    for (const group of joined) for (const each of group.touched) touched.add(each);
    found.splice(0, found.length, ...found.filter((group) => !joined.includes(group)), { members, touched });
  }
  return found.map(({ members }) => members);
}

function messageOf(group: readonly SecretVariable[], move: Move): string {
  const named = (which: readonly SecretVariable[]): string => which.map(({ label }) => label).join(", ");
  const unused = group.filter((each) => move.touched.get(each)!.length === 0);
  const agents = group.filter((each) => move.inputs.get(each)!.kind === "ssh");
  const mounted = group.filter((each) => !unused.includes(each) && !agents.includes(each));
  return [
    ...(mounted.length > 0 ? [`Mount ${named(mounted)} as a secret where it is read, out of the image's history`] : []),
    ...(agents.length > 0 ? [`Let an ssh agent answer for ${named(agents)}, so that no key enters the build`] : []),
    ...(unused.length > 0 ? [`Remove ${named(unused)}, which nothing reads`] : []),
  ].join("; ");
}
