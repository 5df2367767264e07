import type { Transform } from "../engine/types.js";
import { suggestion } from "./suggest.js";
import { UsageError } from "./usage-error.js";

/** The transform of a name. Throws `UsageError`. */
export function transformNamed(name: string, catalogue: readonly Transform[]): Transform {
  const found = catalogue.find((transform) => transform.name === name);
  if (found !== undefined) return found;
  const names = catalogue.map((transform) => transform.name);
  throw new UsageError(`unknown transform ${JSON.stringify(name)}${suggestion(name, names) || "; see dockshift list"}`);
}

/** Throws `UsageError` when `--only` or `--skip` names a transform that is not there, or they leave none. */
export function checkSelection(
  only: readonly string[] | undefined,
  skip: readonly string[] | undefined,
  catalogue: readonly Transform[],
): void {
  for (const name of [...(only ?? []), ...(skip ?? [])]) transformNamed(name, catalogue);
  const left = (only ?? catalogue.map(({ name }) => name)).filter((name) => skip?.includes(name) !== true);
  if (left.length === 0) throw new UsageError("--only and --skip leave no transform to run");
}
