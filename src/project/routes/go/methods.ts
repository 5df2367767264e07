import type { Source } from "../../source/source.js";

/** What makes a router, by framework. */
export const MAKERS = {
  "gin . Default": "gin", "gin . New": "gin", "echo . New": "echo", "fiber . New": "fiber", "chi . NewRouter": "chi", "chi . NewMux": "chi",
  "mux . NewRouter": "gorilla", "http . NewServeMux": "net/http",
} as const; // prettier-ignore

export type Framework = (typeof MAKERS)[keyof typeof MAKERS];

/** Whether a call adds a route that answers GET. */
export function isGet(source: Source, framework: Framework, method: string, open: number): boolean {
  switch (framework) {
    case "gin":
    case "echo":
      return method === "GET" || method === "Any";
    case "chi":
    case "fiber":
      return method === "Get" || (framework === "chi" && /^Handle(?:Func)?$/.test(method));
    case "gorilla": {
      const next = source.partner(open) + 1;
      if (!/^Handle(?:Func)?$/.test(method)) return false;
      if (source.sign(next) !== "." || source.tokens[next]!.line !== source.tokens[next - 1]!.line) return true;
      const end = source.partner(next + 2) + 1;
      const methods = source.text({ from: next + 3, to: end - 1 });
      return source.sign(next + 1) === "Methods" && /\b(?:GET|MethodGet)\b/.test(methods) && source.sign(end) !== ".";
    }
    case "net/http":
      return /^Handle(?:Func)?$/.test(method);
  }
}
