import { expect, test } from "@jest/globals";
import { DEFAULT_SHELL } from "./dialect.js";
import { freeScript, isScript, type Command } from "./script.js";
import { settingOf, undoes } from "./settings.js";

function command(text: string): Command {
  const script = freeScript(text, DEFAULT_SHELL);
  if (!isScript(script)) throw new Error(script.reason);
  return script.commands[0]!;
}

test.each([
  [`git config --global url."https://$T@h/".insteadOf "https://h/"`, "git", `git config --global --remove-section url."https://$T@h/"`],
  [`git config --global "url.https://$T@h/.insteadOf" https://h/`, "git", `git config --global --remove-section "url.https://$T@h/"`],
  ["npm config set //r/:_authToken $T", "node", "npm config delete //r/:_authToken"],
  ["npm config set -g //r/:_authToken=$T", "node", "npm config delete //r/:_authToken -g"],
  [`npm config set "//r/:_authToken=$T"`, "node", `npm config delete "//r/:_authToken"`],
  ["npm set k $T", "node", "npm config delete k"],
  ["composer config -g github-oauth.github.com $T", "php", "composer config -g --unset github-oauth.github.com"],
  ["composer config http-basic.h u $T", "php", "composer config --unset http-basic.h"],
  ["bundle config https://h/ $T", "ruby", "bundle config --delete https://h/"],
  ["bundle config set --local h $T", "ruby", "bundle config unset --local h"],
  ["dotnet nuget add source https://h -n N -u u -p $T", "dotnet", "dotnet nuget remove source N"],
  ["dotnet nuget add source https://h -n N -p $T --configfile /c/n.config", "dotnet", "dotnet nuget remove source N --configfile /c/n.config"],
  ["poetry config http-basic.n u $T", "python", "poetry config --unset http-basic.n"],
  ["pip config set global.index-url https://$T@h/", "python", "pip config unset global.index-url"],
])("%s is undone", (set, readers, undo) => {
  const setting = settingOf(command(set))!;
  expect([setting.readers, setting.undo]).toEqual([readers, undo]);
  expect(undoes(command(undo), setting)).toBe(true);
  expect(undoes(command(set), setting)).toBe(false);
  expect(settingOf(command(undo))).toBeUndefined();
}); // prettier-ignore

test.each([
  "git config --global user.name $T",
  "git config --global --get url.x.insteadOf",
  "npm config get k",
  "npm install",
  "npm config set @o:registry=https://r //r/:_authToken=$T",
  "yarn config set npmAuthToken $T",
  "composer config repositories.x vcs https://h",
  "bundle config --delete https://h/",
  "dotnet nuget update source N -p $T",
  "poetry config virtualenvs.create false",
  "pip install x",
])("%s stores nothing that is known", (text) => {
  expect(settingOf(command(text))).toBeUndefined();
});
