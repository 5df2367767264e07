import { describe, expect, test } from "@jest/globals";
import { type Files, memoryContext } from "../testing/memory-context.js";
import { healthProbe } from "./probes.js";

/** `/health :3000 compose.yaml:5` */
function probed(files: Files, dockerfile = "Dockerfile"): string {
  const found = healthProbe(memoryContext(files), dockerfile);
  if (found === undefined) return "none";
  return "conflict" in found ? "conflict" : `${found.path} :${found.port ?? "?"} ${found.source}`;
}

const compose = (test: string, build = "."): Files => ({
  "compose.yaml": `services:\n  web:\n    build: ${build}\n    healthcheck:\n      test: ${test}\n`,
});
const deployment = (probe: string, image = "ghcr.io/me/app:1"): string =>
  `apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - name: a\n          image: ${image}\n          ports:\n            - name: http\n              containerPort: 8080\n          ${probe}\n`;
const HTTP = "livenessProbe: { httpGet: { path: /healthz, port: http } }";
const render = (more: string): Files => ({
  "render.yaml": `services:\n  - type: web\n    runtime: docker\n    healthCheckPath: /health\n${more}`,
});

describe("probes that are for the Dockerfile", () => {
  test.each<[name: string, files: Files, probe: string, ...dockerfile: string[]]>([
    ["compose", compose('["CMD", "curl", "-f", "http://localhost:3000/health"]'), "/health :3000 compose.yaml:5"],
    ["compose's shell", compose("curl -fsS http://127.0.0.1/up || exit 1"), "/up :80 compose.yaml:5"],
    [
      "compose with an anchor",
      {
        "compose.yml":
          'x: &hc\n  test: ["CMD", "wget", "-q", "--spider", "http://localhost:80/ping"]\nservices:\n  a:\n    build: { context: . }\n    healthcheck: *hc\n',
      },
      "/ping :80 compose.yml:2",
    ],
    [
      "compose with a Dockerfile",
      compose("curl http://localhost:1/a", "{ context: web, dockerfile: ../docker/D }"),
      "/a :1 compose.yaml:5",
      "docker/D",
    ],
    ["kubernetes", { "k8s/a.yaml": deployment(HTTP) }, "/healthz :8080 k8s/a.yaml:12"],
    [
      "kubernetes' readiness",
      { "a.yaml": deployment("readinessProbe: { httpGet: { path: /ready, port: 8000 } }") },
      "/ready :8000 a.yaml:12",
    ],
    [
      "beside a proxy",
      {
        "a.yaml": deployment(HTTP),
        "b.yaml": deployment("livenessProbe: { httpGet: { path: /x, port: 1 } }", "nginx:1"),
      },
      "/healthz :8080 a.yaml:12",
    ],
    [
      "a template",
      {
        "chart/templates/d.yaml": deployment(
          `${HTTP}\n          {{- if .Values.x }}\n          env: {{ .Values.y }}\n          {{- end }}`,
          '"{{ .Values.image }}"',
        ),
      },
      "/healthz :8080 chart/templates/d.yaml:12",
    ],
    [
      "values",
      {
        "chart/values.yaml":
          "image:\n  repository: me/app\nlivenessProbe:\n  httpGet:\n    path: /health\n    port: http\n",
      },
      "/health :? chart/values.yaml:5",
    ],
    ["render", render(""), "/health :? render.yaml:4"],
    ["railway", { "railway.json": '{\n "deploy": {\n  "healthcheckPath": "/up"}}' }, "/up :? railway.json:3"],
    [
      "fly",
      { "fly.toml": '[http_service]\n  internal_port = 8_080\n  [[http_service.checks]]\n    path = "/healthz" # a\n' },
      "/healthz :8080 fly.toml:4",
    ],
    [
      "fly's services",
      { "fly.toml": '[[services]]\ninternal_port = 80\n[[services.http_checks]]\nmethod = "get"\npath = "/a"\n' },
      "/a :80 fly.toml:5",
    ],
    [
      "DigitalOcean",
      {
        ".do/app.yaml":
          "services:\n  - dockerfile_path: Dockerfile\n    http_port: 8080\n    health_check:\n      http_path: /health\n",
      },
      "/health :8080 .do/app.yaml:5",
    ],
    [
      "two that agree",
      { ...compose("curl http://localhost:3000/health"), ...render("") },
      "/health :3000 compose.yaml:5",
    ],
  ])("%s", (_, files, probe, ...dockerfile) => {
    expect(probed(files, ...dockerfile)).toBe(probe);
  });
});

describe("probes that say nothing", () => {
  test.each<[name: string, files: Files, probe?: string]>([
    [
      "of a service that is not built",
      { "compose.yaml": "services:\n  a:\n    image: x\n    healthcheck:\n      test: curl http://localhost/a\n" },
    ],
    ["of another Dockerfile", compose("curl http://localhost/a", "./other")],
    ["of another host", compose("curl http://db:80/a")],
    ["with https", compose("curl -k https://localhost/a")],
    ["with a header", compose("curl -H 'Host: a' http://localhost/a")],
    ["with a variable", compose("curl http://localhost:$PORT/a")],
    ["with a query", compose("curl http://localhost/a?b=c")],
    ["of another program", compose('["CMD", "pg_isready"]')],
    ["switched off", compose('["NONE"]')],
    [
      "in a comment",
      { "compose.yaml": "services:\n  a:\n    build: .\n    # healthcheck: { test: curl http://localhost/a }\n" },
    ],
    [
      "in a broken file",
      { "compose.yaml": "services:\n  a:\n build: .\n    healthcheck:\n      test: curl http://localhost/a\n" },
    ],
    ["of several images", { "a.yaml": deployment(HTTP), "b.yaml": deployment(HTTP, "me/other") }],
    [
      "with a template for its path",
      { "a.yaml": deployment("livenessProbe: { httpGet: { path: '{{ .Values.p }}', port: 80 } }") },
    ],
    ["with a scheme", { "a.yaml": deployment("livenessProbe: { httpGet: { path: /a, port: 80, scheme: HTTPS } }") }],
    [
      "with headers",
      {
        "a.yaml": deployment(
          "livenessProbe: { httpGet: { path: /a, port: 80, httpHeaders: [{ name: a, value: b }] } }",
        ),
      },
    ],
    ["that is a command", { "a.yaml": deployment("livenessProbe: { exec: { command: [ls] } }") }],
    ["of an example", { "examples/a.yaml": deployment(HTTP) }],
    ["of a build without Dockerfile", { "render.yaml": "services:\n  - runtime: node\n    healthCheckPath: /a\n" }],
    ["of render's other Dockerfile", render("    dockerfilePath: ./other/Dockerfile\n")],
    [
      "with headers of fly",
      { "fly.toml": '[http_service]\n[[http_service.checks]]\npath = "/a"\n[http_service.checks.headers]\nX = "y"\n' },
    ],
    ["with fly's TCP", { "fly.toml": '[[services]]\n[[services.tcp_checks]]\npath = "/a"\n' }],
    ["two that differ", { ...compose("curl http://localhost:3000/a"), ...render("") }, "conflict"],
  ])("%s", (_, files, probe = "none") => {
    expect(probed(files)).toBe(probe);
  });
});
