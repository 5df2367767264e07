const NAME = "[\\w!#$&+.^`|~*-]+";
const PARAM = `\\s*;\\s*(${NAME})(?:\\s*=\\s*(?:"([^"]*)"|([^\\s",;]*)))?`;

/** The address of the next page, as a `Link` header has it; undefined on the last one. Source: RFC 8288, 3. */
export function nextLink(header: string | null): string | undefined {
  const link = new RegExp(`<([^>]*)>((?:${PARAM})*)`, "g");
  for (const [, address, params = ""] of (header ?? "").matchAll(link)) {
    for (const [, name = "", quoted, bare = ""] of params.matchAll(new RegExp(PARAM, "g"))) {
      const relations = (quoted ?? bare).toLowerCase().split(/\s+/);
      if (name.toLowerCase() === "rel" && relations.includes("next")) return address;
    }
  }
  return undefined;
}
