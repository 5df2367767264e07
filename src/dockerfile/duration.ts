const UNITS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

/** Why a HEALTHCHECK duration is refused, or undefined. Source: Go `time.ParseDuration` and BuildKit's minimum. */
export function durationError(name: string, value: string): string | undefined {
  if (value === "") return undefined;
  const invalid = `time: invalid duration ${JSON.stringify(value)}`;
  const sign = /^[-+]/.exec(value)?.[0] ?? "";
  let rest = value.slice(sign.length);
  if (rest === "0") return undefined;
  if (rest === "") return invalid;
  let nanoseconds = 0;
  while (rest !== "") {
    const number = /^(\d*)(?:\.(\d*))?/.exec(rest)!;
    if (!number[1] && !number[2]) return invalid;
    rest = rest.slice(number[0].length);
    const unit = /^[^\d.]*/.exec(rest)![0];
    if (unit === "") return `time: missing unit in duration ${JSON.stringify(value)}`;
    const factor = Object.hasOwn(UNITS, unit) ? UNITS[unit]! : undefined;
    if (factor === undefined) return `time: unknown unit ${JSON.stringify(unit)} in duration ${JSON.stringify(value)}`;
    rest = rest.slice(unit.length);
    nanoseconds += Number(`0${number[1]}.${number[2] ?? ""}0`) * factor;
    if (nanoseconds > 2 ** 63) return invalid;
  }
  if (sign === "-") nanoseconds = -nanoseconds;
  return nanoseconds === 0 || nanoseconds >= 1e6
    ? undefined
    : `Interval ${JSON.stringify(name)} cannot be less than 1ms`;
}
