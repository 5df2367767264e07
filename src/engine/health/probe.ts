import type { StageContents } from "../stage-contents.js";
import type { Port } from "./port.js";

/** What a health check asks. */
export interface Target {
  readonly port: Port;
  /** Undefined: whether the port takes connections. */
  readonly path: string | undefined;
  /** Every answer counts, also one that says no. */
  readonly anyAnswer?: boolean;
}

/** A probe's command line: for a shell, or as an exec form where the image has none. */
export type Probe = { readonly shell: string } | { readonly exec: readonly string[] };

/** A program that can ask, and how; null where it cannot. */
interface Asker {
  readonly tool: string;
  readonly http: ((url: Written) => string) | null;
  readonly tcp: ((port: Written) => string) | null;
}

/** A port as an asker's language writes it, with the path behind it. */
interface Written {
  /** In the shell: `3000`, `$PORT`, `${PORT:-3000}`. */
  readonly shell: string;
  readonly path: string;
  readonly port: Port;
}

/**
 * In the order in which they are taken, behind the application's own interpreter, which the documents take. All ask 127.0.0.1, since
 * `localhost` may mean ::1, where nobody listens. A GET, since not every route answers HEAD.
 */
const ASKERS: readonly Asker[] = [
  { tool: "curl", http: ({ shell, path }) => `curl -fsS -o /dev/null http://127.0.0.1:${shell}${path}`, tcp: null },
  { tool: "wget", http: ({ shell, path }) => `wget -q -O /dev/null http://127.0.0.1:${shell}${path}`, tcp: null },
  { tool: "nc", http: null, tcp: ({ shell }) => `nc -z 127.0.0.1 ${shell}` },
  {
    tool: "bash",
    http: null,
    tcp: ({ shell }) => `bash -c '</dev/tcp/127.0.0.1/${shell}'`,
  },
  {
    tool: "node",
    http: ({ port, path }) =>
      `node -e "require('http').get(${nodeUrl(port, path)}, (r) => process.exit(r.statusCode < 400 ? 0 : 1)).on('error', () => process.exit(1))"`,
    tcp: ({ port }) =>
      `node -e "require('net').connect(${nodePort(port)}, '127.0.0.1', () => process.exit(0)).on('error', () => process.exit(1))"`,
  },
  ...["python", "python3"].map((tool): Asker => ({
    tool,
    http: ({ port, path }) =>
      `${tool} -c "import ${pythonImports(port, "urllib.request")}; urllib.request.urlopen(${pythonUrl(port, path)}, timeout=2)"`,
    tcp: ({ port }) =>
      `${tool} -c "import ${pythonImports(port, "socket")}; socket.create_connection(('127.0.0.1', ${pythonPort(port)}), 2).close()"`,
  })),
  { tool: "php", http: null, tcp: ({ port }) => `php -r "exit(@fsockopen('127.0.0.1', ${phpPort(port)}) ? 0 : 1);"` },
  {
    tool: "ruby",
    http: null,
    tcp: ({ port }) => `ruby -rsocket -e "TCPSocket.new('127.0.0.1', ${rubyPort(port)}).close"`,
  },
];

/** The command that asks a target with what the stage's image has; undefined when it has nothing. */
export function probeCommand(
  { port, path, anyAnswer }: Target,
  { tools, base }: StageContents,
  runtime: string | undefined,
): Probe | undefined {
  if (anyAnswer === true && tools.has("curl"))
    return { shell: `curl -sS -o /dev/null http://127.0.0.1:${shellPort(port)}/ || exit 1` };
  const written = { shell: shellPort(port), path: path ?? "", port };
  const askers = ASKERS.filter(
    ({ tool, http, tcp }) => (tools.has(tool) || isItsOwn(tool, base)) && (path === undefined ? tcp : http) !== null,
  );
  const asker = askers.find(({ tool }) => tool === runtime || tool === `${runtime}3`) ?? askers[0];
  if (asker === undefined) return undefined;
  const command = (path === undefined ? asker.tcp : asker.http)!(written);
  if (base?.contents.shell !== null) return { shell: `${command} || exit 1` };
  const [, program = "", option = "", script] = /^(\w+) (-\w) "(.*)"$/s.exec(command) ?? [];
  // without a shell nobody fills in variables
  if (
    script === undefined ||
    (port.variable !== undefined && asker.tool !== "node" && !asker.tool.startsWith("python"))
  )
    return undefined;
  return { exec: [WITHOUT_SHELL[program] ?? program, option, script] };
}

/** Images without a shell have their interpreter where no PATH leads. */
function isItsOwn(tool: string, base: StageContents["base"]): boolean {
  return base?.contents.shell === null && base.contents.runtime === tool;
}

/** Where distroless images have their interpreters. Source: GoogleContainerTools/distroless, nodejs and python3. */
const WITHOUT_SHELL: Readonly<Record<string, string>> = { node: "/nodejs/bin/node", python3: "/usr/bin/python3" };

function shellPort({ number, variable }: Port): string {
  if (variable === undefined) return String(number);
  return number === undefined ? `$${variable}` : `\${${variable}:-${number}}`;
}

function nodePort({ number, variable }: Port): string {
  if (variable === undefined) return String(number);
  return number === undefined ? `process.env.${variable}` : `process.env.${variable} || ${number}`;
}

function nodeUrl(port: Port, path: string): string {
  if (port.variable === undefined) return `'http://127.0.0.1:${port.number}${path}'`;
  const value = port.number === undefined ? nodePort(port) : `(${nodePort(port)})`;
  return `'http://127.0.0.1:' + ${value} + '${path}'`;
}

function pythonImports({ variable }: Port, module: string): string {
  return variable === undefined ? module : `os, ${module}`;
}

function pythonPort({ number, variable }: Port): string {
  if (variable === undefined) return String(number);
  return number === undefined ? `os.environ['${variable}']` : `os.environ.get('${variable}', '${number}')`;
}

function pythonUrl(port: Port, path: string): string {
  if (port.variable === undefined) return `'http://127.0.0.1:${port.number}${path}'`;
  return `'http://127.0.0.1:' + ${pythonPort(port)} + '${path}'`;
}

function phpPort({ number, variable }: Port): string {
  if (variable === undefined) return String(number);
  return number === undefined ? `(int) getenv('${variable}')` : `(int) (getenv('${variable}') ?: ${number})`;
}

function rubyPort({ number, variable }: Port): string {
  if (variable === undefined) return String(number);
  return number === undefined ? `ENV['${variable}']` : `ENV.fetch('${variable}', ${number})`;
}
