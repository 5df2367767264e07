import { expect, test } from "@jest/globals";
import { parse } from "../dockerfile/dockerfile.js";
import { losesDirectory } from "./directory.js";
import { isScript, scriptOf } from "./script.js";

function loses(command: string, directory: string): boolean {
  const source = `FROM a\nRUN ${command}\n`;
  const script = scriptOf(parse(source).instructions[1]!, ["/bin/sh", "-c"], source);
  if (!isScript(script)) throw new Error(script.reason);
  return losesDirectory(script.commands, directory);
}

test.each([
  ["rm -rf /app", "/app", true],
  ["rm -rf /app/", "/app/b", true],
  ["mv /a /c", "/a/b", true],
  ["rm -rf //app", "/app/", true],
  ["rm -rf /tmp/*", "/tmp/build", true],
  ["rm -rf $X", "/app", false],
  ["rm -rf /a$X", "/app", true],
  ["rm -rf .", "/app", true],
  ["rm -rf ../app", "/app", true],
  ["rmdir ./../app", "/app", true],
  ["true && rm -rf /app || false", "/app", true],
  ["rm -rf /app/b", "/app", false],
  ["rm -rf /application", "/app", false],
  ["rm -rf ./b *.c", "/app", false],
  ["rm -rf /tmp/*", "/app", false],
  ["cp -r /app /b", "/app", false],
  ["rm -rf /app", "/", false],
  ["rm -rf /app", "", false],
])("%s in %s: %j", (command, directory, expected) => {
  expect(loses(command, directory)).toBe(expected);
});
