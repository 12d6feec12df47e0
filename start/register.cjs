// Runs TypeScript without a build step, for the tools of this repository (schema, token, check, dev): swc keeps the
// decorator metadata that type-graphql needs, which esbuild based runners drop.
const { transformSync } = require("@swc/core");
const { readFileSync } = require("node:fs");

require.extensions[".ts"] = (module, filename) => {
  module._compile(transformSync(readFileSync(filename, "utf8"), { filename }).code, filename);
};
