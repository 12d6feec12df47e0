/** MongoDB for subgraphs: `openMongo` decides which store, `connectDatabase` gives a mongoose connection to it. */
export { type MongoStore, openMongo } from "./connect";
export { connectDatabase, ensureIndexes } from "./database";
export { dumpDatabase } from "./dump";
