import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { checkServer } from "./check-server";
import { openEmbedded, type StoreLog } from "./embedded/launch";
import { openMongod } from "./mongod";

/** Where documents are kept, in order of preference: a server, a `mongod` of our own, the embedded store. */
export interface MongoOptions {
  /** MONGODB_URI. When set, it is used or it is an error: there is no fallback. */
  readonly uri?: string | undefined;
  /** MONGOD_BIN. Without it, a `mongod` on PATH is taken. */
  readonly mongodBinary?: string | undefined;
  /** Where a store of our own keeps its data. */
  readonly dataFolder: string;
  /** In production only a server will do, unless `allowEmbedded`. */
  readonly production: boolean;
  readonly allowEmbedded?: boolean | undefined;
  readonly log?: StoreLog | undefined;
}

/** An open store: its whole interface is the connection string. */
export interface MongoStore {
  readonly kind: "server" | "mongod" | "embedded";
  readonly uri: string;
  /** For the banner and `/health`; holds no password. */
  readonly describe: string;
  /** Stops what this process started. Close the database connections first. */
  readonly close: () => Promise<void>;
}

/** Opens the store to use. Throws an Error that names the setting to change. */
export async function openMongo(options: MongoOptions): Promise<MongoStore> {
  const log = options.log ?? { info: () => undefined, warn: () => undefined };
  const store = await choose(options, log);
  log.info(`store: ${store.describe}`);
  return store;
}

async function choose(options: MongoOptions, log: StoreLog): Promise<MongoStore> {
  if (options.uri) {
    const { uri } = options;
    const describe = await checkServer(uri);
    return { kind: "server", uri, describe, close: async () => undefined };
  }
  if (options.production && !options.allowEmbedded) {
    throw new Error("MONGODB_URI is not set: production needs a MongoDB server (replica set or sharded cluster)");
  }
  const binary = options.mongodBinary || onPath("mongod");
  if (binary) {
    const { uri, close } = await openMongod(binary, join(options.dataFolder, "mongod"));
    return { kind: "mongod", uri, describe: `mongod (${binary}, private replica set)`, close };
  }
  const folder = join(options.dataFolder, "mongo");
  const { uri, close } = await openEmbedded(folder, log);
  return { kind: "embedded", uri, describe: `embedded (${folder}; a development store, not a MongoDB server)`, close };
}

function onPath(name: string): string | undefined {
  const files = (process.env.PATH ?? "")
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name));
  return files.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
