import { expect, test } from "@jest/globals";
import { parseArguments } from "./options.js";

const parse = (...argv: string[]) => parseArguments(argv, 80, "1.2.3");

test("has defaults for everything", async () => {
  expect(await parse("verify")).toEqual({
    kind: "verify",
    paths: [],
    write: false,
    only: undefined,
    skip: undefined,
    level: "harden",
    format: "summary",
    context: undefined,
    registry: false,
    running: {},
    assumed: {},
    secretStyle: "file",
    showSecrets: false,
    digests: undefined,
    mirrors: [],
    engine: undefined,
    buildArgs: [],
    secrets: [],
    target: undefined,
    platform: undefined,
    run: false,
    runArgs: [],
    extra: [],
  });
});

test.each([
  [["verify", "a", "b", "--", "--network=host", "c"], { paths: ["a", "b"], extra: ["--network=host", "c"] }],
  [["verify", "--build-arg", "A=1", "--build-arg=B"], { buildArgs: ["A=1", "B"] }],
  [["verify", "--secret", "id=a,src=b", "x"], { secrets: ["id=a,src=b"], paths: ["x"] }],
  [["verify", "--engine", "podman", "--engine=buildah"], { engine: "buildah" }],
  [["verify", "--run", "--run-arg=--env=A=1"], { run: true, runArgs: ["--env=A=1"] }],
  [["verify", "--", "-q", "--no-cache"], { extra: ["-q", "--no-cache"] }],
  [["verify", "--run", "--run-arg=-eP=1", "--run-arg=--pid=host"], { runArgs: ["-eP=1", "--pid=host"] }],
  [["--write", "--verify", "a"], { write: true, paths: ["a"] }],
  [["--level", "safe", "--verify"], { level: "safe" }],
  [["verify", "--registry", "--mirror", "a.example"], { registry: true, digests: undefined, mirrors: ["a.example"] }],
  [["--write", "--verify", "--digest"], { registry: true, digests: "pin", write: true }],
  [["verify", "--show-secrets", "--secret-style=env"], { showSecrets: true, secretStyle: "env" }],
  [["verify", "verify"], { paths: ["verify"] }],
])("reads %j", async (argv, expected) => {
  expect(await parse(...argv)).toMatchObject({ kind: "verify", ...expected });
});

test("--verify behind dashes is a path", async () => {
  expect(await parse("--", "--verify")).toMatchObject({ kind: "shift", paths: ["--verify"] });
});

test.each([
  [["--write", "verify"], "write `verify` first"],
  [["verify", "--check"], "unknown option --check"],
  [["verify", "--engine", "dokcer"], '--engine is buildx, docker, podman or buildah, not "dokcer"'],
  [["verify", "--format", "diff"], '--format is summary or json, not "diff"'],
  [["verify", "--build-arg"], "--build-arg needs a value"],
  [["verify", "--run-arg=-e"], "--run-arg needs --run"],
  [["verify", "--run", "--engine=buildah"], "buildah runs no containers"],
  [["verify", "--", "--push"], "verify sets --push itself"],
  [["verify", "--", "-t", "x"], "verify sets -t itself"],
  [["verify", "--", "-tx"], "verify sets -tx itself"],
  [["verify", "--", "--output=type=local,dest=/"], "verify sets --output itself"],
  [["verify", "--", "-o", "x"], "verify sets -o itself"],
  [["verify", "--", "-qt", "x"], "verify sets -qt itself"],
  [["verify", "--offline", "--registry"], "--offline asks nobody"],
  [["verify", "--mirror", "a"], "--mirror needs --registry or --digest"],
  [["verify", "--", "-Dqox"], "verify sets -Dqox itself"],
  [["verify", "--", "--cache-to", "type=registry,ref=x"], "verify sets --cache-to itself"],
  [["verify", "--", "--target=x"], "--target stands before the `--`"],
  [["verify", "--", "--platform", "x"], "--platform stands before the `--`"],
  [["verify", "--run", "--run-arg=--name=x"], "verify sets --name itself"],
  [["verify", "--run", "--run-arg=--rm"], "verify sets --rm itself"],
  [["verify", "--run", "--run-arg=--restart", "--run-arg=always"], "verify sets --restart itself"],
  [["verify", "--run", "--run-arg=--cidfile=x"], "verify sets --cidfile itself"],
  [["verify", "--run", "--run-arg=-p80:80"], "verify sets -p80:80 itself"],
  [["verify", "--run", "--run-arg=-tiP"], "verify sets -tiP itself"],
  [["verify", "--run", "--run-arg=--publish-all"], "verify sets --publish-all itself"],
])("refuses %j", async (argv, message) => {
  await expect(parse(...argv)).rejects.toThrow(message);
});

test("prints help that fits one screen", async () => {
  const request = await parse("verify", "--help");
  const text = request.kind === "text" ? request.text : "";
  expect(text.split("\n").length).toBeLessThanOrEqual(36);
  expect(Math.max(...text.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(80);
  for (const option of "registry digest engine build-arg secret target platform run run-arg write".split(" "))
    expect(text).toContain(`--${option} `);
});
