import type { Sources } from "../source/sources.js";
import { YamlValue } from "../yaml.js";

/** A setting and where it stands. */
export interface Setting {
  readonly value: string;
  readonly source: string;
}

/** The settings of a Spring Boot application, with lower-case keys without dashes. */
export interface Settings {
  /** Of all files, those of profiles too: a key that several files set has several. */
  of(key: string): readonly Setting[];
  /** All keys. */
  readonly keys: readonly string[];
}

/**
 * Reads `application.properties` and `application.yml`, those of profiles too, below a module's `src/main/resources`. Undefined: one
 * of them is not understood. Source: docs.spring.io, Externalized Configuration.
 */
export function springSettings(sources: Sources, folder: string): Settings | undefined {
  const found = new Map<string, Setting[]>();
  const add = (key: string, value: string, source: string): void => {
    const name = key.toLowerCase().replaceAll(/[-_]/g, "");
    found.set(name, [...(found.get(name) ?? []), { value, source }]);
  };
  for (const path of sources.every) {
    if (
      !path.startsWith(folder) ||
      !/^(?:src\/main\/resources\/|config\/)?(?:config\/)?(?:application|bootstrap)(?:-[\w-]+)?\.(?:properties|ya?ml)$/.test(
        path.slice(folder.length),
      )
    )
      continue;
    const text = sources.context.read(path);
    if (text === undefined) return undefined;
    if (path.endsWith(".properties")) {
      for (const [index, line] of text.split(/\r?\n/).entries()) {
        const [, key = "", value = ""] = /^\s*([^#!\s=:][^\s=:]*)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
        if (key !== "") add(key, value, `${path}:${index + 1}`);
      }
    } else {
      const documents = YamlValue.documents(text);
      if (documents.length === 0 && /^\s*[^#\s]/m.test(text)) return undefined;
      for (const document of documents) flatten(document, "", path, add);
    }
  }
  return { of: (key) => found.get(key) ?? [], keys: [...found.keys()] };
}

function flatten(
  value: YamlValue,
  prefix: string,
  path: string,
  add: (key: string, value: string, source: string) => void,
  depth = 0,
): void {
  if (depth > 12) return;
  if (value.entries.length === 0)
    add(prefix, value.text ?? value.items.map(({ text }) => text).join(","), `${path}:${value.line}`);
  for (const [key, inner] of value.entries)
    flatten(inner, prefix === "" ? key : `${prefix}.${key}`, path, add, depth + 1);
}
