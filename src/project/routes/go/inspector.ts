import type { Source, Span } from "../../source/source.js";
import type { Sources } from "../../source/sources.js";
import { mayGuard, mayRefuse } from "../guard.js";
import { functionOf } from "./functions.js";

const REFUSES =
  /\b(?:StatusUnauthorized|StatusForbidden|StatusBadRequest|StatusNotFound|StatusMovedPermanently|StatusFound)\b/;
const READS =
  /\. (?:Query|Param|Params|FormValue|PostForm|Bind\w*|ShouldBind\w*|BodyParser|GetHeader|Cookie|Vars|URLParam|PathValue) \(|\. URL \. Query \(|\. Header \. Get \(/;

/** Reads the functions that an expression of Go names. */
export class Inspector {
  private readonly known = new Map<string, string[]>();

  constructor(private readonly sources: Sources) {}

  /** Whether a handler answers a request that brings nothing. */
  answersAll(source: Source, span: Span): boolean {
    const name = source.sign(span.to - 1);
    const text = [source.text(span), ...(source.isWord(span.to - 1) ? this.bodies(source, name) : [])].join(" ");
    const isWrapped = source.isWord(span.from) && source.sign(span.to - 1) === ")" && mayGuard(text);
    return !isWrapped && !mayRefuse(text) && !REFUSES.test(text) && !READS.test(text);
  }

  /** Whether an expression may keep requests out. */
  guards(source: Source, span: Span): boolean {
    const texts = [source.text(span)];
    for (let at = span.from; at < span.to; at++)
      if (source.isWord(at)) texts.push(...this.bodies(source, source.sign(at)));
    return mayGuard(texts.join(" ")) || REFUSES.test(texts.join(" "));
  }

  /** The functions of that name, of this file or of one beside or below it. */
  bodies(source: Source, name: string): string[] {
    const own = functionOf(source, name);
    if (own !== undefined) return [source.text(own)];
    if (!/^\w+$/.test(name)) return [];
    let found = this.known.get(name);
    if (found === undefined) {
      const mention = new RegExp(`func (?:\\([^)]*\\) )?${name}\\(`);
      const spans = this.sources.with(/^go$/, mention).map((file) => ({ file, span: functionOf(file, name) }));
      found = spans.flatMap(({ file, span }) => (span === undefined ? [] : [file.text(span)]));
      this.known.set(name, found);
    }
    return found;
  }
}
