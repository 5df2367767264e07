import { baseName } from "../../shell/program-name.js";
import type { Script } from "../../shell/script.js";
import type { Replacement } from "./each-run.js";
import { IS_SECRET } from "./plain-values.js";

/** A login in an address that git would store. */
export function storesLogin(script: Script): boolean {
  return script.commands.some(({ name, args }) => {
    if (baseName(name?.value ?? "") !== "git" || args[0]?.value === "config") return false;
    return args.some(({ text }, at) => args[at - 1]?.text !== "-c" && IS_SECRET.test(text) && text.includes("://"));
  });
}

/** git's addresses with their logins, wherever these are given. */
export function gitLogins(script: Script): readonly Replacement[] {
  return script.commands.flatMap(({ name, args }) => {
    if (baseName(name?.value ?? "") !== "git") return [];
    const at = args.findIndex(({ text }) => text === "-c");
    const [, scheme = "", login = "", server = "", plain = ""] =
      /^"url\.(https?:\/\/)([^@"]*\$\{SECRET_OF_\w+\}[^@"]*)@([^"]+)\.insteadOf=([^"]+)"$/.exec(
        args[at + 1]?.text ?? "",
      ) ?? [];
    if (plain === "" || plain !== scheme + server) return [];
    const option = { start: name!.range.end, end: args[at + 1]!.range.end, text: "" };
    const addresses = args.flatMap(({ text, range }) => {
      const to = text.indexOf(plain);
      return to === -1 || to > 1 ? [] : [{ ...range, text: text.replace(plain, `${scheme}${login}@${server}`) }];
    });
    return [option, ...addresses.filter(({ start }) => start > option.end)];
  });
}
