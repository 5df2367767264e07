/** One line of comma-separated fields, as BuildKit reads `--mount` and `--device` values. */
export const Csv = {
  parse(line: string): { fields: string[] } | { error: string } {
    if (line === "") return { error: "EOF" };
    const fields: string[] = [];
    const failed = (what: string, at: number): { error: string } => ({
      error: `parse error on line 1, column ${at + 1}: ${what}`,
    });
    let at = 0;
    for (;;) {
      if (line[at] === '"') {
        let value = "";
        at++;
        for (;;) {
          const quote = line.indexOf('"', at);
          if (quote === -1) return failed('extraneous or missing " in quoted-field', at);
          value += line.slice(at, quote);
          at = quote + 1;
          if (line[at] !== '"') break;
          value += '"';
          at++;
        }
        if (at < line.length && line[at] !== ",") return failed('extraneous or missing " in quoted-field', at - 1);
        fields.push(value);
      } else {
        const comma = line.indexOf(",", at);
        const value = line.slice(at, comma === -1 ? undefined : comma);
        const bare = value.indexOf('"');
        if (bare !== -1) return failed('bare " in non-quoted-field', at + bare);
        fields.push(value);
        at += value.length;
      }
      if (at >= line.length) return { fields };
      at++;
    }
  },
};
