import { isDated, versionOf } from "../../image/pin.js";
import type { ImageReference } from "../../image/reference.js";
import { isRuntime } from "../../project/statements.js";
import type { YamlValue } from "../../project/yaml.js";
import type { Refusal } from "../choose-tag.js";

/** Official images of databases, brokers and the like that declare a volume, which Compose hands on to the next container. */
const OWN_VOLUME: ReadonlySet<string> = new Set(
  (
    "arangodb cassandra couchbase couchdb crate docker eclipse-mosquitto emqx ghost influxdb joomla kapacitor mariadb matomo mongo " +
    "mysql neo4j nextcloud orientdb percona postgres rabbitmq redis registry rethinkdb solr sonarqube wordpress zookeeper"
  ).split(" "),
);

/** Well-known images of others that keep data, most of them in a volume that the image declares. */
const DATABASE =
  /(?:^|\/)(?:postgres(?:ql)?|postgis|timescaledb(?:-ha)?|mysql(?:-server)?|mariadb(?:-galera)?|mongo(?:db)?(?:-community-server)?|redis(?:-stack(?:-server)?|mod)?|valkey|keydb|dragonfly|rabbitmq|cassandra|scylla|clickhouse(?:-server)?|couchdb|influxdb|neo4j|(?:cp-)?kafka|elasticsearch|opensearch|mssql\/server|minio|etcd|jenkins|gitlab-[ce]e|nexus3|sonarqube)$/;

/** Official images that write nothing which an older or newer version could not read. */
const STATELESS: ReadonlySet<string> = new Set(
  (
    "almalinux alpine amazonlinux archlinux bash buildpack-deps busybox caddy clojure composer dart debian fedora gcc gradle " +
    "groovy haproxy haskell hello-world httpd jetty jruby julia maven memcached nginx oraclelinux perl photon pypy r-base " +
    "rockylinux swift tomcat traefik ubuntu varnish"
  ).split(" "),
);

/**
 * Why a service's image must not move from a tag without a version: data that are there may be those of an older one, which
 * need not be what the tag names today. Undefined when no such data are kept.
 */
export function keptData(
  service: YamlValue,
  { text, tag, repository, official = "" }: ImageReference,
): Refusal | undefined {
  const name = tag?.text ?? "latest";
  if (versionOf(name) !== "" || isDated(name)) return undefined;
  if (isRuntime(official) || STATELESS.has(official)) return undefined;
  const isOnDisk = writableVolumes(service);
  const keeps = OWN_VOLUME.has(official) || DATABASE.test(repository.text);
  if (!isOnDisk && (!keeps || isInMemory(service))) return undefined;
  const where = isOnDisk ? "a volume keeps them" : "the next container gets the image's own volume";
  return {
    reason: `\`${text}\` names no version, and its data may be those of an older one than today's: ${where}`,
    needs: "the version of the data in the tag",
  };
}

function writableVolumes(service: YamlValue): boolean {
  const mounted = service.at("volumes").items.some((volume) => {
    const { text } = volume;
    if (text !== undefined) return !/:(?:[\w,]+,)?ro(?:,[\w,]+)?$|^\/var\/run\/docker\.sock:/.test(text);
    return volume.at("type").text !== "tmpfs" && volume.at("read_only").text !== "true";
  });
  return mounted || service.at("volumes_from").isThere;
}

function isInMemory(service: YamlValue): boolean {
  const tmpfs = service.at("tmpfs");
  const paths = tmpfs.text === undefined ? tmpfs.items.map(({ text }) => text ?? "") : [tmpfs.text];
  return paths.some((path) => /^\/(?:var\/lib|data)(?:[/:]|$)/.test(path));
}
