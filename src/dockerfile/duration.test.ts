import { expect, test } from "@jest/globals";
import { durationError } from "./duration.js";

test.each([
  "", "0", "+0", "-0", "0s", "30s", "1m30s", "1h", "1.5s", ".5s", "1.s", "1ms", "1000us", "1000µs", "1000μs", "1000000ns", "+5s", "0h0m",
])("%j is a duration", (value) => {
  expect(durationError("interval", value)).toBeUndefined();
}); // prettier-ignore

test.each([
  ["30", 'time: missing unit in duration "30"'],
  ["1s30", 'time: missing unit in duration "1s30"'],
  ["00", 'time: missing unit in duration "00"'],
  ["30sec", 'time: unknown unit "sec" in duration "30sec"'],
  ["1d", 'time: unknown unit "d" in duration "1d"'],
  ["1 s", 'time: unknown unit " s" in duration "1 s"'],
  ["1S", 'time: unknown unit "S" in duration "1S"'],
  ["1toString", 'time: unknown unit "toString" in duration "1toString"'],
  ["x", 'time: invalid duration "x"'],
  ["s", 'time: invalid duration "s"'],
  [".s", 'time: invalid duration ".s"'],
  ["-", 'time: invalid duration "-"'],
  ["--1s", 'time: invalid duration "--1s"'],
  ["2562048h", 'time: invalid duration "2562048h"'],
  ["999us", 'Interval "interval" cannot be less than 1ms'],
  ["-5s", 'Interval "interval" cannot be less than 1ms'],
])("%j is none: %s", (value, error) => {
  expect(durationError("interval", value)).toBe(error);
});
