import { parseReference } from "../../image/reference.js";
import type { StageFacts } from "../../plan/state.js";

/**
 * The port of ASP.NET's own server: by its variables, else 8080 from version 8 on and 80 before. Source: .NET's documentation on
 * breaking changes, "Default ASP.NET Core port changed to 8080".
 */
export function aspnetPort({
  env,
  baseImage,
}: StageFacts): { readonly port: number; readonly says: string } | undefined {
  for (const name of ["ASPNETCORE_URLS", "DOTNET_URLS", "URLS", "ASPNETCORE_HTTP_PORTS", "HTTP_PORTS"]) {
    const value = env.get(name);
    if (value === undefined) continue;
    const [, port] = /(?:^|http:\/\/[^/;:]*:|;)(\d{2,5})(?=\/|;|$)/.exec(value) ?? [];
    return port === undefined ? undefined : { port: Number(port), says: `${name}=${value}` };
  }
  const reference = parseReference(baseImage ?? "");
  if (reference === undefined || !/(?:^|\/)aspnet$/.test(reference.repository.text)) return undefined;
  const [, major] = /^(\d+)\./.exec(reference.tag?.text ?? "") ?? [];
  if (major === undefined) return undefined;
  const port = Number(major) >= 8 ? 8080 : 80;
  return { port, says: `ASP.NET ${major} listens on ${port} unless told otherwise` };
}
