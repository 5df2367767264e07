const { writeFileSync } = require("fs");
const Koa = require("koa");

const app = new Koa();
const links = new Map();

app.use(async (ctx) => {
  const { target } = ctx.query;
  if (ctx.method === "PUT" && target) {
    links.set(ctx.path, target);
    ctx.status = 201;
  } else if (ctx.method === "DELETE" && ctx.path === "/") {
    ctx.body = "draining\n";
    server.close();
  } else if (links.has(ctx.path)) ctx.redirect(links.get(ctx.path));
});

setInterval(() => writeFileSync("/tmp/links.json", JSON.stringify([...links])), 1000);

const server = app.listen(process.env.PORT);
