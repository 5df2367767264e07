import type { Account } from "../image/contents.js";
import type { Command, ShellWord } from "../shell/script.js";

/** What a command does to the lists of accounts. */
export interface AccountWork {
  readonly account?: Account | undefined;
  /** Names and numbers of groups that it creates. */
  readonly groups?: readonly string[];
  /** What makes the lists unknown. */
  readonly doubt?: string;
}

/** Undefined: it has nothing to do with accounts. */
export function accountWork(command: Command): AccountWork | undefined {
  const program = (command.name?.value ?? "").replace(/^(?:\/usr)?\/s?bin\//, "");
  if (command.redirects.some((text) => /\/etc\/(?:passwd|group)\b/.test(text)))
    return { doubt: "its lists of accounts are written by hand" };
  if (/^(?:userdel|deluser|usermod|groupmod|groupdel|delgroup|newusers)$/.test(program))
    return { doubt: `\`${program}\` changes its accounts` };
  if (!/^(?:useradd|adduser|groupadd|addgroup)$/.test(program)) return undefined;
  if (!command.always || command.args.some(({ literal }) => !literal))
    return { doubt: `\`${program}\` is given what is known only when it runs, or runs only sometimes` };
  if (/^group|^addgroup/.test(program)) return { groups: createdGroup(command) };
  return { account: createdAccount(program, command.args) };
}

/** A new group's name and number. */
function createdGroup({ args }: Command): readonly string[] {
  return args
    .filter(({ value }, index) => !value.startsWith("-") || /^-\w*g$|^--gid$/.test(args[index - 1]?.value ?? ""))
    .map(({ value }) => value);
}

/** Options of `useradd` and both kinds of `adduser` that take a value. */
const VALUED =
  /^(?:-[bcdefgGkKmMopPRsSuU]*[bcdefgGkKpRsu]|--(?:base-dir|comment|gecos|home|home-dir|gid|groups|ingroup|uid|shell|password|firstuid|lastuid|key|skel|expiredate|inactive|root|prefix))$/;

/** The account that a `useradd` or `adduser` creates. */
function createdAccount(program: string, args: readonly ShellWord[]): Account | undefined {
  const values = new Map<string, string>();
  const operands: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const { value, literal } = args[at]!;
    const [, option = "", given] = /^(--[\w-]+)=(.*)$/.exec(value) ?? [];
    if (given !== undefined) values.set(option, given);
    else if (VALUED.test(value) && at + 1 < args.length) values.set(value, args[++at]!.value);
    else if (!value.startsWith("-")) operands.push(literal ? value : "");
  }
  const [account = ""] = operands;
  if (!/^[a-z_][\w.-]*$/i.test(account)) return undefined;
  const of = (...options: readonly RegExp[]): string | undefined =>
    [...values].find(([option]) => options.some((pattern) => pattern.test(option)))?.[1];
  const uid = of(/^-\w*u$/, /^--uid$/);
  // busybox's `adduser -g` is a comment
  const group =
    program === "useradd"
      ? of(/^-\w*g$/, /^--gid$/)
      : (of(/^-\w*G$/, /^--(?:ingroup|gid)$/) ?? (args.some(isSystem) && !args.some(isGroup) ? "nogroup" : undefined));
  const home = of(/^-\w*[dh]$/, /^--home(?:-dir)?$/);
  // they join the group of all users, whose number is 100
  const joinsUsers =
    group === undefined && args.some(({ value }) => /^-\w*N\w*$/.test(value) || value === "--no-user-group");
  const isNumber = group !== undefined && /^\d+$/.test(group);
  return {
    name: account,
    ...(uid !== undefined && /^\d+$/.test(uid) && { uid: Number(uid) }),
    ...(joinsUsers && { gid: 100 }),
    ...(isNumber && { gid: Number(group) }),
    ...(group !== undefined && !isNumber && group !== account && { group }),
    ...(home !== undefined && { home }),
  };
}

/** A system account gets no group of its own: the group of nobody. */
function isSystem({ value }: ShellWord): boolean {
  return /^-\w*S\w*$/.test(value) || value === "--system";
}

function isGroup({ value }: ShellWord): boolean {
  return value === "--group";
}
