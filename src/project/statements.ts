import type { Context } from "./context.js";
import { firstLine, json, line, type Reader, toml } from "./readers.js";
import { atLeast, composerRange, gemRange, npmRange, pythonRange, type Range } from "./range.js";

/** What a file of the repository says about the version of a runtime. */
export interface Statement {
  /** `.nvmrc:1` */
  readonly source: string;
  /** As it stands there. */
  readonly says: string;
  /** What it allows; undefined when that is not understood, such as an alias. */
  readonly range: Range;
  /** It names the one version to use; otherwise versions that will do. */
  readonly names: boolean;
}

interface Source {
  readonly path: string;
  readonly read: Reader;
  readonly range: (says: string) => Range;
  readonly names: boolean;
}

const named = (path: string, read: Reader, prefix = /^v/): Source => ({
  path,
  read,
  range: (says) => npmRange(says.replace(prefix, "")),
  names: true,
});
const allowing = (path: string, read: Reader, range: (says: string) => Range): Source => ({
  path,
  read,
  range,
  names: false,
});

const asdf = (name: string): readonly Source[] => [
  named(".tool-versions", line(new RegExp(`^(?:${name})\\s+(\\S+)`))),
  ...["mise.toml", ".mise.toml"].map((path) => named(path, toml("tools", ...name.split("|")))),
];

/** By official image, the strongest first within each kind. */
const SOURCES: Readonly<Record<string, readonly Source[]>> = {
  node: [
    named(".nvmrc", firstLine),
    named(".node-version", firstLine),
    ...asdf("nodejs|node"),
    named("package.json", json("volta", "node")),
    allowing("package.json", json("engines", "node"), npmRange),
  ],
  python: [
    named(".python-version", firstLine),
    named("runtime.txt", line(/^(python-\d\S*)/), /^python-/),
    ...asdf("python"),
    named("Pipfile", toml("requires", "python_full_version", "python_version")),
    named("environment.yml", line(/^\s*-\s*["']?python\s*==?\s*([\d.]+)/)),
    allowing("pyproject.toml", toml("project", "requires-python"), pythonRange),
    allowing("pyproject.toml", toml("tool.poetry.dependencies", "python"), pythonRange),
    allowing("setup.cfg", line(/^python_requires\s*=\s*(\S.*?)\s*$/), pythonRange),
    allowing("setup.py", line(/\bpython_requires\s*=\s*["']([^"']+)["']/), pythonRange),
  ],
  ruby: [
    named(".ruby-version", firstLine, /^ruby-/),
    ...asdf("ruby"),
    named("Gemfile", line(/^\s*ruby[\s(]+["'](\d[\d.]*)["']\s*\)?\s*$/)),
    allowing("Gemfile", line(/^\s*ruby[\s(]+((?:["'][<>=~]+\s*[\d.]+["'][\s,]*)+)\)?\s*$/), (says) =>
      gemRange(says.replaceAll(/["']/g, "")),
    ),
  ],
  golang: [
    ...asdf("golang|go"),
    allowing("go.mod", line(/^toolchain\s+go([\d.]+)/), atLeast),
    allowing("go.mod", line(/^go\s+(\d[\d.]*)/), atLeast),
  ],
  rust: [
    named("rust-toolchain.toml", toml("toolchain", "channel")),
    named("rust-toolchain", toml("toolchain", "channel")),
    named("rust-toolchain", line(/^(\d[\d.]*|nightly\S*|beta|stable)\s*$/)),
    ...asdf("rust"),
    allowing("Cargo.toml", toml("package", "rust-version"), atLeast),
    allowing("Cargo.toml", toml("workspace.package", "rust-version"), atLeast),
  ],
  php: [
    ...asdf("php"),
    named("composer.json", json("config", "platform", "php")),
    allowing("composer.json", json("require", "php"), composerRange),
  ],
  ...Object.fromEntries(["erlang", "elixir"].map((image) => [image, asdf(image)])),
  ...Object.fromEntries(
    ["eclipse-temurin", "amazoncorretto", "openjdk", "ibm-semeru-runtimes", "sapmachine"].map((image) => [
      image,
      [
        named("system.properties", line(/^java\.runtime\.version\s*=\s*(\d[\d.]*)/)),
        named(".java-version", firstLine),
        allowing("pom.xml", line(/<(?:java\.version|maven\.compiler\.release|release)>(\d+)</), atLeast),
        allowing("build.gradle", line(/\bJavaLanguageVersion\.of\((\d+)\)/), atLeast),
        allowing("build.gradle.kts", line(/\bJavaLanguageVersion\.of\((\d+)\)/), atLeast),
      ],
    ]),
  ),
};

/** Words that name no version. */
const ANY: ReadonlySet<string> = new Set(["*", "node", "latest", "current", "stable", "system", "default", ""]);

/** What the build context says about the version of an official image's runtime, the strongest statement first. */
export function statements(image: string, context: Context | undefined): readonly Statement[] {
  if (context === undefined || !Object.hasOwn(SOURCES, image)) return [];
  return SOURCES[image]!.flatMap(({ path, read, range, names }) => {
    const text = context.read(path);
    const said = text === undefined ? undefined : read(text);
    if (said === undefined || ANY.has(said.says)) return [];
    return [{ source: `${path}:${said.line}`, says: said.says, range: range(said.says), names }];
  });
}
