/**
 * Runs in a container and serves what only who has the secret gets: an index for pip, registries for npm, Composer and Bundler,
 * git over HTTP and over ssh. Prints its ports. The secret comes on the first line of the standard input, the public key of who
 * may come by ssh on the second.
 */
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { createInterface } from "node:readline";
import { gzipSync } from "node:zlib";

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Response */

const ROOT = "/srv/git";
const FILES = "/srv/files";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const secret = (await lines.next()).value;
const publicKey = (await lines.next()).value;

repository("site", { "index.html": "<h1>Site</h1>\n" });
repository("colours", {
  "setup.py": "from setuptools import setup\nsetup(name='colours', version='1.0.0', py_modules=['colours'])\n",
  "colours.py": "RED = '#f00'\n",
});
const npm = archive("npm.tgz", "package", {
  "package.json": '{"name":"@team/colours","version":"1.0.0","main":"index.js"}\n',
  "index.js": 'exports.red = "#f00";\n',
});
const composer = archive("composer.tar.gz", "colours", {
  "composer.json": '{"name":"team/colours"}\n',
  "colours.php": "<?php const RED = '#f00';\n",
});
const wheel = wheelOf({
  "colours.py": "RED = '#f00'\n",
  "colours-1.0.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: colours\nVersion: 1.0.0\n",
  "colours-1.0.0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: none\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
  "colours-1.0.0.dist-info/RECORD": "",
});
const gem = gemOf({ "lib/colours.rb": 'RED = "#f00"\n' });

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? "", "http://localhost");
  if (pathname.startsWith("/git/")) git(request, response);
  else if (!isLetIn(request)) refuse(response);
  else serve(pathname, request.headers.host ?? "", response);
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const ssh = await sshd();
console.log(JSON.stringify({ http: /** @type {import("node:net").AddressInfo} */ (server.address()).port, ssh }));
// nobody needs it any more
await lines.next();
process.exit();

/**
 * By a bearer's token, or by a login whose user or password is the secret.
 * @type {(request: Request) => boolean}
 */
function isLetIn({ headers: { authorization = "" } }) {
  const [scheme, value = ""] = authorization.split(" ");
  if (scheme !== "Basic") return value === secret;
  return Buffer.from(value, "base64").toString().split(":").includes(secret);
}

/** @type {(response: Response) => void} */
function refuse(response) {
  response.writeHead(401, { "www-authenticate": 'Basic realm="team"' }).end("who are you?\n");
}

/** @type {(pathname: string, host: string, response: Response) => void} */
function serve(pathname, host, response) {
  const info = `---\n1.0.0 |checksum:${hash("sha256", gem)}\n`;
  const version = {
    name: "team/colours",
    version: "1.0.0",
    dist: { type: "tar", url: `http://${host}/colours.tar.gz` },
  };
  /** @type {Record<string, string | Buffer>} */
  const bodies = {
    "/colours-1.0.0.tgz": npm,
    "/simple/colours/": '<a href="/colours-1.0.0-py3-none-any.whl">colours-1.0.0-py3-none-any.whl</a>',
    "/colours-1.0.0-py3-none-any.whl": wheel,
    "/packages.json": JSON.stringify({ packages: { "team/colours": { "1.0.0": version } } }),
    "/colours.tar.gz": composer,
    "/versions": `created_at: 2024-01-01T00:00:00Z\n---\ncolours 1.0.0 ${hash("md5", info)}\n`,
    "/info/colours": info,
    "/gems/colours-1.0.0.gem": gem,
    "/index.html": "<h1>Hello</h1>\n",
  };
  const body = bodies[pathname];
  if (body === undefined) response.writeHead(404).end();
  else response.writeHead(200, { "content-type": pathname.endsWith("/") ? "text/html" : "text/plain" }).end(body);
}

/**
 * What git serves itself, by CGI; anybody gets `/git/open/…`. Source: git, git-http-backend.
 * @type {(request: Request, response: Response) => void}
 */
function git(request, response) {
  const { pathname, search } = new URL(request.url ?? "", "http://localhost");
  const own = pathname.replace(/^\/git/, "");
  if (!own.startsWith("/open/") && !isLetIn(request)) {
    refuse(response);
    return;
  }
  const {
    "content-type": type = "",
    "content-encoding": encoding = "",
    "git-protocol": protocol = "",
  } = request.headers;
  const env = {
    ...process.env,
    GIT_PROJECT_ROOT: ROOT,
    GIT_HTTP_EXPORT_ALL: "1",
    GIT_PROTOCOL: String(protocol),
    PATH_INFO: own.replace(/^\/open/, ""),
    QUERY_STRING: search.slice(1),
    REQUEST_METHOD: request.method ?? "",
    CONTENT_TYPE: type,
    HTTP_CONTENT_ENCODING: encoding,
  };
  const child = spawn("git", ["http-backend"], { env, stdio: ["pipe", "pipe", "inherit"] });
  request.pipe(child.stdin);
  /** @type {Buffer[]} */
  const parts = [];
  child.stdout.on("data", (part) => parts.push(part));
  child.stdout.on("end", () => {
    const all = Buffer.concat(parts);
    const end = all.indexOf("\r\n\r\n");
    const headers = all.subarray(0, end).toString().split("\r\n");
    for (const [, name = "", value = ""] of headers.map((line) => /^(.*?): (.*)$/.exec(line) ?? [])) {
      if (name === "Status") response.statusCode = parseInt(value);
      else response.setHeader(name, value);
    }
    response.end(all.subarray(end + 4));
  });
}

/**
 * An ssh server for root with one key, and its port.
 * @type {() => Promise<number>}
 */
async function sshd() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (probe.address());
  await new Promise((resolve) => probe.close(resolve));
  mkdirSync("/run/sshd", { recursive: true });
  mkdirSync("/root/.ssh", { recursive: true, mode: 0o700 });
  writeFileSync("/root/.ssh/authorized_keys", `${publicKey}\n`, { mode: 0o600 });
  const options = [`Port=${port}`, "ListenAddress=127.0.0.1", "PasswordAuthentication=no", "UsePAM=no"];
  // one alone, else each client adds the others to its known hosts, hashed with a salt
  options.push("HostKey=/etc/ssh/ssh_host_ed25519_key");
  const child = spawn("/usr/sbin/sshd", ["-D", "-e", ...options.flatMap((each) => ["-o", each])]);
  await new Promise((resolve, reject) => {
    child.stderr.on("data", (text) => {
      if (String(text).includes("listening on")) resolve(null);
    });
    child.on("close", () => {
      reject(new Error("sshd does not start"));
    });
  });
  return port;
}

/**
 * A bare repository with one commit, which is tagged.
 * @type {(name: string, files: Record<string, string>) => void}
 */
function repository(name, files) {
  const work = path.join("/srv/work", name);
  write(work, files);
  const when = "2024-01-01T00:00:00Z";
  const env = { ...process.env, GIT_AUTHOR_DATE: when, GIT_COMMITTER_DATE: when };
  const run = (/** @type {string[]} */ ...args) => execFileSync("git", args, { cwd: work, env, stdio: "pipe" });
  run("init", "--quiet", "--initial-branch=main");
  run("add", ".");
  run("-c", "user.name=Team", "-c", "user.email=team@example.com", "commit", "--quiet", "--message=First");
  run("tag", "v1");
  run("clone", "--quiet", "--bare", work, path.join(ROOT, `${name}.git`));
}

/**
 * A compressed tar archive with all files in a folder.
 * @type {(name: string, folder: string, files: Record<string, string>) => Buffer}
 */
function archive(name, folder, files) {
  const directory = path.join(FILES, name.replace(/\W/g, "-"));
  write(path.join(directory, folder), files);
  execFileSync("tar", ["-C", directory, "--mtime=2024-01-01", "-czf", path.join(FILES, name), folder]);
  return readFileSync(path.join(FILES, name));
}

/** @type {(files: Record<string, string>) => Buffer} */
function wheelOf(files) {
  const directory = path.join(FILES, "wheel");
  write(directory, files);
  execFileSync("zip", ["-q", "-r", "../colours.whl", "."], { cwd: directory });
  return readFileSync(path.join(FILES, "colours.whl"));
}

/**
 * Source: guides.rubygems.org, and what `gem build` writes.
 * @type {(files: Record<string, string>) => Buffer}
 */
function gemOf(files) {
  const data = path.join(FILES, "gem-data");
  write(data, files);
  const gem = path.join(FILES, "gem");
  const version = (/** @type {string} */ text) => `!ruby/object:Gem::Version\n  version: '${text}'`;
  const specification = `--- !ruby/object:Gem::Specification
name: colours
version: ${version("1.0.0")}
platform: ruby
authors: [Team]
date: 2024-01-01 00:00:00.000000000 Z
dependencies: []
files: [${Object.keys(files).join()}]
require_paths: [lib]
summary: Colours
specification_version: 4
`;
  mkdirSync(gem);
  execFileSync("tar", ["-C", data, "-czf", path.join(gem, "data.tar.gz"), ...Object.keys(files)]);
  writeFileSync(path.join(gem, "metadata.gz"), gzipSync(specification));
  execFileSync("tar", ["-C", gem, "-cf", path.join(FILES, "colours.gem"), "metadata.gz", "data.tar.gz"]);
  return readFileSync(path.join(FILES, "colours.gem"));
}

/** @type {(directory: string, files: Record<string, string>) => void} */
function write(directory, files) {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(directory, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** @type {(algorithm: string, content: string | Buffer) => string} */
function hash(algorithm, content) {
  return createHash(algorithm).update(content).digest("hex");
}
