import base from "../jest.config.js";

/**
 * Builds on a real engine take their time, and two of them use two processors.
 * @type {import("jest").Config}
 */
export default { ...base, rootDir: "..", roots: ["<rootDir>/e2e"], maxWorkers: 2, testTimeout: 600_000 };
