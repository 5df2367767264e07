import { posix } from "node:path";
import { json } from "../readers.js";
import { YamlValue } from "../yaml.js";
import { pathBelow, type Probe, probe } from "./probe.js";

/** Finds probes in the text of a file; `dockerfile` is the one that they have to be for. */
type Reader = (path: string, text: string, dockerfile: string) => (Probe | undefined)[];

/** Source: render.com, Blueprint YAML Reference. */
const render: Reader = (path, text, dockerfile) =>
  YamlValue.documents(text).flatMap((document) =>
    document.at("services").items.map((service) => {
      const at = service.at("healthCheckPath");
      const isDocker = (service.at("runtime").text ?? service.at("env").text) === "docker";
      const file = service.at("dockerfilePath").text ?? "Dockerfile";
      return isDocker && pathBelow("", file) === dockerfile
        ? probe(at.text, undefined, `${path}:${at.line}`)
        : undefined;
    }),
  );

/** Source: docs.digitalocean.com, App Specification Reference. */
const digitalOcean: Reader = (path, text, dockerfile) =>
  YamlValue.documents(text).flatMap((document) =>
    document.at("services").items.map((service) => {
      const at = service.at("health_check", "http_path");
      const port = service.at("health_check", "port").text ?? service.at("http_port").text;
      const file = service.at("dockerfile_path").text;
      return file !== undefined && pathBelow("", file) === dockerfile
        ? probe(at.text, port, `${path}:${at.line}`)
        : undefined;
    }),
  );

/** Source: docs.railway.com, Config as Code Reference. */
const railway: Reader = (path, text, dockerfile) => {
  const file = json("build", "dockerfilePath")(text)?.says ?? "Dockerfile";
  const said = json("deploy", "healthcheckPath")(text);
  const isOwn = pathBelow("", file) === dockerfile && posix.dirname(path) === ".";
  return isOwn && said !== undefined ? [probe(said.says, undefined, `${path}:${said.line}`)] : [];
};

/** The sections of a TOML file that have a header, in order. */
function sections(
  text: string,
): { readonly name: string; readonly values: ReadonlyMap<string, { says: string; line: number }> }[] {
  const found = [{ name: "", values: new Map<string, { says: string; line: number }>() }];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const header = /^\s*\[{1,2}\s*([^[\]]+?)\s*\]{1,2}\s*(?:#.*)?$/.exec(line)?.[1];
    if (header !== undefined) found.push({ name: header.replaceAll(/["'\s]/g, ""), values: new Map() });
    const [, key = "", says = ""] = /^\s*([\w-]+)\s*=\s*(.*?)\s*(?:\s#.*)?$/.exec(line) ?? [];
    if (key !== "") found.at(-1)!.values.set(key, { says: says.replace(/^(["'])(.*)\1$/, "$2"), line: index + 1 });
  }
  return found;
}

/** Source: fly.io, App configuration (fly.toml). */
const fly: Reader = (path, text, dockerfile) => {
  const all = text.includes('"""') || text.includes("'''") ? [] : sections(text);
  const file = all.find(({ name }) => name === "build")?.values.get("dockerfile")?.says ?? "Dockerfile";
  if (pathBelow(posix.dirname(path), file) !== dockerfile) return [];
  let port: string | undefined;
  return all.map(({ name, values }, index) => {
    if (/^(?:http_service|services)$/.test(name)) port = values.get("internal_port")?.says.replaceAll("_", "");
    const isTop = /^checks\.[\w-]+$/.test(name) && values.get("type")?.says === "http";
    if (!isTop && !/^(?:http_service\.checks|services\.http_checks)$/.test(name)) return undefined;
    const hasHeaders = /\w/.test(values.get("headers")?.says ?? "") || all[index + 1]?.name === `${name}.headers`;
    const isPlain =
      /^get$/i.test(values.get("method")?.says ?? "get") && (values.get("protocol")?.says ?? "http") === "http";
    const at = values.get("path");
    const own = isTop ? values.get("port")?.says : port;
    return isPlain && !hasHeaders ? probe(at?.says, own, `${path}:${at?.line ?? 0}`) : undefined;
  });
};

/** By the name of the file. */
export const PLATFORMS: readonly (readonly [name: RegExp, read: Reader])[] = [
  [/^render\.ya?ml$/, render],
  [/^\.do\/(?:app|deploy\.template)\.ya?ml$/, digitalOcean],
  [/^railway\.json$/, railway],
  [/(?:^|\/)fly(?:\.\w+)?\.toml$/, fly],
];
