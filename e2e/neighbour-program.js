/**
 * Runs in a container that shares an app's network and processes, and does what it reads, a line of JSON at a time. So it
 * does not matter what the app's own image has: a shell, a client.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";

/** How long an app may take until it listens, in milliseconds. */
const PATIENCE = 60_000;

for await (const line of createInterface({ input: process.stdin })) {
  try {
    console.log(JSON.stringify({ result: await act(JSON.parse(line)) }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error) }));
  }
}

/** @type {(asked: { act: string, name: NodeJS.Signals, port: number, request: import("./apps.js").Request }) => unknown} */
function act({ act, name, port, request }) {
  if (act === "ask") return ask(port, request);
  if (act === "uids") return processes().flatMap((pid) => status(pid, "Uid") ?? []);
  // the first one is out of reach from here
  for (const pid of processes()) if (pid !== 1) process.kill(pid, name);
  return null;
}

/**
 * Asks again while nobody listens.
 * @type {(port: number, request: import("./apps.js").Request) => Promise<import("./neighbour.js").Answer>}
 */
async function ask(port, { method = "GET", path, headers = {}, body = null }) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      // a connection that is kept may keep the server from stopping
      const options = { method, headers: { ...headers, connection: "close" }, body };
      const response = await fetch(`http://localhost:${port}${path}`, { ...options, redirect: "manual" });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      if (Date.now() > end) throw error;
      await setTimeout(200);
    }
  }
}

/** Those of the app, by number: what has no parent here, such as a health check, came from outside. */
function processes() {
  const names = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return names.map(Number).filter((pid) => pid === 1 || (pid !== process.pid && status(pid, "PPid") !== 0));
}

/**
 * A number that the kernel tells about a process; none when it is gone.
 * @type {(pid: number, name: "PPid" | "Uid") => number | undefined}
 */
function status(pid, name) {
  try {
    const lines = readFileSync(`/proc/${pid}/status`, "utf8").split("\n");
    return Number(lines.find((line) => line.startsWith(`${name}:`))?.split("\t")[1]);
  } catch {
    return undefined;
  }
}
