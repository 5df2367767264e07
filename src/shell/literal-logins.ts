import { walk } from "./parse.js";
import type { Script } from "./script.js";

/** A secret that stands in a script as it is: the part of an address that lets somebody in. */
export interface LiteralLogin {
  /** Of the word around it, offsets into the script. */
  readonly pos: number;
  readonly end: number;
  /** What the secret is called: after its server. */
  readonly id: string;
  readonly host: string;
  readonly text: string;
}

/** The passwords and tokens in the addresses of a script, `user:password@host` and `token@host`. */
export function literalLogins(script: Script): readonly LiteralLogin[] {
  if (!script.text.value.includes("@")) return [];
  const found: LiteralLogin[] = [];
  walk(script.tree, (node) => {
    if (node.type !== "Word") return;
    const match = /(https?:\/\/)(?:([\w.+%-]+):)?([\w.+%!*-]+)@([\w-]+(?:\.[\w-]+)+)(?=[:/"'\s]|$)/.exec(node.text);
    if (match === null || match.index > 10) return;
    const [, scheme = "", user, password = "", host = ""] = match;
    const at = node.pos + match.index + scheme.length;
    const add = (pos: number, text: string, what: string): void => {
      found.push({ pos, end: pos + text.length, text, host, id: `${host.toLowerCase().replace(/\W/g, "_")}_${what}` });
    };
    const login = user === undefined ? password : `${user}:${password}`;
    // a token in the place of the user has nothing, or nothing that matters, behind it
    if ((user ?? password).length >= 20) add(at, login, "token");
    else if (user !== undefined && !NO_SECRETS.test(user) && !NO_SECRETS.test(password))
      add(at + user.length + 1, password, "password");
  });
  return found;
}

/** What stands for nobody, or for a secret that is to come. */
const NO_SECRETS =
  /^(?:anonymous|guest|user|username|password|pass|secret|token|x-oauth-basic|example|changeme|foo|bar)$/i;
