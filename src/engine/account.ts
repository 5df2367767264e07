import type { Instruction } from "../dockerfile/instruction.js";
import type { Account } from "../image/contents.js";
import { isRoot } from "../plan/root.js";
import type { StageContents } from "./stage-contents.js";

/** Who a stage's process shall be. */
export interface ChosenAccount {
  /** As USER and `--chown` name it. */
  readonly user: string;
  /** With its group, for `--chown` and `chown`. */
  readonly owner: string;
  /** Commands that create it, in order; none for one that is there. */
  readonly commands: readonly string[];
  /** Why this one, for the message. */
  readonly why: string;
  readonly uid: number | undefined;
  readonly home: string | undefined;
  /** What creates it, when the Dockerfile does so already. */
  readonly at?: Instruction;
  /** The image brings it along. */
  readonly isReady?: boolean;
}

const NAME = "appuser";
const FIRST_ID = 1001;

/** Accounts of servers and tools, not of an application. */
const DAEMONS = /^(?:apache|bind|ftp|git|haproxy|httpd|mail|memcached?|mongo(?:db)?|mysql|named|nginx|ntp|openvpn|postfix|postgres|rabbitmq|redis|rpc|sshd?|syslog|tomcat|unbound|vagrant|vpn|www-data)$/; // prettier-ignore

/**
 * The account for an application: one that the Dockerfile creates and does not use, the image's own ready-made one, else a new one
 * with a number of its own. With `uid` always that number. Undefined when the image has nothing to create one with.
 */
export function chooseAccount(
  { base, tools, accounts, groups }: StageContents,
  uid?: number,
): ChosenAccount | undefined {
  const contents = base?.contents;
  if (uid === undefined) {
    const [created, second] = accounts.filter((account) => !DAEMONS.test(account.name));
    if (created !== undefined && second === undefined)
      return { ...existing(created, "the account that the Dockerfile creates"), at: created.at };
    if (created === undefined && contents?.user !== undefined && !isRoot(contents.user))
      return existing({ name: contents.user }, "the image's own user");
    if (created === undefined && contents?.unprivileged !== undefined)
      return { ...ready(contents.unprivileged, "the image's own account for applications"), isReady: true };
  } else {
    const same = [...accounts, ...(contents?.unprivileged ? [contents.unprivileged] : [])].find(
      (account) => account.uid === uid,
    );
    if (same !== undefined)
      return {
        ...("at" in same ? existing : ready)(same, `the account that has the number ${uid}`),
        ...("at" in same && { at: same.at as Instruction }),
      };
  }
  const taken = new Set([
    ...accounts.flatMap((account) => [account.name, String(account.uid), String(account.gid)]),
    ...groups,
  ]);
  let id = uid ?? FIRST_ID;
  while (uid === undefined && taken.has(String(id))) id++;
  const name = taken.has(NAME) ? `${NAME}${id}` : NAME;
  if (contents?.family === "scratch" || contents?.shell === null)
    return {
      user: `${id}:${id}`,
      owner: `${id}:${id}`,
      commands: [],
      why: "a number, since the image has no accounts",
      uid: id,
      home: undefined,
    };
  const commands = creation(name, id, tools, contents?.family);
  return (
    commands && {
      user: name,
      owner: `${name}:${name}`,
      commands,
      why: `a new account with the number ${id}`,
      uid: id,
      home: `/home/${name}`,
    }
  );
}

/** As the documents write it, with a home: programs keep settings and caches there. */
function creation(
  name: string,
  id: number,
  tools: ReadonlySet<string>,
  family: string | undefined,
): readonly string[] | undefined {
  if (tools.has("useradd") && tools.has("groupadd"))
    return [`groupadd -r -g ${id} ${name}`, `useradd -r -m -u ${id} -g ${name} ${name}`];
  if (
    tools.has("adduser") &&
    tools.has("addgroup") &&
    (family === "alpine" || family === "busybox" || family === "wolfi")
  )
    return [`addgroup -g ${id} -S ${name}`, `adduser -u ${id} -S ${name} -G ${name}`];
  return undefined;
}

function existing({ name, uid, gid, group, home }: Account, why: string): ChosenAccount {
  const own = group ?? (gid === undefined ? name : String(gid));
  const owner = `${name}:${own}`;
  return { user: name, owner, commands: [], why, uid, home };
}

/** An account that an image brings along has a group of its own name when the numbers are the same. */
function ready(account: Account, why: string): ChosenAccount {
  const { name, uid, gid } = account;
  return existing(gid !== undefined && gid === uid ? { ...account, group: name } : account, why);
}
