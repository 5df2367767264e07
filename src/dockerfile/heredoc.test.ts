import { describe, expect, test } from "@jest/globals";
import { heredocWord, heredocWords } from "./heredoc.js";

describe("one word", () => {
  test.each([
    ["<<EOF", { name: "EOF", chomp: false, expand: true, fd: 0 }],
    ["<<-EOF", { name: "EOF", chomp: true, expand: true, fd: 0 }],
    ["3<<EOF", { name: "EOF", chomp: false, expand: true, fd: 3 }],
    ["<< EOF", { name: "EOF", chomp: false, expand: true, fd: 0 }],
    ['<<"EOF"', { name: "EOF", chomp: false, expand: false, fd: 0 }],
    ["<<'EOF'", { name: "EOF", chomp: false, expand: false, fd: 0 }],
    ["<<E'O'F", { name: "EOF", chomp: false, expand: false, fd: 0 }],
    ['<<"E F"', { name: "E F", chomp: false, expand: false, fd: 0 }],
    ['<<"it\'s"', { name: "it's", chomp: false, expand: false, fd: 0 }],
    ["<<E\\'F", { name: "E'F", chomp: false, expand: true, fd: 0 }],
    ["<<E\\F", { name: "EF", chomp: false, expand: true, fd: 0 }],
    ["<<E\\ F", { name: "E F", chomp: false, expand: true, fd: 0 }],
    ["<<$X", { name: "$X", chomp: false, expand: true, fd: 0 }],
    ["<<--", { name: "-", chomp: true, expand: true, fd: 0 }],
  ])("%s", (word, expected) => {
    expect(heredocWord(word)).toEqual(expected);
  });

  test.each(["<<", "<<-", '<<""', "<<E<", "<<<E", "<EOF", "EOF", "a<<EOF", "<<E F", "<<'E", ""])(
    "%j announces none",
    (word) => {
      expect(heredocWord(word)).toBeUndefined();
    },
  );
});

describe("the words of a line", () => {
  test.each<[line: string, names: string[]]>([
    ["RUN cat <<A 3<<-B", ["A", "B"]],
    ["RUN cat << A", ["A"]],
    ["RUN cat <<- A", []],
    ["RUN cat <<A>b", ["A>b"]],
    ["RUN cat <<A && b", ["A"]],
    ["RUN cat<<A", []],
    ['RUN echo "<<A"', []],
    ["RUN echo '<<A' <<B", ["B"]],
    ["RUN echo \\<<A", []],
    ['RUN echo \\" <<A', ["A"]],
    ["RUN echo $((1 << 2))", ["2))"]],
    ["RUN echo ${X} ${X:-<<A} <<B", ["B"]],
    ["RUN echo ${X:0:2} <<A", ["A"]],
    ["RUN echo ${X[0]} <<A", []],
    ["RUN echo 'it <<A", []],
    ["RUN a", []],
  ])("%s: %j", (line, names) => {
    expect(heredocWords(line).map(({ name }) => name)).toEqual(names);
  });
});
