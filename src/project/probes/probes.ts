import type { Context } from "../context.js";
import { COMPOSE, composeProbes } from "./compose.js";
import { type ContainerProbe, kubernetesProbes } from "./kubernetes.js";
import { PLATFORMS } from "./platforms.js";
import type { Probe } from "./probe.js";

/** Where probes of the context disagree. */
export interface ProbeConflict {
  readonly conflict: readonly Probe[];
}

const APART = /(?:^|\/)(?:\.(?!do\/)[^/]*|tests?|testing|e2e|examples?|samples?|docs?|fixtures?)\//i;

/** Images of others that stand beside an application: their probes say nothing about it. */
const OTHERS =
  /^(?:nginx|httpd|caddy|traefik|haproxy|envoy|redis|valkey|memcached|postgres|postgresql|mysql|mariadb|mongo|mongodb|rabbitmq|kafka|zookeeper|nats|elasticsearch|opensearch|kibana|grafana|prometheus|alertmanager|loki|jaeger|minio|vault|consul|etcd|keycloak|oauth2-proxy|busybox|curl|cloud-sql-proxy|gce-proxy)$/;

/**
 * The health probe that the repository has for what a Dockerfile makes: a path relative to the context. Compose and platforms say
 * which Dockerfile they build; of Kubernetes' containers it is only known when there is one image. Where two disagree, both.
 */
export function healthProbe(context: Context, dockerfile: string): Probe | ProbeConflict | undefined {
  const files = (context.files?.() ?? []).filter((path) => /\.(?:ya?ml|toml|json)$/.test(path) && !APART.test(path));
  const certain: Probe[] = [];
  const containers: ContainerProbe[] = [];
  for (const path of files) {
    const readers = PLATFORMS.filter(([name]) => name.test(path));
    if (readers.length === 0 && !/\.ya?ml$/.test(path)) continue;
    const text = context.read(path) ?? "";
    if (COMPOSE.test(path) && text.includes("healthcheck")) certain.push(...composeProbes(context, path, dockerfile));
    for (const [, read] of readers) certain.push(...read(path, text, dockerfile).filter((each) => each !== undefined));
    if (readers.length === 0 && text.includes("httpGet")) containers.push(...kubernetesProbes(path, text));
  }
  const own = containers.filter(({ image }) => !OTHERS.test(image));
  const isOneImage = new Set(own.map(({ image }) => image)).size === 1;
  return agreed([...certain, ...(isOneImage ? own.map(({ path, port, source }) => ({ path, port, source })) : [])]);
}

function agreed(probes: readonly Probe[]): Probe | ProbeConflict | undefined {
  const [first] = probes;
  if (first === undefined) return undefined;
  const ports = new Set(probes.flatMap(({ port }) => port ?? []));
  const isAgreed = probes.every(({ path }) => path === first.path) && ports.size < 2;
  return isAgreed ? { ...first, port: [...ports][0] } : { conflict: probes };
}
