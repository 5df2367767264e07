/** Whether a URL leads to this machine: only there plain HTTP is allowed, and never through a proxy. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d+){3}$/.test(hostname);
}

/** Whether a credential may go to a URL: by HTTPS, or from this machine to itself. */
export function isPrivate(url: URL, from: URL): boolean {
  if (url.username !== "" || url.password !== "") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url) && from.protocol === "http:");
}
