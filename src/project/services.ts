import type { Context } from "./context.js";
import { COMPOSE, servicesThatBuild } from "./probes/compose.js";
import type { YamlValue } from "./yaml.js";

/** How a compose file runs what a Dockerfile makes. */
export interface Service {
  /** `compose.yaml:12` for what it says of each; undefined: nothing. */
  readonly init: string | undefined;
  readonly privileges: string | undefined;
  /** The stage that it builds; undefined: the last one. */
  readonly target: string | undefined;
  /** Where it mounts volumes of its own, which the first container fills from the image. */
  readonly volumes: readonly string[];
}

/** The services of the context's compose files that build a Dockerfile. Source: compose-spec. */
export function composeServices(context: Context, dockerfile: string): readonly Service[] {
  const files = (context.files?.() ?? []).filter((path) => COMPOSE.test(path));
  return files.flatMap((path) =>
    servicesThatBuild(context, path, dockerfile).map((service) => serviceOf(service, path)),
  );
}

function serviceOf(service: YamlValue, path: string): Service {
  const at = (value: YamlValue): string => `${path}:${value.line}`;
  const init = service.at("init");
  const privileges = PRIVILEGES.map((name) => service.at(name)).find(
    (value) => value.isThere && value.text !== "false",
  );
  const mounts = service.at("volumes").items;
  const socket = mounts.find((mount) => sourceOf(mount).endsWith("docker.sock"));
  return {
    init: init.text === "true" ? at(init) : undefined,
    target: service.at("build", "target").text,
    privileges: privileges ? at(privileges) : socket ? at(socket) : undefined,
    volumes: mounts.flatMap((mount) => (/^(?:[\w-]+|)$/.test(sourceOf(mount)) ? targetOf(mount) : [])),
  };
}

/** What only root has, or may use. */
const PRIVILEGES = ["privileged", "cap_add", "devices"];

function sourceOf(mount: YamlValue): string {
  if (mount.text === undefined) return mount.at("type").text === "bind" ? "/" : (mount.at("source").text ?? "");
  return mount.text.includes(":") ? mount.text.replace(/:.*$/s, "") : "";
}

function targetOf(mount: YamlValue): readonly string[] {
  const target = mount.text === undefined ? mount.at("target").text : /^(?:[^:]*:)?([^:]*)/.exec(mount.text)?.[1];
  return target?.startsWith("/") === true ? [target] : [];
}
