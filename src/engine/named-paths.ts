import { posix } from "node:path";
import { appDirectory } from "../plan/app-directory.js";
import { expand, type StageFacts } from "../plan/state.js";
import type { Startup } from "./startup.js";

/** A path for data that the configuration names. */
export interface Named {
  readonly path: string;
  readonly says: string;
  /** False: it may be a file. */
  readonly isDirectory: boolean;
}

/** Paths for data that the configuration names: volumes, variables, arguments. */
export function namedPaths(
  { stage, env, parent }: StageFacts,
  { commands = [] }: Startup,
  escape: string,
): readonly Named[] {
  const volumes = stage.instructions
    .filter(({ keyword }) => keyword === "VOLUME")
    .flatMap(({ words }) =>
      words.map(({ value }): Named => {
        const path = posix.resolve("/", expand(value, env, escape).text);
        return { path, says: "there is a volume at", isDirectory: true };
      }),
    )
    .filter(({ path }) => !/^\/(?:tmp|var\/tmp|dev\/shm)\/?$/.test(path));
  const variables = [...env].flatMap(([name, value]) =>
    SEARCHED.test(name) ? [] : dataPath(value, name).map((each): Named => ({ ...each, says: `\`${name}\` names` })),
  );
  const words = commands.flatMap(({ words: [, ...args] }) =>
    args.flatMap((word, index) => dataPath(word, /^--?[\w.-]+(?==)/.exec(word)?.[0] ?? args[index - 1] ?? "")),
  );
  const above = parent === undefined ? [] : namedPaths(parent, NO_START, escape);
  return [
    ...above,
    ...volumes,
    ...variables,
    ...words.map((each): Named => ({ ...each, says: "what is started is given" })),
  ];
}

const NO_START: Startup = { entrypoint: undefined, cmd: undefined, commands: [], isInShell: false, init: undefined };

/** Variables whose paths are read, not written. */
const SEARCHED = /^(?!.*(?:DATA|LOG|UPLOAD|DB|CACHE))(?:.*_)?(?:PATH|BIN|LD_LIBRARY_PATH|PYTHONPATH|CLASSPATH|HOME)$/;

/** Names of options and variables that mean a directory. */
const FOLDER = /(?:DIR|DIRS|DIRECTORY|FOLDER|HOME|ROOT|UPLOADS?|MEDIA|STORAGE|CACHE|LOGS|VOLUME|DATA)$/i;

/** A path that data usually go to, as the directory that it is or, for a file, lies in. */
function dataPath(value: string, name: string): readonly Omit<Named, "says">[] {
  const path = value.replace(
    /^(?:--?[\w.-]+=)?(?:jdbc:h2:)?(?:file:(?:\/\/)?|unix:|sqlite(?:\+\w+)?:\/{3})?(?=\/)/,
    "",
  );
  if (!PLACES.test(path) || /^\/(?:var\/)?run\/secrets|^\/var\/lib\/(?:dpkg|apt)/.test(path)) return [];
  const plain = path.replace(/\/+$/, "");
  if (/\.\w+$/.test(plain)) return [{ path: posix.dirname(plain), isDirectory: true }];
  const isDirectory = plain !== path || plain.lastIndexOf("/") === 0 || FOLDER.test(name);
  if (isDirectory) return [{ path: plain, isDirectory }];
  // a file in a directory of its own, or that directory
  const above = appDirectory(posix.dirname(plain));
  return [{ path: above ?? plain, isDirectory: above !== undefined }];
}

const PLACES =
  /^\/(?:data|db|database|logs?|uploads?|media|storage|cache|var\/(?:log|lib|run|cache|data)|run)(?:\/[\w./-]*)?$/;
