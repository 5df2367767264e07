import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { StageContents } from "../stage-contents.js";
import type { Port } from "./port.js";
import { probeCommand, type Probe } from "./probe.js";

const FIXED: Port = { number: 3000, variable: undefined, evidence: { source: "", says: "" } };
const SET: Port = { ...FIXED, variable: "PORT" };
const OPEN: Port = { ...FIXED, number: undefined, variable: "PORT" };

/** The probe of an image that has these tools. */
function probe(
  tools: string,
  path: string | undefined,
  port = FIXED,
  { runtime, shell = "/bin/sh" }: { readonly runtime?: string; readonly shell?: string | null } = {},
): Probe | undefined {
  const set = new Set(tools.split(" "));
  const base = { contents: { tools: set, shell }, sources: [], isChecked: true };
  const contents: StageContents = { base, tools: set, accounts: [], groups: new Set(), doubt: undefined };
  return probeCommand({ port, path }, contents, runtime);
}

function shellOf(found: Probe | undefined): string | undefined {
  return found && "shell" in found ? found.shell : undefined;
}

describe("the tool", () => {
  test.each<[string, string | undefined, string | undefined, string | undefined]>([
    ["curl wget node", "/", undefined, "curl"],
    ["wget node", "/", undefined, "wget"],
    ["curl node", "/", "node", "node"],
    ["curl python3", "/", "python", "python3"],
    ["curl ruby", "/", "ruby", "curl"],
    ["curl nc bash", undefined, undefined, "nc"],
    ["curl bash", undefined, undefined, "bash"],
    ["curl", undefined, undefined, undefined],
    ["nc bash", "/", undefined, undefined],
    ["php", undefined, undefined, "php"],
    ["ruby", undefined, undefined, "ruby"],
    ["git", "/", undefined, undefined],
  ])("of %s for %s in an image for %s is %s", (tools, path, runtime, tool) => {
    const found = probe(tools, path, FIXED, runtime === undefined ? {} : { runtime });
    expect(shellOf(found)?.split(" ")[0]).toBe(tool);
  });

  test("curl takes any answer of a server that is asked for nothing else", () => {
    const contents: StageContents = {
      base: undefined,
      tools: new Set(["curl"]),
      accounts: [],
      groups: new Set(),
      doubt: undefined,
    };
    expect(probeCommand({ port: FIXED, path: undefined, anyAnswer: true }, contents, undefined)).toEqual({
      shell: "curl -sS -o /dev/null http://127.0.0.1:3000/ || exit 1",
    });
  });
});

describe("without a shell", () => {
  test.each([
    ["node", "/h", FIXED, "/nodejs/bin/node"],
    ["node", undefined, SET, "/nodejs/bin/node"],
    ["python3", "/h", SET, "/usr/bin/python3"],
    ["curl", "/h", FIXED, undefined],
    ["nc", undefined, FIXED, undefined],
    ["php", undefined, SET, undefined],
  ])("%s asks %s by %j", (tools, path, port, program) => {
    const found = probe(tools, path, port, { shell: null });
    expect(found && "exec" in found ? found.exec[0] : undefined).toBe(program);
  });
});

/** Programs of this machine, so far as they are there. */
const THERE = ["node", "python3", "python", "curl", "wget", "nc", "bash", "php", "ruby"].filter(
  (tool) =>
    tool === "node" ||
    spawnSync("/bin/sh", ["-c", `${tool} --version || command -v ${tool} && test ${tool} = nc`]).status === 0,
);

describe("run by a shell", () => {
  const server = createServer(({ url, method }, response) => {
    response.writeHead(method !== "GET" || url === "/bad" ? 500 : 200).end("ok");
  });
  let port = 0;
  let free = 0;

  beforeAll(async () => {
    const other = createServer();
    for (const each of [server, other]) await once(each.listen(0, "127.0.0.1"), "listening");
    [port, free] = [server, other].map((each) => (each.address() as AddressInfo).port) as [number, number];
    await once(other.close(), "close");
  });
  afterAll(() => {
    server.close();
  });

  async function status(command: Probe, variable?: number): Promise<number> {
    const [program, ...args] = "shell" in command ? ["/bin/sh", "-c", command.shell] : command.exec;
    const env = { PATH: process.env.PATH, ...(variable !== undefined && { PORT: String(variable) }) };
    const child = spawn(program!, args, { env, stdio: "ignore" });
    const [code] = (await once(child, "close")) as [number];
    return code;
  }

  const cases = THERE.flatMap((tool) =>
    [undefined, "/ok"].flatMap((path) => (probe(tool, path) === undefined ? [] : [[tool, path] as const])),
  );

  test.each(cases)("%s asks %s", async (tool, path) => {
    const fixed = (number: number): Probe => probe(tool, path, { ...FIXED, number })!;
    expect([await status(fixed(port)), await status(fixed(free))]).toEqual([0, 1]);
    const preset = probe(tool, path, { ...SET, number: port })!;
    expect([await status(preset), await status(preset, free), await status(preset, port)]).toEqual([0, 1, 0]);
    const open = probe(tool, path, OPEN)!;
    expect([await status(open, port), await status(open, free)]).toEqual([0, 1]);
    if (path !== undefined) expect(await status(probe(tool, "/bad", { ...FIXED, number: port })!)).toBe(1);
  });

  test("node as an exec form", async () => {
    const { exec } = probe("node", "/ok", { ...SET, number: port }, { shell: null }) as { exec: readonly string[] };
    const command = { exec: [process.execPath, ...exec.slice(1)] };
    expect([await status(command), await status(command, free)]).toEqual([0, 1]);
  });
});
