/** The best first: what says that the process lives, before what says that it can work. */
const RANKS: readonly RegExp[] = [
  /^(?:\/[\w.-]+){0,3}\/(?:livez|health\/(?:live|liveness)|healthz\/live)\/?$/,
  /^(?:\/[\w.-]+){0,3}\/_?healthz\/?$/,
  /^(?:\/[\w.-]+){0,3}\/_?health\/?$/,
  /^(?:\/[\w.-]+){0,3}\/_?health[_-]?check\/?$/,
  /^(?:\/api)?(?:\/v\d+)?\/up$/,
  /^(?:\/api)?(?:\/v\d+)?\/(?:live|liveness|alive)\/?$/,
  /^(?:\/[\w.-]+){0,3}\/(?:readyz|health\/(?:ready|readiness))\/?$/,
  /^(?:\/api)?(?:\/v\d+)?\/(?:ready|readiness)\/?$/,
  /^(?:\/api)?(?:\/v\d+)?\/_?ping\/?$/,
  /^(?:\/api)?(?:\/v\d+)?\/_?status\/?$/,
];

/** How well a path does for a health check, 0 for best; undefined: it does not look like one. */
export function healthRank(path: string): number | undefined {
  const rank = RANKS.findIndex((pattern) => pattern.test(path));
  return rank === -1 ? undefined : rank;
}
