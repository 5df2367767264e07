import path from "node:path";

/**
 * How everything is bundled: for Node, as ESM, with the packages that it imports.
 * @satisfies {import("esbuild").BuildOptions}
 */
export const bundling = {
  absWorkingDir: path.join(import.meta.dirname, ".."),
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  alias: {
    "string-width": path.join(import.meta.dirname, "string-width.js"),
    "vscode-languageserver-types": path.join(import.meta.dirname, "language-server-types.js"),
  },
  banner: {
    js: 'import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);',
  },
};
