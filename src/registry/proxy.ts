import { NoAnswer } from "./answer.js";
import type { RegistryHost } from "./host.js";

/**
 * The proxy for a URL, by `HTTPS_PROXY` or `HTTP_PROXY` and `NO_PROXY`, also in small letters, which go first; undefined
 * for a direct way. Throws `NoAnswer` when it is of an unknown kind. Source: curl, "Environment".
 */
export function proxyFor(url: URL, env: RegistryHost["env"]): URL | undefined {
  const name = url.protocol === "https:" ? "https_proxy" : "http_proxy";
  const text = variable(name, env);
  if (text === "" || isExempt(url, variable("no_proxy", env))) return undefined;
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const proxy = URL.canParse(address) ? new URL(address) : undefined;
  if (proxy?.protocol !== "http:" && proxy?.protocol !== "https:")
    throw new NoAnswer(`${name.toUpperCase()} names no HTTP proxy`);
  return proxy;
}

function variable(name: string, env: RegistryHost["env"]): string {
  return (env[name] ?? env[name.toUpperCase()] ?? "").trim();
}

/** Entries are host names, which stand for all names below them, too, with or without a port; `*` stands for all. */
function isExempt({ hostname, port, protocol }: URL, list: string): boolean {
  const own = port !== "" ? port : protocol === "https:" ? "443" : "80";
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => {
      const [, name = "", only] = /^(?:\*?\.)?(.*?)(?::(\d+))?$/.exec(entry)!;
      if (name === "" || (only !== undefined && only !== own)) return false;
      return name === "*" || hostname === name || hostname.endsWith(`.${name}`);
    });
}
