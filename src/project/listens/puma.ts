import type { Sources } from "../source/sources.js";
import type { Call } from "./listen.js";

/** Rails' `config/puma.rb`. Which address depends on the command. Source: puma.io, Puma::DSL `port`. */
export function pumaListens(sources: Sources): Call[] {
  return [...sources.every]
    .filter((path) => /(?:^|\/)config\/puma\.rb$/.test(path))
    .flatMap((path) => {
      const source = sources.at(path);
      if (source === undefined) return [];
      return source.places("port").flatMap((at): Call[] => {
        const isStatement = at === 0 || source.tokens[at - 1]!.line < source.tokens[at]!.line;
        if (!isStatement || source.sign(at + 1) === "=") return [];
        const place = source.place(at);
        const next = source.tokens[at + 1];
        if (next?.kind === "number") return [{ port: { port: Number(next.text) }, host: "unknown", source: place }];
        const open = at + 4;
        const variable = source.reads(at + 1, "ENV . fetch (") ? source.literal(source.parts(open)[0]) : undefined;
        const behind = source.partner(open) + 1;
        const value =
          source.sign(behind) === "{" ? source.tokens[behind + 1] : source.tokens[source.parts(open)[1]?.from ?? -1];
        const port = Number(value?.text);
        const isKnown = variable !== undefined && Number.isInteger(port) && port > 0;
        return [{ port: isKnown ? { port, variable } : undefined, host: "unknown", source: place }];
      });
    });
}
