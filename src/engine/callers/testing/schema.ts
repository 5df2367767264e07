import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";

/** What is wrong with a YAML file by a published schema of `test/schemas`; empty when nothing is. */
export function schemaErrors(schema: "compose-spec" | "github-workflows", text: string): readonly string[] {
  const validate = (validators[schema] ??= compiled(schema));
  validate(parse(text, { merge: true }));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
}

const validators: Partial<Record<string, ValidateFunction>> = {};

function compiled(schema: string): ValidateFunction {
  const url = new URL(`../../../../test/schemas/${schema}.json`, import.meta.url);
  const content = JSON.parse(readFileSync(url, "utf8")) as { readonly $schema: string };
  const Validator = content.$schema.includes("2020-12") ? Ajv2020 : Ajv;
  return new Validator({ strict: false, validateFormats: false }).compile(content);
}
