const { createServer } = require("node:http");

const server = createServer((_request, response) => response.end("hello\n"));
server.listen(3000);
process.on("SIGTERM", () => server.close());
