import { describe, expect, test } from "@jest/globals";
import type { Files } from "../../testing/memory-context.js";
import { routeOf } from "../../testing/route-of.js";

const NEXT = { "package.json": '{"dependencies": {"next": "15"}}' };
const MAIN = "import { NestFactory } from '@nestjs/core';\nconst app = await NestFactory.create(AppModule);\n";
const MODULE =
  "import { Module } from '@nestjs/common';\n@Module({ controllers: [HealthController] })\nexport class AppModule {}";
const nest = (controller: string, main = "", module = MODULE): Files => ({
  "src/main.ts": MAIN + main,
  "src/app.module.ts": module,
  "src/health.controller.ts": `import { Controller, Get } from '@nestjs/common';\n${controller}`,
});
const HEALTH =
  "@Controller('health')\nexport class HealthController {\n  constructor(private a: A) {}\n  @Get()\n  check() { return 'ok'; }\n}";
const plain = (body: string): Files => ({
  "s.js": `const http = require('http');\nhttp.createServer((req, res) => {\n${body}\n}).listen(80);`,
});

describe("routes of JavaScript frameworks that are believed", () => {
  test.each<[name: string, files: Files, route: string]>([
    [
      "next's app",
      { ...NEXT, "app/api/health/route.ts": "export async function GET() { return Response.json({}); }" },
      "/api/health app/api/health/route.ts:1 next",
    ],
    [
      "next's groups",
      { ...NEXT, "src/app/(ops)/healthz/route.js": "export const GET = () => new Response('ok');" },
      "/healthz src/app/(ops)/healthz/route.js:1 next",
    ],
    [
      "next's pages",
      { ...NEXT, "pages/api/health.ts": "export default function handler(req, res) {\n  res.status(200).end();\n}" },
      "/api/health pages/api/health.ts:1 next",
    ],
    ["nest", nest(HEALTH), "/health src/health.controller.ts:5 nest"],
    ["nest under a prefix", nest(HEALTH, "app.setGlobalPrefix('api');"), "/api/health src/health.controller.ts:5 nest"],
    ["http", plain("if (req.url === '/health') { res.end('ok'); return; }"), "/health s.js:3 node"],
    [
      "http with a method",
      plain("const { url } = req;\nif (url === '/healthz' && req.method === 'GET') return res.end();"),
      "/healthz s.js:4 node",
    ],
    [
      "http by cases",
      plain("switch (req.url) {\n case '/': x(); break;\n case '/ping': res.end(); break;\n}"),
      "/ping s.js:5 node",
    ],
  ])("%s", (_, files, route) => {
    expect(routeOf(files)).toBe(route);
  });
});

describe("routes of JavaScript frameworks that are not believed", () => {
  test.each<[name: string, files: Files]>([
    ["next without the package", { "app/api/health/route.ts": "export function GET() {}" }],
    ["next with another method", { ...NEXT, "app/api/health/route.ts": "export function POST() {}" }],
    ["next with a middleware", { ...NEXT, "middleware.ts": "", "app/api/health/route.ts": "export function GET() {}" }],
    [
      "next below a path",
      {
        ...NEXT,
        "next.config.js": "module.exports = { basePath: '/x' };",
        "app/api/health/route.ts": "export function GET() {}",
      },
    ],
    [
      "next as files",
      {
        ...NEXT,
        "next.config.mjs": "export default { output: 'export' };",
        "app/health/route.ts": "export function GET() {}",
      },
    ],
    ["next with a parameter", { ...NEXT, "app/[lang]/health/route.ts": "export function GET() {}" }],
    ["next's private folder", { ...NEXT, "app/_x/health/route.ts": "export function GET() {}" }],
    [
      "next with authentication",
      {
        ...NEXT,
        "app/health/route.ts":
          "export async function GET() { if (!(await auth())) return new Response('', { status: 401 }); }",
      },
    ],
    ["next's comment", { ...NEXT, "app/health/route.ts": "// export function GET() {}" }],
    ["nest without a module", nest(HEALTH, "", "import '@nestjs/common';")],
    ["nest with a guard", nest(HEALTH.replace("@Controller", "@UseGuards(JwtGuard)\n@Controller"))],
    ["nest with a guard at the method", nest(HEALTH.replace("@Get()", "@Get()\n  @UseGuards(A)"))],
    ["nest with a guard in front of the method", nest(HEALTH.replace("@Get()", "@UseGuards(A)\n  @Get()"))],
    ["nest with a global guard", nest(HEALTH, "app.useGlobalGuards(new A());")],
    ["nest with exceptions to its prefix", nest(HEALTH, "app.setGlobalPrefix('api', { exclude: ['health'] });")],
    ["nest with a computed prefix", nest(HEALTH, "app.setGlobalPrefix(config.prefix);")],
    ["nest with versions", nest(HEALTH, "app.enableVersioning();")],
    ["nest's parameters", nest(HEALTH.replace("check()", "check(@Query('id') id)"))],
    ["http within a condition", plain("if (x) { if (req.url === '/health') res.end(); }")],
    ["http with another method", plain("if (req.url === '/health' && req.method === 'POST') res.end();")],
    [
      "http behind authentication",
      plain("if (!req.headers.authorization) { res.statusCode = 401; return; }\nif (req.url === '/health') res.end();"),
    ],
    ["http that refuses", plain("if (req.url === '/health') { res.writeHead(404); res.end(); }")],
    [
      "a request",
      { "s.js": "const http = require('http');\nhttp.get('/health');\nif (req.url === '/health') res.end();" },
    ],
  ])("%s", (_, files) => {
    expect(routeOf(files)).toBe("none");
  });
});
