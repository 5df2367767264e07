import { posix } from "node:path";
import type { Context } from "../context.js";
import { perFile } from "../per-file.js";
import { YamlValue } from "../yaml.js";
import { pathBelow, type Probe, probe } from "./probe.js";

/** Names of compose files. */
export const COMPOSE = /(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$/;

/** The services of a compose file that build a Dockerfile; paths count from the build context. Source: compose-spec, build. */
export function servicesThatBuild(context: Context, path: string, dockerfile: string): YamlValue[] {
  const folder = posix.dirname(path);
  return (documents(context, path) ?? []).flatMap((document) =>
    document
      .at("services")
      .entries.flatMap(([, service]) => (builtFile(service.at("build"), folder) === dockerfile ? [service] : [])),
  );
}

const documents = perFile((text) => YamlValue.documents(text));

/** The health checks of services that build a Dockerfile. Source: compose-spec, healthcheck. */
export function composeProbes(context: Context, path: string, dockerfile: string): Probe[] {
  return servicesThatBuild(context, path, dockerfile).flatMap((service) => {
    const test = service.at("healthcheck", "test");
    if (!test.isThere) return [];
    const words = test.text === undefined ? test.items.map((item) => item.text ?? "") : ["CMD-SHELL", test.text];
    const asked = askedBy(words);
    return asked === undefined ? [] : (probe(asked.path, asked.port, `${path}:${test.line}`) ?? []);
  });
}

function builtFile(build: YamlValue, folder: string): string | undefined {
  const context = build.text ?? build.at("context").text ?? (build.at("dockerfile").isThere ? "." : undefined);
  const below = context === undefined ? undefined : pathBelow(folder, context);
  return below === undefined ? undefined : pathBelow(below, build.at("dockerfile").text ?? "Dockerfile");
}

/** The address that a curl or wget of the container itself gets, without anything that goes along. */
function askedBy(words: readonly string[]): { readonly path: string; readonly port: string } | undefined {
  const [kind = "", ...rest] = words;
  if (!/^CMD(?:-SHELL)?$/.test(kind)) return undefined;
  const command = rest.join(" ");
  if (!/^(?:exec )?(?:\/usr\/bin\/)?(?:curl|wget) /.test(command)) return undefined;
  if (/(?:^|\s)(?:-[a-zA-Z]*[HXdu]|--(?:header|request|data|user|post-data|method)\b)/.test(command)) return undefined;
  const [address, ...more] = command.match(/\bhttps?:\/\/[^\s"'|;)]+/g) ?? [];
  const found = OWN.exec(address ?? "");
  if (found === null || more.length > 0) return undefined;
  const [, port = "80", path = "/"] = found;
  return { path, port };
}

const OWN = /^http:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?::(\d+))?(\/[^?$]*)?$/;
