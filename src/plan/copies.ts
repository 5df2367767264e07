import { Csv } from "../dockerfile/csv.js";
import type { Dockerfile, Stage } from "../dockerfile/dockerfile.js";
import type { Instruction } from "../dockerfile/instruction.js";

const cache = new WeakMap<Dockerfile, ReadonlyMap<string, readonly string[]>>();

/** Paths that are copied or mounted out of a stage by others; `/` for all of it. */
export function copiedFrom(file: Dockerfile, stage: Stage): readonly string[] {
  let all = cache.get(file);
  if (all === undefined) {
    all = copies(file);
    cache.set(file, all);
  }
  const named = stage.name === undefined ? [] : (all.get(stage.name) ?? []);
  return [...named, ...(all.get(String(stage.index)) ?? [])];
}

/** A path out of a stage with which its package lists or caches may go. */
export function holdsCaches(path: string): boolean {
  return (
    /[$*?]/.test(path) ||
    ["/var/lib/apt/lists/", "/var/cache/apt/", "/var/cache/apk/"].some(
      (place) =>
        place.startsWith(`/${path.replace(/^\/+|\/+\.?$|^\.$/g, "")}`.replace(/\/$/, "")) ||
        path.startsWith(place.slice(0, -1)),
    )
  );
}

/** Names of the files that an instruction copies into an image, as far as they are written. */
export function broughtBy({ isCopy, words }: Instruction): readonly string[] {
  if (!isCopy) return [];
  return words.flatMap(({ value }) => /([^/]+)$/.exec(value)?.[1] ?? []);
}

function copies(file: Dockerfile): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (from: string, paths: readonly string[]): void => {
    const key = from.toLowerCase();
    found.set(key, [...(found.get(key) ?? []), ...paths]);
  };
  for (const { keyword, flags, words } of file.instructions) {
    for (const { name, value = "" } of flags) {
      if (keyword === "COPY" && name === "from")
        add(
          value,
          words.slice(0, -1).map((word) => word.value),
        );
      if (name !== "mount") continue;
      const parsed = Csv.parse(value);
      const fields = "fields" in parsed ? parsed.fields : [];
      const field = (key: RegExp): string | undefined => fields.find((each) => key.test(each))?.replace(/^[^=]*=/, "");
      const from = field(/^from=/i);
      if (from !== undefined) add(from, [field(/^(?:source|src)=/i) ?? "/"]);
    }
  }
  return found;
}
