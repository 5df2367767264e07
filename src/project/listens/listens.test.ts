import { describe, expect, test } from "@jest/globals";
import { type Files, memoryContext } from "../testing/memory-context.js";
import { listensOn } from "./listens.js";

/** `3000 any PORT a.js:3` */
function listens(files: Files): string {
  const found = listensOn(memoryContext(files));
  return found === undefined
    ? "none"
    : [found.port, found.host, found.variable, found.source].filter((each) => each !== undefined).join(" ");
}

const js = (text: string): Files => ({ "a.js": `const express = require('express');\n${text}` });
const fastify = (text: string): Files => ({ "a.js": `import Fastify from 'fastify';\n${text}` });
const flask = (text: string): Files => ({
  "a.py": `import os\nfrom flask import Flask\napp = Flask(__name__)\n${text}\n`,
});
const go = (text: string): Files => ({ "main.go": `package main\n${text}` });
const gin = (text: string): Files => go(`func main() {\n r := gin.Default()\n ${text}\n}`);
const puma = (text: string): Files => ({ "config/puma.rb": text });
const spring = (properties: string): Files => ({
  "pom.xml": "<artifactId>spring-boot-starter-web</artifactId>",
  "src/main/java/A.java": "@SpringBootApplication\nclass A {}",
  "src/main/resources/application.properties": properties,
});

describe("what the source listens on", () => {
  test.each<[name: string, files: Files, listens: string]>([
    ["express", js("app.listen(3000);"), "3000 any a.js:2"],
    ["express with a callback", js("app.listen(3000, () => console.log('up'));"), "3000 any a.js:2"],
    ["express on localhost", js("app.listen(3000, '127.0.0.1');"), "3000 loopback a.js:2"],
    [
      "a variable",
      js("const port = process.env.PORT || 8080;\napp.listen(port, '0.0.0.0', done);"),
      "8080 any PORT a.js:3",
    ],
    [
      "a converted variable",
      js("const PORT = parseInt(process.env.APP_PORT ?? '4000', 10);\nserver.listen(PORT);"),
      "4000 any APP_PORT a.js:3",
    ],
    ["fastify", fastify("await app.listen({ port: 3000 });"), "3000 loopback a.js:2"],
    [
      "fastify for all",
      fastify("app.listen({ port: Number(process.env.PORT) || 3000, host: '0.0.0.0' });"),
      "3000 any PORT a.js:2",
    ],
    ["flask", flask("app.run()"), "5000 loopback a.py:4"],
    [
      "flask for all",
      flask(
        "if __name__ == '__main__':\n    app.run(debug=True, host='0.0.0.0', port=int(os.environ.get('PORT', 8080)))",
      ),
      "8080 any PORT a.py:5",
    ],
    ["uvicorn", { "a.py": "import uvicorn\nuvicorn.run('a:app', host=\"0.0.0.0\", port=8000)\n" }, "8000 any a.py:2"],
    ["uvicorn's own", { "a.py": "import uvicorn\nuvicorn.run(app)\n" }, "8000 loopback a.py:2"],
    ["aiohttp", { "a.py": "from aiohttp import web\nweb.run_app(app, port=9000)\n" }, "9000 any a.py:2"],
    ["net/http", go('func main() {\n http.ListenAndServe(":8080", nil)\n}'), "8080 any main.go:3"],
    ["a Go server", go('var s = &http.Server{Addr: "127.0.0.1:9090"}'), "9090 loopback main.go:2"],
    ["a Go constant", go('const addr = ":7000"\nfunc main() { http.ListenAndServe(addr, nil) }'), "7000 any main.go:3"],
    [
      "a Go variable",
      go(
        'func main() {\n port := os.Getenv("PORT")\n if port == "" {\n  port = "8080"\n }\n http.ListenAndServe(":"+port, nil)\n}',
      ),
      "8080 any PORT main.go:7",
    ],
    ["gin", gin("r.Run()"), "8080 any PORT main.go:4"],
    ["gin with a port", gin('r.Run(":9000")'), "9000 any main.go:4"],
    ["puma", puma('port ENV.fetch("PORT") { 3000 }'), "3000 unknown PORT config/puma.rb:1"],
    ["puma's newer form", puma('threads 1, 2\nport ENV.fetch("PORT", 3000)'), "3000 unknown PORT config/puma.rb:2"],
    ["spring", spring(""), "8080 any src/main/java/A.java:1"],
    ["spring with a port", spring("server.port=9000"), "9000 any src/main/resources/application.properties:1"],
    [
      "spring with a variable",
      spring("server.port=${PORT:8081}"),
      "8081 any PORT src/main/resources/application.properties:1",
    ],
  ])("%s", (_, files, expected) => {
    expect(listens(files)).toBe(expected);
  });
});

describe("what is not known", () => {
  test.each<[name: string, files: Files]>([
    ["a comment", js("// app.listen(3000);")],
    ["a text", js("const x = 'app.listen(3000)';")],
    ["a variable without default", js("app.listen(process.env.PORT);")],
    ["a setting", js("app.listen(config.port);")],
    ["a name that is set twice", js("let port = 1;\nport = 2;\napp.listen(port);")],
    ["two that differ", js("a.listen(3000);\nb.listen(4000);")],
    ["an event", { "a.js": "emitter.listen(3000);" }],
    ["a sum", js("app.listen(3000 + n);")],
    ["a socket", js("app.listen('/run/a.sock');")],
    ["a test", { "test/a.js": "const express = require('express');\napp.listen(3000);" }],
    ["settings of flask", flask("app.run(**options)")],
    ["a setting of flask", flask("app.run(port=settings.port)")],
    ["another run", { "a.py": "import subprocess\nsubprocess.run(port=3000)\n" }],
    ["a comment of flask", flask("# app.run()")],
    ["a text of flask", flask("'''\napp.run()\n'''")],
    ["uvicorn's socket", { "a.py": "import uvicorn\nuvicorn.run(app, uds='/a')\n" }],
    ["uvicorn that is not imported", { "a.py": "uvicorn.run(app)\n" }],
    ["two of python", { "a.py": "import uvicorn\nuvicorn.run(app, port=1)\nuvicorn.run(app, port=2)\n" }],
    ["an address of Go", go("func main() { http.ListenAndServe(*addr, nil) }")],
    ["a comment of Go", go('// http.ListenAndServe(":8080", nil)')],
    ["a text of Go", go('var x = `http.ListenAndServe(":8080", nil)`')],
    ["another Run", go('func main() { cmd.Run(":9000") }')],
    ["a variable of Go", go('func main() {\n port := os.Getenv("PORT")\n http.ListenAndServe(":"+port, nil)\n}')],
    ["a socket of gin", gin("r.Run(address)")],
    ["a second of Go", go('func main() { http.ListenAndServe(":1", nil); http.ListenAndServe(":2", nil) }')],
    ["a test of Go", { "main_test.go": 'package main\nfunc main() { http.ListenAndServe(":8080", nil) }' }],
    ["puma's comment", puma("# port 3000")],
    ["puma's variable", puma('port ENV["PORT"]')],
    ["spring with TLS", spring("server.ssl.key-store=a")],
    ["a computed port of spring", spring("server.port=${PORT}")],
    ["any port of spring", spring("server.port=0")],
  ])("%s", (_, files) => {
    expect(listens(files)).toBe("none");
  });
});
