import { effectsOf } from "./effects.js";
import { children, type Node } from "./parse.js";
import { cleanup, type Manager, packageCommand } from "./packages.js";
import type { Command, Script } from "./script.js";

/**
 * What kind of work a command does, as far as it matters for sharing a layer. `package`: a system package manager's.
 * `source`: package sources and keys. `stable`: short and local, rarely edited. `changing`: short and local, text that people
 * edit or values that vary. `follow-up`: finishes what a package brought, so it belongs to the package work. `other`: everything else.
 */
export type Work = "package" | "source" | "follow-up" | "stable" | "changing" | "other";

export interface WorkKind {
  readonly work: Work;
  readonly manager: Manager | undefined;
}

const STABLE: ReadonlySet<string> = new Set([
  "mkdir", "rmdir", "ln", "chmod", "chown", "chgrp", "touch", "mv", "cp", "install", "set", "systemctl", "update-rc.d",
  "useradd", "groupadd", "adduser", "addgroup", "usermod", "groupmod", "userdel", "deluser", "delgroup",
  "a2enmod", "a2dismod", "a2ensite", "a2dissite", "a2enconf", "phpenmod", "phpdismod",
]); // prettier-ignore

const FOLLOW_UPS: ReadonlySet<string> = new Set([
  "rm", "true", ":", "ldconfig", "setcap", "locale-gen", "localedef", "update-locale", "dpkg-reconfigure", "update-ca-certificates",
  "update-alternatives", "fc-cache",
]); // prettier-ignore

const CHANGING: ReadonlySet<string> = new Set([
  "echo",
  "printf",
  "sed",
  "cat",
  "tee",
  "awk",
  "test",
  "[",
  "chpasswd",
  "grep",
]);

const SOURCES: Readonly<Record<string, Manager>> = {
  "apt-key": "apt", "add-apt-repository": "apt", "apt-add-repository": "apt", "debconf-set-selections": "apt", "yum-config-manager": "dnf",
}; // prettier-ignore

const SOURCE_PATHS: readonly { readonly path: RegExp; readonly manager: Manager }[] = [
  { path: /\/etc\/apt\/|\/usr\/share\/keyrings|\/etc\/dpkg\//, manager: "apt" },
  { path: /\/etc\/yum|\/etc\/dnf|\/etc\/pki\/rpm-gpg/, manager: "dnf" },
  { path: /\/etc\/apk\//, manager: "apk" },
];

/** The work of one command of a chain. */
export function workOf(script: Script, node: Node): WorkKind {
  if (node.type === "Command") return commandWork(script, node, script.commandOf(node));
  if (node.type === "Pipeline") return pipelineWork(script, node);
  if (!TRANSPARENT.has(node.type)) return { work: "other", manager: undefined };
  const kinds: WorkKind[] = [];
  children(node, (child) => kinds.push(workOf(script, child)));
  return combined(kinds);
}

/** Nodes that are as much work as what is in them. */
const TRANSPARENT: ReadonlySet<Node["type"]> = new Set<Node["type"]>([
  "AndOr",
  "BraceGroup",
  "Subshell",
  "CompoundList",
  "Statement",
  "Negation",
]);

/** The work of several commands taken together: the most demanding kind; two managers make it `other`. */
export function combined(kinds: readonly WorkKind[]): WorkKind {
  const managers = new Set(kinds.flatMap(({ manager }) => manager ?? []));
  const has = (work: Work): boolean => kinds.some((kind) => kind.work === work);
  if (has("other") || managers.size > 1) return { work: "other", manager: undefined };
  const work = (["package", "source", "changing", "stable"] as const).find(has) ?? "follow-up";
  return { work, manager: [...managers][0] };
}

function commandWork(script: Script, node: Node, command: Command | undefined): WorkKind {
  const name = command?.name;
  if (command === undefined || name === undefined) {
    // assignments alone: `export`-like, the effect is what counts
    return { work: "changing", manager: undefined };
  }
  const call = packageCommand(command);
  if (call !== undefined) return { work: "package", manager: call.manager };
  const cleaned = cleanup(command);
  if (cleaned !== undefined) return { work: "package", manager: cleaned.lists[0] };
  const source = sourceManager(command);
  if (source !== undefined && !fetches(script, node)) return { work: "source", manager: source };
  const words = [name, ...command.args];
  const varies =
    words.some(({ text }) => /[$`]/.test(text)) ||
    command.redirects.some((text) => /^\d*>/.test(text) && !text.includes("/dev/null"));
  if (name.text === "export") return { work: "changing", manager: undefined };
  if (FOLLOW_UPS.has(name.text)) return { work: varies ? "changing" : "follow-up", manager: undefined };
  if (STABLE.has(name.text)) return { work: varies ? "changing" : "stable", manager: undefined };
  return { work: CHANGING.has(name.text) ? "changing" : "other", manager: undefined };
}

/** A pipe into `apt-key add -` or a sources file is about package sources; other pipes are local when all their parts are. */
function pipelineWork(script: Script, node: Node): WorkKind {
  const kinds: WorkKind[] = [];
  let source: Manager | undefined;
  children(node, (child) => {
    const command = child.type === "Command" ? script.commandOf(child) : undefined;
    kinds.push(workOf(script, child));
    source ??= command && sourceManager(command);
  });
  if (source !== undefined) return { work: "source", manager: source };
  const all = combined(kinds);
  return all.work === "stable" || all.work === "follow-up"
    ? { work: "changing", manager: undefined }
    : all.work === "package"
      ? { work: "other", manager: undefined }
      : all;
}

function sourceManager({ name, args, redirects, assignments }: Command): Manager | undefined {
  const key = name?.text ?? "";
  if (Object.hasOwn(SOURCES, key)) return SOURCES[key];
  if (key === "dpkg" && args[0]?.text === "--add-architecture") return "apt";
  if (key === "rpm" && args.some(({ text }) => text === "--import")) return "dnf";
  const texts = [...args.map(({ text }) => text), ...redirects, ...assignments];
  return SOURCE_PATHS.find(({ path }) => texts.some((text) => path.test(text)))?.manager;
}

/** Runs something out of a substitution, whose work is not known. */
function fetches(script: Script, node: Node): boolean {
  return effectsOf(node).has("source") && script.commandOf(node)?.name?.literal !== true;
}
