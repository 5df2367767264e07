import { baseName } from "./program-name.js";
import type { Command } from "./script.js";
import type { Readers } from "./fetching.js";

/** A command that stores a credential in a program's own settings, and the one that takes it out again. */
export interface Setting {
  readonly readers: Readers;
  /** Two commands of one key set the same thing. */
  readonly key: string;
  /** The command that undoes it, as the shell gets it. */
  readonly undo: string;
}

/** What a command stores; undefined when nobody knows how to take it out again. Source: the manuals of the programs. */
export function settingOf(command: Command): Setting | undefined {
  const program = baseName(command.name?.value ?? "");
  const call = command.name?.text ?? "";
  const options = command.args.filter(({ value }) => value.startsWith("-")).map(({ text }) => text);
  const words = command.args.filter(({ value }) => !value.startsWith("-")).map(({ text }) => text);
  const [first = "", second = "", third = ""] = words;
  switch (program) {
    case "git": {
      const section = /^(.*)\.insteadOf(["']?)$/i.exec(second);
      if (
        first !== "config" ||
        section === null ||
        words.length !== 3 ||
        options.some((option) => !/^--(?:global|system)$/.test(option))
      )
        return undefined;
      const name = section[1]! + section[2]!;
      return { readers: "git", key: name, undo: [call, first, ...options, "--remove-section", name].join(" ") };
    }
    case "npm":
    case "pnpm": {
      const values = words.slice(first === "config" ? 2 : 1);
      const [key = "", value] = values[0]?.split("=") ?? [];
      const isSet = (first === "config" && second === "set") || first === "set";
      // a second entry would stay
      if (values.length !== (value === undefined ? 2 : 1)) return undefined;
      if (!isSet || options.some((option) => !/^(?:-g|--global|--location=\w+|--userconfig=\S+)$/.test(option)))
        return undefined;
      return { readers: "node", key, undo: [call, "config", "delete", key + closing(key), ...options].join(" ") };
    }
    case "composer":
    case "composer.phar":
      if (
        first !== "config" ||
        !AUTH.test(second) ||
        options.some((option) => !/^(?:-g|--global|--auth|-a|-n|--no-interaction)$/.test(option))
      )
        return undefined;
      return {
        readers: "php",
        key: second,
        undo: [call, first, ...options.filter((option) => /^-(?:g|-global)$/.test(option)), "--unset", second].join(
          " ",
        ),
      };
    case "bundle":
      if (first !== "config" || /^(?:unset|get|list)$/.test(second) || options.includes("--delete")) return undefined;
      return second === "set"
        ? { readers: "ruby", key: third, undo: [call, first, "unset", ...options, third].join(" ") }
        : { readers: "ruby", key: second, undo: [call, first, "--delete", second].join(" ") };
    case "dotnet": {
      const at = command.args.findIndex(({ value }) => /^(?:-n|--name)$/.test(value));
      const name = at === -1 ? undefined : command.args[at + 1]?.text;
      if (first !== "nuget" || second !== "add" || third !== "source" || name === undefined) return undefined;
      const file = command.args.findIndex(({ value }) => value === "--configfile");
      const more = file === -1 ? [] : command.args.slice(file, file + 2).map(({ text }) => text);
      return { readers: "dotnet", key: name, undo: [call, "nuget", "remove", "source", name, ...more].join(" ") };
    }
    case "poetry":
      if (first !== "config" || !/^(?:http-basic|pypi-token)\./.test(second) || options.includes("--unset"))
        return undefined;
      return { readers: "python", key: second, undo: [call, first, "--unset", second].join(" ") };
    default:
      if (!/^pip[\d.]*$/.test(program) || first !== "config" || second !== "set") return undefined;
      return { readers: "python", key: third, undo: [call, first, ...options, "unset", third].join(" ") };
  }
}

const AUTH = /^["']?(?:http-basic|github-oauth|gitlab-oauth|gitlab-token|bitbucket-oauth|bearer)\./;

/** The quote that a word has lost its end with. */
function closing(word: string): string {
  const [quote = ""] = word;
  return /["']/.test(quote) && !word.slice(1).endsWith(quote) ? quote : "";
}

/** Whether a command takes a stored credential out again. */
export function undoes({ args, name }: Command, { undo, key }: Setting): boolean {
  const [program = ""] = undo.split(" ");
  const plain = key.replace(/["']/g, "");
  return (
    name?.text === program &&
    args.some(({ value }) =>
      /^(?:--unset|--unset-all|--remove-section|delete|--delete|unset|remove|rm)$/.test(value),
    ) &&
    args.some(({ text }) => text.replace(/["']/g, "").replace(/\.insteadof$/i, "") === plain)
  );
}
