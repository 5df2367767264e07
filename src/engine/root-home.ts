import type { Instruction } from "../dockerfile/instruction.js";
import type { StageFacts } from "../plan/state.js";
import { type Command, isScript } from "../shell/script.js";
import type { Facts } from "./facts.js";
import type { Obstacle } from "./root-needs.js";
import { baseName } from "../shell/program-name.js";
import type { Startup } from "./startup.js";
import { rootPackages } from "./user-packages.js";

/**
 * What a stage keeps in root's home, where nobody else may look (Debian and Red Hat give it mode 700); undefined when nothing is
 * seen there. Caches and what only the build reads do not count.
 */
export function keptInRootHome(stage: StageFacts, start: Startup, facts: Facts): Obstacle | undefined {
  const moved = rootPackages(stage, facts) ?? [];
  for (let own: StageFacts | undefined = stage; own !== undefined; own = own.parent) {
    for (const [index, instruction] of own.stage.instructions.entries()) {
      if (moved.some(({ start: at }) => instruction.range.start < at && at < instruction.range.end)) continue;
      const { workdir } = own.states[index]!;
      const found =
        instruction.keyword === "RUN" ? ofRun(instruction, own, workdir, start, facts) : ofOther(instruction, workdir);
      if (found !== undefined) {
        const { line } = facts.file.lines.place(instruction.range.start);
        return { reason: `line ${line} ${found}` };
      }
    }
  }
  const browser = browserOf(stage, facts);
  if (browser !== undefined) return { reason: `\`${browser}\` of package.json keeps its browser in root's home` };
  const words = [...(start.commands ?? [])].flatMap((command) => command.words);
  const word = words.find(isInRootHome);
  return word === undefined ? undefined : { reason: `what is started uses \`${word}\`` };
}

/** A package whose installation downloads a browser; undefined when none does, or a variable says where to. */
function browserOf(stage: StageFacts, { context }: Facts): string | undefined {
  const [, name] = /"(puppeteer|cypress|playwright)"\s*:/.exec(context?.read("package.json") ?? "") ?? [];
  return name === undefined ||
    isSetIn(stage, /PUPPETEER_(?:SKIP|CACHE)|CYPRESS_(?:INSTALL|CACHE)|PLAYWRIGHT_BROWSERS_PATH/)
    ? undefined
    : name;
}

function ofOther(instruction: Instruction, workdir: string): string | undefined {
  switch (instruction.keyword) {
    case "WORKDIR":
      return /^\/root(?:\/|$)/.test(instruction.args.value) ? "works in root's home" : undefined;
    case "VOLUME":
      return instruction.words.some(({ value }) => isInRootHome(value)) ? "has a volume in root's home" : undefined;
    case "ENV":
      return instruction.pairs.some(
        ({ name, value = "" }) => !name.includes("CACHE") && value.split(/[:"'=\s]/).some(isInRootHome),
      )
        ? "sets a variable to a path in root's home"
        : undefined;
    case "COPY":
    case "ADD": {
      const target = instruction.words.at(-1)?.value ?? "";
      const sources = instruction.words.slice(0, -1);
      const isInside = isInRootHome(target) || (/^\/root(?:\/|$)/.test(workdir) && !target.startsWith("/"));
      return isInside && !sources.every(({ value }) => ONLY_BUILD.test(value)) && !ONLY_BUILD.test(target)
        ? "copies into root's home"
        : undefined;
    }
    default:
      return undefined;
  }
}

function ofRun(
  instruction: Instruction,
  stage: StageFacts,
  workdir: string,
  start: Startup,
  facts: Facts,
): string | undefined {
  const script = facts.script(instruction);
  if (!isScript(script))
    return instruction.exec === undefined
      ? /\/root\b|~|\bHOME\b/.test(instruction.args.value)
        ? "uses root's home"
        : undefined
      : undefined;
  const pipes = /\|\s*(?:sudo\s+)?(?:\S*\/)?(?:sh|bash|python3?|zsh)\b/.test(script.text.value);
  for (const command of script.commands) {
    const found = ofCommand(command, stage, workdir, start, facts);
    if (found !== undefined) return found;
    const url = pipes ? command.args.find(({ value }) => /^https?:/.test(value))?.value : undefined;
    if (url !== undefined && !SYSTEM_INSTALLER.test(url))
      return `runs an installer (${url.replace(/[?#].*/, "")}) that may put programs into root's home`;
  }
  return undefined;
}

function ofCommand(
  { name, args, redirects }: Command,
  stage: StageFacts,
  workdir: string,
  start: Startup,
  facts: Facts,
): string | undefined {
  const program = baseName(name?.value ?? "");
  const words = args.map(({ value }) => value);
  if (program === "rm") return undefined;
  const path = [...words, ...redirects.map((text) => text.replace(/^\d*[<>&|]+\s*/, ""))].find(
    (word) => word.split(/[:="']/).some(isInRootHome) && !ONLY_BUILD.test(word),
  );
  if (path !== undefined)
    return program === "mkdir" && ONLY_BUILD.test(path) ? undefined : `uses \`${path}\`, in root's home`;
  if (/^\/root(?:\/|$)/.test(workdir)) return "works in root's home";
  return installsThere(program, words, stage, start, facts);
}

const DOWNLOADS =
  /\b(?:nltk\.download|from_pretrained|snapshot_download|torch\.hub|whisper\.load_model|easyocr|SentenceTransformer)\b/;
const DATA_HOMES = /NLTK_DATA|HF_HOME|TRANSFORMERS_CACHE|TORCH_HOME|XDG_CACHE_HOME/;

/** A call that keeps what it installs in the home of who makes it. */
interface Keeper {
  /** On the program and its words, joined by blanks. */
  readonly call: RegExp;
  /** Variables and settings anywhere in the stage that send it elsewhere. */
  readonly unless?: RegExp;
  /** On what the container starts: otherwise nobody looks for it. */
  readonly starts?: RegExp;
  readonly says: string;
}

/** Source: the manuals of the programs. */
const KEEPERS: readonly Keeper[] = [
  { call: /^(?:pip[\d.]*|python[\d.]* -m pip) install .*--user\b/, says: "`pip install --user` installs into root's home" },
  {
    call: /^poetry (?:.* )?(?:install|sync)\b/,
    unless: /POETRY_VIRTUALENVS_(?:CREATE|IN_PROJECT|PATH)|virtualenvs\.(?:create|in-project|path)|VIRTUAL_ENV/,
    says: "`poetry install` keeps its environment in root's home",
  },
  {
    call: /^pipenv (?:install|sync)\b(?!.*--system)/,
    unless: /PIPENV_VENV_IN_PROJECT|WORKON_HOME|VIRTUAL_ENV|--system/,
    says: "`pipenv` keeps its environment in root's home",
  },
  { call: /\bplaywright install\b/, unless: /PLAYWRIGHT_BROWSERS_PATH/, says: "`playwright install` keeps browsers in root's home" },
  { call: /^(?:npx )?puppeteer browsers install\b/, unless: /PUPPETEER_CACHE_DIR/, says: "`puppeteer` keeps browsers in root's home" },
  {
    call: /^python[\d.]* .*(?:nltk|transformers|sentence_transformers|from_pretrained|huggingface|torch\.hub|torchvision|whisper|easyocr|download_model)/,
    unless: DATA_HOMES,
    says: "downloads data, which go into root's home unless told otherwise",
  },
  { call: /^dotnet tool install\b(?!.*--tool-path)/, says: "`dotnet tool install` installs into root's home" },
  { call: /^uv (?:tool|python) install\b/, unless: /UV_(?:TOOL|PYTHON_INSTALL)_DIR/, says: "`uv` keeps what it installs in root's home" },
  { call: /^gem install .*--user-install\b/, says: "`gem install --user-install` installs into root's home" },
  { call: /^corepack (?:prepare|install|use|enable|up)\b/, unless: /COREPACK_HOME/,
    starts: /^(?:pnpm|yarn)\b/, says: "`corepack` keeps package managers in root's home" },
  { call: /^mix (?:local\.|archive\.install)/, unless: /MIX_HOME|HEX_HOME/, says: "`mix` keeps its tools in root's home" },
  { call: /^pm2 install\b/, unless: /PM2_HOME/, says: "`pm2` keeps its modules in root's home" },
  { call: /\bcypress install\b/, unless: /CYPRESS_CACHE_FOLDER/, says: "`cypress` keeps itself in root's home" },
  { call: /^(?:rustup|rustup-init)\b/, unless: /CARGO_HOME|RUSTUP_HOME/, says: "`rustup` installs into root's home" },
  { call: /^composer global\b/, unless: /COMPOSER_HOME/, says: "`composer global` installs into root's home" },
]; // prettier-ignore

function installsThere(
  program: string,
  words: readonly string[],
  stage: StageFacts,
  start: Startup,
  facts: Facts,
): string | undefined {
  const call = [program, ...words].join(" ");
  const script = program.startsWith("python") ? words.find((word) => word.endsWith(".py")) : undefined;
  const text = script === undefined ? undefined : facts.context?.read(script.replace(/^(?:\.?\/)+/, ""));
  if (text !== undefined && DOWNLOADS.test(text) && !isSetIn(stage, DATA_HOMES))
    return `\`${script!}\` downloads data, which go into root's home unless told otherwise`;
  const started = (start.commands ?? []).map((command) => command.words.join(" "));
  const keeper = KEEPERS.find(
    ({ call: own, starts }) => own.test(call) && (starts === undefined || started.some((each) => starts.test(each))),
  );
  return keeper === undefined || (keeper.unless && isSetIn(stage, keeper.unless)) ? undefined : keeper.says;
}

/** Whether a stage, or one below it, names a variable or setting. */
function isSetIn({ stage, parent, env }: StageFacts, setting: RegExp): boolean {
  if ([...env.keys()].some((name) => setting.test(name))) return true;
  return (
    stage.instructions.some(({ args }) => setting.test(args.value)) ||
    (parent !== undefined && isSetIn(parent, setting))
  );
}

/** A word that means root's home or something in it, but for caches of package managers. */
function isInRootHome(word: string): boolean {
  return /^(?:~|\/root|\$HOME|\$\{HOME\})(?:\/|$)/.test(word) && !PACKAGE_CACHE.test(word);
}

const PACKAGE_CACHE =
  /^(?:~|\/root|\$HOME|\$\{HOME\})\/\.(?:cache(?:\/(?:pip|yarn|npm|go-build|pnpm|bundle|composer|apt|uv)(?:\/|$)|\/?\*?$)|npm|yarn-cache)(?:\/|$)?/;

/** Files that a build reads and a running application does not. */
const ONLY_BUILD =
  /(?:^|\/)\.(?:ssh|npmrc|netrc|yarnrc|yarnrc\.yml|gitconfig|git-credentials|pip|pypirc|m2|gradle|gemrc|bundle|wgetrc|curlrc|docker|gnupg|bashrc|bash_profile|profile|zshrc|vimrc|vim|tmux\.conf|config\/pip|config\/git|nuget)(?:\/|$)/;

/** Installers that put their programs, or a package source, where everybody finds them. */
const SYSTEM_INSTALLER =
  /^https?:\/\/(?:deb|rpm)\.nodesource\.com|^https?:\/\/get\.docker\.com|packagecloud\.io|^https?:\/\/(?:packages|repo|repos|apt|deb|download|downloads)\.|\/(?:key|gpg|pubkey)[\w.-]*$|\.(?:asc|gpg|key|pub)$|getcomposer\.org|bootstrap\.pypa\.io|dl\.yarnpkg\.com|\.list$|\.repo$/;
