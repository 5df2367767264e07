import fc from "fast-check";

const TOKENS = [
  "FROM a", "FROM a AS b", "RUN", "COPY a b", "ADD", "ENV", "LABEL", "ARG X=1", "CMD", "HEALTHCHECK CMD", "ONBUILD", "SHELL", "USER",
  "run ", "# escape=`\n", "# syntax=a\n", "# c", "#", "\n", "\n\n", "\n", "\\\n", "\\ \n", "`\n", "\\\n# c\n", "\\\n\n", "\\", "`",
  " ", "\t", "\u00a0", "\ufeff", "\v", "\r", "a", "é", "😀", "A=1", 'B="x y"', "'", '"', "$X", "${X:-y}", "${", "[", "]", '["a", "b"]', "[1]",
  "--mount=type=bind", "--from=x", "--", "<<EOF", "<<-E", '3<<"E F"', "<< E", "EOF\n", "\tE\n", "E F\n", "&&", "||", ";", "|", "(", ")", "{", "}",
]; // prettier-ignore

/** Text that looks like a Dockerfile, mostly a broken one; lines end at LF, a lone CR may stand anywhere. */
export const dockerfileish = fc.array(fc.constantFrom(...TOKENS), { maxLength: 40 }).map((tokens) => tokens.join(""));

/** Any text at all. */
export const anyText = fc.oneof(dockerfileish, fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }));
