import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ImageReference, parseReference } from "../../image/reference.js";
import type { Fetch, RegistryHost } from "../host.js";

/** A host with a home directory of its own, and with a clock that goes on only while somebody sleeps. */
export class FakeHost implements RegistryHost, Disposable {
  readonly home = mkdtempSync(join(tmpdir(), "dockshift-"));
  readonly env: Record<string, string | undefined> = {};
  time = Date.UTC(2026, 0, 2, 3, 4, 5);
  /** How long each sleep was, in milliseconds. */
  readonly slept: number[] = [];
  fetch: Fetch = (url, init) => fetch(url, init);

  /** `config` is what Docker's configuration holds. */
  constructor(config?: unknown) {
    if (config === undefined) return;
    mkdirSync(join(this.home, ".docker"));
    writeFileSync(join(this.home, ".docker/config.json"), JSON.stringify(config));
  }

  readonly now = (): number => this.time;
  readonly random = (): number => 0;
  readonly sleep = (milliseconds: number, signal: AbortSignal): Promise<void> => {
    this.slept.push(milliseconds);
    this.time += milliseconds;
    return signal.aborted ? Promise.reject(new Error("aborted")) : Promise.resolve();
  };

  /** Makes `fetch` ask this origin, whatever host is named; the origins that were named come back. */
  detour(origin: string): string[] {
    const named: string[] = [];
    this.fetch = (url, init) => {
      named.push(url.origin);
      return fetch(new URL(url.pathname + url.search, origin), init);
    };
    return named;
  }

  [Symbol.dispose](): void {
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** A reference that a test knows to be one. */
export function reference(text: string): ImageReference {
  return parseReference(text)!;
}
