import type { Context } from "../context.js";
import { Sources } from "../source/sources.js";
import { goListens } from "./go.js";
import { javascriptListens } from "./javascript.js";
import type { Call, Listen } from "./listen.js";
import { pumaListens } from "./puma.js";
import { pythonListens } from "./python.js";
import { springListens } from "./spring.js";

const FAMILIES: readonly ((sources: Sources) => readonly Call[])[] = [
  javascriptListens,
  pythonListens,
  goListens,
  springListens,
  pumaListens,
];

/**
 * The port that the source listens on when it is started by itself; a server such as gunicorn has its own. `roots` are the files or
 * folders that the image runs, if that is known. Undefined: none, several, or one that is computed.
 */
export function listensOn(context: Context, roots: readonly string[] = [""]): Listen | undefined {
  const sources = new Sources(context);
  const calls = FAMILIES.flatMap((family) => family(sources)).filter(({ source }) => sources.isBelow(source, roots));
  const [first] = calls;
  if (!sources.isComplete || first?.port === undefined) return undefined;
  const { port, variable } = first.port;
  const isOne = calls.every(
    (call) => call.port?.port === port && call.port.variable === variable && call.host === first.host,
  );
  if (!isOne) return undefined;
  return { port, host: first.host, ...(variable !== undefined && { variable }), source: first.source };
}
