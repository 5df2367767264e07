import { describe, expect, test } from "@jest/globals";
import type { Files } from "../../testing/memory-context.js";
import { routeOf } from "../../testing/route-of.js";

const FLASK = "from flask import Flask, request\napp = Flask(__name__)\n";
const FASTAPI = "from fastapi import FastAPI, Depends\napp = FastAPI(title='x')\n";
const HEALTH = "async def health():\n    return {'ok': True}\n";

describe("routes of Python servers that are believed", () => {
  test.each<[name: string, files: Files, route: string]>([
    [
      "flask",
      { "app.py": `${FLASK}@app.route('/health')\ndef health():\n    return 'ok'\n` },
      "/health app.py:3 flask",
    ],
    [
      "flask with methods",
      { "app.py": `${FLASK}@app.route("/healthz", methods=["GET", "HEAD"])\ndef h():\n  return ""\n` },
      "/healthz app.py:3 flask",
    ],
    [
      "flask in a factory with a blueprint",
      {
        "web/__init__.py":
          "from flask import Flask\nfrom flask_cors import CORS\n\ndef create_app():\n    app = Flask(__name__)\n    CORS(app)\n    from .views import bp\n    app.register_blueprint(bp, url_prefix='/api')\n    return app\n",
        "web/views.py":
          "from flask import Blueprint\nbp = Blueprint('x', __name__, url_prefix='/y')\n@bp.get('/health')\ndef health():\n    return 'ok'\n",
      },
      "/api/health web/views.py:3 flask",
    ],
    [
      "a rule",
      { "app.py": `${FLASK}def health():\n    return 'ok'\n\napp.add_url_rule('/health', view_func=health)\n` },
      "/health app.py:6 flask",
    ],
    ["fastapi", { "main.py": `${FASTAPI}@app.get("/health", tags=["x"])\n${HEALTH}` }, "/health main.py:3 fastapi"],
    [
      "fastapi with routers",
      {
        "app/main.py":
          "from fastapi import FastAPI\nfrom app.api import health\napp = FastAPI()\napp.include_router(health.router, prefix='/api')\n",
        "app/api/__init__.py": "",
        "app/api/health.py": `from fastapi import APIRouter\nrouter = APIRouter(prefix='/v1')\n@router.get('/health')\n${HEALTH}`,
      },
      "/api/v1/health app/api/health.py:3 fastapi",
    ],
    [
      "a harmless dependency and middleware",
      {
        "main.py": `${FASTAPI}def get_db():\n    yield 1\n\napp.add_middleware(CORSMiddleware, allow_origins=['*'])\n@app.get('/ready')\ndef ready(db = Depends(get_db)):\n    return 1\n`,
      },
      "/ready main.py:7 fastapi",
    ],
    [
      "aiohttp",
      {
        "a.py":
          "from aiohttp import web\nasync def h(request):\n    return web.Response()\napp = web.Application()\napp.router.add_get('/health', h)\n",
      },
      "/health a.py:5 aiohttp",
    ],
    [
      "aiohttp's list",
      {
        "a.py":
          "from aiohttp import web\nasync def h(request):\n    return web.Response()\napp = web.Application()\napp.add_routes([web.get('/ping', h)])\n",
      },
      "/ping a.py:5 aiohttp",
    ],
  ])("%s", (_, files, route) => {
    expect(routeOf(files)).toBe(route);
  });
});

const decorated = (decorator: string): Files => ({
  "app.py": `${FLASK}@app.route('/health')\n${decorator}\ndef health():\n    return 'ok'\n`,
});
const before = (text: string): Files => ({ "app.py": `${FASTAPI}${text}\n@app.get('/health')\n${HEALTH}` });

describe("routes of Python servers that are not believed", () => {
  test.each<[name: string, files: Files, route?: string]>([
    ["a comment", { "app.py": `${FLASK}# @app.route('/health')\ndef health():\n    return 'ok'\n` }],
    ["a text", { "app.py": `${FLASK}'''\n@app.route('/health')\ndef health():\n    return 'ok'\n'''\n` }],
    ["a test", { "tests/app.py": `${FLASK}@app.route('/health')\ndef health():\n    return 'ok'\n` }],
    ["a client", { "app.py": `${FLASK}requests.get('/health')\nclient.get('/health')\n` }],
    [
      "another method",
      { "app.py": `${FLASK}@app.route('/health', methods=['POST'])\ndef health():\n    return 'ok'\n` },
    ],
    ["a login", decorated("@login_required")],
    [
      "a login above",
      { "app.py": `${FLASK}@auth.login_required\n@app.route('/health')\ndef health():\n    return 'ok'\n` },
    ],
    ["a role", decorated("@roles_accepted('x')")],
    ["a limit", decorated("@limiter.limit('1/hour')")],
    [
      "a check before each request",
      {
        "app.py": `${FLASK}@app.before_request\ndef check():\n    if not request.headers.get('x'):\n        abort(401)\n@app.route('/health')\ndef health():\n    return 'ok'\n`,
      },
    ],
    ["talisman", { "app.py": `${FLASK}Talisman(app)\n@app.route('/health')\ndef health():\n    return 'ok'\n` }],
    [
      "a handler that wants something",
      { "app.py": `${FLASK}@app.route('/status')\ndef status():\n    return find(request.args['id'])\n` },
    ],
    [
      "a blueprint that nothing registers",
      {
        "app.py":
          "from flask import Flask, Blueprint\napp = Flask(__name__)\nbp = Blueprint('x', __name__)\n@bp.route('/health')\ndef health():\n    return 'ok'\n",
      },
    ],
    [
      "a blueprint under an unknown prefix",
      {
        "app.py":
          "from flask import Flask, Blueprint\napp = Flask(__name__)\nbp = Blueprint('x', __name__)\n@bp.route('/health')\ndef health():\n    return 'ok'\napp.register_blueprint(bp, url_prefix=PREFIX)\n",
      },
    ],
    [
      "a condition",
      { "app.py": `${FLASK}if DEBUG:\n    @app.route('/health')\n    def health():\n        return 'ok'\n` },
    ],
    [
      "a dependency that knows the user",
      { "main.py": `${FASTAPI}@app.get('/health')\ndef health(user = Depends(get_current_user)):\n    return 1\n` },
    ],
    [
      "a dependency of the route",
      { "main.py": `${FASTAPI}@app.get('/health', dependencies=[Depends(verify_key)])\n${HEALTH}` },
    ],
    [
      "a dependency that refuses",
      before("def gate(r):\n    raise HTTPException(401)\n\napp.router.x = 1\napp.add_middleware(gate)"),
    ],
    [
      "a dependency of all",
      {
        "main.py": `from fastapi import FastAPI, Depends\napp = FastAPI(dependencies=[Depends(check_token)])\n@app.get('/health')\n${HEALTH}`,
      },
    ],
    ["a parameter", { "main.py": `${FASTAPI}@app.get('/status')\ndef status(id: int):\n    return 1\n` }],
    [
      "a root path",
      { "main.py": `from fastapi import FastAPI\napp = FastAPI(root_path='/x')\n@app.get('/health')\n${HEALTH}` },
    ],
    ["trusted hosts", before("app.add_middleware(TrustedHostMiddleware, allowed_hosts=['x'])")],
    ["https", before("app.add_middleware(HTTPSRedirectMiddleware)")],
    [
      "a middleware that refuses",
      before(
        "@app.middleware('http')\nasync def gate(request, call_next):\n    if 'x-api-key' not in request.headers:\n        return JSONResponse({}, 401)\n    return await call_next(request)\n",
      ),
    ],
    ["a pattern in front", before("@app.get('/{name}')\ndef page(name: str):\n    return 1\n")],
    ["a formatted path", { "main.py": `${FASTAPI}@app.get(f'{BASE}/health')\n${HEALTH}` }],
    [
      "a prefix that is computed",
      {
        "main.py": `from fastapi import FastAPI, APIRouter\napp = FastAPI()\nr = APIRouter()\n@r.get('/health')\n${HEALTH}\napp.include_router(r, prefix=settings.API)\n`,
      },
    ],
    ["a second application", { "main.py": `${FASTAPI}@app.get('/health')\n${HEALTH}`, "other.py": FLASK }, "conflict"],
  ])("%s", (_, files, route = "none") => {
    expect(routeOf(files)).toBe(route);
  });
});
