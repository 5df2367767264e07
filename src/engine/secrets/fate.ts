import { baseName } from "../../shell/program-name.js";
import type { Node } from "../../shell/parse.js";
import type { Command, Script } from "../../shell/script.js";
import { type Expansion } from "../../shell/expansions.js";
import { familyOf } from "../../shell/families.js";
import { outputOf } from "../../shell/output.js";
import { subcommand } from "../../shell/fetching.js";

/**
 * What becomes of a secret that the shell puts into a command. `forgotten`: nothing keeps it. `tested`: it is only looked at.
 * `told`: a program gets it of which nobody knows what it keeps. `remote`: git would keep it as a part of an address. `set`: a
 * program stores it in its settings. `written`: it goes into a file, as far as `path` tells. `assigned`: another variable holds it.
 * `stays`: it is meant to be in the image, or cannot be kept out of it.
 */
export type Fate =
  | { readonly kind: "forgotten" | "tested" | "told" | "remote" }
  | { readonly kind: "set"; readonly command: Command }
  | { readonly kind: "written"; readonly path: string }
  | { readonly kind: "assigned"; readonly name: string }
  | { readonly kind: "stays"; readonly reason: string };

/** What becomes of one expansion. */
export function fateOf({ node, around }: Expansion, script: Script): Fate {
  let inner: Node = node;
  for (const [index, each] of around.entries()) {
    switch (each.type) {
      case "Word":
        inner = each;
        break;
      case "Assignment": {
        const holder = around.slice(index).find(({ type }) => type === "Command");
        const name = holder && script.commandOf(holder)?.name?.value;
        // in front of a command it is that command's own
        if (name === undefined || /^(?:export|local|declare|readonly|typeset)$/.test(name))
          return { kind: "assigned", name: each.name };
        inner = each;
        break;
      }
      case "Redirect":
      case "HereString":
        if (each.type === "Redirect") return stays("it is a part of a file's name");
        break;
      case "TestCommand":
      case "TestUnary":
      case "TestBinary":
        return { kind: "tested" };
      case "Command": {
        const pipeline = around[index + 1];
        const fate = ofCommand(
          script.commandOf(each)!,
          inner,
          pipeline?.type === "Pipeline" ? { pipeline, at: each } : undefined,
          script,
        );
        if (fate !== "output") return fate;
        // what it prints is a part of the command around it
        if (!around.slice(index).some(({ type }) => type === "CommandExpansion"))
          return stays(`\`${baseName(script.commandOf(each)!.name?.value ?? "")}\` prints it into the build's log`);
        break;
      }
      case "For":
      case "Case":
      case "Function":
        return stays("a loop, a choice or a function of the shell handles it");
      default:
    }
  }
  return stays("nobody knows what it is for");
}

function stays(reason: string): Fate {
  return { kind: "stays", reason };
}

interface Place {
  readonly pipeline: Extract<Node, { type: "Pipeline" }>;
  readonly at: Node;
}

/** `output`: the command prints it. */
function ofCommand(command: Command, word: Node, place: Place | undefined, script: Script): Fate | "output" {
  const program = baseName(command.name?.value ?? "");
  if (/^(?:\[|test)$/.test(program)) return { kind: "tested" };
  if (PRINTERS.test(program)) return ofOutput(command, place, script);
  return ofProgram(program, command, script.slice(word));
}

/** Programs whose output is what they are given. */
const PRINTERS = /^(?:echo|printf|cat|tr|base64|cut|head|tail|sed|awk|jq|envsubst|grep|sort|xargs)$/;

/** Where what a command prints goes to: a file, the next command of a pipe, or what is around it. */
function ofOutput(command: Command, place: Place | undefined, script: Script): Fate | "output" {
  const program = baseName(command.name?.value ?? "");
  if (program === "sed" && command.args.some(({ value }) => /^(?:-\w*i|--in-place)/.test(value)))
    return { kind: "written", path: command.args.at(-1)?.value ?? "" };
  const target = outputOf(command);
  if (target !== undefined) return { kind: "written", path: target };
  const { commands = [] } = place?.pipeline ?? {};
  const next = commands[commands.findIndex((each) => each === place?.at) + 1];
  const behind = place && next && script.commandOf(next);
  if (behind === undefined) return place !== undefined && next !== undefined ? { kind: "told" } : "output";
  const name = baseName(behind.name?.value ?? "");
  if (name === "tee" && !behind.redirects.some((text) => text.includes("/dev/null")))
    return stays("`tee` prints it into the build's log");
  if (name === "tee")
    return { kind: "written", path: behind.args.find(({ value }) => !value.startsWith("-"))?.value ?? "" };
  if (PRINTERS.test(name)) return ofOutput(behind, { pipeline: place!.pipeline, at: next! }, script);
  return ofProgram(name, behind, "");
}

function ofProgram(program: string, command: Command, word: string): Fate {
  const first = subcommand(command);
  const words = command.args.map(({ value }) => value);
  if (SETS_LOGIN.test(program))
    return stays(`\`${program}\` sets a password that stays in the image, whatever the build is given`);
  if (program === "export") return { kind: "forgotten" };
  if (program === "git") {
    if (first === "config") return { kind: "set", command };
    return /^(?:clone|fetch|pull|push|ls-remote|remote|submodule)$/.test(first) && word.includes("://")
      ? { kind: "remote" }
      : { kind: "told" };
  }
  if (/^(?:npm|pnpm|yarn)$/.test(program)) {
    if (first === "config" || (first === "set" && program !== "yarn")) return { kind: "set", command };
    return /^(?:install|i|add|ci)$/.test(first) && word.includes("://")
      ? stays(`\`${program} ${first}\` writes the address into package.json`)
      : { kind: "told" };
  }
  if (
    /^(?:composer|bundle|poetry|uv|dotnet|gem)$/.test(program) ||
    (/^pip[\d.]*$/.test(program) && first === "config")
  ) {
    if (/^(?:config|nuget|sources)$/.test(first)) return { kind: "set", command };
    return { kind: "told" };
  }
  if (/^pip[\d.]*$/.test(program) || (program.startsWith("python") && words[0] === "-m"))
    return words.some((each) => /^(?:-e|--editable)/.test(each))
      ? stays("`pip install -e` keeps the address in its checkout")
      : { kind: "forgotten" };
  if (program === "cargo" && first === "install")
    return stays("`cargo install --git` keeps the address in `.crates.toml`");
  if (STORES.test(`${program} ${first}`)) return stays(`\`${program} ${first}\` stores it in the image`);
  if (program === "wget" && printsAddress(words, word))
    return stays("`wget` prints the address into the build's log, and may name a file after it");
  if (program === "curl" && words.some((each) => /^(?:-\w*v\w*|--verbose|--trace\S*)$/.test(each)))
    return stays("`curl -v` prints it into the build's log");
  if (FORGETS.test(program)) return { kind: "forgotten" };
  if (program === "ssh-add") return { kind: "forgotten" };
  return familyOf(command) === "inert" ? stays(`\`${program}\` may put it into the image`) : { kind: "told" };
}

/** A secret in the path or the query of an address; wget hides what stands in front of the `@`. */
function printsAddress(words: readonly string[], word: string): boolean {
  const isQuiet = words.some((each) => /^(?:-\w*q\w*|--quiet)$/.test(each));
  const isNamed = words.some((each) => /^(?:-\w*O|--output-document)/.test(each));
  return /^["']?https?:\/\/[^@]*$/.test(word) && !(isQuiet && isNamed);
}

const FORGETS =
  /^(?:curl|wget|aria2c|http|https|mvn|mvnw|gradle|gradlew|lftp|ftp|smbclient|sshpass|steamcmd|steamcmd\.sh|subscription-manager|aws|gh)$/;
const STORES =
  /^(?:docker login|podman login|buildah login|skopeo login|helm (?:registry|repo)|svn \w+|az login|gcloud auth|aws configure|heroku \S*|gh auth|twine \S*|cargo login|gpg .*|keytool .*|vault .*|snyk auth|cf login|oc login|sentry-cli login)$/;
/** Programs that make accounts of the image, or of a server in it. */
const SETS_LOGIN =
  /^(?:chpasswd|passwd|useradd|adduser|usermod|htpasswd|htdigest|mysql|mysqladmin|mysqld|mysql_install_db|mariadb|psql|createuser|initdb|debconf-set-selections|vncpasswd|x11vnc|slappasswd|ldapadd|ldapmodify|smbpasswd|mongo|mongosh|redis-cli|rabbitmqctl|rabbitmqadmin|sqlplus|sqlcmd|asadmin|jupyter|saslpasswd2|turnadmin|ejabberdctl|virtuoso-t|isql|isql-v|wp|drush|occ|couchbase-cli|neo4j-admin|influx)$/;
