import { appDirectory } from "../plan/app-directory.js";
import type { StageFacts } from "../plan/state.js";
import { baseName } from "../shell/program-name.js";
import type { Command } from "../shell/script.js";
import type { Facts } from "./facts.js";
import { programOf } from "./program.js";
import { mainWords, type Startup } from "./startup.js";

/** Directories below the working directory that a framework writes, and that its installation may have made as root. */
export function ownDirectories({ stage, last }: StageFacts, start: Startup, { context }: Facts): readonly string[] {
  const words = mainWords(start).join(" ");
  const directory = appDirectory(last.workdir);
  const installs = stage.instructions.some(
    ({ keyword, args }) => keyword === "RUN" && args.value.includes("composer "),
  );
  const names = FRAMEWORKS.find(
    ({ call, file }) => call.test(words) || (installs && context?.read(file) !== undefined),
  );
  return directory === undefined ? [] : (names?.directories ?? []).map((name) => `${directory}/${name}`);
}

/** Source: the manuals of Laravel (Directory Permissions) and Symfony (Setting up File Permissions). */
const FRAMEWORKS = [
  { call: /\bartisan\b/, file: "artisan", directories: ["storage", "bootstrap/cache"] },
  { call: /\bbin\/console\b/, file: "bin/console", directories: ["var"] },
] as const;

/** Where a server for developers, or a script nobody can read, may keep its cache: it has to make a directory there. */
export function nodeModules(stage: StageFacts, start: Startup, facts: Facts): string | undefined {
  const program = programOf(mainWords(start), stage, facts);
  const directory = appDirectory(stage.last.workdir);
  if (program?.runtime !== "node" || directory === undefined) return undefined;
  if (program.isOpaque !== true && !CACHES_IN_MODULES.test(program.words.join(" "))) return undefined;
  return installsModules(stage, facts) ? `${directory}/node_modules` : undefined;
}

/** Source: the tools' manuals (`node_modules/.cache`, `node_modules/.vite`). */
const CACHES_IN_MODULES =
  /\b(?:react-scripts|vite|vue-cli-service|webpack|webpack-dev-server|nuxt|craco|parcel|gatsby|storybook|babel-node|astro|ng)\b/;

function installsModules(stage: StageFacts, facts: Facts): boolean {
  const own = stage.stage.instructions
    .filter((_, index) => stage.states[index]!.workdir === stage.last.workdir)
    .flatMap((instruction) => facts.commands(instruction))
    .some((command) => command.always && installsPackages(command));
  return own || (stage.parent !== undefined && installsModules(stage.parent, facts));
}

function installsPackages({ name, args }: Command): boolean {
  const program = baseName(name?.value ?? "");
  const verb = args.find(({ value }) => !value.startsWith("-"))?.value ?? "";
  if (program === "yarn") return /^(?:install|add|)$/.test(verb);
  return (
    /^(?:npm|pnpm|bun)$/.test(program) &&
    /^(?:i|install|ci|add)$/.test(verb) &&
    !args.some(({ value }) => /^(?:-g|--global|--prefix.*)$/.test(value))
  );
}
