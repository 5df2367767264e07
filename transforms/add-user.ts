import { chooseAccount } from "../src/engine/account.js";
import { dockerfile } from "../src/engine/dockerfile-tag.js";
import { advice, fix, skip } from "../src/engine/edits.js";
import type { Facts } from "../src/engine/facts.js";
import { exposedPorts } from "../src/engine/health/exposed.js";
import { isOwnServer } from "../src/engine/health/servers.js";
import { keptInRootHome } from "../src/engine/root-home.js";
import { keptFromOthers } from "../src/engine/modes.js";
import { rootSettings } from "../src/engine/server-settings.js";
import { withoutDirectory } from "../src/engine/own-directory.js";
import { type Obstacle, rootNeed, unknownBase } from "../src/engine/root-needs.js";
import { setupEdits } from "../src/engine/setup-user.js";
import type { Startup } from "../src/engine/startup.js";
import type { Fix, Skip, Transform } from "../src/engine/types.js";
import { rootPackages } from "../src/engine/user-packages.js";
import { type Writable, writables } from "../src/engine/writable.js";
import { isRoot } from "../src/plan/root.js";
import { expand, type StageFacts } from "../src/plan/state.js";

export const addUser: Transform = {
  name: "add-user",
  title: "Run as a user without privileges",
  why: "A process that runs as root in its container is root on the host as soon as it gets out of it, and may change everything in it before.",
  level: "harden",
  refs: [
    "examples: Multi-Stage Build with Non-Root User",
    "checklist: Run as non-root user",
    "hadolint DL3002",
    "CIS Docker 4.1",
  ],
  example: {
    before: dockerfile`
      FROM python:3.13.5-slim
      WORKDIR /app
      COPY . .
      CMD ["python", "app.py"]
    `,
    after: dockerfile`
      FROM python:3.13.5-slim
      WORKDIR /app
      RUN groupadd -r -g 1001 appuser && \\
          useradd -r -m -u 1001 -g appuser appuser && \\
          chown appuser:appuser /app
      COPY --chown=appuser:appuser . .
      USER appuser
      CMD ["python", "app.py"]
    `,
  },

  *run(_file, facts) {
    for (const stage of targets(facts)) {
      const found = ofStage(stage, facts);
      if (found !== undefined) yield found;
    }
  },
};

/** The final stage and those that compose files build, unless other stages are built on them or copy from them: as root. */
function targets({ finalStage, services, stages, targets: free }: Facts): readonly StageFacts[] {
  const named = services.flatMap(({ target }) =>
    stages.filter(({ stage }) => target !== undefined && stage.name === target.toLowerCase()),
  );
  return stages.filter((each) => each === finalStage || (named.includes(each) && free.includes(each)));
}

function ofStage(stage: StageFacts, facts: Facts): Fix | Skip | undefined {
  const { base: described } = facts.contents(stage);
  const { user } = stage.last;
  const own = user === "" ? described?.contents.user : user;
  if (own !== undefined && !isRoot(own)) return undefined;
  const last = stage.stage.instructions.findLast(({ keyword }) => STEPS_OR_USER.test(keyword));
  if (last?.keyword === "USER" && stage.stage.instructions.length > 1) {
    const { line } = facts.file.lines.place(last.range.start);
    return skip(last.range, `line ${line} makes it root's at its very end, which looks like a decision`);
  }
  const at = stage.stage.from.range;
  const start = facts.startup(stage);
  if (described?.contents.family === "windows")
    return advice("Windows containers can run as `ContainerUser`, which what they do has to allow", at);
  const obstacle = obstacleOf(stage, start, facts);
  if (obstacle !== undefined) return skip(at, obstacle.reason, obstacle.needs);
  if (stage.states.some(({ user: each }) => each !== "" && !isRoot(each)))
    return skip(at, "it works as another user on the way, and then as root again");
  const { doubt } = facts.contents(stage);
  if (doubt !== undefined) return skip(at, `nobody knows which accounts there are: ${doubt}`);
  const account = chooseAccount(facts.contents(stage), facts.running.uid);
  if (account === undefined)
    return skip(at, "the image has no program that creates accounts", "`useradd` or `adduser` in it");
  const paths = writables(stage, start, facts);
  if (!isList(paths)) return skip(at, paths.reason, paths.needs);
  const hasShell = described!.contents.shell !== null;
  if (!hasShell && paths.length > 0)
    return skip(
      at,
      `\`${paths[0]!.path}\` has to belong to another user, and the image has no shell to change that in`,
    );
  const packages = rootPackages(stage, facts) ?? [];
  if (packages.length > 0 && account.home === undefined)
    return skip(at, `\`${account.user}\` has no home that root's packages could move to`);
  const setup = { stage, packages, account, writables: paths, ownsCode: facts.running.keepsCode !== true, hasShell };
  const message = `Run as \`${account.user}\`, ${account.why}, not as root`;
  return fix(message, (start.cmd ?? start.entrypoint)?.range ?? at, setupEdits(setup, facts), {
    deltas: packages.length === 0 ? ["user"] : ["user", "home"],
    shows: { user: `root → ${account.user}${account.uid === undefined ? "" : ` (${account.uid})`}` },
    evidence: account.isReady ? described!.sources.slice(0, 1).map((source) => ({ source, says: account.why })) : [],
    ...todo(stage, facts),
  });
}

const STEPS_OR_USER = /^(?:RUN|COPY|ADD|WORKDIR|USER)$/;

function isList(paths: readonly Writable[] | Obstacle): paths is readonly Writable[] {
  return !("reason" in paths);
}

/** Why a stage must stay root's, or may have to. */
function obstacleOf(stage: StageFacts, start: Startup, facts: Facts): Obstacle | undefined {
  const { base } = facts.contents(stage);
  if (base === undefined) return unknownBase(stage);
  const { family, entrypoint, twin } = base.contents;
  if (family === undefined)
    return {
      reason: `nobody knows which system \`${stage.baseImage}\` is`,
      needs: "--assume with an image that it is like",
    };
  if (stage.stage.instructions.some(({ keyword }) => keyword === "ONBUILD"))
    return { reason: "its ONBUILD instructions would run as another user" };
  if (
    /(?:^|\/)\.github\/actions\//.test(facts.path) ||
    facts.context?.read("action.yml") !== undefined ||
    facts.context?.read("action.yaml") !== undefined
  )
    return { reason: "GitHub runs it as an action, whose files are root's" };
  const privileges = facts.services.find((service) => service.privileges !== undefined)?.privileges;
  if (privileges !== undefined) return { reason: `${privileges} gives it what only root may use` };
  if (start.entrypoint === undefined) {
    const serves = base.contents.command !== undefined;
    if (entrypoint === "drops-privileges")
      return { reason: `the entrypoint of \`${stage.baseImage}\` starts as root and then runs as a user of its own` };
    if (entrypoint === "needs-root" && !serves)
      return {
        reason: `\`${stage.baseImage}\` has to start as root`,
        ...(twin !== undefined && { needs: `\`${twin}\` as its base` }),
      };
    if (start.cmd === undefined && !serves) return { reason: "it starts nothing: an image to build on or to work in" };
  }
  const settings = isOwnServer(stage, start, facts) ? rootSettings(stage, facts) : undefined;
  return (
    settings ??
    rootNeed(stage, start, facts) ??
    keptInRootHome(stage, start, facts) ??
    keptFromOthers(stage, facts) ??
    withoutDirectory(stage, start, facts)
  );
}

function todo(stage: StageFacts, facts: Facts): Partial<Fix> {
  const paths = stage.stage.instructions
    .filter(({ keyword }) => keyword === "VOLUME")
    .flatMap(({ words }) => words.map(({ value }) => expand(value, stage.env, facts.file.escape).text))
    .filter((path) => path !== "/tmp");
  const volumes =
    paths.length === 0
      ? undefined
      : `Volumes that exist already hold root's files: give them to the new user once (${paths.join(", ")})`;
  const ports = [
    ...exposedPorts(stage, facts).map(({ port }) => port),
    ...(facts.contents(stage).base?.contents.ports ?? []),
  ];
  const low = ports.find((port) => port < 1024);
  const port =
    low === undefined
      ? undefined
      : `Docker lets every user open port ${low}; Kubernetes does with containerd 2 or the sysctl net.ipv4.ip_unprivileged_port_start=0`;
  const all = [volumes, port].filter((text) => text !== undefined);
  return all.length === 0 ? {} : { todo: all.join("\n") };
}
