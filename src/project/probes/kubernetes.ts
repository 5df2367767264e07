import { YamlValue } from "../yaml.js";
import { type Probe, portOf, probe } from "./probe.js";

/** A probe and the image that it is for, without registry, tag and digest. */
export interface ContainerProbe extends Probe {
  readonly image: string;
}

/** What Go templates put in. No such text is a path, a port or a name. */
const PLACEHOLDER = "_template_";

/** The strongest first: what is alive, before what can work. */
const KINDS = ["livenessProbe", "readinessProbe", "startupProbe"];

/**
 * The HTTP probes of containers in manifests, Helm's templates and `values.yaml`; literal ones only. Source: kubernetes.io,
 * Configure Liveness, Readiness and Startup Probes.
 */
export function kubernetesProbes(path: string, text: string): ContainerProbe[] {
  const documents = YamlValue.documents(withoutTemplates(text));
  return documents.flatMap((document) => {
    const isValues = /(?:^|\/)values[^/]*\.ya?ml$/.test(path);
    const containers = isValues ? [document] : containersOf(document);
    return containers.flatMap((container) => containerProbe(container, path) ?? []);
  });
}

function containersOf(document: YamlValue): YamlValue[] {
  if (!document.at("kind").isThere) return [];
  const spec = document.at("spec");
  const pod = [spec, spec.at("template", "spec"), spec.at("jobTemplate", "spec", "template", "spec")];
  return pod.flatMap((each) => each.at("containers").items);
}

function containerProbe(container: YamlValue, path: string): ContainerProbe | undefined {
  const image = repository(container.at("image").text ?? container.at("image", "repository").text ?? "");
  for (const kind of KINDS) {
    const get = container.at(kind, "httpGet");
    const at = get.at("path");
    const isPlain =
      !get.at("host").isThere && !get.at("httpHeaders").isThere && (get.at("scheme").text ?? "HTTP") === "HTTP";
    const found = isPlain ? probe(at.text, portNamed(container, get.at("port").text), `${path}:${at.line}`) : undefined;
    if (found !== undefined && !found.path.includes(PLACEHOLDER)) return { ...found, image };
  }
  return undefined;
}

function portNamed(container: YamlValue, port: string | undefined): string | undefined {
  if (port === undefined || portOf(port) !== undefined) return port;
  const named = container.at("ports").items.find((each) => each.at("name").text === port);
  return named?.at("containerPort").text;
}

/** `registry:5000/team/app:1.2@sha256:…` → `app` */
function repository(image: string): string {
  return image.replace(/@.*$/, "").replace(/^.*\//, "").replace(/:.*$/, "");
}

/** Lines that only steer go, and what is put in becomes a placeholder; the lines keep their numbers. */
function withoutTemplates(text: string): string {
  if (!text.includes("{{")) return text;
  return text
    .replaceAll(
      /\{\{[^}]*(?:\}(?!\})[^}]*)*\}\}/g,
      (action) => PLACEHOLDER + "\n".repeat(action.split("\n").length - 1),
    )
    .replaceAll(new RegExp(`^[ \\t]*(?:${PLACEHOLDER})[ \\t]*$`, "gm"), "");
}
