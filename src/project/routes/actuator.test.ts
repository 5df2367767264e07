import { describe, expect, test } from "@jest/globals";
import type { Files } from "../testing/memory-context.js";
import { routeOf } from "../testing/route-of.js";

const pom = (...names: readonly string[]): string =>
  `<project>\n${names.map((name) => `<dependency><artifactId>${name}</artifactId></dependency>\n`).join("")}</project>`;
const MAIN = "package a;\n@SpringBootApplication\npublic class A {}";
const spring = (properties: string, more: Files = {}): Files => ({
  "pom.xml": pom("spring-boot-starter-web", "spring-boot-starter-actuator"),
  "src/main/java/a/A.java": MAIN,
  "src/main/resources/application.properties": properties,
  ...more,
});
const yml = (text: string, name = "application.yml"): Files => spring("", { [`src/main/resources/${name}`]: text });

describe("the actuator where it is believed", () => {
  test.each<[name: string, files: Files, route: string]>([
    ["maven", spring(""), "/actuator/health pom.xml:3 spring"],
    [
      "gradle",
      {
        "api/build.gradle.kts":
          'dependencies {\n implementation("org.springframework.boot:spring-boot-starter-webflux")\n implementation("org.springframework.boot:spring-boot-starter-actuator")\n}',
        "api/src/main/kotlin/A.kt": "@SpringBootApplication\nclass A",
      },
      "/actuator/health api/build.gradle.kts:3 spring",
    ],
    ["a context path", spring("server.servlet.context-path=/shop\n"), "/shop/actuator/health pom.xml:3 spring"],
    [
      "a base path",
      yml("management:\n  endpoints:\n    web:\n      base-path: /manage\n"),
      "/manage/health pom.xml:3 spring",
    ],
    [
      "the root as base path",
      yml(
        "management:\n  endpoints:\n    web:\n      base-path: /\n      exposure:\n        include: [health, info]\n",
      ),
      "/health pom.xml:3 spring",
    ],
    [
      "its own port",
      spring("management.server.port=8081\nserver.servlet.context-path=/shop\n"),
      "/actuator/health pom.xml:3 spring :8081",
    ],
    ["exposure of all", spring("management.endpoints.web.exposure.include=*\n"), "/actuator/health pom.xml:3 spring"],
    ["details", spring("management.endpoint.health.show-details=always\n"), "/actuator/health pom.xml:3 spring"],
  ])("%s", (_, files, route) => {
    expect(routeOf(files)).toBe(route);
  });
});

describe("the actuator where it is not believed", () => {
  test.each<[name: string, files: Files]>([
    ["without the dependency", spring("", { "pom.xml": pom("spring-boot-starter-web") })],
    ["without a server", spring("", { "pom.xml": pom("spring-boot-starter-actuator") })],
    [
      "in a comment",
      spring("", { "pom.xml": `${pom("spring-boot-starter-web")}<!-- spring-boot-starter-actuator -->` }),
    ],
    [
      "with security",
      spring("", {
        "pom.xml": pom("spring-boot-starter-web", "spring-boot-starter-actuator", "spring-boot-starter-security"),
      }),
    ],
    ["with settings from elsewhere", spring("spring.config.import=configserver:\n")],
    ["switched off", spring("management.endpoint.health.enabled=false\n")],
    ["all switched off", yml("management:\n  endpoints:\n    enabled-by-default: false\n")],
    ["not exposed", spring("management.endpoints.web.exposure.include=info,metrics\n")],
    ["left out", spring("management.endpoints.web.exposure.exclude=health\n")],
    ["mapped", spring("management.endpoints.web.path-mapping.health=alive\n")],
    ["with TLS", spring("server.ssl.key-store=a\n")],
    ["with a variable", spring("server.servlet.context-path=${BASE}\n")],
    [
      "with profiles that differ",
      spring("server.servlet.context-path=/a\n", {
        "src/main/resources/application-prod.yml": "server:\n  servlet:\n    context-path: /b\n",
      }),
    ],
    ["with a broken file", yml("a: [\n")],
    ["without an application", { "pom.xml": pom("spring-boot-starter-web", "spring-boot-starter-actuator") }],
    [
      "behind a filter",
      spring("", {
        "src/main/java/a/F.java": "class F extends OncePerRequestFilter { void f() { if (!token) send(401); } }",
      }),
    ],
    [
      "in a test",
      { "pom.xml": pom("spring-boot-starter-web", "spring-boot-starter-actuator"), "src/test/java/A.java": MAIN },
    ],
  ])("%s", (_, files) => {
    expect(routeOf(files)).toBe("none");
  });
});
