import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { afterAll, expect, test } from "@jest/globals";
import { shift } from "dockshift";
import { DirectoryContext } from "../src/project/directory.js";
import { treeDifferences } from "../src/verify/compare-trees.js";
import { type KnownLayers, readImage } from "../src/verify/image.js";
import { judge } from "../src/verify/judge.js";
import { fileTree } from "../src/verify/tree.js";
import type { TreeNode } from "../src/verify/tree-node.js";
import { type BuildSettings, buildWith } from "./build.js";
import { labelled, removeImage } from "./docker.js";
import { NAMED, PrivateServers } from "./private-servers.js";
import { allSecretCases, type SecretCase, SecretCopy } from "./secrets.js";
import { SshAgent } from "./ssh-agent.js";
import { type Built, disguises, Tracer } from "./traces.js";

const GROUP = `secrets-${process.pid}`;

/** BuildKit would fetch the frontend; the engine's own knows the mounts of files and agents as well. */
const SYNTAX = "# syntax=docker/dockerfile:1\n";

// both before the tests, since those that run together do not wait for `beforeAll`
const token = `tok${randomBytes(20).toString("hex")}`;
const agent = await SshAgent.start();
const servers = await PrivateServers.start(token, agent.publicKey);
const tracers = {
  token: new Tracer(disguises(token)),
  key: new Tracer(keyLines(agent.privateKey).flatMap(disguises)),
};
const layers: KnownLayers = new Map();

afterAll(async () => {
  await servers[Symbol.asyncDispose]();
  await agent[Symbol.asyncDispose]();
  expect((await labelled(`dockshift.e2e=${GROUP}`)).images).toEqual([]);
});

// `secretStyle: "env"` cannot be built here: mounts with `env=` came with a newer BuildKit than that of Debian's engine
for (const each of allSecretCases()) {
  const run = each.expected.unmet === undefined ? test.concurrent : test.concurrent.failing;
  run(`${each.name} keeps its secret out of the image`, () => keepsOut(each));
}

async function keepsOut(secretCase: SecretCase): Promise<void> {
  const { changed = [], found, isKey = false, optional: isOptional = false } = secretCase.expected;
  const secret = isKey ? agent.privateKey : token;
  const tracer = isKey ? tracers.key : tracers.token;
  using copy = new SecretCopy(secretCase, { ...servers.words, "the-secret": secret });
  const before = copy.dockerfile;
  const names = [...before.matchAll(/^ARG (\w+)$/gm)].map(([, name]) => name!);
  const outcome = shift(before, { only: ["mount-secrets"], context: new DirectoryContext(copy.directory) });
  expect(outcome.skipped).toEqual([]);
  expect(outcome.after.slice(0, SYNTAX.length)).toBe(SYNTAX);
  // what an earlier run has built is not built again, whatever secret it is given
  const after = outcome.after
    .slice(SYNTAX.length)
    .replace(/^RUN --mount=type=(?:secret|ssh)/m, `ARG TEST=${GROUP}\n$&`);
  const builds = new Builds(copy.directory);

  try {
    const was = await builds.build(before, { options: names.map((name) => `--build-arg=${name}=${secret}`) });
    expect(await tracer.traces(was)).toEqual(expect.arrayContaining([...found]));

    if (!isOptional) {
      if (names.length > 0) await expect(builds.build(before, {})).rejects.toThrow("does not build");
      await expect(builds.build(after, {})).rejects.toThrow("does not build");
    }
    const env = Object.fromEntries([...names, ...variables(outcome.todos[0]!.message)].map((name) => [name, secret]));
    const is = await builds.build(after, {
      options: optionsOf(outcome.todos[0]!.message),
      env: isKey ? agent.env : env,
    });
    expect(await tracer.traces(is)).toEqual([]);
    expect(await differences(was, is)).toEqual(changed);

    if (isOptional) {
      // a secret is no part of what the builder's cache goes by
      const options = ["--no-cache-filter=app"];
      const [plainBefore, plainAfter] = [
        await builds.build(before, { options }),
        await builds.build(after, { options }),
      ];
      expect(await differences(plainBefore, plainAfter)).toEqual([]);
    }
  } finally {
    await builds.remove();
  }
}

/** Where git keeps the times of what it does, and inode numbers. */
const TIMES = /\/\.git\/(?:index$|logs\/)/;

/** The builds of a test, which all have one context. */
class Builds {
  private readonly images: string[] = [];

  constructor(private readonly context: string) {}

  async build(source: string, settings: BuildSettings): Promise<Built> {
    const options = [NAMED, ...(settings.options ?? [])];
    const built = await buildWith(source, this.context, { ...settings, options, group: GROUP });
    this.images.push(built.image);
    return built;
  }

  async remove(): Promise<void> {
    for (const image of this.images) await removeImage(image);
  }
}

/** The options of the command that the outcome tells the user. */
function optionsOf(message: string): readonly string[] {
  const [, command] = /^Build with `docker build (.*) \.`$/.exec(message) ?? [];
  if (command === undefined) throw new Error(`no command: ${message}`);
  return command.split(" ");
}

/** The variables that the options take secrets from. */
function variables(message: string): readonly string[] {
  return [...message.matchAll(/,env=(\w+)/g)].map(([, name]) => name!);
}

/** The lines of a private key that no other key has in common with it. */
function keyLines(key: string): readonly string[] {
  return key.split("\n").filter((line) => line !== "" && !/^-----|^b3BlbnNzaC1rZXkt/.test(line));
}

/** The files that are not the same in two images, but for what no two builds have in common. */
async function differences(before: Built, after: Built): Promise<readonly string[]> {
  const trees = { before: await treeOf(before.image), after: await treeOf(after.image) };
  const announced = { deltas: new Set<never>(), plan: [], isOwn: () => true, baseLayers: { before: 0, after: 0 } };
  const { differences } = judge(treeDifferences(trees.before, trees.after), [], trees, announced);
  return differences.flatMap(({ what, change }) => (change === "content" && TIMES.test(what) ? [] : [what]));
}

async function treeOf(image: string): Promise<TreeNode> {
  const { stdout } = spawn("docker", ["image", "save", image], { stdio: ["ignore", "pipe", "inherit"] });
  return fileTree((await readImage(stdout, layers)).layers);
}
