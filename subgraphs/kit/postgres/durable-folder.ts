import { fsyncSync } from "node:fs";
import type { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";

type Opening = ReturnType<NodeFS["init"]>;

/**
 * A folder for PGlite in which `fsync` means fsync. PGlite's own NodeFS has none (its WebAssembly runtime answers “done”
 * without asking the system), and PGlite starts PostgreSQL with `-F`, which turns it off above that as well.
 */
export class DurableFolder extends NodeFS {
  override async init(database: PGlite, options: Parameters<NodeFS["init"]>[1]): Opening {
    const { emscriptenOpts } = await super.init(database, options);
    const preRun = [...(emscriptenOpts.preRun ?? []), (module: object) => addSync(Reflect.get(module, "NODEFS"))];
    return { emscriptenOpts: { ...emscriptenOpts, preRun } };
  }
}

function addSync(nodeFileSystem: unknown): void {
  const operations = memberOf(nodeFileSystem, "stream_ops");
  if (typeof operations !== "object" || operations === null) {
    throw new Error("this version of PGlite keeps files in another way: its writes would not be durable");
  }
  Reflect.set(operations, "fsync", (stream: unknown) => {
    const descriptor = memberOf(stream, "nfd");
    if (typeof descriptor !== "number") throw new Error("PGlite asked to sync something that is no open file");
    // A failure must not be survived: the system may have dropped the pages, and asking again would answer “done”.
    fsyncSync(descriptor);
    return 0;
  });
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
