import { describe, expect, test } from "@jest/globals";
import { finalStage } from "./testing/final-stage.js";
import { writables } from "./writable.js";

/** `kind path`, sorted; or why not. */
function written(lines: string, files?: Readonly<Record<string, string>>): string {
  const { facts, stage, start } = finalStage(lines, files);
  const found = writables(stage, start, facts);
  if ("reason" in found) return found.reason;
  return found
    .map(({ kind, path }) => `${kind} ${path}`)
    .sort()
    .join(", ");
}

describe("writes", () => {
  test.each([
    ["nothing", "WORKDIR /app\nRUN a", ""],
    ["a volume", "VOLUME /data", "tree /data"],
    ["a volume by a variable", "ENV D=/data\nVOLUME $D", "tree /data"],
    ["a volume of the stage below", "FROM x AS a\nVOLUME /data\nFROM a", "tree /data"],
    ["no temporary volume", "VOLUME /tmp", ""],
    ["a system's volume, which only root may", "VOLUME /etc", "there is a volume at `/etc`, which only root may write"],
    ["not the working directory", "WORKDIR /app\nVOLUME /app", ""],
    ["modules in a volume", "WORKDIR /app\nVOLUME /app/node_modules", "directory /app/node_modules"],
    ["what a variable names", "ENV DATA_DIR=/data/x", "tree /data/x"],
    ["the folder of a file", "ENV DB=sqlite:////data/a.db", "tree /data"],
    ["no search path", "ENV PYTHONPATH=/data/x", ""],
    ["no secret", "ENV S=/run/secrets/x", ""],
    ["what an argument names", `CMD ["a", "--dir=/var/lib/a"]`, "tree /var/lib/a"],
    ["a directory for data", "WORKDIR /app\nRUN mkdir -p /srv/logs", "tree /srv/logs"],
    ["another directory", "WORKDIR /app\nRUN mkdir /srv/x", "directory /srv/x"],
    ["not one that is removed", "RUN mkdir /srv/x && rm -rf /srv/x", ""],
    ["not one above the working directory", "WORKDIR /srv/a\nRUN mkdir -p /srv/a", ""],
    ["mkdir's mode is no directory", "RUN mkdir -m 755 /srv/x", "directory /srv/x"],
    ["behind cd", "WORKDIR /app\nRUN cd /srv && mkdir uploads", "tree /srv/uploads"],
    ["a database file", "WORKDIR /app\nRUN touch a.db", "entry /app/a.db"],
    ["a key", "WORKDIR /app\nRUN openssl req -keyout k.pem -out c.pem", "entry /app/c.pem, entry /app/k.pem"],
    ["next's build", "WORKDIR /app\nRUN npx next build", "tree /app/.next"],
    ["Laravel's folders", `WORKDIR /app\nCMD ["php", "artisan", "serve"]`, "tree /app/bootstrap/cache, tree /app/storage"],
    ["what Django migrates", "WORKDIR /app\nRUN python manage.py migrate", "tree /app"],
    ["not what it collects", "WORKDIR /app\nRUN python manage.py collectstatic", ""],
    ["what is inside a tree, once", "VOLUME /data\nRUN mkdir /data/x", "tree /data"],
    ["not what is open to all", "WORKDIR /app\nRUN chmod 777 x", ""],
    ["modules of a server for developers", `WORKDIR /app\nRUN npm install\nCMD ["npx", "vite"]`, "directory /app/node_modules"],
    ["modules of a script that nobody knows", `WORKDIR /app\nRUN npm install\nCMD ["npm", "start"]`, "directory /app/node_modules"],
    ["no modules of a plain server", `WORKDIR /app\nRUN npm install\nCMD ["node", "a.js"]`, ""],
  ])("%s", (_, lines, found) => {
    expect(written(lines)).toBe(found);
  }); // prettier-ignore
});
