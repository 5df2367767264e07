/**
 * Stands in for the package string-width in the bundle: its start-up costs more than the rest of yargs, and help texts
 * are ASCII.
 * @type {(text: string) => number}
 */
export default function stringWidth(text) {
  return text.replace(/\u001B\[[0-9;]*m/g, "").length;
}
