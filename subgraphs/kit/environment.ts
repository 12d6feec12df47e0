import { resolve } from "node:path";
import type { Connection } from "mongoose";
import { readSettings, setting, z } from "./config";
import { holdDataFolder, type Unlock } from "./folder-lock";
import { type GraphAccess, type GraphClient, openGraphClient, tokenFile } from "./graph-client";
import type { Log } from "./log";
import { connectDatabase, type MongoStore, openMongo } from "./mongo";
import { openPostgres, type PostgresStore } from "./postgres";

/** How a store is kept, for the banner and `/health`. */
export interface StoreReport {
  readonly name: string;
  /** `server` or what stands in for one. */
  readonly kind: string;
  readonly where: string;
}

/** What the process gives to every part in it: settings common to all, and the stores, each opened once. */
export interface Environment {
  readonly production: boolean;
  readonly dataFolder: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  /** A connection to one database of the process's MongoDB. */
  mongo(database: string): Promise<Connection>;
  /** The address of the process's MongoDB, for tools that go through all databases. */
  mongoAddress(): Promise<string>;
  /** The process's PostgreSQL. */
  postgres(): Promise<PostgresStore>;
  /**
   * The graph as a subgraph asks it, as a service caller with that subgraph's `graphScopes`: through the gateway
   * of this process, else the one at GRAPH_URL.
   */
  graph(subgraph: string): GraphClient;
  /** Tells where this process's own gateway is, once it listens. */
  connectGraph(access: (subgraph: string) => GraphAccess): void;
  stores(): readonly StoreReport[];
  close(): Promise<void>;
}

/** Settings of the stores, common to all parts. */
export const ENVIRONMENT_SETTINGS = {
  NODE_ENV: z
    .enum(["production", "development", "test"], "must be production, development or test")
    .optional()
    .describe("`production` refuses everything embedded and every development key"),
  DATA_FOLDER: z
    .string()
    .default(".data")
    .describe("where embedded stores and development keys are kept; default `.data`"),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], "must be a level of pino, such as info")
    .optional()
    .describe("of pino; default `warn`, in production `info`"),
  MONGODB_URI: setting
    .url("mongodb", "mongodb+srv")
    .optional()
    .describe("a MongoDB 6 or later (replica set or sharded); unset, a `mongod` on PATH or else the embedded store"),
  MONGOD_BIN: z.string().optional().describe("a `mongod` to start for development, if it is not on PATH"),
  DATABASE_URL: setting
    .url("postgres", "postgresql")
    .optional()
    .describe("a PostgreSQL server; unset, the embedded PGlite"),
  GRAPH_URL: setting
    .url("http", "https")
    .optional()
    .describe(
      "where a subgraph that runs without the gateway finds it, for messages to other subgraphs and scheduled jobs",
    ),
  GRAPH_TOKEN_FILE: z
    .string()
    .optional()
    .describe("a file with the access token of the service caller for GRAPH_URL; read anew for every message"),
};

export interface EnvironmentOptions {
  readonly variables?: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  /** Called for every command that goes to MongoDB; tests count them. */
  onStoreCommand?(command: string, collection: string | undefined): void;
}

/** Opens nothing yet: a store is opened when the first part asks for it, and closed with the environment. */
export function createEnvironment(options: EnvironmentOptions): Environment {
  const variables = options.variables ?? process.env;
  const settings = readSettings(ENVIRONMENT_SETTINGS, variables);
  const production = settings.NODE_ENV === "production";
  const dataFolder = resolve(settings.DATA_FOLDER);
  const reports = new Map<string, StoreReport>();
  let mongo: Promise<MongoStore> | undefined;
  let postgres: Promise<PostgresStore> | undefined;
  const connections: Connection[] = [];
  const { GRAPH_URL: graphUrl, GRAPH_TOKEN_FILE: graphToken } = settings;
  const graphClients: ReturnType<typeof openGraphClient>[] = [];
  let accessOf = (_subgraph: string): GraphAccess | null =>
    graphUrl === undefined || graphToken === undefined ? null : { url: graphUrl, token: tokenFile(graphToken) };
  let unlock: Unlock | undefined;

  const holdFolder = () => {
    unlock ??= holdDataFolder(dataFolder);
  };
  const openedMongo = async () => {
    if (settings.MONGODB_URI === undefined && !production) holdFolder();
    const store = await openMongo({
      uri: settings.MONGODB_URI,
      mongodBinary: settings.MONGOD_BIN,
      dataFolder,
      production,
      log: options.log,
    });
    reports.set("MongoDB", { name: "MongoDB", kind: store.kind, where: store.describe });
    return store;
  };
  const openedPostgres = async () => {
    if (settings.DATABASE_URL === undefined && !production) holdFolder();
    const store = await openPostgres({
      url: settings.DATABASE_URL,
      dataFolder,
      production,
      log: options.log,
    });
    reports.set("PostgreSQL", { name: "PostgreSQL", kind: store.kind, where: store.describe });
    return store;
  };

  return {
    production,
    dataFolder,
    variables,
    log: options.log,
    async mongo(database) {
      mongo ??= openedMongo();
      const connection = await connectDatabase(await mongo, database, { onCommand: options.onStoreCommand });
      connections.push(connection);
      return connection;
    },
    async mongoAddress() {
      mongo ??= openedMongo();
      return (await mongo).uri;
    },
    async postgres() {
      postgres ??= openedPostgres();
      return postgres;
    },
    graph(subgraph) {
      const client = openGraphClient(() => accessOf(subgraph));
      graphClients.push(client);
      return client;
    },
    connectGraph(access) {
      if (graphUrl === undefined) accessOf = access;
    },
    stores: () => [...reports.values()],
    async close() {
      await Promise.all(graphClients.map((client) => client.close()));
      await Promise.all(connections.map((connection) => connection.close()));
      const [openMongoStore, openPostgresStore] = await Promise.allSettled([mongo, postgres]);
      if (openMongoStore.status === "fulfilled") await openMongoStore.value?.close();
      if (openPostgresStore.status === "fulfilled") await openPostgresStore.value?.close();
      unlock?.();
      unlock = undefined;
    },
  };
}
