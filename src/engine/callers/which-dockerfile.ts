import { posix } from "node:path";
import type { BuildCall } from "./build-call.js";
import type { CallerFile } from "./caller.js";
import { type Commands, pathOf, type Place } from "./path-words.js";
import { literalOf } from "./words.js";
import { workingDirectory } from "./working-directory.js";

/** Whether a command builds the Dockerfile; undefined when that is not known. */
export function buildsOurs(call: BuildCall, place: Commands, { dockerfile, exists }: CallerFile): boolean | undefined {
  if (call.dockerfile === undefined && (call.isOpen || call.operands.length !== 1)) return undefined;
  const readings = place.shell.folders.map((start) => read(call, placeFrom(start, place), exists));
  if (readings.length === 0 || readings.includes(undefined)) return undefined;
  const named = new Set(readings.filter((path) => path !== undefined && exists(path)));
  return named.has(dockerfile) ? (named.size === 1 ? true : undefined) : false;
}

function placeFrom(start: string, place: Commands): Place {
  const from: Place = { ...place, start, folder: start, folderAt: (node) => workingDirectory(node, from) };
  return from;
}

/** The path of the Dockerfile; empty for one that is no file of the repository. */
function read(call: BuildCall, place: Place, exists: (path: string) => boolean): string | undefined {
  const folder = workingDirectory(call.command.node, place);
  if (folder === undefined) return undefined;
  const here = { ...place, folder };
  const [context] = call.operands;
  const file = call.dockerfile && literalOf(call.dockerfile);
  const isRead = file === "-" || (call.dockerfile === undefined && literalOf(context!) === "-");
  if (isRead) return redirected(call, folder);
  const given = context === undefined ? undefined : literalOf(context);
  // the Dockerfile lies in what is sent
  if (call.dockerfile !== undefined && given !== undefined && /^(?:-$|\w+:\/\/|git@|github\.com\/)/.test(given))
    return undefined;
  if (call.dockerfile !== undefined) return pathOf(call.dockerfile, here);
  const written = literalOf(context!);
  if (written !== undefined && /^(?:\w+:\/\/|git@|github\.com\/)/.test(written)) return "";
  const path = pathOf(context!, here);
  // options in a variable
  if (path === undefined || (context!.isOpaque && /^-|\s/.test(path))) return undefined;
  const names =
    call.program === "podman" || call.program === "buildah" ? ["Containerfile", "Dockerfile"] : ["Dockerfile"];
  const paths = names.map((name) => posix.join(path, name));
  return paths.find(exists) ?? paths[0];
}

/** A Dockerfile that is read from the standard input: `- < Dockerfile`. */
function redirected({ command: { redirects } }: BuildCall, folder: string): string | undefined {
  if (redirects.some((each) => each.startsWith("<<"))) return "";
  const [, path] =
    redirects.map((each) => /^<\s*["']?([\w./-]+)["']?$/.exec(each)).find((found) => found !== null) ?? [];
  return path === undefined ? undefined : posix.join(folder, path);
}
