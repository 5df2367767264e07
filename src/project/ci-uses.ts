import { versionOf } from "../image/pin.js";
import { parseReference } from "../image/reference.js";
import type { YamlValue } from "./yaml.js";

/** That a CI runs a version of a runtime. */
export interface CiUse {
  readonly runtime: string;
  /** As it is written; undefined when it is not known, or the newest. */
  readonly version: string | undefined;
  /** 1-based. */
  readonly line: number;
}

const JDKS = ["eclipse-temurin", "amazoncorretto", "openjdk", "ibm-semeru-runtimes", "sapmachine"];

/** Runtimes by official image. */
const RUNTIMES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(["node", "python", "ruby", "php"].map((name) => [name, name])),
  golang: "go",
  ...Object.fromEntries(JDKS.map((name) => [name, "java"])),
};

/** The name of an image's runtime in CI files. */
export function ciRuntime(image: string): string | undefined {
  return Object.hasOwn(RUNTIMES, image) ? RUNTIMES[image] : undefined;
}

/** The versions that a GitHub workflow sets up or runs in. Source: docs.github.com, Workflow syntax. */
export function githubUses(workflow: YamlValue): readonly CiUse[] {
  return workflow
    .at("jobs")
    .items.flatMap((job) => [
      ...expanded(imageOf(job, "container", "image"), [job, workflow]).flatMap(imageUse),
      ...job.at("steps").items.flatMap((step) => setUp(step, [step, job, workflow])),
    ]);
}

/** An image stands below a key of its own, or in its place. */
function imageOf(job: YamlValue, key: string, own: string): YamlValue {
  const image = job.at(key, own);
  return image.isThere ? image : job.at(key);
}

/** What `actions/setup-node` and its like are asked for; without a version they take one from elsewhere. */
function setUp(step: YamlValue, scopes: readonly YamlValue[]): readonly CiUse[] {
  const uses = step.at("uses");
  if (uses.text === undefined || !/(?:^|[/-])setup(?:-|@)/.test(uses.text)) return [];
  const asked = Object.values(RUNTIMES).filter((runtime, index, all) => all.indexOf(runtime) === index);
  return asked.flatMap((runtime): readonly CiUse[] => {
    const version = step.at("with", `${runtime}-version`);
    if (version.isThere) return expanded(version, scopes).flatMap((each) => versionUses(runtime, each));
    return uses.text!.includes(`/setup-${runtime}@`) ? [{ runtime, version: undefined, line: uses.line }] : [];
  });
}

function versionUses(runtime: string, { text, line }: Written): readonly CiUse[] {
  if (text === undefined) return [{ runtime, version: undefined, line }];
  return text.split(/\s*\n\s*/).map((each) => ({ runtime, version: each === "" ? undefined : each, line }));
}

/** Text and its line; undefined when it depends on what the file does not say. */
interface Written {
  readonly text: string | undefined;
  readonly line: number;
}

/** All that a value stands for: one expression in it is filled in with each value of the matrix, or with a variable. */
function expanded(value: YamlValue, scopes: readonly YamlValue[]): readonly Written[] {
  if (value.text === undefined) return [];
  const { text, line } = value;
  if (!text.includes("${{")) return [{ text, line }];
  const [expression = "", name = ""] = /\$\{\{\s*([\w.-]+)\s*\}\}/.exec(text) ?? [];
  const found = expression === "" ? [] : named(name, scopes);
  const rest = text.replace(expression, "");
  // the image's name tells whose version is not known
  if (found.length === 0 || rest.includes("${{")) return [{ text: rest === "" ? undefined : `${rest}$`, line }];
  return found.map((each) => {
    const isText = each.text !== undefined && !each.text.includes("${{");
    return { text: isText ? text.replace(expression, () => each.text!) : undefined, line: each.line };
  });
}

/** The values of `env.NAME` or `matrix.name`; none when they are not written in the file. */
function named(name: string, scopes: readonly YamlValue[]): readonly YamlValue[] {
  const [kind, ...keys] = name.split(".");
  if (kind === "env") {
    return scopes
      .map((scope) => scope.at("env", ...keys))
      .filter(({ isThere }) => isThere)
      .slice(0, 1);
  }
  if (kind !== "matrix") return [];
  return scopes.flatMap((scope) => {
    const matrix = scope.at("strategy", "matrix");
    const [first = "", ...others] = keys;
    const included = matrix.at("include").items.map((each) => each.at(first));
    // computed ones may be any
    if (matrix.at(first).text !== undefined || matrix.at("include").text !== undefined) return [];
    return [...matrix.at(first).items, ...included].map((each) => each.at(...others)).filter(({ isThere }) => isThere);
  });
}

/** The images of GitLab's jobs. Source: docs.gitlab.com, CI/CD YAML syntax. */
export function gitlabUses(file: YamlValue): readonly CiUse[] {
  return [file, ...file.items].flatMap((job) => imageUse(imageOf(job, "image", "name")));
}

/** The images of CircleCI's jobs and executors, its convenience images among them. Source: circleci.com, Configuration reference. */
export function circleUses(file: YamlValue): readonly CiUse[] {
  const places = [...file.at("jobs").items, ...file.at("executors").items];
  const images = places.flatMap((place) => place.at("docker").items);
  return images.flatMap((each) => {
    const image = each.at("image");
    if (image.text === undefined) return [];
    const text = image.text.replace(/^(?:cimg|circleci)\/(\w+)/, (_, name: string) => CONVENIENCE[name] ?? name);
    return imageUse({ text, line: image.line });
  });
}

const CONVENIENCE: Readonly<Record<string, string>> = { go: "golang", openjdk: "openjdk" };

/** The keys of Travis's languages. Source: docs.travis-ci.com. */
const TRAVIS: Readonly<Record<string, readonly [key: string, runtime: string]>> = {
  node_js: ["node_js", "node"],
  python: ["python", "python"],
  ruby: ["rvm", "ruby"],
  go: ["go", "go"],
  php: ["php", "php"],
  ...Object.fromEntries(["java", "scala", "kotlin", "groovy"].map((language) => [language, ["jdk", "java"]])),
};

/** The versions that Travis runs jobs with. */
export function travisUses(file: YamlValue): readonly CiUse[] {
  const jobs = ["jobs", "matrix"].flatMap((key) => file.at(key, "include").items);
  return [file, ...jobs].flatMap((job): readonly CiUse[] => {
    const language = job.at("language").text ?? file.at("language").text;
    const [key, runtime] = TRAVIS[language ?? ""] ?? [];
    if (key === undefined || runtime === undefined) return [];
    const value = job.at(key);
    const all = value.text === undefined ? value.items : [value];
    return all.map(({ text, line }) => ({ runtime, version: text?.replace(/^(?:open|oracle)jdk/, ""), line }));
  });
}

/** The runtime that an official image holds; what is behind a variable is not known. */
function imageUse({ text = "", line }: Written): readonly CiUse[] {
  const [, name = "", tag = ""] = /^([^:@\s]+)(?::([^@]*))?/.exec(text) ?? [];
  const runtime = ciRuntime(parseReference(name)?.official ?? "");
  if (runtime === undefined) return [];
  const version = /[$<{]/.test(tag) ? "" : versionOf(tag);
  return [{ runtime, version: version === "" ? undefined : version, line }];
}
