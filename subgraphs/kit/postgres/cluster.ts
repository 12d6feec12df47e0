import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PGlite, type PGliteOptions } from "@electric-sql/pglite";

/** WAL segments of 1 MB instead of 16: a smaller cluster, which is made and copied faster. */
const MAKE = { initDbStartParams: ["--wal-segsize=1"] };

/**
 * A new database in memory. Making a cluster takes seconds (initdb), so that an empty one is kept under `node_modules/.cache`,
 * by PGlite's version; where that cannot be written, it is made each time.
 */
export async function openInMemory(options: PGliteOptions): Promise<PGlite> {
  const loadDataDir = await keptCluster();
  const database = await PGlite.create("memory://", { ...options, ...(loadDataDir === null ? MAKE : { loadDataDir }) });
  if (loadDataDir === null) await keep(await database.dumpDataDir("none"));
  return database;
}

/**
 * Puts an empty cluster into `folder`, all of it or nothing: it is built beside and renamed when every file of it is on the
 * disk, so that kill -9 or a power failure leaves no half of one.
 */
export async function makeCluster(folder: string): Promise<void> {
  const building = `${folder}.new`;
  await rm(building, { recursive: true, force: true });
  const loadDataDir = await keptCluster();
  const database = await PGlite.create(building, loadDataDir === null ? MAKE : { loadDataDir });
  if (loadDataDir === null) await keep(await database.dumpDataDir("none"));
  await database.close();
  await syncTree(building);
  await rename(building, folder);
  await syncOne(dirname(folder));
}

async function keptCluster(): Promise<Blob | null> {
  const bytes = await readFile(await cacheFile()).catch(() => null);
  return bytes === null ? null : new Blob([new Uint8Array(bytes)]);
}

async function keep(cluster: Blob): Promise<void> {
  const file = await cacheFile();
  const beside = `${file}.${randomUUID()}`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(beside, Buffer.from(await cluster.arrayBuffer()));
    await rename(beside, file);
  } catch {
    // The cache is a help, not a need: without it the next start is slower.
    await rm(beside, { force: true }).catch(() => undefined);
  }
}

async function cacheFile(): Promise<string> {
  const library = dirname(require.resolve("@electric-sql/pglite"));
  const modules = library.slice(0, library.lastIndexOf("@electric-sql"));
  const description = await readFile(join(library, "..", "package.json"), "utf8");
  const version = /"version":\s*"([\w.-]+)"/.exec(description)?.[1];
  if (version === undefined) throw new Error("PGlite's package.json states no version");
  return join(modules, ".cache", "lien-thong", `empty-cluster-pglite-${version}.tar`);
}

async function syncTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  await Promise.all(
    entries.map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? syncTree(path) : syncOne(path);
    }),
  );
  await syncOne(folder);
}

async function syncOne(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
