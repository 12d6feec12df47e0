/** Test projects: `unit` is `npm test`; heavy or machine dependent suites are their own projects, run by name. */
const base = {
  testEnvironment: "node",
  transform: { "^.+\\.[cm]?[jt]s$": ["@swc/jest"] },
  // These are ES modules, which jest on Node 20 cannot load untransformed.
  transformIgnorePatterns: ["/node_modules/(?!(jose|@electric-sql)/)"],
  setupFiles: ["reflect-metadata"],
};

module.exports = {
  testTimeout: 60_000,
  maxWorkers: 2,
  reporters: ["default", "<rootDir>/test/kit/closing-line-reporter.cjs"],
  projects: [
    {
      ...base,
      displayName: "unit",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: ["\\.(browser|crash|process)\\.test\\.ts$"],
    },
    { ...base, displayName: "browser", testMatch: ["<rootDir>/test/**/*.browser.test.ts"] },
    { ...base, displayName: "crash", testMatch: ["<rootDir>/test/**/*.crash.test.ts"] },
    { ...base, displayName: "process", testMatch: ["<rootDir>/test/**/*.process.test.ts"] },
  ],
};
