import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { catalogue } from "../../../subgraphs/catalogue";
import { findProcedures } from "../../../subgraphs/catalogue/procedure-search";
import { offersOf } from "../../../subgraphs/catalogue/sample-offerings";
import { readSearch } from "../../../subgraphs/catalogue/search-words";
import { type CatalogueStore, openCatalogueStore } from "../../../subgraphs/catalogue/store";
import { syntheticAgency, syntheticCode, syntheticProcedure } from "../../../subgraphs/catalogue/synthetic-catalogue";
import { createEnvironment, createLog, type Environment, emptyWorld } from "../../../subgraphs/kit";

type Connection = Awaited<ReturnType<Environment["mongo"]>>;

let folder: string;
let environment: Environment;
let connection: Connection;
let store: CatalogueStore;
let asked: Record<string, unknown>[] = [];

const AGENCIES = 3_629;
const PROCEDURES = 1_500;
const WIDE = syntheticCode(1);
const places = { sectors: ["ho-tich"], publishers: ["G01"] };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "catalogue-scale-"));
  const log = createLog("test", { level: "silent" });
  const variables = { ...process.env, DATA_FOLDER: folder };
  environment = createEnvironment({ variables, log, onStoreCommand: () => undefined });
  await catalogue.open({}, environment);
  connection = await environment.mongo("catalogue");
  store = openCatalogueStore(connection, () => undefined);
  connection.getClient().on("commandStarted", ({ command }) => asked.push(command));
  const units = Array.from({ length: AGENCIES }, (_, index) => syntheticAgency(index + 1, []));
  const every = Array.from({ length: PROCEDURES }, (_, index) => syntheticProcedure(index + 1, 1, places));
  const all = every.map(({ procedure }) => procedure.code);
  await store.insertAgencies(units);
  await store.insertProcedures(
    every.map(({ procedure }) => procedure),
    [],
  );
  // One procedure of all agencies, and one agency of all procedures.
  await store.insertOfferings(
    units.flatMap(({ code }, index) => offersOf(code, index === 0 ? all : [WIDE], 1).offerings),
  );
}, 120_000);
afterAll(async () => {
  await environment.close();
  await rm(folder, { recursive: true, force: true });
});

/** How many documents the store looks at for the commands of a piece of work: each command is asked again to explain itself. */
async function examined(work: () => Promise<unknown>): Promise<number> {
  asked = [];
  await work();
  const commands = asked.filter((command) => "find" in command);
  let documents = 0;
  for (const { lsid: _lsid, $db: _db, $clusterTime: _time, txnNumber: _txn, ...command } of commands) {
    const explained = await connection.db?.command({ explain: command, verbosity: "executionStats" });
    documents += explained?.executionStats.totalDocsExamined;
  }
  expect(commands.length).toBeGreaterThan(0);
  return documents;
}

const page = { limit: 21, openOn: null };
const unit = (number: number) => syntheticAgency(number, []).code;

describe("trap 21: one procedure at 3,629 agencies, one agency with thousands of procedures", () => {
  test("a page of the agencies looks at no more than the page, wherever it is", async () => {
    for (const after of [null, unit(10), unit(1_800), unit(3_600)])
      expect(await examined(() => store.agenciesOffering([WIDE], { ...page, after }))).toBeLessThanOrEqual(21);
  });

  test("a page of the procedures looks at no more than the page, wherever it is", async () => {
    for (const after of [null, syntheticCode(700), syntheticCode(1_400)])
      expect(await examined(() => store.proceduresOfferedBy([unit(1)], { ...page, after }))).toBeLessThanOrEqual(21);
  });

  test("agencies by their codes or aliases look at these only, among thousands", async () => {
    expect(await examined(() => store.agencies([unit(5), unit(1_000), "000.00.00.H26", "H26", "H99"]))).toBe(3);
  });

  test("all pages together are all agencies, each once", async () => {
    const codes: string[] = [];
    for (let after: string | null = null; ; after = codes.at(-1) ?? null) {
      const found: readonly string[] =
        (await store.agenciesOffering([WIDE], { after, limit: 500, openOn: null })).get(WIDE) ?? [];
      codes.push(...found);
      if (found.length < 500) break;
    }
    expect(codes).toHaveLength(AGENCIES);
    expect(new Set(codes).size).toBe(AGENCIES);
  });

  test("a page of each of many is the page that each has alone", async () => {
    const codes = [WIDE, syntheticCode(2), syntheticCode(3), "9.999999"];
    const together = await store.agenciesOffering(codes, { after: null, limit: 3, openOn: null });
    for (const code of codes) {
      const alone = await store.agenciesOffering([code], { after: null, limit: 3, openOn: null });
      expect(together.get(code) ?? []).toEqual(alone.get(code) ?? []);
    }
  });

  test("the services of an agency look at no more than the page", async () => {
    const after = { procedureCode: syntheticCode(700), code: "" };
    for (const place of [null, after])
      expect(
        await examined(() => store.servicesOfAgencies([unit(1)], { after: place, limit: 21 })),
      ).toBeLessThanOrEqual(22);
  });
});

describe("search among many", () => {
  const search = (text: string) =>
    findProcedures(
      readSearch(text),
      { sectorCode: null, level: null, publishingAgencyCode: null },
      { after: null, limit: 21 },
      store,
    );

  test.each([
    ["the beginning of names", "cấp giấy phép", 42],
    ["a rare word among common ones", "thủ tục mẫu số 1499", 10],
    ["an unfinished rare word", "mau so 149", 30],
    ["a code", "9.0014", 42],
  ])("by %s looks at few", async (_what, text, most) => {
    expect((await search(text)).length).toBeGreaterThan(0);
    expect(await examined(() => search(text))).toBeLessThanOrEqual(most);
  });

  test("puts the name that begins so before those that only hold the words", async () => {
    const [first] = await search("dang ky khai sinh");
    expect(first).toMatchObject({ code: "1.001193", match: "start" });
  });
});

describe("samples", () => {
  test("are the same at every run, and written once", async () => {
    const size = { seed: 7, procedures: 30, agencies: 40, dossiers: 0 };
    const world = () => emptyWorld({ now: new Date("2026-10-01T00:00:00+07:00"), size });
    const [first, second] = [world(), world()];
    const written = await catalogue.seed?.(store, first);
    asked = [];
    const again = await catalogue.seed?.(store, second);
    expect(asked.filter((command) => "insert" in command)).toEqual([]);
    expect(again).toBe(`${written}: there already`);
    expect([second.procedures, second.agencies]).toEqual([first.procedures, first.agencies]);
    expect(first.procedures.length).toBeGreaterThan(130);
    expect(first.agencies).toHaveLength(76);
  });
});
