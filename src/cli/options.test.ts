import { expect, test } from "@jest/globals";
import { parseArguments } from "./options.js";

const parse = (...argv: string[]) => parseArguments(argv, 80, "1.2.3");

test("has defaults for everything", async () => {
  expect(await parse()).toEqual({
    kind: "shift",
    paths: [],
    stdinPath: undefined,
    write: false,
    check: false,
    only: undefined,
    skip: undefined,
    level: "harden",
    format: undefined,
    context: undefined,
    also: [],
    registry: false,
    running: {},
    assumed: {},
    secretStyle: "file",
    showSecrets: false,
    digests: undefined,
    mirrors: [],
  });
});

test.each([
  [["a", "1", "01", "0x1"], { paths: ["a", "1", "01", "0x1"] }],
  [["--only", "a,b", "--only=c", "D", "--skip", "x, y,"], { only: ["a", "b", "c"], skip: ["x", "y"], paths: ["D"] }],
  [["--write", "D"], { write: true, paths: ["D"] }],
  [["--level", "safe", "--level=restructure"], { level: "restructure" }],
  [["--format", "json", "--context", "1"], { format: "json", context: "1" }],
  [["--", "list", "-x"], { paths: ["list", "-x"] }],
  [["./list"], { paths: ["./list"] }],
  [["a", "list"], { paths: ["a", "list"] }],
  [["--stdin-filepath", "a/Dockerfile", "--write"], { stdinPath: "a/Dockerfile", write: true }],
  [["--registry", "--mirror", "a.example", "--mirror=b"], { registry: true, mirrors: ["a.example", "b"] }],
  [["--digest", "D"], { registry: true, digests: "pin", paths: ["D"] }],
  [["--offline"], { registry: false }],
  [["--also", "compose", "a"], { also: ["compose"], paths: ["a"] }],
  [["update-pins", "--also=compose"], { also: ["compose"], digests: "refresh" }],
  [
    ["update-pins", "a", "--write"],
    { registry: true, digests: "refresh", only: ["pin-base-image"], paths: ["a"], write: true },
  ],
  [["update-pins", "list"], { paths: ["list"], digests: "refresh" }],
  [["./update-pins"], { paths: ["./update-pins"], registry: false }],
  [["--show-secrets", "--secret-style", "env"], { showSecrets: true, secretStyle: "env" }],
  [["--only", "a", "--", "b"], { only: ["a"], paths: ["b"] }],
])("reads %j", async (argv, expected) => {
  expect(await parse(...argv)).toMatchObject({ kind: "shift", ...expected });
});

test("knows its subcommands", async () => {
  expect(await parse("list")).toEqual({ kind: "list" });
  expect(await parse("explain", "merge-runs")).toEqual({ kind: "explain", name: "merge-runs" });
});

test.each([
  [["--wirte"], "unknown option --wirte; did you mean --write?"],
  [["--no-write"], "unknown option --no-write; did you mean --write?"],
  [["-w"], "unknown option -w"],
  [["list", "--frobnicate"], "unknown option --frobnicate"],
  [["--level", "sfe"], '--level is safe, harden or restructure, not "sfe"'],
  [["--level", "advice"], '--level is safe, harden or restructure, not "advice"'],
  [["--format="], '--format is diff, summary or json, not ""'],
  [["--only"], "--only needs a value"],
  [["--also", "helm"], '--also is compose, not "helm"'],
  [["--secret-style", "ssh"], '--secret-style is file or env, not "ssh"'],
  [["verify", "--also", "compose"], "unknown option --also"],
  [["--only", "--check"], "--only needs a value"],
  [["--write", "--check"], "use --check or --write, not both"],
  [["--stdin-filepath", "a", "b"], "use --stdin-filepath or paths, not both"],
  [["--stdin-filepath", "a", "--write", "--format", "json"], "use --format or --write with --stdin-filepath"],
  [["--offline", "--digest"], "--offline asks nobody"],
  [["--mirror", "a"], "--mirror needs --registry or --digest"],
  [["update-pins", "--only", "a"], "`update-pins` runs one transform"],
  [["--write", "update-pins"], "write `update-pins` first"],
  [["list", "x"], '`list` takes no "x"; for a path of that name write ./list'],
  [["explain"], "`explain` needs the name of a transform; see dockshift list"],
])("refuses %j", async (argv, message) => {
  await expect(parse(...argv)).rejects.toThrow(message);
});

test("prints the version", async () => {
  expect(await parse("--version")).toEqual({ kind: "text", text: "1.2.3\n" });
});

test("prints help that fits one screen", async () => {
  const request = await parse("--help");
  const text = request.kind === "text" ? request.text : "";
  const lines = text.split("\n");
  expect(lines.length).toBeLessThanOrEqual(36);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  const options =
    "write check only skip level format context also secret-style show-secrets stdin-filepath version help".split(" ");
  for (const option of options) expect(text).toContain(`--${option} `);
});
