import type { Problem } from "../../dockerfile/problem.js";
import { Lines } from "../../dockerfile/text.js";
import { type YamlLeaf, YamlValue } from "../../project/yaml.js";

/** A service of a compose file. Source: compose-spec. */
export interface Service {
  readonly name: string;
  readonly value: YamlValue;
  /** Its image is built, so that `image` is the name that it gets. Undefined when another file says that. */
  readonly isBuilt: boolean | undefined;
}

/** A parsed compose file. */
export class ComposeFile {
  /** Why it must not be edited. */
  readonly problems: readonly Problem[];
  readonly services: readonly Service[];
  readonly leaves: readonly YamlLeaf[];
  readonly lines: Lines;

  constructor(readonly source: string) {
    this.lines = new Lines(source);
    const read = YamlValue.read(source);
    const documents = "message" in read ? [] : read;
    const [root] = documents;
    this.leaves = root === undefined ? [] : [...root.leaves()];
    const template = TEMPLATE.exec(source.replaceAll(/^[ \t]*#.*$/gm, (comment) => " ".repeat(comment.length)));
    const isTemplate = template !== null && (template[0] !== "{{" || "message" in read || this.hasOddKeys);
    if (isTemplate) this.problems = [this.problem(template.index, TEMPLATED, "unsupported")];
    else if ("message" in read) this.problems = [this.problem(read.at, read.message, "syntax")];
    else if (documents.length > 1)
      this.problems = [this.problem(0, "several YAML documents in one file: left alone", "unsupported")];
    else this.problems = [];
    const entries = root?.at("services").entries ?? [];
    const byName = new Map(entries);
    this.services = entries.map(([name, value]) => ({ name, value, isBuilt: isBuilt(value, byName) }));
  }

  /** Keys that are no text, as `{{ name }}` outside of quotes is one. */
  private get hasOddKeys(): boolean {
    return this.leaves.some(({ path }) => path.includes(""));
  }

  private problem(at: number, message: string, kind: Problem["kind"]): Problem {
    const { line, column } = this.lines.place(at);
    return { line, column, message, text: this.lines.text(line), kind };
  }
}

const TEMPLATE = /\{%[-+ ]|<%[-=# ]|%%[A-Z][A-Z0-9_-]*%%|\{\{/;
const TEMPLATED = "a template: left alone, since its output cannot be known";

function isBuilt(value: YamlValue, services: ReadonlyMap<string, YamlValue>, depth = 0): boolean | undefined {
  if (value.at("build").isThere) return true;
  const parent = value.at("extends");
  if (!parent.isThere) return false;
  const other = services.get(parent.text ?? parent.at("service").text ?? "");
  if (parent.at("file").isThere || other === undefined || depth > services.size) return undefined;
  return isBuilt(other, services, depth + 1);
}
