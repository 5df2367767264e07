import { expand } from "../plan/state.js";

/** What the names of entries may be made of: the variables at the end of a stage, and the file's escape character. */
export interface Naming {
  readonly env: ReadonlyMap<string, string>;
  readonly escape: string;
}

/** The names that an entry of the plan has in the image: variables filled in, ports one by one (`port 80-81`). */
export function entryNames(what: string, { env, escape }: Naming): readonly string[] {
  const [, kind, name = ""] = /^(env|label|port|volume) (.*)$/s.exec(what) ?? [];
  if (kind === undefined) return [what];
  // the plan's names have lost their quotes already
  const filled = name.includes("$") ? expand(name, env, escape).text : name;
  return kind === "port" ? ports(filled).map((port) => `port ${port}`) : [`${kind} ${filled}`];
}

/** `80`, `80/tcp`, `80-82/udp` one by one, without the protocol that goes without saying; none for what is no port. */
function ports(text: string): readonly string[] {
  const [, first, last = first, protocol = "tcp"] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(\w+))?$/.exec(text) ?? [];
  if (first === undefined) return [];
  const suffix = protocol.toLowerCase() === "tcp" ? "" : `/${protocol.toLowerCase()}`;
  const count = Math.max(0, Number(last) - Number(first) + 1);
  return Array.from({ length: count }, (_, index) => `${Number(first) + index}${suffix}`);
}
