import { expect, test } from "@jest/globals";
import type { Context } from "./context.js";
import { dotnetStatements } from "./dotnet.js";
import { allows } from "./range.js";

type Files = Readonly<Record<string, string>>;

function contextOf(...folders: readonly Files[]): Context | undefined {
  return folders.reduceRight<Context | undefined>(
    (parent, files) => ({ read: (path) => files[path], files: () => Object.keys(files).sort(), parent }),
    undefined,
  );
}

const said = (image: string, ...folders: readonly Files[]): readonly string[] =>
  dotnetStatements(`mcr.microsoft.com/dotnet/${image}`, contextOf(...folders)).map(
    ({ source, says, range }) => `${source} says ${says} = ${range ?? "?"}`,
  );

const project = (framework: string): string =>
  `<Project>\n <TargetFramework>${framework}</TargetFramework>\n</Project>`;
const GLOBAL = '{"sdk": {\n"version": "8.0.104"}}';

test.each<[image: string, files: Files, ...said: string[]]>([
  ["sdk", { "global.json": GLOBAL, "a.csproj": project("net8.0") }, "global.json:2 says 8.0.104 = >=8.0.104 <8.0.200"],
  ["aspnet", { "global.json": GLOBAL, "a.csproj": project("net8.0") }, "a.csproj:2 says net8.0 = 8.0"],
  ["sdk", { "global.json": '{"msbuild-sdks": {}}', "src/a.fsproj": project("net9.0") }, "src/a.fsproj:2 says net9.0 = 9.0"],
  ["runtime", { "a.csproj": project("netcoreapp3.1") }, "a.csproj:2 says netcoreapp3.1 = 3.1"],
  ["runtime", { "a.csproj": project("net8.0-windows10.0") }, "a.csproj:2 says net8.0-windows10.0 = 8.0"],
  ["runtime", { "Directory.Build.props": project("net8.0"), "a.csproj": project("net8.0") }, "Directory.Build.props:2 says net8.0 = 8.0"],
  ["runtime", { "a.csproj": project("net8.0"), "b.csproj": project("net9.0") }, "a.csproj:2 says net8.0 = 8.0", "b.csproj:2 says net9.0 = 9.0"],
  ["runtime", { "a.csproj": "<TargetFrameworks>net6.0;net8.0</TargetFrameworks>" }, "a.csproj:1 says net6.0;net8.0 = ?"],
  ["runtime", { "a.csproj": "<TargetFramework Condition=\"x\">net6.0</TargetFramework>" }, "a.csproj:1 says net6.0 = ?"],
  ["runtime", { "a.csproj": project("$(Framework)") }, "a.csproj:2 says $(Framework) = ?"],
  ["runtime", { "a.csproj": project("netstandard2.0"), "b.csproj": project("net48") }],
  ["runtime", { "a.csproj": `<!--\n${project("net6.0")} -->\n${project("net8.0")}` }, "a.csproj:6 says net8.0 = 8.0"],
  ["sdk", { "global.json": '{"sdk": {"version": "8.0.104"}} // why' }, "global.json:1 says what is no plain JSON = ?"],
  ["sdk", { "global.json": '{"sdk": {"version": "10.0.100-rc.1"}}' }, "global.json:1 says 10.0.100-rc.1 = ?"],
  ["nightly/sdk", { "global.json": GLOBAL }],
])("about %s in %j", (image, files, ...expected) => {
  expect(said(image, files)).toEqual(expected);
}); // prettier-ignore

test("the nearest global.json wins, and projects above do not count", () => {
  expect(said("sdk", {}, { "global.json": GLOBAL })).toEqual(["../global.json:2 says 8.0.104 = >=8.0.104 <8.0.200"]);
  expect(said("sdk", {}, { "a.csproj": project("net8.0") })).toEqual([]);
});

test("too many projects say nothing", () => {
  const files = Object.fromEntries(Array.from({ length: 201 }, (_, number) => [`${number}.csproj`, project("net8.0")]));
  expect(said("sdk", files)).toEqual([]);
});

test.each([
  ["disable", ["8.0.104"]],
  ["latestPatch", ["8.0.104", "8.0.199"]],
  ["feature", ["8.0.104", "8.0.199", "8.0.400"]],
  ["latestMinor", ["8.0.104", "8.0.199", "8.0.400", "8.1.100"]],
  ["major", ["8.0.104", "8.0.199", "8.0.400", "8.1.100", "9.0.100"]],
  ["whatever", []],
])("rolls forward by %s", (policy, expected) => {
  const text = JSON.stringify({ sdk: { version: "8.0.104", rollForward: policy } });
  const [statement] = dotnetStatements("mcr.microsoft.com/dotnet/sdk", contextOf({ "global.json": text }));
  const versions = ["8.0.100", "8.0.104", "8.0.199", "8.0.400", "8.1.100", "9.0.100"];
  expect(versions.filter((version) => allows(statement!.range, version))).toEqual(expected);
});
