import type { Source, Span } from "../../source/source.js";
import type { Sources } from "../../source/sources.js";
import { mayGuard, mayRefuse } from "../guard.js";
import { type Binding, bindings, moduleFile } from "./bindings.js";
import { bodySpan, declaration } from "./functions.js";

const READS_REQUEST =
  /\b(?:req|request) \. (?:query|params?|body|headers?|user|cookies|session)\b|\bctx \. (?:query|params|headers?|cookies)\b/;

/** Reads what an expression leads to: functions of the file, and the modules and files that it names. */
export class Inspector {
  private readonly known = new Map<Source, ReadonlyMap<string, Binding>>();

  constructor(private readonly sources: Sources) {}

  bindings(source: Source): ReadonlyMap<string, Binding> {
    let found = this.known.get(source);
    if (found === undefined) this.known.set(source, (found = bindings(source)));
    return found;
  }

  /** Whether an expression may keep requests out. */
  guards(source: Source, span: Span): boolean {
    return mayGuard(this.said(source, span));
  }

  /** Whether nothing of the handlers may keep a request out, as far as it can be seen. */
  answersAll(source: Source, handlers: readonly Span[]): boolean {
    const last = handlers.at(-1);
    if (last === undefined) return false;
    if (handlers.slice(0, -1).some((each) => this.guards(source, each))) return false;
    const own = this.said(source, last);
    return !mayRefuse(own) && !READS_REQUEST.test(own);
  }

  /** What stands in a span, with the bodies of the local functions, the modules and the files that it names. */
  private said(source: Source, span: Span): string {
    const texts = [source.text(span)];
    for (let at = span.from; at < span.to; at++) {
      const required = source.reads(at, "require (") ? source.literal(source.parts(at + 1)[0]) : undefined;
      const binding = this.bindings(source).get(source.sign(at));
      const module = required ?? binding?.module;
      if (module !== undefined) {
        const file = moduleFile(this.sources, source.path, module);
        texts.push(module, file === undefined ? "" : file.text(file.all));
      } else if (source.isWord(at) && source.sign(at - 1) !== ".") {
        const local = declaration(source, source.sign(at));
        if (local !== undefined && (local < span.from || local >= span.to))
          texts.push(source.text(bodySpan(source, local)));
      }
    }
    return texts.join(" ");
  }
}
