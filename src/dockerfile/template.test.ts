import { describe, expect, test } from "@jest/globals";
import { Dockerfile } from "./dockerfile.js";
import { templateMark } from "./template.js";

function mark(source: string): [language: string, text: string] | undefined {
  const found = templateMark(new Dockerfile(source));
  return found && [found.language, source.slice(found.at, found.at + 6)];
}

describe("the source of a template engine", () => {
  test.each([
    ["FROM {{ image }}", ["Jinja, mustache or Go", "{{ ima"]],
    ["FROM a\nRUN {{ if x }}a{{ end }}", ["Jinja, mustache or Go", "{{ if "]],
    ['FROM a\nENV A="{{ b }}"', ["Jinja, mustache or Go", "{{ b }"]],
    ["FROM a\n{% if b %}\nRUN c\n{% endif %}", ["Jinja", "{% if "]],
    ["FROM a\n{%- if b -%}\nRUN c", ["Jinja", "{%- if"]],
    ["FROM a\nRUN echo '{% x %}' {% y %}", ["Jinja", "{% y %"]],
    ["FROM a\nRUN echo '\\' {% y %} '", ["Jinja", "{% y %"]],
    ["FROM a\n<% if b %>\nRUN c", ["ERB", "<% if "]],
    ["FROM <%= image %>", ["ERB", "<%= im"]],
    ["FROM a\nRUN echo '<%= b %>'", ["ERB", "<%= b "]],
    ["FROM @IMAGE@:@TAG@", ["placeholder", "@IMAGE"]],
    ["FROM a\nRUN apt-get install @PACKAGES@", ["placeholder", "@PACKA"]],
    ["FROM %%IMAGE%%", ["placeholder", "%%IMAG"]],
    ['FROM a\nRUN echo "%%VERSION%%"', ["placeholder", "%%VERS"]],
    ["FROM a\nRUN a \\\n # b\n {{ c }}", ["Jinja, mustache or Go", "{{ c }"]],
  ])("%j", (source, expected) => {
    expect(mark(source)).toEqual(expected);
  });

  test("is unsupported, with the place of the first mark, and nothing else is said", () => {
    expect(new Dockerfile("FROM a\n  {% if b %}\nRUN {{ c }}").problems).toEqual([
      {
        line: 2,
        column: 3,
        message: "Jinja template: left alone, since its output cannot be known",
        text: "  {% if b %}",
        kind: "unsupported",
      },
    ]);
  });
});

test.each([
  "FROM a\nRUN docker inspect -f '{{.Id}}' b",
  'FROM a\nRUN echo "it\'s {{ b }}"',
  'FROM a\nRUN echo "\\"{{ b }}"',
  'FROM a\nCMD ["a", "{{ b }}"]',
  "FROM a\nENTRYPOINT a '{{ b }}'",
  "FROM a\nHEALTHCHECK CMD docker inspect -f '{{.State}}'",
  "FROM a\nONBUILD RUN echo '{{ a }}'",
  "FROM a\n# {{ b }} {% c %} %%D%%\nRUN b",
  "FROM a\nRUN cat <<E\n{{ b }}\nE",
  "FROM a\nRUN date +%%s {%x} <%x ${a%%b}",
  "FROM a\nRUN echo %%a%%",
  "FROM a\nRUN sed -i 's/@LDFLAGS@/@LDFLAGS@ -static/' b && sed s@DIR@/c@ d",
  "FROM $X\nENV A=${B}",
])("%j is no template", (source) => {
  expect(mark(source)).toBeUndefined();
});
