import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { legacyArchive, type Member, tar } from "../../verify/testing/archive.js";

/** A program named `docker` that builds what tests prepared, and remembers what it was asked. */
export interface FakeDocker {
  /** What finds it before anything else. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The command lines so far. */
  calls(): readonly (readonly string[])[];
  /** The images and containers that are still there. */
  left(): readonly string[];
  /** The text of the Dockerfile that was built as `before` or `after`. */
  built(side: string): string;
}

/** One side's image. */
export interface FakeImage {
  readonly files?: readonly Member[];
  readonly config?: unknown;
  /** What `inspect` says of its container. */
  readonly state?: unknown;
  readonly user?: string;
  /** Why `run` fails. */
  readonly refused?: string;
}

/**
 * Makes the program in a directory. A Dockerfile with `RUN fail` does not build, one with `RUN sleep` goes on until it is
 * stopped, `RUN crash` ends the server, and `RUN freeze` makes it remove nothing any more; a server that does not answer is asked for with `down`.
 */
export function fakeDocker(directory: string, before: FakeImage, after: FakeImage, down = false): FakeDocker {
  const images = join(directory, "images");
  for (const path of [directory, images]) mkdirSync(path, { recursive: true });
  for (const [side, { files = [], config = {}, state, user, refused }] of Object.entries({ before, after })) {
    writeFileSync(join(directory, `${side}.tar`), legacyArchive({ config }, [tar([]), tar(files)]));
    writeFileSync(
      join(directory, `${side}.json`),
      JSON.stringify({ state: state ?? { Running: true }, user: user ?? "0", refused }),
    );
  }
  writeFileSync(join(directory, "docker"), `#!${process.execPath}\n${PROGRAM.replace("DOWN", String(down))}`);
  chmodSync(join(directory, "docker"), 0o755);
  const calls = join(directory, "calls");
  return {
    env: { PATH: directory },
    calls: () => {
      if (!existsSync(calls)) return [];
      const lines = readFileSync(calls, "utf8").trim().split("\n");
      return lines.map((line) => JSON.parse(line) as readonly string[]);
    },
    left: () => readdirSync(images),
    built: (side) => readFileSync(join(directory, `${side}.Dockerfile`), "utf8"),
  };
}

const PROGRAM = `
const { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const args = process.argv.slice(2);
const option = (name) => args.find((arg) => arg.startsWith(name + "="))?.slice(name.length + 1);
appendFileSync(join(__dirname, "calls"), JSON.stringify(args) + "\\n");
const side = (name) => name.replace(/.*-/, "");
const at = (name) => join(__dirname, "images", name.replaceAll("/", "_"));
const last = args.at(-1);
const fail = (text, code = 1) => { console.error(text); process.exit(code); };
const remove = (kind) => existsSync(join(__dirname, "frozen")) ? fail("Error: cannot be removed") : existsSync(at(last)) ? rmSync(at(last)) : fail("Error: No such " + kind + ": " + last);
const details = () => JSON.parse(readFileSync(join(__dirname, side(args.find((arg) => /(?:^|=)dockshift-verify-/.test(arg))) + ".json")));
const words = args.slice(0, 2).join(" ");
if (words === "--version") console.log("Docker version 1");
else if (words === "buildx version") console.log("buildx 1");
else if (args[0] === "version") DOWN || existsSync(join(__dirname, "crashed")) ? fail("Cannot connect to the daemon") : console.log("1");
else if (words === "buildx build") {
  const text = readFileSync(option("--file"), "utf8");
  const tag = option("--tag");
  writeFileSync(join(__dirname, side(tag) + ".Dockerfile"), text);
  writeFileSync(at(tag), "");
  if (/RUN freeze/.test(text)) writeFileSync(join(__dirname, "frozen"), "");
  console.error("#1 building " + (option("--build-arg") ?? ""));
  if (/RUN fail/.test(text)) { rmSync(at(tag)); fail("failed: exit 1"); }
  if (/RUN crash/.test(text)) { writeFileSync(join(__dirname, "crashed"), ""); rmSync(at(tag)); fail("ERROR: EOF"); }
  if (/RUN (?:sleep|freeze)/.test(text)) setInterval(() => undefined, 1000);
} else if (words === "image save") process.stdout.write(readFileSync(join(__dirname, side(last) + ".tar")));
else if (words === "image rm") remove("image");
else if (args[0] === "run") {
  writeFileSync(at(option("--name")), "");
  const { refused } = details();
  if (refused) fail(refused, 125);
}
else if (words === "container inspect") console.log(JSON.stringify(details().state));
else if (args[0] === "top") console.log("UID PID\\n" + details().user + " 7");
else if (args[0] === "rm") remove("container");
else fail("unknown: " + args.join(" "), 9);
`;
