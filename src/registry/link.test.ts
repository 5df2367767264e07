import { expect, test } from "@jest/globals";
import { nextLink } from "./link.js";

test.each([
  [null, undefined],
  ["", undefined],
  ['</v2/a/tags/list?n=2&last=b>; rel="next"', "/v2/a/tags/list?n=2&last=b"],
  ["</a>; rel=next", "/a"],
  ["</a>;REL=Next", "/a"],
  ['</a>; title="x; rel=next"; rel="prev"', undefined],
  ['</a>; rel="prev next"', "/a"],
  ['</a>; rel="prev", </b>; rel="next"', "/b"],
  ['</a,b>; rel="next"', "/a,b"],
  ["</a>", undefined],
  ["/a; rel=next", undefined],
  ['</a>; rel="nextish"', undefined],
])("%s: %s", (header, expected) => {
  expect(nextLink(header)).toBe(expected);
});
