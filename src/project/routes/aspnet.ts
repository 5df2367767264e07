import type { Source } from "../source/source.js";
import type { Sources } from "../source/sources.js";
import type { Application, Endpoint } from "./application.js";
import { mayGuard, mayRefuse } from "./guard.js";

/** What changes every path, sends requests to https or asks all for authentication. */
const CHANGES = ["UsePathBase", "UseHttpsRedirection", "FallbackPolicy", "RequireHost", "UseHostFiltering"];

/** Only says who asks; nothing is kept out that does not require it. */
const OFFERS =
  /^(?:UseAuthentication|UseAuthorization|UseSession|UseCors|UseSwagger|UseSwaggerUI|UseRouting|UseStaticFiles|UseExceptionHandler|UseHsts)$/;

/** `MapHealthChecks` and `MapGet` of ASP.NET Core. Source: learn.microsoft.com, Health checks in ASP.NET Core. */
export function aspnetApplications(sources: Sources): Application[] {
  const files = sources.with(/^cs$/, /\b(?:WebApplication\.Create|AddHealthChecks|FallbackPolicy|UsePathBase)/);
  const hasChecks = files.some((file) => file.places("AddHealthChecks (").length > 0);
  const isChanged = files.some((file) => CHANGES.some((name) => file.places(name).length > 0));
  return files.flatMap((file) =>
    [...file.places("WebApplication . CreateBuilder ("), ...file.places("WebApplication . CreateSlimBuilder (")].map(
      (at) => ({
        framework: "aspnet",
        source: file.place(at),
        endpoints: isChanged ? [] : endpointsOf(file, at, hasChecks),
      }),
    ),
  );
}

function endpointsOf(file: Source, builder: number, hasChecks: boolean): Endpoint[] {
  const [built, ...more] = file.places("= builder . Build (");
  if (built === undefined || more.length > 0) return [];
  const name = file.sign(built - 1);
  const found: Endpoint[] = [];
  for (const at of file.places(`${name} .`).filter((each) => each > built && file.sign(each - 1) !== ".")) {
    const method = file.sign(at + 2);
    const generic = file.text({ from: at + 2, to: at + 8 });
    if (method.startsWith("Use") && !OFFERS.test(method) && mayGuard(generic)) return found;
    if (!/^(?:MapHealthChecks|MapGet)$/.test(method) || file.sign(at + 3) !== "(" || !isStatement(file, at, builder))
      continue;
    const path = file.literal(file.parts(at + 3)[0]);
    const call = file.text({ from: at + 3, to: statementEnd(file, at) });
    const isOpen =
      !/\b(?:RequireAuthorization|Authorize|RequireCors|RequireRateLimiting|RequireHost)\b/.test(call) &&
      !mayRefuse(call);
    const takesNothing =
      method === "MapHealthChecks" ? hasChecks : file.reads(file.parts(at + 3)[1]?.from ?? -1, "( )");
    if (path?.startsWith("/") === true && isOpen && takesNothing) found.push({ path, source: file.place(at) });
  }
  return found;
}

/** A statement of the block that makes the application. */
function isStatement(file: Source, at: number, builder: number): boolean {
  return file.enclosing(at) === file.enclosing(builder) && /^[;{}]$/.test(file.sign(at - 1));
}

function statementEnd(file: Source, at: number): number {
  let end = at;
  while (end < file.tokens.length && !(file.sign(end) === ";" && file.enclosing(end) === file.enclosing(at))) end++;
  return end;
}
