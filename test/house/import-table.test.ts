import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { type Import, readImports, violations } from "./import-table";

const root = join(__dirname, "..", "..");
const own = (from: string, to: string): Import => ({ from, to, own: true });
const pack = (from: string, to: string): Import => ({ from, to, own: false });

describe("the import table", () => {
  const { files, imports } = readImports(root);

  test("was checked against the source, and not against nothing", () => {
    expect(files).toBeGreaterThan(60);
    expect(imports.filter((each) => each.own).length).toBeGreaterThan(150);
  });

  test("is kept by every file", () => {
    expect(violations(imports)).toEqual([]);
  });

  test.each([
    own("gateway/gateway", "subgraphs/dossiers/index"),
    own("gateway/gateway", "gateway/policy/identity"),
    own("gateway/engine/apollo", "gateway/policy"),
    own("gateway/engine/apollo", "subgraphs/kit/log"),
    own("subgraphs/dossiers/store", "subgraphs/payments"),
    own("subgraphs/dossiers/store", "subgraphs/kit/mongo"),
    own("subgraphs/dossiers/store", "gateway"),
    own("subgraphs/kit/serve", "subgraphs/catalogue"),
    own("schema/errors", "subgraphs/kit"),
    own("start/house", "subgraphs/citizens/store"),
    pack("subgraphs/dossiers/service", "mongoose"),
    pack("subgraphs/dossiers/service", "type-graphql"),
    pack("gateway/gateway", "@apollo/gateway"),
    pack("schema/caller", "jose"),
  ])("refuses $from → $to", (each) => {
    expect(violations([each])).toHaveLength(1);
  });
});
