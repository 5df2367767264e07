/** How words are marked: with terminal colours, or not at all. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly cyan: (text: string) => string;
}

const same = (text: string): string => text;

/** For files and pipes. */
export const plain: Paint = { bold: same, dim: same, red: same, green: same, cyan: same };

/** For terminals: SGR codes. */
export const ansi: Paint = {
  bold: between(1, 22),
  dim: between(2, 22),
  red: between(31, 39),
  green: between(32, 39),
  cyan: between(36, 39),
};

/** Text from a file, fit for a terminal: control characters other than tab and line breaks are spelt out as `\x1b`. */
export function visible(text: string): string {
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n|$)/g, (character) => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  });
}

function between(open: number, close: number) {
  return (text: string): string => `\x1b[${open}m${text}\x1b[${close}m`;
}
