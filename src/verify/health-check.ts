/** A health check as an image has it; times in nanoseconds. */
interface HealthCheck {
  readonly Test?: readonly string[];
  readonly Interval?: number;
  readonly Timeout?: number;
  readonly StartPeriod?: number;
  readonly StartInterval?: number;
  readonly Retries?: number;
}

/** An image's health check as the plan tells one, times in nanoseconds: flags in order, and the command. */
export function healthCheckText({ Test: [kind = "", ...words] = [], ...times }: HealthCheck): string {
  if (kind === "NONE") return "NONE";
  const flags = Object.entries(times)
    .filter(([, value]) => value !== 0)
    .map(([name, value]) => `--${name.replace(/\B[A-Z]/g, "-$&").toLowerCase()}=${value}`);
  return [...flags.sort(), kind === "CMD" ? JSON.stringify(words) : `${kind} ${words.join(" ")}`].join(" ");
}

/** The plan's health check with its times (`1m30s`) in nanoseconds. */
export function inNanoseconds(planned: string): string {
  return planned.replace(/(?<=^|\s)(--[a-z-]+=)(\S+)(?=\s)/g, (_, name: string, value: string) => {
    const parts = [...value.matchAll(/([\d.]+)(ns|us|µs|ms|s|m|h)/g)];
    const sum = parts.reduce((left, [, number, unit = ""]) => left + Number(number) * UNITS[unit]!, 0);
    return `${name}${parts.length === 0 ? value : sum}`;
  });
}

const UNITS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };
