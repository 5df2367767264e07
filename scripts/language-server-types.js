/**
 * Stands in for vscode-languageserver-types in the bundle: dockerfile-ast makes positions and ranges, and the 30 KB around
 * them would be compiled at every start.
 */
export const Position = {
  /** @type {(line: number, character: number) => {line: number, character: number}} */
  create: (line, character) => ({ line, character }),
};

export const Range = {
  /** @type {(...ends: any[]) => {start: any, end: any}} */
  create: (...ends) =>
    ends.length === 4
      ? { start: Position.create(ends[0], ends[1]), end: Position.create(ends[2], ends[3]) }
      : { start: ends[0], end: ends[1] },
};
