import { ciRuntime, type CiUse, circleUses, githubUses, gitlabUses, travisUses } from "./ci-uses.js";
import type { Context } from "./context.js";
import { perFile } from "./per-file.js";
import { javaRange, npmRange, type Range } from "./range.js";
import type { Statement } from "./statements.js";
import { YamlValue } from "./yaml.js";

const WORKFLOWS = ".github/workflows";

const FILES: Readonly<Record<string, (file: YamlValue) => readonly CiUse[]>> = {
  ".gitlab-ci.yml": gitlabUses,
  ".circleci/config.yml": circleUses,
  ".travis.yml": travisUses,
};

/** Words without which a file says nothing about a runtime. */
const WORDS: Readonly<Record<string, RegExp>> = { java: /java|jdk|temurin|corretto|semeru|sapmachine/ };

/** Other implementations of a language than the one in the image. */
const OTHERS = /^(?:pypy|graalpy|jruby|truffleruby|mruby|rbx|hhvm)/;

/**
 * The versions of an official image's runtime that the repository's CI runs, as alternatives: all of them, or nothing when one is
 * not known. What jobs run need not be what the image runs; it is the weakest that a repository says.
 */
export function ciStatements(image: string, context: Context | undefined): readonly Statement[] {
  const runtime = ciRuntime(image);
  if (context === undefined || runtime === undefined) return [];
  let [root, way] = [context, ""];
  for (; root.parent !== undefined; root = root.parent) way += "../";
  const workflows = root.list?.(WORKFLOWS) ?? [];
  const paths = [
    ...workflows.filter((name) => /\.ya?ml$/.test(name)).map((name) => `${WORKFLOWS}/${name}`),
    ...Object.keys(FILES),
  ];
  const versions = new Set<string>();
  const places = new Map<string, string>();
  for (const path of paths) {
    const text = root.read(path);
    if (text === undefined || !(WORDS[runtime] ?? new RegExp(runtime)).test(text)) continue;
    const uses = usesIn(root, path);
    if (uses === undefined) return [];
    for (const { version, line } of uses.filter((use) => use.runtime === runtime && !OTHERS.test(use.version ?? ""))) {
      if (version === undefined || /^[*x]$/i.test(version)) return [];
      const written = version.replace(/^(?:v|ruby-)(?=\d)/, "");
      if (!versions.has(written) && !places.has(path)) places.set(path, `${way}${path}:${line}`);
      versions.add(written);
    }
  }
  const ranges = [...versions].map((version) => rangeOf(runtime, version));
  if (versions.size === 0 || ranges.includes(undefined)) return [];
  const source = [...places.values()].join(", ");
  const says = [...versions].join(", ");
  return [{ source, says, range: ranges.join(" || "), names: versions.size === 1, isWeak: true }];
}

function rangeOf(runtime: string, version: string): Range {
  return runtime === "java" ? javaRange(version) : npmRange(version);
}

/** Undefined when the file is not understood. */
const usesIn = perFile((text, path): readonly CiUse[] | undefined => {
  const read = YamlValue.read(text);
  const isOne = !("message" in read) && read.length < 2;
  return isOne ? read.flatMap(FILES[path] ?? githubUses) : undefined;
});
