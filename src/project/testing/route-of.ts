import { healthRoute } from "../routes/health.js";
import { type Files, memoryContext } from "./memory-context.js";

/** `/health src/app.js:12 express`, `conflict` or `none`. */
export function routeOf(files: Files, ...roots: readonly string[]): string {
  const found = healthRoute(memoryContext(files), roots.length === 0 ? undefined : roots);
  if (found === undefined) return "none";
  if ("conflict" in found) return "conflict";
  const { path, source, framework, port } = found;
  return `${path} ${source} ${framework}${port === undefined ? "" : ` :${port}`}`;
}
