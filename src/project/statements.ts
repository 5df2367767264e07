import type { Context } from "./context.js";
import { firstLine, json, line, type Reader, type Said } from "./readers.js";
import { atLeast, composerRange, gemRange, javaRange, npmRange, pythonRange, type Range } from "./range.js";
import { toml } from "./toml.js";

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
  /** It never moves an image by itself. */
  readonly isWeak?: true;
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
  named(".tool-versions", line(new RegExp(`^\\s*(?:${name})\\s+(\\S+)`))),
  ...["mise.toml", ".mise.toml"].map((path) => named(path, toml(...name.split("|").map((each) => `tools.${each}`)))),
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
    named("Pipfile", toml("requires.python_full_version", "requires.python_version")),
    named("environment.yml", line(/^\s*-\s*["']?python\s*==?\s*(\d[\d.]*)(?:\.\*)?["']?\s*(?:#.*)?$/)),
    allowing("environment.yml", line(/^\s*-\s*["']?python\s*([<>!~][^"'#]*)/), pythonRange),
    named("Pipfile.lock", json("_meta", "requires", "python_full_version")),
    named("Pipfile.lock", json("_meta", "requires", "python_version")),
    allowing("pyproject.toml", toml("project.requires-python"), pythonRange),
    allowing("pyproject.toml", toml("tool.poetry.dependencies.python"), pythonRange),
    allowing("uv.lock", toml("requires-python"), pythonRange),
    allowing("poetry.lock", toml("metadata.python-versions"), pythonRange),
    allowing("setup.cfg", line(/^python_requires\s*=\s*(\S.*?)\s*(?:[;#].*)?$/), pythonRange),
    allowing("setup.py", line(/^[^#]*\bpython_requires\s*=\s*["']([^"']+)["']/), pythonRange),
  ],
  ruby: [
    named(".ruby-version", firstLine, /^ruby-/),
    ...asdf("ruby"),
    allowing("Gemfile", line(/^ruby[\s(]+((?:["'][^"']*["'][\s,]*)+)\)?\s*(?:#.*)?$/), (says) =>
      gemRange(says.replaceAll(/["']/g, "")),
    ),
    // what Bundler ran on when it wrote the file; gems are built for the numbers before the last
    allowing("Gemfile.lock", line(/^ {3}ruby (\d+\.\d+\.\d+)(?:p\d+)?\s*$/), (says) => gemRange(`~> ${says}`)),
  ],
  golang: [
    ...asdf("golang|go"),
    allowing("go.mod", line(/^toolchain\s+go([\d.]+)/), atLeast),
    allowing("go.mod", line(/^go\s+(\d[\d.]*)/), atLeast),
  ],
  rust: [
    named("rust-toolchain.toml", toml("toolchain.channel"), /-(?:x86_64|aarch64|i686|arm)[-\w]*$/),
    named("rust-toolchain", toml("toolchain.channel")),
    named("rust-toolchain", line(/^([^[=\s]+)\s*$/), /-(?:x86_64|aarch64|i686|arm)[-\w]*$/),
    ...asdf("rust"),
    allowing("Cargo.toml", toml("package.rust-version"), atLeast),
    allowing("Cargo.toml", toml("workspace.package.rust-version"), atLeast),
  ],
  php: [
    ...asdf("php"),
    named("composer.json", json("config", "platform", "php")),
    allowing("composer.json", json("require", "php"), composerRange),
    named("composer.lock", json("platform-overrides", "php")),
    allowing("composer.lock", json("platform", "php"), composerRange),
  ],
  ...Object.fromEntries(["erlang", "elixir"].map((image) => [image, asdf(image)])),
  ...Object.fromEntries(
    ["eclipse-temurin", "amazoncorretto", "openjdk", "ibm-semeru-runtimes", "sapmachine"].map((image) => [
      image,
      [
        named("system.properties", line(/^java\.runtime\.version\s*=\s*(\d[\d.]*)/)),
        named(".java-version", firstLine),
        // a newer one would do as well, but this is the one that the code is built for
        allowing("pom.xml", line(/<(?:java\.version|maven\.compiler\.(?:release|target))>\s*([\d.]+)\s*</), javaRange),
        allowing("build.gradle", line(/\bJavaLanguageVersion\.of\((\d+)\)/), javaRange),
        allowing("build.gradle.kts", line(/\bJavaLanguageVersion\.of\((\d+)\)/), javaRange),
      ],
    ]),
  ),
};

/** Whether repositories say something about the version of an image's runtime. */
export function isRuntime(image: string): boolean {
  return Object.hasOwn(SOURCES, image);
}

/** Words that name no version. */
const ANY: ReadonlySet<string> = new Set(["*", "node", "latest", "current", "stable", "system", "default", ""]);

/** Files that their tools look for in the folders above as well, where the nearest one that speaks of the runtime wins. */
const INHERITED: ReadonlySet<string> = new Set([
  ".nvmrc",
  ".node-version",
  ".tool-versions",
  "mise.toml",
  ".mise.toml",
  ".python-version",
  ".ruby-version",
  "rust-toolchain.toml",
  "rust-toolchain",
]);

/** What the repository says about the version of an official image's runtime, the strongest statement first. */
export function statements(image: string, context: Context | undefined): readonly Statement[] {
  if (context === undefined || !isRuntime(image)) return [];
  const sources = SOURCES[image]!;
  const inherited = nearest(sources.filter(isInherited), context);
  return sources.flatMap((source) => {
    const place = isInherited(source) ? inherited : { context, way: "" };
    const said = place && saidIn(place.context, source);
    if (said === undefined || ANY.has(said.says)) return [];
    const { path, range, names } = source;
    return [{ source: `${place!.way}${path}:${said.line}`, says: said.says, range: range(said.says), names }];
  });
}

function isInherited({ path }: Source): boolean {
  return INHERITED.has(path);
}

/** The nearest folder in which one of the sources says something, and the way to it. */
function nearest(sources: readonly Source[], from: Context): { context: Context; way: string } | undefined {
  let way = "";
  for (let context: Context | undefined = from; context !== undefined; context = context.parent) {
    const folder = context;
    if (sources.some((source) => saidIn(folder, source) !== undefined)) return { context, way };
    way += "../";
  }
  return undefined;
}

function saidIn(context: Context, { path, read }: Source): Said | undefined {
  const text = context.read(path);
  return text === undefined ? undefined : read(text);
}
