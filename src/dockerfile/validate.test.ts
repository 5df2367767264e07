import { describe, expect, test } from "@jest/globals";
import { Dockerfile } from "./dockerfile.js";

/** The messages of a file, each with its line. */
function problems(source: string): string[] {
  return new Dockerfile(source).problems.map(({ line, message }) => `${line}: ${message}`);
}

// Each message is BuildKit's; ours say more only where it gives no reason.

describe("one instruction behind `FROM a`", () => {
  test.each([
    ["FOO a", "unknown instruction: FOO (did you mean FROM?)"],
    ["RUNN a", "unknown instruction: RUNN (did you mean RUN?)"],
    ["Cpy a", "unknown instruction: Cpy (did you mean COPY?)"],
    ["XYZZY a", "unknown instruction: XYZZY"],
    ["RUN\u00a0a", "unknown instruction: RUN\u00a0a (did you mean RUN?)"],

    ["COPY --foo=1 a b", "unknown flag: --foo"],
    ["ADD --parents a b", "unknown flag: --parents"],
    ["COPY --toString a b", "unknown flag: --toString"],
    ["COPY --Chown=1 a b", "unknown flag: --Chown"],
    ["ENV --a A=b", "unknown flag: --a"],
    ["CMD --a b", "unknown flag: --a"],
    ["ENTRYPOINT --a b", "unknown flag: --a"],
    ["USER --a b", "unknown flag: --a"],
    ["EXPOSE --a 1", "unknown flag: --a"],
    ["ONBUILD --a RUN b", "unknown flag: --a"],
    ["COPY --chown=1 --chown=2 a b", "duplicate flag specified: --chown"],
    ["COPY --link --link a b", "duplicate flag specified: --link"],
    ["COPY --link=maybe a b", "expecting boolean value for flag --link, not: maybe"],
    ["COPY --link= a b", "missing a value on flag: --link"],
    ["COPY --from a b", "missing a value on flag: --from"],
    ["RUN --mount a", "missing a value on flag: --mount"],

    ["ADD", "ADD requires at least two arguments, but only one was provided. Destination could not be determined"],
    ["COPY a", "COPY requires at least two arguments, but only one was provided. Destination could not be determined"],
    [
      'COPY ["a"]',
      "COPY requires at least two arguments, but only one was provided. Destination could not be determined",
    ],
    ["COPY a <<E\nE", "COPY cannot accept a heredoc as a destination"],
    ["ADD a <<E\nE", "ADD cannot accept a heredoc as a destination"],

    ["ARG", "ARG requires at least one argument"],
    ["ARG \\ \v", "ARG requires at least one argument"],
    ["ARG A =b", "ARG names can not be blank"],
    ["ENV", "ENV requires at least one argument"],
    ["ENV \\ \v", "ENV requires at least one argument"],
    ["ENV A", "ENV must have two arguments"],
    ["ENV A=b c", 'Syntax error - can\'t find = in "c". Must be of the form: name=value'],
    ['ENV A=b "c d"', 'Syntax error - can\'t find = in "\\"c d\\"". Must be of the form: name=value'],
    ["ENV =a", "ENV names can not be blank"],
    ["LABEL", "LABEL requires at least one argument"],
    ["LABEL a", "LABEL must have two arguments"],
    ["LABEL a=b c", 'Syntax error - can\'t find = in "c". Must be of the form: name=value'],
    ["LABEL =a", "LABEL names can not be blank"],

    ["CMD [1]", "when using JSON array syntax, arrays must be comprised of strings only"],
    ["ENTRYPOINT [[]]", "when using JSON array syntax, arrays must be comprised of strings only"],
    ['RUN ["a", null]', "when using JSON array syntax, arrays must be comprised of strings only"],
    ["VOLUME [{}]", "when using JSON array syntax, arrays must be comprised of strings only"],
    ["COPY [1, 2]", "when using JSON array syntax, arrays must be comprised of strings only"],
    ["HEALTHCHECK CMD [1]", "when using JSON array syntax, arrays must be comprised of strings only"],
    ["SHELL", "SHELL requires at least one argument"],
    ["SHELL []", "SHELL requires at least one argument"],
    ["SHELL bash -c", "SHELL requires the arguments to be in JSON form"],

    ["EXPOSE", "EXPOSE requires at least one argument"],
    ["MAINTAINER", "MAINTAINER requires exactly one argument"],
    ["USER", "USER requires exactly one argument"],
    ["WORKDIR", "WORKDIR requires exactly one argument"],
    ["STOPSIGNAL", "STOPSIGNAL requires exactly one argument"],
    ["VOLUME", "VOLUME requires at least one argument"],
    ["VOLUME []", "VOLUME requires at least one argument"],
    ['VOLUME ["a", " "]', "VOLUME specified can not be an empty string"],
    ["VOLUME a \u0085 b", "VOLUME specified can not be an empty string"],

    ["FROM", "FROM requires either one or three arguments"],
    ["FROM a b", "FROM requires either one or three arguments"],
    ["FROM a is b", "FROM requires either one or three arguments"],
    ["FROM a # b", "FROM requires either one or three arguments"],
    ["FROM a as b c", "FROM requires either one or three arguments"],
    ["FROM --platform a", "missing a value on flag: --platform"],
    ["FROM --foo a", "unknown flag: --foo"],
    ["FROM a AS 1b", 'invalid name for build stage: "1b", name can\'t start with a number or contain symbols'],
    ["FROM a AS B/c", 'invalid name for build stage: "B/c", name can\'t start with a number or contain symbols'],

    ["HEALTHCHECK", "HEALTHCHECK requires at least one argument"],
    ["HEALTHCHECK NONE x", "HEALTHCHECK NONE takes no arguments"],
    ["HEALTHCHECK --foo CMD x", "unknown flag: --foo"],
    ["HEALTHCHECK curl x", 'Unknown type "CURL" in HEALTHCHECK (try CMD)'],
    ["HEALTHCHECK CMD", "Missing command after HEALTHCHECK CMD"],
    ["HEALTHCHECK CMD []", "Missing command after HEALTHCHECK CMD"],
    ["HEALTHCHECK --interval=30 CMD x", 'time: missing unit in duration "30"'],
    ["HEALTHCHECK --timeout=x CMD x", 'time: invalid duration "x"'],
    ["HEALTHCHECK --start-period=1sec CMD x", 'time: unknown unit "sec" in duration "1sec"'],
    ["HEALTHCHECK --start-interval=1us CMD x", 'Interval "start-interval" cannot be less than 1ms'],
    ["HEALTHCHECK --retries=x CMD x", 'strconv.ParseInt: parsing "x": invalid syntax'],
    ["HEALTHCHECK --retries=3000000000 CMD x", 'strconv.ParseInt: parsing "3000000000": value out of range'],
    ["HEALTHCHECK --retries=-1 CMD x", "--retries cannot be negative (-1)"],
    ["HEALTHCHECK --retries=1 --retries=2 CMD x", "duplicate flag specified: --retries"],

    ["ONBUILD", "ONBUILD requires at least one argument"],
    ["ONBUILD ONBUILD RUN a", "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed"],
    ["ONBUILD FROM a", "FROM isn't allowed as an ONBUILD trigger"],
    ["ONBUILD maintainer a", "MAINTAINER isn't allowed as an ONBUILD trigger"],
    ["ONBUILD CMD [1]", "when using JSON array syntax, arrays must be comprised of strings only"],
    ["ONBUILD ENV A", "ENV must have two arguments"],
    ["ONBUILD LABEL a=b c", 'Syntax error - can\'t find = in "c". Must be of the form: name=value'],
    ["ONBUILD RUN <<E\na", "unterminated heredoc"],

    ["RUN --foo a", "unknown flag: --foo"],
    ["RUN --mount= a", "failed to parse csv mounts: EOF"],
    ['RUN --mount=a\\"b c', 'failed to parse csv mounts: parse error on line 1, column 2: bare " in non-quoted-field'],
    ["RUN --mount=type=bind,FROM=${X} a", "'from' doesn't support variable expansion, define alias stage instead"],
    ["RUN --device= a", "failed to parse csv devices: EOF"],
    ["RUN --device=a,b c", "invalid field 'b' must be a key=value pair"],
    ["RUN --device=a,name=b c", "device name already set to a"],
    ["RUN --device=a,required=maybe c", "invalid value for required: maybe"],
    ["RUN --device=name=a,foo=b c", "unexpected key 'foo' in 'foo=b'"],
    ["RUN --network=foo a", 'invalid network mode "foo"'],
    ["RUN --network= a", 'invalid network mode ""'],
    ["RUN --network=NONE a", 'invalid network mode "NONE"'],
    ["RUN --network=none --network=host a", "duplicate flag specified: --network"],
    ["RUN --security=foo a", 'security "foo" is not valid'],
  ])("%j: %s", (instruction, message) => {
    expect(problems(`FROM a\n${instruction}`)).toEqual([`2: ${message}`]);
  });

  test.each([
    "RUN", "RUN []", "CMD", 'CMD ["--a"]', "ENTRYPOINT []", "RUN [ -f a ] && b", "run a", "COPY --from= a b", "COPY --link=TRUE a b",
    "COPY --exclude=a --exclude=b a b", "ADD --keep-git-dir --checksum=x --unpack=false a b", "COPY --parents a/b /c", "ARG A B=c",
    "ARG --a B", "ENV A b c", "ENV A=", 'ENV A="b c" D=', "LABEL a b c", "STOPSIGNAL --a b", "STOPSIGNAL x", "EXPOSE x",
    "USER a b", "WORKDIR a b", "VOLUME a b", "MAINTAINER a b", "FROM a AS b", "FROM a As B-1_2.3", "FROM --platform= a", "FROM $X",
    "HEALTHCHECK NONE", "HEALTHCHECK --foo NONE", "HEALTHCHECK none", 'HEALTHCHECK CMD [""]', "HEALTHCHECK --retries= CMD x",
    "HEALTHCHECK --retries=+3 --start-interval=0 cmd x", "ONBUILD FOO", "ONBUILD RUN --foo b", "ONBUILD COPY a", "RUN --mount=from=a$ b", "RUN --mount=from b",
    "RUN --mount=type=bind --mount=type=cache,id=$X b", "RUN --network=host --security=insecure a", "RUN --device=a,required b",
    "RUN --device=foo=b c", "RUN --device=required,required=0 c", "SHELL [\"a\"]",
  ])("%j is accepted", (instruction) => {
    expect(problems(`FROM a\n${instruction}`)).toEqual([]);
  }); // prettier-ignore
});

describe("the whole file", () => {
  const NO_STAGE = "no build stage in current context: only ARG may stand before the first FROM";

  test.each<[fact: string, source: string, expected: string[]]>([
    ["nothing in it", "", ["1: file with no instructions"]],
    ["only comments", "# a\n\n# b\n", ["4: file with no instructions"]],
    ["no FROM", "ARG A\nARG B\n", ["1: dockerfile contains no stages to build: there is no FROM"]],
    ["something else than ARG before FROM, said once", "RUN a\nENV A=b\nFROM c", [`1: ${NO_STAGE}`]],
    ["an instruction before FROM that is wrong itself", "ENV\nFROM c", ["1: ENV requires at least one argument"]],
    ["ARG before FROM", "ARG A=1\nARG A\nFROM c", []],
    ["several errors", "FROM a\nFOO\nRUN b\nUSER", [
      "2: unknown instruction: FOO (did you mean FROM?)",
      "4: USER requires exactly one argument",
    ]],
    ["an error of the line reader comes first", "FROM a\nUSER\nRUN <<E\n", [
      "3: unterminated heredoc",
      "2: USER requires exactly one argument",
    ]],
  ])("%s", (_, source, expected) => {
    expect(problems(source)).toEqual(expected);
  }); // prettier-ignore
});
