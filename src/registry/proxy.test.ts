import { expect, test } from "@jest/globals";
import { proxyFor } from "./proxy.js";

const P = "http://proxy.example:3128";

test.each([
  ["https://reg.io/", {}, undefined],
  ["https://reg.io/", { HTTPS_PROXY: P }, `${P}/`],
  ["https://reg.io/", { HTTPS_PROXY: "http://other", https_proxy: P }, `${P}/`],
  ["https://reg.io/", { HTTPS_PROXY: P, https_proxy: "" }, undefined],
  ["https://reg.io/", { HTTPS_PROXY: "proxy.example:3128" }, `${P}/`],
  ["https://reg.io/", { HTTP_PROXY: P }, undefined],
  ["http://reg.io/", { HTTP_PROXY: P }, `${P}/`],
  ["https://reg.io/", { HTTPS_PROXY: P, NO_PROXY: "*" }, undefined],
  ["https://reg.io/", { HTTPS_PROXY: P, NO_PROXY: "a.io, REG.io" }, undefined],
  ["https://a.reg.io/", { HTTPS_PROXY: P, NO_PROXY: "reg.io" }, undefined],
  ["https://a.reg.io/", { HTTPS_PROXY: P, no_proxy: ".reg.io" }, undefined],
  ["https://a.reg.io/", { HTTPS_PROXY: P, no_proxy: "*.reg.io" }, undefined],
  ["https://areg.io/", { HTTPS_PROXY: P, NO_PROXY: "reg.io" }, `${P}/`],
  ["https://reg.io/", { HTTPS_PROXY: P, NO_PROXY: "reg.io:443" }, undefined],
  ["https://reg.io:5000/", { HTTPS_PROXY: P, NO_PROXY: "reg.io:443" }, `${P}/`],
  ["https://reg.io:5000/", { HTTPS_PROXY: P, NO_PROXY: "reg.io:5000" }, undefined],
  ["https://reg.io/", { HTTPS_PROXY: P, NO_PROXY: " , ," }, `${P}/`],
])("%s with %j: %s", (url, env, expected) => {
  expect(proxyFor(new URL(url), env)?.href).toBe(expected);
});

test.each(["socks5://proxy.example", "http://", "http://ann:s3cret@["])("%s is none", (text) => {
  expect(() => proxyFor(new URL("https://reg.io/"), { HTTPS_PROXY: text })).toThrow(
    /^HTTPS_PROXY names no HTTP proxy$/,
  );
});
