import { expect, test } from "@jest/globals";
import { runningRequest } from "./running-options.js";

const NONE = { uid: undefined, "keep-code": undefined, "health-path": undefined, assume: undefined };

test("reads what is given", () => {
  const given = {
    uid: "2000",
    "keep-code": true,
    "health-path": "/up",
    assume: ["reg.example/base:1=debian:12", "x=y"],
  };
  expect(runningRequest(given)).toEqual({
    running: { uid: 2000, keepsCode: true, healthPath: "/up" },
    assumed: { "reg.example/base:1": "debian:12", x: "y" },
  });
  expect(runningRequest(NONE)).toEqual({ running: {}, assumed: {} });
});

test.each([
  [{ uid: "0" }, "--uid is a number above 0"],
  [{ uid: "appuser" }, "--uid is a number above 0"],
  [{ "health-path": "health" }, "--health-path begins with /"],
  [{ "health-path": "/a'b" }, "--health-path begins with /"],
  [{ assume: ["debian:12"] }, "--assume is an image"],
  [{ assume: ["=debian:12"] }, "--assume is an image"],
])("refuses %j", (given, message) => {
  expect(() => runningRequest({ ...NONE, ...given })).toThrow(message);
});
