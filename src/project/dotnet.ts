import type { Context } from "./context.js";
import { npmRange, type Range } from "./range.js";
import { json } from "./readers.js";
import type { Statement } from "./statements.js";

/** More projects than this say nothing: reading them takes time, and they hardly agree. */
const MOST_PROJECTS = 200;

/**
 * What the repository says about the version of one of Microsoft's .NET images, by its name with the registry: `global.json`
 * about the SDK, else the frameworks that the projects are built for. Source: learn.microsoft.com, global.json overview.
 */
export function dotnetStatements(name: string, context: Context | undefined): readonly Statement[] {
  const image = /^mcr\.microsoft\.com\/dotnet\/(sdk|aspnet|runtime)$/.exec(name)?.[1];
  if (image === undefined || context === undefined) return [];
  const sdk = image === "sdk" ? globalJson(context) : undefined;
  return sdk === undefined ? targetFrameworks(context) : [sdk];
}

/** The nearest `global.json`, here or in a folder above, as the SDK looks for it. */
function globalJson(from: Context): Statement | undefined {
  let way = "";
  for (let context: Context | undefined = from; context !== undefined; context = context.parent) {
    const text = context.read("global.json");
    if (text !== undefined) {
      const version = json("sdk", "version")(text);
      if (version === undefined && isJson(text)) return undefined;
      if (version === undefined)
        return { source: `${way}global.json:1`, says: "what is no plain JSON", range: undefined, names: true };
      const policy = json("sdk", "rollForward")(text)?.says;
      const says = policy === undefined ? version.says : `${version.says} (${policy})`;
      const range = sdkRange(version.says, policy);
      return { source: `${way}global.json:${version.line}`, says, range, names: true };
    }
    way += "../";
  }
  return undefined;
}

/** The SDK takes comments in it as well. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The SDKs that a policy accepts; one that is there takes part of its third number for the feature band: 4 of 8.0.404. */
function sdkRange(version: string, policy = "patch"): Range {
  const [, major, minor, patch] = /^(\d+)\.(\d+)\.(\d{3})$/.exec(version)?.map(Number) ?? [];
  if (major === undefined || minor === undefined || patch === undefined) return undefined;
  switch (policy.toLowerCase()) {
    case "disable":
      return `=${version}`;
    case "patch":
    case "latestpatch":
      return `>=${version} <${major}.${minor}.${(Math.floor(patch / 100) + 1) * 100}`;
    case "feature":
    case "latestfeature":
      return `>=${version} <${major}.${minor + 1}.0`;
    case "minor":
    case "latestminor":
      return `>=${version} <${major + 1}.0.0`;
    case "major":
    case "latestmajor":
      return `>=${version}`;
    default:
      return undefined;
  }
}

/** The frameworks of all projects below, each once. */
function targetFrameworks(context: Context): readonly Statement[] {
  const projects = context
    .files?.()
    ?.filter((path) => /(?:\.(?:cs|fs|vb)proj|(?:^|\/)Directory\.Build\.props)$/.test(path));
  if (projects === undefined || projects.length > MOST_PROJECTS) return [];
  const found = new Map<string, Statement>();
  for (const path of projects) {
    const text = (context.read(path) ?? "").replaceAll(/<!--.*?-->/gs, (comment) => comment.replaceAll(/[^\n]/g, " "));
    for (const match of text.matchAll(/<TargetFrameworks?(\s[^>]*)?>\s*([^<]*?)\s*</g)) {
      const [, condition, says = ""] = match;
      if (says === "" || OTHER_FRAMEWORK.test(says) || found.has(says)) continue;
      const line = text.slice(0, match.index).split("\n").length;
      const range = condition === undefined ? frameworkRange(says) : undefined;
      found.set(says, { source: `${path}:${line}`, says, range, names: true });
    }
  }
  return [...found.values()];
}

/** Libraries for any .NET, and .NET Framework, which has images of its own. */
const OTHER_FRAMEWORK = /^net(?:standard\d.*|\d{2,3})$/;

/** `net8.0` is any 8.0.x; of several, or one that MSBuild computes, nobody knows which is published. */
function frameworkRange(framework: string): Range {
  const version = /^net(?:coreapp)?(\d+\.\d+)(?:-[a-z][\w.]*)?$/.exec(framework)?.[1];
  return version === undefined ? undefined : npmRange(version);
}
