/**
 * Whether recipes have a variable of make in their environment: one that the makefile exports, or that it does not set, so that it
 * comes from the environment or the command line. `isIncluded`: other makefiles may set it. Source: GNU make, Communicating Variables.
 */
export function makeExports(name: string, makefile: string, isIncluded: boolean): boolean {
  const lines = makefile
    .replace(/\\\r?\n\s*/g, " ")
    .split(/\r?\n/)
    .filter((line) => !/^\s*#/.test(line));
  const has = (pattern: RegExp): boolean => lines.some((line) => pattern.test(line));
  if (has(/^ *unexport\b/)) return false;
  if (has(/^ *export *(?:#.*)?$|^\.EXPORT_ALL_VARIABLES\b/)) return true;
  if (has(new RegExp(`^ *(?:override +)?export +(?:[\\w ]* )?${name}(?![\\w-])`))) return true;
  const sets = new RegExp(`(?:^|[\\s:])(?:define +)?${name}\\s*(?:[?+!]|:{1,3})?=|^ *define +${name}\\b`);
  const isSet = lines.some((line) => !line.startsWith("\t") && sets.test(line));
  return !isSet && !isIncluded && !has(/^ *[-s]?include\b/) && !has(/\$[({]eval\b|^ *[^\t#:=]*\$[({][^:=]*[?+:!]*=/);
}
