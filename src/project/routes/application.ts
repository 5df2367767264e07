/** A path that answers GET without authentication. */
export interface Endpoint {
  /** From the server's root, such as `/api/health`. */
  readonly path: string;
  /** `src/app.js:12` */
  readonly source: string;
  /** Where it is not the application's own. */
  readonly port?: number;
}

/** A server that a source creates. */
export interface Application {
  readonly framework: string;
  /** `src/app.js:3` */
  readonly source: string;
  /** What it surely serves; there may be more. */
  readonly endpoints: readonly Endpoint[];
}
