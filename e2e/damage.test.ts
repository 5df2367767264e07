import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { type Outcome, shift } from "dockshift";
import type { Delta } from "../src/plan/guard.js";
import type { Difference } from "../src/verify/difference.js";
import type { Host } from "../src/verify/host.js";
import type { Verification } from "../src/verify/verification.js";
import { verify } from "../src/verify/verify.js";
import { engines } from "../src/verify/engines.js";
import { labelled } from "./docker.js";

const LABEL = `dockshift.e2e=damage-${process.pid}`;

const BEFORE = `FROM alpine:3
LABEL ${LABEL}
RUN mkdir -m 750 /data
RUN echo text > /data/file
RUN chown 33:33 /data/file
RUN ln -s file /data/link
RUN ln /data/file /data/twin
ENV KEPT=yes PORT=70
WORKDIR /data
EXPOSE 80 90-91 $PORT
LABEL "quoted"="1" empty=""
ONBUILD RUN true
STOPSIGNAL SIGINT
HEALTHCHECK CMD true
CMD ["cat", "file"]
`;

/** Each is what a bad rewrite might do: `wrong` takes the place of `right`. */
const DAMAGES: readonly (readonly [damage: string, right: string, wrong: string, seen: readonly string[]])[] = [
  ["a dropped file", "ln -s file /data/link", "true", ["file /data/link gone"]],
  ["a file too many", "ENV", "RUN touch /extra\nENV", ["file /extra new"]],
  ["a changed mode", "-m 750", "-m 755", ["file /data mode"]],
  ["a changed owner", "33:33", "33:34", ["file /data/file owner", "file /data/twin owner"]],
  [
    "another content of the same size",
    "echo text",
    "echo Text",
    ["file /data/file content", "file /data/twin content"],
  ],
  ["another target of a link", "-s file", "-s ./file", ["file /data/link target"]],
  ["a file for a link", "ln -s file /data/link", "cp /data/file /data/link", ["file /data/link type"]],
  ["a copy for a hard link", "ln /data/file /data/twin", "cp -p /data/file /data/twin", ["file /data/twin hard link"]],
  ["a lost ENV", "KEPT=yes ", "", ["config env KEPT value"]],
  ["another directory", "WORKDIR /data", "WORKDIR /", ["config workdir value"]],
  ["a lost port", "EXPOSE 80", "EXPOSE", ["config port 80 value"]],
  ["lost ports", "90-91 ", "", ["config port 90 value", "config port 91 value"]],
  ["a lost port of a variable", " $PORT", "", ["config port 70 value"]],
  ["a lost label", '"quoted"="1" ', "", ["config label quoted value"]],
  ["a lost label without a value", ' empty=""', "", ["config label empty value"]],
  ["a lost trigger", "ONBUILD RUN true\n", "", ["config onbuild value"]],
  ["another signal", "SIGINT", "SIGQUIT", ["config stopsignal value"]],
  ["another health check", "HEALTHCHECK ", "HEALTHCHECK --interval=5s ", ["config health check value"]],
  ["another maintainer", "CMD [", "MAINTAINER me\nCMD [", ["config maintainer value"]],
  ["another command", '"cat"', '"tac"', ["config cmd value"]],
];

const ALL = ["package-caches", "recommended-packages", "base-image", "base-version"] as const;

describe.each<[string, readonly Delta[]]>([["nothing", []], ["everything", ALL]])("with %s announced", (_, deltas) => {
  test.concurrent.each(DAMAGES)("sees %s", async (_damage, right, wrong, seen) => {
    const { verdict, differences } = await verifyDamage(right, wrong, { deltas });
    expect(differences.filter(({ declared }) => declared === undefined).map(said)).toEqual(seen);
    expect(verdict).toBe("differs");
  });
}); // prettier-ignore

const said = ({ kind, what, change }: Difference): string => `${kind} ${what} ${change}`;

test("sees another value than the one that was announced", async () => {
  const plan = [{ stage: "0", what: "user", before: "none", after: "1001" }];
  expect((await verifyDamage("CMD [", "USER 1001\nCMD [", { plan })).verdict).toBe("differs as declared");
  expect((await verifyDamage("CMD [", "USER 1002\nCMD [", { plan })).verdict).toBe("differs");
});

test("sees what is lost beside a recommended package that is gone", async () => {
  const paragraph = (name: string): string =>
    `Package: ${name}\\nStatus: install ok installed\\nArchitecture: all\\n\\n`;
  const text = (names: readonly string[], automatic: string, more: string): string => `FROM alpine:3
LABEL ${LABEL}
RUN mkdir -p /var/lib/dpkg/info /var/lib/apt /etc/alternatives /etc/ssl/certs
RUN printf '${names.map(paragraph).join("")}' >/var/lib/dpkg/status && printf '${automatic}' >/var/lib/apt/extended_states \\
 && touch ${names.map((name) => `/var/lib/dpkg/info/${name}.list`).join(" ")} && ${more}
`;
  const automatic = "Package: rec\\nArchitecture: all\\nAuto-Installed: 1\\n\\n";
  const own = "ln -s /bin/ls /etc/alternatives/tool && echo corp >/etc/ssl/certs/corp.pem";
  const { differences } = await verifyTexts(
    text(["main", "rec"], automatic, own),
    text(["main"], "", "ln -s /bin/evil /etc/alternatives/tool"),
    { deltas: ["recommended-packages"] },
  );
  expect(differences.filter(({ declared }) => declared === undefined).map(said)).toEqual([
    "file /etc/alternatives/tool target",
    "file /etc/ssl/certs/corp.pem gone",
  ]);
});

test("sees that a container cannot start as a user that is not there", async () => {
  const { verdict, run } = await verifyDamage('CMD ["cat", "file"]', 'USER ghost\nCMD ["cat", "file"]', { runs: true });
  expect(run?.after.state).toBe("does not start (125)");
  expect(verdict).toBe("differs");
});

test("without damage sees none", async () => {
  const { verdict } = await verifyDamage("", "");
  expect(verdict).toBe("same");
});

test("tells whose fault a build is that fails", async () => {
  const failing = "RUN echo to be seen && false\n";
  const after = await verifyDamage("ENV", `${failing}ENV`);
  expect(after.verdict).toBe("does not build after");
  expect(after.log?.join("\n")).toContain("to be seen");
  const before = await verifyTexts(`${BEFORE}${failing}`, BEFORE);
  expect(before.verdict).toBe("did not build before");
  expect(before.log?.join("\n")).toContain("to be seen");
});

afterAll(async () => {
  expect(await labelled(LABEL)).toEqual({ containers: [], images: [] });
});

/** What the rewrite announces, beside what merge-runs does, and whether containers are run. */
interface Circumstances {
  readonly deltas?: readonly Delta[];
  readonly plan?: Outcome["plan"];
  readonly runs?: boolean;
}

function verifyDamage(right: string, wrong: string, circumstances: Circumstances = {}): Promise<Verification> {
  const { after } = shift(BEFORE, { only: ["merge-runs"] });
  expect(after).not.toBe(BEFORE);
  return verifyTexts(BEFORE, damaged(after, right, wrong), circumstances);
}

/** Verifies as the command does. */
async function verifyTexts(before: string, after: string, circumstances: Circumstances = {}): Promise<Verification> {
  const { deltas = [], plan, runs = false } = circumstances;
  const context = mkdtempSync(path.join(tmpdir(), "dockshift-e2e-"));
  try {
    const { applied, ...merged } = shift(before, { only: ["merge-runs"] });
    const fix = { transform: "x", level: "safe", message: "", evidence: [], line: 1, column: 1, deltas } as const;
    const outcome = { ...merged, after, applied: [...applied, fix], plan: plan ?? merged.plan };
    const file = { path: path.join(context, "Dockerfile"), context };
    const run = runs ? { args: [], patience: 5 } : undefined;
    return await verify(outcome, file, { ...OPTIONS, engine: engines.buildx, run }, host());
  } finally {
    rmSync(context, { recursive: true });
  }
}

const OPTIONS = {
  buildArgs: [],
  secrets: [],
  target: undefined,
  platform: undefined,
  extra: ["--network=host"],
  progress: () => undefined,
  left: (names: readonly string[]) => {
    throw new Error(`left behind: ${names.join(", ")}`);
  },
} as const;

function host(): Host {
  const interrupted = new AbortController().signal;
  return {
    env: process.env,
    cwd: tmpdir(),
    temporary: [tmpdir()],
    interrupted,
    signalGroup: (pid, signal) => process.kill(-pid, signal),
  };
}

function damaged(text: string, right: string, wrong: string): string {
  if (!text.includes(right)) throw new Error(`no ${right} in ${text}`);
  return text.replace(right, wrong);
}
