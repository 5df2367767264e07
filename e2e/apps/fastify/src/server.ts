import Fastify from "fastify";
import { store } from "./store.js";

const app = Fastify({ logger: true });

app.addContentTypeParser("text/plain", { parseAs: "string" }, (_request, body, done) => done(null, body));

app.get("/healthz", async () => ({ up: true }));

app.put<{ Params: { name: string }; Body: string }>("/uploads/:name", async (request, reply) => {
  await store(request.params.name, request.body);
  return reply.code(201).send({ stored: request.params.name });
});

await app.listen({ host: "0.0.0.0", port: Number(process.env.PORT ?? 8080) });
