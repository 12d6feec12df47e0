import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, describe, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { createLog } from "../../subgraphs/kit";
import { openPostgres } from "../../subgraphs/kit/postgres";
import { WRITER_SCHEMA } from "./postgres-writer";

const root = join(__dirname, "..", "..");
const log = createLog("test", { level: "silent" });
const KILLS = 5;
const WRITES_BEFORE_A_KILL = [1, 40, 75, 150, 300];

describe("the embedded PostgreSQL under kill -9", () => {
  const folder = mkdtempSync(join(tmpdir(), "postgres-crash-"));
  const started: ChildProcess[] = [];
  afterAll(() => {
    for (const child of started) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  const startWriter = () => {
    const writer = spawn(process.execPath, ["-r", "./start/register.cjs", "test/store/postgres-writer.ts", folder], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
    started.push(writer);
    return writer;
  };

  test("loses no acknowledged transaction, keeps none by half, and opens again each time", async () => {
    const acknowledged: number[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const writer = startWriter();
      const wanted = acknowledged.length + (WRITES_BEFORE_A_KILL[kill] ?? 1);
      for await (const line of createInterface({ input: writer.stdout })) {
        acknowledged.push(Number(line));
        if (acknowledged.length === wanted) writer.kill("SIGKILL");
      }
      if (writer.signalCode === null) await once(writer, "exit");
      expect(writer.signalCode).toBe("SIGKILL");
    }
    expect(acknowledged.length).toBeGreaterThanOrEqual(WRITES_BEFORE_A_KILL.reduce((sum, count) => sum + count));

    const store = await openPostgres({ dataFolder: folder, production: false, log });
    const { rows } = await sql<{ id: number; halves: number }>`
      select id, count(*)::int as halves from ${sql.table(`${WRITER_SCHEMA}.half`)} group by id order by id`.execute(
      store.database(),
    );
    await store.close();
    const present = new Set(rows.map((row) => row.id));
    expect(acknowledged.filter((id) => !present.has(id))).toEqual([]);
    expect(rows.filter((row) => row.halves !== 2)).toEqual([]);
  }, 180_000);

  test("refuses a folder that another process uses, and takes it when that one was killed", async () => {
    const writer = startWriter();
    await once(createInterface({ input: writer.stdout }), "line");
    await expect(openPostgres({ dataFolder: folder, production: false, log })).rejects.toThrow(/another process uses/);
    writer.kill("SIGKILL");
    await once(writer, "exit");
    const store = await openPostgres({ dataFolder: folder, production: false, log });
    await store.close();
  }, 60_000);
});
