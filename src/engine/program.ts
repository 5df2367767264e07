import type { StageFacts } from "../plan/state.js";
import type { Facts } from "./facts.js";
import { originOf } from "./copied-file.js";
import { baseName } from "../shell/program-name.js";

/** An application that a container runs, by what runs it. */
export interface Program {
  /** `node`, `python`, `ruby`, `php`, `java`, `dotnet` …: who interprets it. */
  readonly runtime: string;
  /** The words that say what it does: those of an npm script instead of `npm start`. */
  readonly words: readonly string[];
  /** It starts a package manager's script, whose text is not known. */
  readonly isOpaque?: boolean;
}

/** Programs by runtime that serve or run an application and work as any user. */
const RUNTIMES: Readonly<Record<string, readonly string[]>> = {
  node: ["node", "nodejs", "npm", "npx", "yarn", "yarnpkg", "pnpm", "nodemon", "ts-node", "ts-node-dev", "tsx", "next", "nuxt", "nest", "serve", "http-server", "pm2-runtime", "pm2-docker", "forever", "react-scripts", "vite", "ng", "gatsby", "strapi", "sails", "babel-node", "json-server", "micro", "webpack-dev-server", "vue-cli-service", "remix-serve", "astro", "coffee", "cross-env", "pm2"],
  bun: ["bun", "bunx"],
  deno: ["deno"],
  python: ["python", "python2", "python3", "pypy", "pypy3", "gunicorn", "uvicorn", "hypercorn", "daphne", "waitress-serve", "flask", "fastapi", "celery", "streamlit", "django-admin", "scrapy", "rq", "dramatiq", "huey_consumer", "gradio", "chainlit", "panel", "bokeh", "mlflow", "sanic", "aiohttp", "twistd", "pserve", "luigid", "locust", "pytest", "uwsgi", "granian", "robyn", "mkdocs", "prefect", "dagster", "poetry", "pipenv", "uv"],
  ruby: ["ruby", "bundle", "bundler", "rails", "rake", "puma", "unicorn", "rackup", "thin", "sidekiq", "jekyll"],
  php: ["php", "artisan"],
  java: ["java"],
  dotnet: ["dotnet"],
  perl: ["perl", "plackup", "starman", "hypnotoad", "morbo"],
  r: ["Rscript"],
  julia: ["julia"],
  lua: ["lua", "luajit"],
  elixir: ["elixir", "mix"],
}; // prettier-ignore

const RUNTIME_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(RUNTIMES).flatMap(([runtime, names]) => names.map((name) => [name, runtime] as const)),
);

/** The application in a command's words; undefined when its program is not one that is known. */
export function programOf(words: readonly string[], stage: StageFacts, facts: Facts): Program | undefined {
  const [program = ""] = words;
  const name = baseName(program);
  const runtime = RUNTIME_OF.get(name) ?? RUNTIME_OF.get(name.replace(/[\d.]+$/, ""));
  if (runtime === undefined || (runtime !== "node" && runtime !== "bun"))
    return runtime === undefined ? undefined : { runtime, words };
  const script = scriptName(words);
  if (script === undefined) return { runtime, words };
  const text = packageScript(script, stage, facts);
  if (text === undefined) return { runtime, words, isOpaque: true };
  const named = text.trim().split(/\s+/);
  const at = named.findIndex((word) => !/^\w+=/.test(word) && word !== "cross-env");
  return { runtime, words: at === -1 ? named : named.slice(at), ...(/[&|;]/.test(text) && { isOpaque: true }) };
}

/** `start` of `npm start`, `npm run start`, `yarn start`. */
function scriptName([program = "", ...rest]: readonly string[]): string | undefined {
  const name = baseName(program);
  if (!/^(?:npm|yarn|yarnpkg|pnpm|bun)$/.test(name)) return undefined;
  const [verb, script] = rest.filter((word) => !word.startsWith("-"));
  if (verb === "run" || verb === "run-script") return script;
  if (verb === "start" || verb === "test") return verb;
  return name === "npm" || name === "bun" || verb === undefined || /^(?:install|exec|dlx|node)$/.test(verb)
    ? undefined
    : verb;
}

/** A script of the package.json that stands in the working directory. */
function packageScript(name: string, stage: StageFacts, facts: Facts): string | undefined {
  const origin = facts.context && originOf("package.json", stage, facts);
  const text = origin?.kind === "context" ? facts.context?.read(origin.path) : undefined;
  if (text === undefined) return undefined;
  try {
    const { scripts } = JSON.parse(text) as { scripts?: Record<string, unknown> };
    const script = scripts?.[name];
    return typeof script === "string" ? script : undefined;
  } catch {
    return undefined;
  }
}
