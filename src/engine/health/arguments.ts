import type { Obstacle } from "../root-needs.js";
import { baseName } from "../../shell/program-name.js";

/** Where a program is told to listen. */
export interface Told {
  /** A number, or a variable such as `$PORT` or `${PORT:-8000}`. */
  readonly port: string;
  /** The words that say so; empty: the program's own default. */
  readonly says: string;
  /** A variable that changes the default. */
  readonly variable?: string;
  /** Files and variables that may say another port than its own default. */
  readonly settings?: readonly string[];
  /** It serves TLS. */
  readonly isSecure?: boolean;
}

interface Server {
  /** On the program's words, joined by blanks. */
  readonly call: RegExp;
  /** Options whose value is a port or an address with one. */
  readonly options: readonly string[];
  /** A word of its own that is a port or an address. */
  readonly operand?: RegExp;
  readonly fallback?: string;
  readonly variable?: string;
  /** Files and variables that may say another port without being named. */
  readonly settings?: readonly string[];
}

const VITE_SETTINGS = ["vite.config.js", "vite.config.ts", "vite.config.mjs"];

/** Servers with how they are told their port, and the one that they take without. Source: their manuals. */
const SERVERS: readonly Server[] = [
  {
    call: /^gunicorn\b/,
    options: ["-b", "--bind"],
    fallback: "8000",
    variable: "PORT",
    settings: ["gunicorn.conf.py", "GUNICORN_CMD_ARGS"],
  },
  { call: /^hypercorn\b/, options: ["-b", "--bind"], fallback: "8000" },
  { call: /^(?:uvicorn|granian|sanic|fastapi (?:run|dev))\b/, options: ["--port"], fallback: "8000" },
  { call: /^flask\b.* run\b/, options: ["-p", "--port"], fallback: "5000", variable: "FLASK_RUN_PORT" },
  { call: /^daphne\b/, options: ["-p", "--port"], fallback: "8000" },
  { call: /^waitress-serve\b/, options: ["--port", "--listen"], fallback: "8080" },
  {
    call: /^streamlit run\b/,
    options: ["--server.port"],
    fallback: "8501",
    variable: "STREAMLIT_SERVER_PORT",
    settings: [".streamlit/config.toml"],
  },
  { call: /^uwsgi\b/, options: ["--http", "--http-socket"] },
  { call: /^\S*manage\.py runserver\b/, options: [], operand: /^(?:[\w.[\]:]*:)?(\d+)$/, fallback: "8000" },
  { call: /^http\.server\b/, options: [], operand: /^(\d+)$/, fallback: "8000" },
  { call: /^next (?:start|dev)\b/, options: ["-p", "--port"], fallback: "3000", variable: "PORT" },
  {
    call: /^(?:nuxt|react-scripts) (?:start|preview)\b/,
    options: ["-p", "--port"],
    fallback: "3000",
    variable: "PORT",
  },
  { call: /^http-server\b/, options: ["-p", "--port"], fallback: "8080", variable: "PORT" },
  { call: /^vite preview\b/, options: ["--port"], fallback: "4173", settings: VITE_SETTINGS },
  { call: /^vite\b(?! build)/, options: ["--port"], fallback: "5173", settings: VITE_SETTINGS },
  { call: /^serve\b/, options: ["-l", "-p", "--listen"], variable: "PORT" },
  { call: /^php\b.* -S\b/, options: ["-S"] },
  { call: /^\S*artisan serve\b/, options: ["--port"], fallback: "8000", variable: "SERVER_PORT" },
  { call: /^\S*rails (?:s|server)\b/, options: ["-p", "--port"], fallback: "3000", variable: "PORT" },
  { call: /^puma\b/, options: ["-p", "--port", "-b", "--bind"], variable: "PORT" },
  { call: /^rackup\b/, options: ["-p", "--port"], fallback: "9292" },
  { call: /^(?:unicorn|thin)\b/, options: ["-p", "--port", "-l", "--listen"] },
];

/** Options that name a port with any program. */
const GENERAL: readonly string[] = [
  "--port",
  "-port",
  "--server.port",
  "-Dserver.port",
  "--http-port",
  "--urls",
  "--listen-port",
];

/**
 * The port that a command's words name, or that its program takes without; why none is, when it listens elsewhere; undefined when
 * neither is known.
 */
export function toldPort(words: readonly string[]): Told | Obstacle | undefined {
  const own = inner(words);
  const server = serverOf(own);
  const options = server?.options ?? [];
  const secure = words.some((word) => TLS.test(word)) ? { isSecure: true } : {};
  // a client names the port of somebody else
  const isClient = server === undefined && words.some((word) => /^--?(?:host|hostname|server|url)(?:=|$)/.test(word));
  const general = isClient ? [] : GENERAL;
  let elsewhere: string | undefined;
  for (const [index, word] of words.entries()) {
    const [, name = "", value] = /^(-{1,2}[\w.-]+)=(.*)$/.exec(word) ?? [];
    const isOption = (option: string): boolean => options.includes(option) || general.includes(option);
    const isSeparate = value === undefined && isOption(word);
    const joined = value === undefined ? glued(word, options) : isOption(name) ? value : undefined;
    const given = isSeparate ? words[index + 1] : joined;
    if (given === undefined) continue;
    const port = portIn(given);
    if (port !== undefined) return { port, says: isSeparate ? `${word} ${given}` : word, ...secure };
    // a host alone leaves the port
    if (/[:$/]/.test(given)) elsewhere ??= given;
  }
  elsewhere ??= words.find((word) => /^--(?:uds|unix-socket|fd)(?:=|$)/.test(word));
  if (elsewhere !== undefined) return { reason: `\`${elsewhere}\` is no port that anybody could ask` };
  const operand = server?.operand && own.slice(1).find((word) => server.operand!.test(word));
  if (operand !== undefined) return { port: server!.operand!.exec(operand)![1]!, says: operand };
  if (server?.fallback === undefined) return undefined;
  // a file of settings may say another one
  if (own.some((word) => /^(?:-c|--config|--config-file|-C)(?:=|$)/.test(word))) return undefined;
  return {
    port: server.fallback,
    says: "",
    ...(server.variable !== undefined && { variable: server.variable }),
    ...(server.settings && { settings: server.settings }),
    ...secure,
  };
}

/** Whether a command's words start a server that is known. */
export function isServer(words: readonly string[]): boolean {
  return serverOf(inner(words)) !== undefined;
}

function serverOf([program = "", ...rest]: readonly string[]): Server | undefined {
  const call = [baseName(program), ...rest].join(" ");
  return SERVERS.find((each) => each.call.test(call));
}

/** Options that give a server its certificate. */
const TLS = /^--?(?:ssl|cert|certfile|keyfile|tls|https)/;

/** `-b0.0.0.0:80` and `-p3000`. */
function glued(word: string, options: readonly string[]): string | undefined {
  const option = options.find((each) => /^-\w$/.test(each) && word.startsWith(each) && word.length > 2);
  return option === undefined ? undefined : word.slice(2);
}

/** The words from the server on: behind `python -m`, `python manage.py` and `bundle exec`. */
function inner(words: readonly string[]): readonly string[] {
  const name = baseName(words[0] ?? "");
  if (/^(?:bundle|poetry|pipenv|uv|npx|pnpm|yarn)$/.test(name) && /^(?:exec|run)$/.test(words[1] ?? ""))
    return inner(words.slice(2));
  if (name === "npx" || name === "bunx") return inner(words.slice(1));
  if (!/^(?:python[\d.]*|pypy[\d.]*|node|ruby|php)$/.test(name)) return words;
  const module = words.indexOf("-m");
  if (module !== -1 && name.startsWith("p")) return words.slice(module + 1);
  const at = words.findIndex((word, index) => index > 0 && !word.startsWith("-"));
  if (name === "php" && words.includes("-S")) return words;
  return at === -1 ? words : words.slice(at);
}

const PORT = "(\\d{2,5}|\\$\\w+|\\$\\{\\w+(?::?-\\d+)?\\})";
const ALONE = new RegExp(`^${PORT}$`);
const BEHIND_HOST = new RegExp(`^(?:(?:tcp|http)://)?(?:[\\w.*+-]*|\\[[\\da-f:]*\\]):${PORT}/?$`);

/** `8000` of `8000`, `:8000`, `0.0.0.0:8000`, `tcp://0.0.0.0:8000`, `http://+:8000`; variables as they are written. */
function portIn(text: string): string | undefined {
  return ALONE.exec(text)?.[1] ?? BEHIND_HOST.exec(text)?.[1];
}
