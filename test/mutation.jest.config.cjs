/**
 * What `npm run test:mutation` runs against every mutant: the fast tests of the rules alone, as one plain project. Packages are
 * loaded when they are first used, since a rule that takes a day's length from the kit needs no database driver.
 */
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { projects, testTimeout } = require("../jest.config.cjs");

const swc = JSON.parse(readFileSync(join(__dirname, "../.swcrc"), "utf8"));
const { displayName, testPathIgnorePatterns, ...unit } = projects.find((project) => project.displayName === "unit");

module.exports = {
  ...unit,
  rootDir: "..",
  roots: ["<rootDir>/schema", "<rootDir>/subgraphs", "<rootDir>/test"],
  testTimeout,
  watchman: false,
  transform: { "^.+\\.[cm]?[jt]s$": ["@swc/jest", { ...swc, swcrc: false, module: { ...swc.module, lazy: true } }] },
  testMatch: [
    "<rootDir>/test/subgraphs/*/rules/**/*.test.ts",
    "<rootDir>/test/subgraphs/payments/{service,reconcile}.test.ts",
    "<rootDir>/test/subgraphs/evaluation/{assessment-rules,service-index-formula}.test.ts",
    "<rootDir>/test/subgraphs/citizens/{account-service,account-text,personal-number,people,rights}.test.ts",
    "<rootDir>/test/subgraphs/dossiers/deadlines.test.ts",
  ],
};
