import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { createLog, migrate, type PostgresStore } from "../../subgraphs/kit";
import { openPostgres } from "../../subgraphs/kit/postgres";
import { dropSchema, openTestPostgres, POSTGRES_UNDER_TEST } from "../kit/postgres";

const log = createLog("test", { level: "silent" });
const SCHEMA = "test_store_postgres";

interface Tables {
  "test_store_postgres.thing": { id: number; amount: number | null; day: string | null; at: Date | null };
}

const THINGS = `create table thing (id bigint primary key, amount bigint, day date, at timestamptz);`;

describe(POSTGRES_UNDER_TEST, () => {
  let store: PostgresStore;
  beforeAll(async () => {
    store = await openTestPostgres("store");
  });
  afterEach(() => dropSchema(store, SCHEMA));
  afterAll(() => store.close());

  const withThings = async () => {
    await migrate(store, SCHEMA, [{ name: "0001-things", sql: THINGS }]);
    return store.database<Tables>();
  };

  test("says what it is, without a password", () => {
    expect(store.kind).toBe(POSTGRES_UNDER_TEST === "PGlite" ? "embedded" : "server");
    expect(store.describe).not.toMatch(/:.*@/);
  });

  test("reads integers as numbers, days as text and moments as dates", async () => {
    const things = await withThings();
    const row = { id: 1, amount: 2 ** 53 - 1, day: "2026-10-01", at: new Date("2026-10-01T00:00:00+07:00") };
    await things.insertInto("test_store_postgres.thing").values(row).execute();
    expect(await things.selectFrom("test_store_postgres.thing").selectAll().execute()).toEqual([row]);
  });

  test("refuses to read an integer that would lose digits", async () => {
    const things = await withThings();
    await expect(sql`select 9007199254740993::bigint as amount`.execute(things)).rejects.toThrow(/9007199254740993/);
    await expect(sql`select 1::bigint as amount`.execute(things)).resolves.toMatchObject({ rows: [{ amount: 1 }] });
  });

  test("tells how many rows a statement changed, none included", async () => {
    const things = await withThings();
    const table = "test_store_postgres.thing" as const;
    await things
      .insertInto(table)
      .values([1, 2].map((id) => ({ id, amount: 5, day: null, at: null })))
      .execute();
    const change = (id: number) =>
      things.updateTable(table).set({ amount: 6 }).where("id", "<=", id).executeTakeFirst();
    expect((await change(2)).numUpdatedRows).toBe(2n);
    expect((await change(0)).numUpdatedRows).toBe(0n);
  });

  test("keeps concurrent transactions apart, and undoes one that throws", async () => {
    const things = await withThings();
    const table = "test_store_postgres.thing" as const;
    await things.insertInto(table).values({ id: 1, amount: 0, day: null, at: null }).execute();
    const addOne = (fails: boolean) =>
      things.transaction().execute(async (transaction) => {
        const { amount } = await transaction
          .selectFrom(table)
          .select("amount")
          .where("id", "=", 1)
          .forUpdate()
          .executeTakeFirstOrThrow();
        await transaction
          .updateTable(table)
          .set({ amount: (amount ?? 0) + 1 })
          .where("id", "=", 1)
          .execute();
        if (fails) throw new Error("undo");
      });
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => addOne(index % 4 === 0)));
    expect(outcomes.filter((outcome) => outcome.status === "rejected")).toHaveLength(5);
    expect(await things.selectFrom(table).select("amount").execute()).toEqual([{ amount: 15 }]);
  });

  test("runs each migration once, in order, also when several processes start together", async () => {
    const migrations = [
      { name: "0001-things", sql: THINGS },
      { name: "0002-first", sql: "insert into thing (id) values (1); insert into thing (id) values (2);" },
    ];
    const ran = await Promise.all([1, 2, 3].map(() => migrate(store, SCHEMA, migrations)));
    expect(ran.flat().sort()).toEqual(["0001-things", "0002-first"]);
    expect(await migrate(store, SCHEMA, migrations)).toEqual([]);
    const later = [...migrations, { name: "0003-third", sql: "insert into thing (id) values (3);" }];
    expect(await migrate(store, SCHEMA, later)).toEqual(["0003-third"]);
    const { rows } = await sql`select count(*)::int as count from test_store_postgres.thing`.execute(store.database());
    expect(rows).toEqual([{ count: 3 }]);
  });

  test("leaves nothing of a migration that fails", async () => {
    const failing = [{ name: "0001-things", sql: `${THINGS} insert into thing (id) values (1), (1);` }];
    await expect(migrate(store, SCHEMA, failing)).rejects.toThrow(/duplicate key/);
    expect(await migrate(store, SCHEMA, [{ name: "0001-things", sql: THINGS }])).toEqual(["0001-things"]);
  });

  test("refuses a migration that was changed, renamed or removed after it ran", async () => {
    await withThings();
    const attempt = (name: string, text: string) => migrate(store, SCHEMA, [{ name, sql: text }]);
    await expect(attempt("0001-things", `${THINGS} `)).rejects.toThrow(/0001-things .*was changed after it ran/);
    await expect(attempt("0001-other", THINGS)).rejects.toThrow(/in whose place this program has 0001-other/);
    expect(await migrate(store, SCHEMA, [{ name: "0001-things", sql: THINGS }])).toEqual([]);
  });
});

describe("the embedded store", () => {
  const folder = mkdtempSync(join(tmpdir(), "postgres-test-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const open = () => openPostgres({ dataFolder: folder, production: false, log });

  test("is refused in production", async () => {
    await expect(openPostgres({ dataFolder: folder, production: true, log })).rejects.toThrow(/needs DATABASE_URL/);
  });

  test("keeps its data in the folder, syncs it, and is for one user at a time", async () => {
    const first = await open();
    await expect(open()).rejects.toThrow(/another process uses the embedded PostgreSQL/);
    const { rows } = await sql`select current_setting('fsync') as fsync`.execute(first.database());
    expect(rows).toEqual([{ fsync: "on" }]);
    await migrate(first, SCHEMA, [{ name: "0001-things", sql: `${THINGS} insert into thing (id) values (7);` }]);
    await first.close();

    const second = await open();
    expect((await sql`select id from test_store_postgres.thing`.execute(second.database())).rows).toEqual([{ id: 7 }]);
    await second.close();
    await expect(sql`select 1`.execute(second.database())).rejects.toThrow(/closed/);
  });

  test("starts anew over the half of a cluster that an interrupted first start left", async () => {
    const other = mkdtempSync(join(tmpdir(), "postgres-test-"));
    mkdirSync(join(other, "postgres.new"));
    writeFileSync(join(other, "postgres.new", "PG_VERSION"), "18\n");
    const store = await openPostgres({ dataFolder: other, production: false, log });
    await store.close();
    expect(existsSync(join(other, "postgres.new"))).toBe(false);
    rmSync(other, { recursive: true });
  });
});

describe("a server that does not answer", () => {
  test("is an error that names the setting and not the password", async () => {
    const url = "postgres://someone:hidden-word@127.0.0.1:1/nothing";
    const opened = openPostgres({ url, dataFolder: ":memory:", production: false, log });
    await expect(opened).rejects.toThrow(
      /^DATABASE_URL: the PostgreSQL server at 127\.0\.0\.1:1\/nothing cannot be used/,
    );
    await expect(opened).rejects.not.toThrow(/hidden-word/);
  });
});
