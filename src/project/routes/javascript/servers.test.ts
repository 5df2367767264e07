import { describe, expect, test } from "@jest/globals";
import type { Files } from "../../testing/memory-context.js";
import { routeOf } from "../../testing/route-of.js";

const EXPRESS = "const express = require('express');\nconst app = express();\n";
const FASTIFY = "import Fastify from 'fastify';\nconst app = Fastify({ logger: true });\n";
const KOA = "const Koa = require('koa');\nconst Router = require('@koa/router');\nconst app = new Koa();\n";

describe("routes of JavaScript servers that are believed", () => {
  test.each<[name: string, files: Files, route: string]>([
    [
      "express",
      { "app.js": `${EXPRESS}app.get('/health', (req, res) => res.send('ok'));` },
      "/health app.js:3 express",
    ],
    [
      "behind harmless middleware",
      {
        "app.js": `${EXPRESS}app.use(express.json());\napp.use(require('helmet')());\napp.use((req, res, next) => { console.log(req.url); next(); });\napp.get('/healthz', (_, res) => { res.sendStatus(200); });`,
      },
      "/healthz app.js:6 express",
    ],
    [
      "in front of authentication",
      { "app.js": `${EXPRESS}app.get("/ping", (req, res) => res.end());\napp.use(auth);\napp.get("/health", ok);` },
      "/ping app.js:3 express",
    ],
    [
      "authentication elsewhere",
      { "app.js": `${EXPRESS}app.use('/api', requireAuth);\napp.get('/health', ok);` },
      "/health app.js:4 express",
    ],
    [
      "a router under a prefix",
      {
        "src/app.ts":
          "import express, { type Express } from 'express';\nimport routes from './routes/index.js';\nconst app: Express = express();\napp.use('/api', routes);\nexport default app;",
        "src/routes/index.ts":
          "import { Router } from 'express';\nimport { health } from './health';\nconst router = Router();\nrouter.use('/health', health);\nexport default router;",
        "src/routes/health.ts":
          "import { Router } from 'express';\nexport const health: Router = Router();\nhealth.get('/', (req, res) => { res.json({ status: 'ok' }); });",
      },
      "/api/health src/routes/health.ts:3 express",
    ],
    [
      "a required router",
      {
        "app.js": `${EXPRESS}app.use('/v1', require('./routes'));`,
        "routes.js":
          "const { Router } = require('express');\nconst r = Router();\nr.route('/health').get((a, b) => b.end());\nmodule.exports = r;",
      },
      "/v1/health routes.js:3 express",
    ],
    [
      "within a function",
      {
        "server.mjs":
          "import express from 'express';\nasync function main() {\n  const app = express();\n  app.get('/livez', h).get('/health', h);\n}\nmain();",
      },
      "/livez server.mjs:4 express",
    ],
    ["fastify", { "a.js": `${FASTIFY}app.get('/health', async () => ({ ok: true }));` }, "/health a.js:3 fastify"],
    [
      "a fastify plugin with a prefix",
      {
        "a.ts": `${FASTIFY}import plugin from './plugin.js';\nawait app.register(plugin, { prefix: '/api' });`,
        "plugin.ts":
          "export default async function (fastify: FastifyInstance) {\n  fastify.route({ method: 'GET', url: '/health', handler: async () => 'ok' });\n}",
      },
      "/api/health plugin.ts:2 fastify",
    ],
    [
      "koa",
      {
        "a.js": `${KOA}const router = new Router({ prefix: '/api' });\nrouter.get('/health', (ctx) => { ctx.body = 'ok'; });\napp.use(router.routes()).use(router.allowedMethods());`,
      },
      "/api/health a.js:5 koa",
    ],
    [
      "hapi",
      {
        "a.js":
          "const Hapi = require('@hapi/hapi');\nconst init = async () => {\n  const server = Hapi.server({ port: 3000 });\n  server.route({ method: 'GET', path: '/health', handler: () => 'ok' });\n};",
      },
      "/health a.js:4 hapi",
    ],
    [
      "two applications that agree",
      { "a.js": `${EXPRESS}app.get('/health', h);`, "b.js": `${EXPRESS}app.get('/health', h);` },
      "/health a.js:3 express",
    ],
  ])("%s", (_, files, route) => {
    expect(routeOf(files)).toBe(route);
  });
});

describe("routes of JavaScript servers that are not believed", () => {
  test.each<[name: string, files: Files, route?: string]>([
    ["a comment", { "app.js": `${EXPRESS}// app.get('/health', h);\n/* app.get('/health', h); */` }],
    ["a text", { "app.js": `${EXPRESS}const x = "app.get('/health', h);";\nconst y = \`app.get('/health', h)\`;` }],
    [
      "a test",
      { "test/app.js": `${EXPRESS}app.get('/health', h);`, "src/app.test.js": `${EXPRESS}app.get('/health', h);` },
    ],
    ["an example", { "examples/app.js": `${EXPRESS}app.get('/health', h);` }],
    ["a client", { "app.js": `${EXPRESS}axios.get('/health', {});\nfetch('/health');` }],
    ["another method", { "app.js": `${EXPRESS}app.post('/health', h);` }],
    [
      "authentication for all",
      { "app.js": `${EXPRESS}app.use(passport.authenticate('jwt'));\napp.get('/health', h);` },
    ],
    ["authentication at the route", { "app.js": `${EXPRESS}app.get('/health', requireAuth, h);` }],
    [
      "authentication in a local function",
      {
        "app.js": `${EXPRESS}function gate(req, res, next) { if (!req.headers.x) return res.sendStatus(401); next(); }\napp.use(gate);\napp.get('/health', h);`,
      },
    ],
    [
      "authentication in another file",
      {
        "app.js": `${EXPRESS}const gate = require('./gate');\napp.use(gate);\napp.get('/health', h);`,
        "gate.js": "module.exports = (req, res, next) => (req.user ? next() : res.status(401).end());",
      },
    ],
    [
      "authentication in some cases",
      { "app.js": `${EXPRESS}if (config.auth) {\n  app.use(basicAuth());\n}\napp.get('/health', h);` },
    ],
    ["a function that gets the application", { "app.js": `${EXPRESS}setupAuth(app);\napp.get('/health', h);` }],
    ["a router that nothing mounts", { "app.js": `${EXPRESS}const r = express.Router();\nr.get('/health', h);` }],
    [
      "a router under an unknown prefix",
      { "app.js": `${EXPRESS}const r = express.Router();\nr.get('/health', h);\napp.use(config.base, r);` },
    ],
    [
      "a router behind authentication",
      { "app.js": `${EXPRESS}const r = express.Router();\nr.use(verifyToken);\nr.get('/health', h);\napp.use(r);` },
    ],
    [
      "a condition",
      { "app.js": `${EXPRESS}if (process.env.X) app.get('/health', h);\nif (y) {\n  app.get('/health', h);\n}` },
    ],
    ["a function that may not run", { "app.js": `${EXPRESS}function routes() {\n  app.get('/health', h);\n}` }],
    ["an earlier pattern", { "app.js": `${EXPRESS}app.get('/:page', h);\napp.get('/health', h);` }],
    [
      "a path that is computed",
      { "app.js": `${EXPRESS}app.get(\`\${base}/health\`, h);\napp.get(base + '/health', h);` },
    ],
    [
      "a handler that refuses",
      { "app.js": `${EXPRESS}app.get('/health', (req, res) => res.status(req.headers.key ? 200 : 403).end());` },
    ],
    [
      "a handler that wants something",
      { "app.js": `${EXPRESS}app.get('/status', (req, res) => res.json(find(req.query.id)));` },
    ],
    ["a setting", { "app.js": `${EXPRESS}app.get('/health');` }],
    ["a file that is not understood", { "app.js": `${EXPRESS}app.get('/health', h);\nconst x = <p>don't</p>;` }],
    ["a hook of fastify", { "app.js": `${FASTIFY}app.get('/health', h);\napp.addHook('onRequest', authenticate);` }],
    ["a route's hook of fastify", { "app.js": `${FASTIFY}app.get('/health', { onRequest: [app.authenticate] }, h);` }],
    [
      "a computed prefix of koa",
      { "app.js": `${KOA}const r = new Router({ prefix: base });\nr.get('/health', h);\napp.use(r.routes());` },
    ],
    ["a health check of users", { "app.js": `${EXPRESS}app.get('/users/status', h);\napp.get('/healthy-food', h);` }],
    [
      "an earlier handler for all",
      { "app.js": `${EXPRESS}app.use((req, res) => res.sendFile(index));\napp.get('/health', h);` },
    ],
    ["an earlier pattern that is no text", { "app.js": `${EXPRESS}app.get(/.*/, h);\napp.get('/health', h);` }],
    ["an earlier proxy", { "app.js": `${EXPRESS}app.use(createProxyMiddleware({ target }));\napp.get('/health', h);` }],
    ["TLS", { "app.js": `${EXPRESS}app.get('/health', h);\nrequire('https').createServer(options, app).listen(443);` }],
    ["TLS of fastify", { "app.js": "const app = require('fastify')({ https: { key } });\napp.get('/health', h);" }],
    [
      "plugins of a folder",
      { "a.js": `${FASTIFY}app.register(AutoLoad, { dir: 'plugins' });\napp.get('/health', h);` },
    ],
    [
      "a router behind what is computed, without semicolons",
      {
        "app.js":
          "const express = require('express')\nconst app = express()\nconst r = express.Router()\nr.get('/health', h)\napp.use(base(), r)\nif (a) { b() }",
      },
    ],
    ["another object", { "app.js": `${EXPRESS}cache.app.get('/health', h);\nrouter.get('/health', h);` }],
    ["two applications that differ", { "a.js": `${EXPRESS}app.get('/health', h);`, "b.js": EXPRESS }, "conflict"],
    [
      "an application within an object",
      { "a.js": `${EXPRESS}app.get('/health', h);`, "b.js": "import express from 'express';\nthis.app = express();" },
      "conflict",
    ],
  ])("%s", (_, files, route = "none") => {
    expect(routeOf(files)).toBe(route);
  });
});

test("roots choose between applications", () => {
  const files = { "a/app.js": `${EXPRESS}app.get('/health', h);`, "b/app.js": `${EXPRESS}app.get('/ping', h);` };
  expect(routeOf(files, "b")).toBe("/ping b/app.js:3 express");
  expect(routeOf(files, "c")).toBe("none");
});
