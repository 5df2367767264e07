import { describe, expect, test } from "@jest/globals";
import { originOf } from "./copied-file.js";
import { finalStage } from "./testing/final-stage.js";

const FILES = { "a.sh": "", "b/a.sh": "", "b/c/a.sh": "", run: "", "d/x.conf": "", "package.json": "{}" };

/** The path in the context, `from …`, `text …`, or `none`. */
function origin(lines: string, path: string, files?: Readonly<Record<string, string>>): string {
  const { stage, facts } = finalStage(lines, files);
  const found = originOf(path, stage, facts);
  switch (found?.kind) {
    case "context":
      return found.path;
    case "stage":
      return `from ${found.from}`;
    case "text":
      return `text ${found.text}`;
    case undefined:
      return "none";
  }
}

describe("with a context", () => {
  test.each([
    ["a file by its name", "COPY a.sh /x.sh", "/x.sh", "a.sh"],
    ["a file that keeps its name", "COPY b/a.sh /x/", "/x/a.sh", "b/a.sh"],
    ["ADD as well", "ADD a.sh /x/", "/x/a.sh", "a.sh"],
    ["several sources go to a folder", "COPY run b/a.sh /x", "/x/a.sh", "b/a.sh"],
    ["the folder's own name is no file then", "COPY run a.sh /x", "/x", "none"],
    ["all of the context", "COPY . /app", "/app/b/a.sh", "b/a.sh"],
    ["all of the context, with a slash", "COPY ./ /app/", "/app/a.sh", "a.sh"],
    ["the content of a folder", "COPY b /app", "/app/c/a.sh", "b/c/a.sh"],
    ["the content of a folder, written long", "COPY ./b/ /app/", "/app/a.sh", "b/a.sh"],
    ["a leading slash means the context", "COPY /b /app", "/app/a.sh", "b/a.sh"],
    ["a pattern", "COPY *.sh /app/", "/app/a.sh", "a.sh"],
    ["a pattern in a folder", "COPY d/*.conf /app/", "/app/x.conf", "d/x.conf"],
    ["a pattern's ?", "COPY ru? /app/", "/app/run", "run"],
    ["a pattern's dot is a dot", "COPY pack.ge* /app/", "/app/package.json", "none"],
    ["a pattern does not go into folders", "COPY *.sh /app/", "/app/b/a.sh", "none"],
    ["package*.json, as everybody writes it", "COPY package*.json ./", "/package.json", "package.json"],
    ["the target is relative to WORKDIR", "WORKDIR /app\nCOPY a.sh .", "/app/a.sh", "a.sh"],
    ["what is asked for as well", "WORKDIR /app\nCOPY a.sh .", "a.sh", "a.sh"],
    ["each WORKDIR counts from its line on", "WORKDIR /a\nCOPY a.sh .\nWORKDIR /b", "/b/a.sh", "none"],
    ["of the stage below", "FROM x AS y\nCOPY a.sh /\nFROM y", "/a.sh", "a.sh"],
    ["not of another stage", "FROM x AS y\nCOPY a.sh /\nFROM x", "/a.sh", "none"],
    ["the last copy wins", "COPY a.sh /x\nCOPY run /x", "/x", "run"],
    ["a file that the context lacks", "COPY other.sh /", "/other.sh", "none"],
    ["another name", "COPY run /x", "/y", "none"],
    ["a folder above", "COPY b /app/b", "/app/a.sh", "none"],
    ["a variable in the target", "COPY a.sh $X/", "/a.sh", "none"],
    ["a variable in the source", "COPY $X /a.sh", "/a.sh", "none"],
    ["a RUN copies nothing", "RUN cp a.sh /x", "/x", "none"],
  ])("%s", (_, lines, path, found) => {
    expect(origin(lines, path, FILES)).toBe(found);
  });
});

describe("without a context", () => {
  test.each([
    ["a name with a dot is a file", "COPY a.sh /x.sh", "/x.sh", "a.sh"],
    ["one that goes to a folder", "COPY b/a.sh /x/", "/x/a.sh", "b/a.sh"],
    ["a file has nothing inside", "COPY a.jar /x", "/x/y", "none"],
    ["a name without a dot is a folder", "COPY b /x", "/x/a.sh", "b/a.sh"],
    ["all of the context", "COPY . /x", "/x/a.sh", "a.sh"],
  ])("%s", (_, lines, path, found) => {
    expect(origin(lines, path)).toBe(found);
  });
});

describe("not out of the context", () => {
  test.each([
    ["another stage", "COPY --from=y /out/a.sh /x/", "/x/a.sh", "from y"],
    ["another image's file under a new name", "COPY --from=img:1 /out/a /x", "/x", "from img:1"],
    ["a here-document", "COPY <<EOF /x.sh\na\nb\nEOF", "/x.sh", "text a\nb\n"],
    ["a here-document in a folder", "COPY <<-'EOF' /x/\na\nEOF", "/x/EOF", "text a\n"],
    ["a here-document behind a file", "COPY run <<A /x/\na\nA", "/x/A", "text a\n"],
    ["nothing below a here-document", "COPY <<A /x\na\nA", "/x/A", "none"],
    ["the second here-document", "COPY <<A <<B /x/\na\nA\nb\nB", "/x/B", "text b\n"],
  ])("%s", (_, lines, path, found) => {
    expect(origin(lines, path, FILES)).toBe(found);
  });
});
