/** What `npm run test:mutation` runs against every mutant: the fast tests of the rules alone, as one plain project. */
const { projects, testTimeout } = require("../jest.config.cjs");
const { displayName, testPathIgnorePatterns, ...unit } = projects.find((project) => project.displayName === "unit");
module.exports = { ...unit, rootDir: "..", testTimeout, testMatch: ["<rootDir>/test/subgraphs/*/rules/**/*.test.ts"] };
