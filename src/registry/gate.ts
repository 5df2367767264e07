/** Lets only so many pieces of work run at a time; the others wait in order. */
export class Gate {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(private readonly most: number) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.most) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running++;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // the place is handed on, so that nobody comes between
      if (next === undefined) this.#running--;
      else next();
    }
  }
}
