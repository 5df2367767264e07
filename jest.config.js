/** @type {import("jest").Config} */
export default {
  roots: ["<rootDir>/src", "<rootDir>/transforms", "<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  transform: {
    "\\.ts$": ["@swc/jest", { jsc: { target: "es2023" }, module: { type: "es6" } }],
  },
  transformIgnorePatterns: ["/node_modules/"],
  coverageProvider: "babel",
};
