import mongoose from "mongoose";

/** How this process uses a database; the defaults are the safe ones. */
export interface DatabaseOptions {
  /** The name that the server's logs show. */
  readonly appName?: string;
  /** Default limit of each query in milliseconds; a query may set its own. */
  readonly maxTimeMs?: number;
  /** Called before each command goes to the store, with the collection it is about; for tests that count. */
  readonly onCommand?: (commandName: string, collection: string | undefined) => void;
}

const MAX_TIME_MS = 1_500;
const SELECTION_MS = 5_000;

/**
 * A mongoose connection to one database. Writes are acknowledged by a majority's journal; filters from outside cannot
 * bring operators (`sanitizeFilter`: trusted ones go through `mongoose.trusted`); unknown fields in documents and
 * filters are errors; nothing is made on the fly: collections come with the first write, indexes by `ensureIndexes`.
 */
export async function connectDatabase(
  store: { readonly uri: string },
  name: string,
  options: DatabaseOptions = {},
): Promise<mongoose.Connection> {
  const connection = mongoose.createConnection();
  connection.plugin(makeStrict);
  connection.set("maxTimeMS", options.maxTimeMs ?? MAX_TIME_MS);
  await connection.openUri(store.uri, {
    dbName: name,
    appName: options.appName ?? "lien-thong",
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    sanitizeFilter: true,
    monitorCommands: options.onCommand !== undefined,
    serverSelectionTimeoutMS: SELECTION_MS,
    writeConcern: { w: "majority", journal: true },
  });
  const { onCommand } = options;
  if (onCommand) {
    connection.getClient().on("commandStarted", ({ commandName, command }) => {
      const target: unknown = commandName === "getMore" ? command.collection : command[commandName];
      onCommand(commandName, typeof target === "string" ? target : undefined);
    });
  }
  return connection;
}

function makeStrict(schema: mongoose.Schema): void {
  schema.set("strict", "throw");
  schema.set("strictQuery", "throw");
  for (const child of schema.childSchemas) makeStrict(child.schema);
}

/** Makes the collections and indexes of every model of the connection, and throws when one cannot be. Call it before listening. */
export async function ensureIndexes(connection: mongoose.Connection): Promise<void> {
  for (const model of Object.values(connection.models)) {
    await model.createCollection();
    await model.createIndexes();
  }
}
