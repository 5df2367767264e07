import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";
import { importOrder } from "./scripts/import-order.js";

export default defineConfig(
  globalIgnores(["dist/", "coverage/", "__fixtures__/", "e2e/apps/", "e2e/cases/", "e2e/secrets/"]),
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { dockshift: { rules: { "import-order": importOrder } } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      // Indexing is checked (noUncheckedIndexedAccess); `!` says that the lines above have looked.
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  {
    files: ["src/**", "transforms/**"],
    ignores: ["**/*.test.ts"],
    rules: { "dockshift/import-order": "error" },
  },
  {
    files: ["src/**", "transforms/**"],
    ignores: ["src/cli/**", "**/*.test.ts"],
    rules: {
      "no-restricted-globals": ["error", { name: "process", message: "Only src/cli touches the process." }],
      "no-restricted-imports": restrictedImports("node:process", "process", "node:child_process"),
    },
  },
  {
    // Verifying calls the engine, and the registry client Docker's credential helpers; how, stands in one file each.
    files: ["src/verify/command.ts", "src/registry/credential-helper.ts"],
    rules: { "no-restricted-imports": restrictedImports("node:process", "process") },
  },
  {
    files: ["scripts/**", "e2e/**/*.js"],
    rules: {
      "no-console": "off",
      // They read JSON.
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-call": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
);

/** @type {(...names: string[]) => import("eslint").Linter.RuleEntry} */
function restrictedImports(...names) {
  return ["error", { paths: names.map((name) => ({ name, message: "Only src/cli touches the process." })) }];
}
