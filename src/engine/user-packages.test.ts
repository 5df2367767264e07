import { expect, test } from "@jest/globals";
import { finalStage } from "./testing/final-stage.js";
import { rootPackages } from "./user-packages.js";

const COPY = "COPY --from=b /root/.local /root/.local";

/** How often the stage names them, or that they are used where they are. */
function places(lines: string): number | "used" {
  const { facts, stage } = finalStage(lines);
  const found = rootPackages(stage, facts);
  expect(found?.every(({ start, end }) => facts.file.source.slice(start, end) === "/root/.local") ?? true).toBe(true);
  return found?.length ?? "used";
}

test.each([
  ["nothing there", "RUN a", 0],
  ["the target alone, not the source", COPY, 1],
  ["with the PATH", `${COPY}\nENV PATH=/root/.local/bin:$PATH`, 2],
  ["twice in one variable", `${COPY}\nENV PATH=/root/.local/bin:/root/.local/x:$PATH`, 3],
  ["a RUN", `${COPY}\nRUN /root/.local/bin/a`, "used"],
  ["a CMD", `${COPY}\nCMD ["/root/.local/bin/a"]`, "used"],
  ["a copy of something inside", "COPY a /root/.local/bin/a", "used"],
  ["named by the stage below as well", `FROM x AS a\n${COPY}\nFROM a\nENV PATH=/root/.local/bin:$PATH`, "used"],
])("%s", (_, lines, found) => {
  expect(places(lines)).toBe(found);
});
