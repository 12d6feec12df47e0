/** MongoDB for subgraphs: `openMongo` decides which store, `connectDatabase` gives a mongoose connection to it. */
export { type MongoOptions, type MongoStore, openMongo } from "./connect";
export { connectDatabase, type DatabaseOptions, ensureIndexes } from "./database";
export { type Dumped, dumpDatabase } from "./dump";
