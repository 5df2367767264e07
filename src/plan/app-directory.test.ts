import { expect, test } from "@jest/globals";
import { appDirectory } from "./app-directory.js";

test.each([
  ["/app", "/app"],
  ["/app/", "/app"],
  ["//app/./a", "/app/a"],
  ["/usr/src/app", "/usr/src/app"],
  ["/var/www/html", "/var/www/html"],
  ["/var/lib/app", "/var/lib/app"],
  ["/home/a", "/home/a"],
  ["/opt", "/opt"],
  ["/", undefined],
  ["/.", undefined],
  ["app", undefined],
  ["", undefined],
  ["/usr/local", undefined],
  ["/usr/local/bin/x", undefined],
  ["/usr//bin", undefined],
  ["/etc/app", undefined],
  ["/root", undefined],
  ["/root/app", undefined],
  ["/tmp/x", undefined],
  ["/var/log", undefined],
  ["/app/../etc", undefined],
  ["/a b", undefined],
  ["/$X", undefined],
  ["/a*", undefined],
  ["/etcetera", "/etcetera"],
])("%j is an application's directory: %j", (path, found) => {
  expect(appDirectory(path)).toBe(found);
});
