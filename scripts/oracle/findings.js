/** @typedef {import("./start.js").Answer} Answer */

/** How many findings of a kind are shown. */
const SHOWN = 15;

/** What the oracle has found, counted and in words. */
export class Findings {
  #files = 0;
  #refused = 0;
  #rewrites = 0;
  /** @type {Map<string, string[]>} */
  #found = new Map([
    ["Newly refused", []],
    ["New warnings", []],
    ["Read differently", []],
    ["Rewrites read differently", []],
  ]);

  /** @type {(name: string, answer: Answer, differences: string[]) => void} */
  file(name, { error }, differences) {
    this.#files++;
    if (error !== undefined) this.#refused++;
    this.#add("Read differently", name, differences);
  }

  /** @type {(name: string, before: Answer, after: Answer, warnings: string[], differences: string[]) => void} */
  rewrite(name, before, after, warnings, differences) {
    this.#rewrites++;
    if (before.error === undefined && after.error !== undefined)
      this.#add("Newly refused", name, [`line ${after.error.line}: ${after.error.message}`]);
    this.#add("New warnings", name, warnings);
    this.#add("Rewrites read differently", name, differences);
  }

  get failed() {
    return [...this.#found.values()].some((entries) => entries.length > 0);
  }

  text() {
    const sections = [...this.#found].flatMap(([title, entries]) => {
      if (entries.length === 0) return [];
      const rest = entries.length - SHOWN;
      return [[title, ...entries.slice(0, SHOWN), ...(rest > 0 ? [`… and ${rest} more`] : [])].join("\n  ")];
    });
    const counts = [...this.#found].map(([title, entries]) => `${title}: ${entries.length}`);
    const head = `${this.#files} files, ${this.#refused} of them refused by BuildKit, ${this.#rewrites} rewritten`;
    return [head, ...sections, counts.join(" · ")].join("\n\n");
  }

  /** @type {(title: string, name: string, texts: string[]) => void} */
  #add(title, name, texts) {
    this.#found.get(title)?.push(...texts.map((text) => `${name}: ${text}`));
  }
}
