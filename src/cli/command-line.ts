import yargs from "yargs";
import { suggestion } from "./suggest.js";
import { UsageError } from "./usage-error.js";

/** What all command lines have in common: words stay as they are, and what is wrong is thrown as `UsageError`. */
export function baseCommandLine(width: number) {
  return yargs()
    .scriptName("dockshift")
    .locale("en")
    .parserConfiguration({
      "boolean-negation": false,
      "camel-case-expansion": false,
      "dot-notation": false,
      "parse-numbers": false,
      "parse-positional-numbers": false,
      "populate--": true,
    })
    .updateStrings({ "Not enough arguments following: %s": "--%s needs a value" })
    .exitProcess(false)
    .wrap(width)
    .fail((message: string | null, error: Error | undefined) => {
      throw error instanceof UsageError ? error : new UsageError(message ?? error?.message ?? "cannot be read");
    });
}

/** Throws `UsageError` for a key of yargs's arguments that is no option of ours. */
export function refuseUnknownOptions(keys: readonly string[], known: readonly string[]): void {
  for (const key of keys) {
    if (known.includes(key) || ["_", "$0", "--", "h", "transform"].includes(key)) continue;
    const option = key.length === 1 ? `-${key}` : `--${key}`;
    const candidates = known.map((name) => `--${name}`);
    throw new UsageError(`unknown option ${option}${suggestion(option, candidates)}`);
  }
}
