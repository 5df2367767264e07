import { baseName } from "../../shell/program-name.js";
import type { Command, ShellWord } from "../../shell/script.js";
import type { Range } from "../../dockerfile/text.js";
import type { Expansion } from "../../shell/expansions.js";
import { subcommand } from "../../shell/fetching.js";
import type { Facts } from "../facts.js";
import { Refusal } from "./refusal.js";
import type { SecretRun } from "./run.js";
import type { RunChange } from "./run-change.js";
import { filled, type Naming } from "./text.js";

interface Place {
  readonly run: SecretRun;
  readonly change: RunChange;
}

/** A server, and what git has to put in front of its name to be let in. */
interface Login {
  /** `https://github.com/` */
  readonly server: string;
  /** `https://user:$TOKEN@github.com/` */
  readonly withLogin: string;
}

/**
 * Takes logins out of the addresses that git is given: it stores an address in the `.git/config` of a clone. Git adds the login
 * itself when it connects (`url.….insteadOf`), also in commands behind it that find the address in the clone. Gives the words that
 * are addresses. Throws `Refusal`.
 */
export function ofRemotes(places: readonly Place[], naming: Naming, facts: Facts): readonly Range[] {
  const words: Range[] = [];
  const logins: Login[] = [];
  for (const { run, change } of places) {
    for (const command of run.script.commands) {
      if (baseName(command.name?.value ?? "") !== "git") continue;
      const own = loginsOf(command, run);
      for (const { word, login, plain } of own) {
        change.replace(word.range, plain);
        words.push(word.range);
        if (!logins.some(({ withLogin }) => withLogin === login.withLogin)) logins.push(login);
      }
      if (logins.length === 0 || !connects(command)) continue;
      const used = own.length > 0 ? own.map(({ login }) => login) : hasAddress(command) ? [] : logins;
      for (const login of new Set(used)) change.insert(command.name!.range.end, ` -c ${option(login, naming)}`);
    }
  }
  if (logins.length > 0) noOthers(places, facts);
  return words;
}

function option({ server, withLogin }: Login, naming: Naming): string {
  return filled(`"url.${withLogin}.insteadOf=${server}"`, naming);
}

const ADDRESS = /^(["']?)(https?:\/\/)([^/@'"]*)@([^/'"\s]+\/)([^'"]*)\1$/;

/** The words of a command that are addresses with a secret in them. */
function loginsOf(command: Command, run: SecretRun): readonly { word: ShellWord; login: Login; plain: string }[] {
  if (subcommand(command) === "config") return [];
  const isStored = /^(?:remote|submodule)$/.test(subcommand(command));
  return command.args.flatMap((word) => {
    const secrets = run.expansions.filter((each) => {
      const { start, end } = run.script.range(each.node);
      return start >= word.range.start && end <= word.range.end;
    });
    if (secrets.length === 0) return [];
    if (isStored) throw new Refusal(`\`git ${subcommand(command)}\` stores the address with it`);
    const [, quote, scheme, login, server, rest] = ADDRESS.exec(named(word, secrets, run)) ?? [];
    if (login === undefined || quote === "'") throw new Refusal("git gets it in an address that is not understood");
    return [
      {
        word,
        plain: `${quote!}${scheme!}${server!}${rest!}${quote!}`,
        login: { server: `${scheme!}${server!}`, withLogin: `${scheme!}${login}@${server!}` },
      },
    ];
  });
}

/** A word in which a secret that is written out is a variable as well. */
function named({ text, range }: ShellWord, secrets: readonly Expansion[], run: SecretRun): string {
  const written = secrets.find(({ node }) => node.type === "Literal");
  if (written === undefined) return text;
  const { start, end } = run.script.range(written.node);
  return `${text.slice(0, start - range.start)}\${${written.name}}${text.slice(end - range.start)}`;
}

function connects(command: Command): boolean {
  const [first, second] = command.args.map(({ value }) => value).filter((value) => !value.startsWith("-"));
  const verb = subcommand(command);
  return (
    /^(?:clone|fetch|pull|push|ls-remote|lfs)$/.test(verb) ||
    (verb === "submodule" && /^(?:update|add|foreach)$/.test(second ?? "")) ||
    (verb === "remote" && /^(?:update|show)$/.test(second ?? "") && first !== undefined)
  );
}

function hasAddress({ args }: Command): boolean {
  return args.some(({ value }) => /^(?:https?|git|ssh|file):\/\/|^[\w.-]+@[\w.-]+:/.test(value));
}

/** Another program, or the container, that uses the clone's address would no longer be let in. */
function noOthers(places: readonly Place[], { file }: Facts): void {
  const start = file.instructions.find(
    ({ keyword, args }) => /^(?:CMD|ENTRYPOINT)$/.test(keyword) && /\bgit\b/.test(args.value),
  );
  if (start !== undefined) throw new Refusal("the container calls git, which may use the login that the clone keeps");
  for (const { run } of places) {
    const other = run.script.commands.find((command) =>
      /^(?:hub|gh|repo|glab|svn)$/.test(baseName(command.name?.value ?? "")),
    );
    if (other !== undefined) throw new Refusal(`\`${other.name!.value}\` may use the login that the clone keeps`);
  }
}
