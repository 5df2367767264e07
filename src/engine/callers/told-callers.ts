import { posix } from "node:path";
import type { BuildInput, Todo } from "../../project/build-input.js";
import type { Facts } from "../facts.js";
import type { Outcome } from "../types.js";
import { changeCallers, repository } from "./change-callers.js";

/** What follows from giving a build its inputs in another way: in the files that call it, and for who builds by hand. */
export function toldCallers(inputs: readonly BuildInput[], { context, path }: Facts): Pick<Outcome, "files" | "todos"> {
  if (inputs.length === 0) return { files: [], todos: [] };
  const way = context === undefined ? undefined : repository(context).way;
  const byHand: Todo = {
    path,
    line: 1,
    message: `Build with \`${buildCommand(inputs, path, way === undefined || way === "" ? "." : way)}\``,
  };
  if (context === undefined) return { files: [], todos: [byHand] };
  const { files, todos } = changeCallers(context, path, inputs);
  return { files, todos: [byHand, ...todos] };
}

/** Source: docs.docker.com, docker buildx build. */
function buildCommand(inputs: readonly BuildInput[], path: string, folder: string): string {
  const options = inputs.map(({ kind, id, argument, file }) => {
    if (kind === "ssh") return "--ssh default";
    return `--secret id=${id},${file === undefined ? `env=${argument ?? id.toUpperCase()}` : `src=${posix.join(folder, file)}`}`;
  });
  const named = path === "Dockerfile" ? [] : [`-f ${posix.join(folder, path)}`];
  return ["docker build", ...new Set(options), ...named, folder].join(" ");
}
