import { cleanup, fetchesLists, leavesLists, type Manager, packageCommand } from "./packages.js";
import type { Command } from "./script.js";

/** Managers that install from lists which another command has fetched; the others fetch them by themselves. */
export const LISTS: readonly Manager[] = ["apt", "apk"];

/**
 * Whether commands may read a manager's package lists as they are before the first one: false when they fetch or remove them
 * first, undefined when they have nothing to do with them. Programs that are known to call package managers, scripts, and programs
 * that are given a manager's name may read them.
 */
export function readsLists(commands: readonly Command[], manager: Manager): boolean | undefined {
  for (const command of commands) {
    const verdict = reads(command, manager);
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}

/** What commands leave of package lists, in order: fetched (2) or removed (0). Only what they do for sure. */
export function listChanges(commands: readonly Command[]): (readonly [manager: Manager, present: 0 | 2])[] {
  return commands.flatMap((command): (readonly [Manager, 0 | 2])[] => {
    if (!command.always) return [];
    const call = packageCommand(command);
    if (call !== undefined && (call.verb === "update" || leavesLists(call))) return [[call.manager, 2]];
    return (cleanup(command)?.lists ?? []).map((manager) => [manager, 0]);
  });
}

function reads(command: Command, manager: Manager): boolean | undefined {
  const call = packageCommand(command);
  if (call?.manager === manager) {
    if (call.verb === "update") return command.always ? false : undefined;
    return WITHOUT_LISTS.has(call.verb) || fetchesLists(call) ? undefined : true;
  }
  const cleaned = cleanup(command);
  if (cleaned !== undefined) return cleaned.lists.includes(manager) ? false : undefined;
  return mayInstall(command) ||
    mentions(command, manager) ||
    command.args.some(({ text }) => callsManager(text, manager))
    ? true
    : undefined;
}

/** Whether a text holds a call of a manager: behind `timeout 60`, in the script of another interpreter, in a CMD. */
export function callsManager(text: string, manager: Manager): boolean {
  return CALLS[manager]?.test(text) ?? false;
}

const CALLS: Partial<Record<Manager, RegExp>> = {
  apt: /(?:^|[\s"'`(;&|]|\/bin\/)(?:apt-get|apt|aptitude|apt-fast)(?=$|[\s"'`);&|,])/,
  apk: /(?:^|[\s"'`(;&|]|\/s?bin\/)apk(?=$|[\s"'`);&|,])/,
};

const WITHOUT_LISTS: ReadonlySet<string> = new Set(["clean", "remove", "purge", "autoremove", "autopurge"]);

const INSTALLERS: ReadonlySet<string> = new Set([
  "sh", "bash", "dash", "ash", ".", "source", "eval", "make", "rosdep", "ansible", "ansible-playbook", "puppet", "salt-call", "chef-client",
  "chef-solo", "gdebi", "mk-build-deps", "aptitude", "tasksel", "dpkg", "install2.r", "su", "sudo", "gosu", "xargs", "env", "find", "apt-fast",
  "nala", "ansible-pull", "deb-get",
]); // prettier-ignore

/** A program that could call a package manager by itself. */
function mayInstall({ name, args }: Command): boolean {
  if (name === undefined) return false;
  if (/^(?:python[\d.]*|perl|ruby|node|php|Rscript)$/.test(name.value)) {
    return args.some(
      ({ text }) => /\.(?:py|pl|rb|js|php|R)$/.test(text) && !/(?:^|\/)(?:setup|get-pip|manage)\.py$/.test(text),
    );
  }
  if (!name.literal || INSTALLERS.has(name.value) || name.value.endsWith(".sh")) return true;
  return (
    name.value.includes("/") &&
    !/^(?:\/usr)?\/s?bin\/|^\.\/(?:configure|gradlew|mvnw|bootstrap|autogen\.sh)$/.test(name.value)
  );
}

/** Another program that works on the lists: `apt-cache`, `apt-file`, or one that is given their directory. */
function mentions({ name, args, redirects }: Command, manager: Manager): boolean {
  if (manager === "apt" && /^apt-(?:cache|file|show-versions|clone)$/.test(name?.value ?? "")) return true;
  if (name?.value === "rm") return false;
  const place = PLACES[manager];
  return place !== undefined && [...args.map(({ text }) => text), ...redirects].some((text) => text.includes(place));
}

const PLACES: Partial<Record<Manager, string>> = { apt: "/var/lib/apt", apk: "/var/cache/apk" };
