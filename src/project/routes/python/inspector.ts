import type { Source, Span } from "../../source/source.js";
import type { Sources } from "../../source/sources.js";
import { mayGuard, mayRefuse } from "../guard.js";
import { type Binding, bindings, definitionEnd, functionOf, moduleFile } from "./modules.js";

/** Extensions that only offer authentication to the routes that ask for it. */
const OFFERS = /\b(?:login_?manager|JWT_?Manager|jwt|CSRF_?Protect|csrf|Session|SessionMiddleware|oauth|flask_login|flask_jwt_extended|flask_wtf|flask_session|starlette|fastapi|middleware|sessions)\b/gi; // prettier-ignore
const READS_REQUEST =
  /\brequest \. (?:args|form|json|headers|values|data|query_params|cookies|query|match_info|get_json)\b/;

/** Reads what an expression of Python leads to. */
export class Inspector {
  private readonly known = new Map<Source, ReadonlyMap<string, Binding>>();

  constructor(readonly sources: Sources) {}

  bindings(source: Source): ReadonlyMap<string, Binding> {
    let found = this.known.get(source);
    if (found === undefined) this.known.set(source, (found = bindings(source)));
    return found;
  }

  /** The file and the name in it that a name of a file comes from; a module has no name. */
  origin(source: Source, name: string): { readonly file: Source; readonly name?: string } | undefined {
    const binding = this.bindings(source).get(name);
    if (binding === undefined) return undefined;
    const { module } = binding;
    const inner =
      binding.name === undefined
        ? undefined
        : moduleFile(this.sources, source.path, `${module.replace(/\.$/, "")}.${binding.name}`);
    if (inner !== undefined) return { file: inner };
    const file = moduleFile(this.sources, source.path, module);
    return file === undefined ? undefined : { file, ...(binding.name !== undefined && { name: binding.name }) };
  }

  /** Whether an expression, or what its names stand for, may keep requests out. */
  guards(source: Source, span: Span): boolean {
    return mayGuard(this.said(source, span).replaceAll(OFFERS, ""));
  }

  private said(source: Source, span: Span): string {
    const texts = [source.text(span)];
    for (let at = span.from; at < span.to; at++) {
      if (!source.isWord(at) || source.sign(at - 1) === ".") continue;
      const name = source.sign(at);
      const own = functionOf(source, name) ?? classOf(source, name);
      if (own !== undefined && (own.from < span.from || own.from >= span.to)) texts.push(source.text(own));
      const origin = own === undefined ? this.origin(source, name) : undefined;
      texts.push(this.bindings(source).get(name)?.module ?? "");
      if (origin !== undefined) {
        const { file } = origin;
        const named =
          origin.name === undefined ? undefined : (functionOf(file, origin.name) ?? classOf(file, origin.name));
        texts.push(file.text(named ?? file.all));
      }
    }
    return texts.join(" ");
  }

  /** Whether a function answers a request that brings nothing: its parameters are given by the framework or by harmless functions. */
  answersAll(source: Source, { from, to }: Span, isFastApi: boolean): boolean {
    const text = source.text({ from, to });
    if (mayRefuse(text) || READS_REQUEST.test(text) || /\b(?:Security|Header|Cookie)\b/.test(text)) return false;
    let open = from;
    while (open < to && source.sign(open) !== "(") open++;
    return source.parts(open).every((part) => {
      for (const at of source.places("Depends (", part)) {
        if (this.guards(source, { from: at + 2, to: source.partner(at + 1) })) return false;
      }
      if (!isFastApi || source.places("=", part).length > 0 || source.places("Depends", part).length > 0) return true;
      return /^\w+ : (?:Request|Response|BackgroundTasks|fastapi \. Request)$|^\*$/.test(source.text(part));
    });
  }
}

function classOf(source: Source, name: string): Span | undefined {
  const [at] = [...source.places(`class ${name} (`), ...source.places(`class ${name} :`)];
  return at === undefined ? undefined : { from: at, to: definitionEnd(source, at) };
}
