import { describe, expect, test } from "@jest/globals";
import type { Files } from "../../testing/memory-context.js";
import { routeOf } from "../../testing/route-of.js";

const go = (text: string, more: Files = {}): Files => ({
  "main.go": `package main\nfunc main() {\n${text}\n}\n`,
  ...more,
});
const GIN = "r := gin.Default()\n";
const CHI = "r := chi.NewRouter()\n";
const SERVE = '\nhttp.ListenAndServe(":8080", r)';

describe("routes of Go servers that are believed", () => {
  test.each<[name: string, files: Files, route: string]>([
    [
      "gin",
      go(`${GIN}r.GET("/healthz", func(c *gin.Context) { c.String(200, "ok") })\nr.Run()`),
      "/healthz main.go:4 gin",
    ],
    [
      "gin's group",
      go(`${GIN}v1 := r.Group("/api/v1")\n{\n v1.GET("/users", users)\n}\nv1.GET("/health", ok)`),
      "/api/v1/health main.go:8 gin",
    ],
    [
      "gin in front of authentication",
      go(`${GIN}r.Use(gin.Recovery())\nr.GET("/ping", ok)\nr.Use(AuthRequired())\nr.GET("/health", ok)`),
      "/ping main.go:5 gin",
    ],
    ["echo", go('e := echo.New()\ne.Use(middleware.Logger())\ne.GET("/health", health)'), "/health main.go:5 echo"],
    [
      "fiber",
      go('app := fiber.New()\napi := app.Group("/api")\napi.Get("/health", ok)'),
      "/api/health main.go:5 fiber",
    ],
    [
      "chi",
      go(`${CHI}r.Route("/api", func(r chi.Router) {\n r.Get("/health", ok)\n})${SERVE}`),
      "/api/health main.go:5 chi",
    ],
    [
      "gorilla",
      go(`r := mux.NewRouter()\nr.HandleFunc("/health", ok).Methods("GET")${SERVE}`),
      "/health main.go:4 gorilla",
    ],
    [
      "net/http",
      go('http.HandleFunc("/healthz", ok)\nhttp.ListenAndServe(":8080", nil)'),
      "/healthz main.go:3 net/http",
    ],
    [
      "a mux",
      go(
        'm := http.NewServeMux()\nm.HandleFunc("GET /health", ok)\nm.Handle("/", files)\ns := http.Server{Handler: m}',
      ),
      "/health main.go:4 net/http",
    ],
  ])("%s", (_, files, route) => {
    expect(routeOf(files)).toBe(route);
  });
});

describe("routes of Go servers that are not believed", () => {
  test.each<[name: string, files: Files, route?: string]>([
    ["a comment", go(`${GIN}// r.GET("/health", ok)`)],
    ["a text", go(`${GIN}x := \`r.GET("/health", ok)\``)],
    ["a test", { "main_test.go": `package main\nfunc main() {\n${GIN}r.GET("/health", ok)\n}` }],
    ["a client", go(`${GIN}http.Get("/health")\nclient.GET("/health", x)`)],
    ["another method", go(`${GIN}r.POST("/health", ok)`)],
    ["authentication", go(`${GIN}r.Use(jwt.Middleware())\nr.GET("/health", ok)`)],
    [
      "authentication of a local function",
      go(`${GIN}r.Use(gate)\nr.GET("/health", ok)`, {
        "gate.go": "package main\nfunc gate(c *gin.Context) { c.AbortWithStatus(http.StatusUnauthorized) }",
      }),
    ],
    ["a group behind authentication", go(`${GIN}g := r.Group("/x", gin.BasicAuth(a))\ng.GET("/health", ok)`)],
    ["a group under an unknown prefix", go(`${GIN}g := r.Group(base)\ng.GET("/health", ok)`)],
    ["a condition", go(`${GIN}if debug {\n r.GET("/health", ok)\n}`)],
    [
      "a handler that refuses",
      go(`${GIN}r.GET("/health", ok)`, {
        "ok.go": "package main\nfunc ok(c *gin.Context) { c.Status(http.StatusForbidden) }",
      }),
    ],
    [
      "a handler that wants something",
      go(`${GIN}r.GET("/status", func(c *gin.Context) { c.String(200, c.Query("id")) })`),
    ],
    ["a computed path", go(`${GIN}r.GET(base+"/health", ok)`)],
    ["a wrapped handler", go(`${CHI}r.Get("/health", requireAuth(ok))${SERVE}`)],
    ["chi that nothing serves", go(`${CHI}r.Get("/health", ok)`)],
    ["chi behind a wrapper", go(`${CHI}r.Get("/health", ok)\nhttp.ListenAndServe(":8080", auth(r))`)],
    ["a function that gets the router", go(`${GIN}setup(r)\nr.GET("/health", ok)`)],
    ["net/http that nothing serves", go('http.HandleFunc("/health", ok)')],
    ["gorilla with another method", go(`r := mux.NewRouter()\nr.HandleFunc("/health", ok).Methods("POST")${SERVE}`)],
    ["gorilla with a host", go(`r := mux.NewRouter()\nr.HandleFunc("/health", ok).Host("a")${SERVE}`)],
    ["TLS", go(`${GIN}r.GET("/health", ok)\nr.RunTLS(":443", a, b)`)],
    [
      "a file that is not built",
      { "main.go": `//go:build ignore\npackage main\nfunc main() {\n${GIN}r.GET("/health", ok)\n}` },
    ],
    [
      "an earlier prefix",
      go(`r := mux.NewRouter()\nr.PathPrefix("/").Handler(files)\nr.HandleFunc("/health", ok)${SERVE}`),
    ],
    [
      "two that differ",
      go(`${GIN}r.GET("/health", ok)`, { "cmd/b/main.go": "package main\nfunc main() {\nr := gin.New()\n}" }),
      "conflict",
    ],
  ])("%s", (_, files, route = "none") => {
    expect(routeOf(files)).toBe(route);
  });
});
