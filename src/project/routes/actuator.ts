import { portOf } from "../listens/spring.js";
import type { Sources } from "../source/sources.js";
import { type SpringApplication, springApplications } from "../spring/applications.js";
import type { Settings } from "../spring/settings.js";
import type { Application, Endpoint } from "./application.js";
import { mayGuard } from "./guard.js";
import { joined } from "./router.js";

/** Settings with which the endpoint may be missing, elsewhere or not plain HTTP. */
const CHANGES =
  /^(?:management\.(?:endpoint\.health\.(?!showdetails|showcomponents|probes|group)|endpoints\.(?:enabledbydefault|access|jmx\.never)|endpoints\.web\.(?:pathmapping|exposure)|server\.(?:ssl|address)|security)|server\.ssl|spring\.config\.import|spring\.cloud\.config|spring\.main\.webapplicationtype|spring\.mvc\.servlet\.path|spring\.profiles\.include)/;

/**
 * Spring Boot's actuator: `/actuator/health` is exposed unless settings or Spring Security change it. Source: docs.spring.io, Spring
 * Boot, Endpoints and Monitoring over HTTP.
 */
export function actuatorApplications(sources: Sources): Application[] {
  return springApplications(sources).map((application) => ({
    framework: "spring",
    source: application.source,
    endpoints: hasFilter(sources) ? [] : endpointsOf(application),
  }));
}

/** Whether code of its own may keep requests out. */
function hasFilter(sources: Sources): boolean {
  const filters =
    /\b(?:OncePerRequestFilter|GenericFilterBean|WebFilter|FilterRegistrationBean|EnableWebSecurity|implements (?:\w+, ?)*Filter)\b/;
  return sources.with(/^(?:java|kt)$/, filters).some((file) => mayGuard(file.text(file.all)));
}

function endpointsOf({ build, settings }: SpringApplication): Endpoint[] {
  const at = build.text.search(/spring-boot-starter-actuator\b/);
  const isOpen =
    !/spring-boot-starter-security|spring-security|oauth2|spring-cloud-starter-(?:config|bootstrap)|keycloak/.test(
      build.text,
    );
  if (at === -1 || !isOpen || settings === undefined || settings.keys.some((key) => isChange(key, settings))) return [];
  const own = only(settings, "management.server.port");
  const context = only(
    settings,
    build.text.includes("webflux") ? "spring.webflux.basepath" : "server.servlet.contextpath",
  );
  const base = only(settings, "management.endpoints.web.basepath");
  const server =
    only(settings, "management.server.basepath") ?? only(settings, "management.server.servlet.contextpath");
  if ([own, context, base, server].includes(null)) return [];
  const port = typeof own === "string" ? portOf(own) : undefined;
  if (typeof own === "string" && (port === undefined || port.variable !== undefined)) return [];
  const isApart = port !== undefined && own !== only(settings, "server.port");
  const above = (isApart ? server : context) ?? "";
  const path = joined(joined(joined("", above), base ?? "/actuator"), "health");
  if (!/^\/[\w./-]*$/.test(path)) return [];
  const line = build.text.slice(0, at).split("\n").length;
  return [{ path, source: `${build.path}:${line}`, ...(isApart && { port: port.port }) }];
}

/** An exposure that contains health is none. */
function isChange(key: string, settings: Settings): boolean {
  const isExposed = settings
    .of(key)
    .every(({ value }) => value.split(/\s*,\s*/).some((each) => each === "*" || each === "health"));
  if (key.startsWith("management.endpoints.web.exposure.include") && isExposed) return false;
  return CHANGES.test(key);
}

/** Undefined: it is not set. Null: several values. */
function only(settings: Settings, key: string): string | null | undefined {
  const values = new Set(settings.of(key).map(({ value }) => value));
  return values.size > 1 ? null : [...values][0];
}
