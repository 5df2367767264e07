const LINK = /<([^>]*)>((?:\s*;\s*[\w!#$&+.^`|~*-]+(?:\s*=\s*(?:"[^"]*"|[^\s",;]*))?)*)/g;

/** The address of the next page, as a `Link` header has it; undefined on the last one. Source: RFC 8288, 3. */
export function nextLink(header: string | null): string | undefined {
  for (const [, address, params = ""] of (header ?? "").matchAll(LINK)) {
    const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s",;]*))/i.exec(params);
    if ((relation?.[1] ?? relation?.[2] ?? "").toLowerCase().split(/\s+/).includes("next")) return address;
  }
  return undefined;
}
