import { once } from "node:events";
import { createWriteStream, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mongo } from "mongoose";

/** What a dump wrote: `<database>.<collection>` and how many documents. */
export interface Dumped {
  readonly namespace: string;
  readonly documents: number;
}

/**
 * Writes every database of a store as `mongodump` does, `<folder>/<database>/<collection>.bson` with the stored bytes
 * and `<collection>.metadata.json` with the indexes, so that `mongorestore <folder>` puts them on another server.
 * A database named in the address is the only one written. Not a snapshot: writes meanwhile may or may not be in it.
 */
export async function dumpDatabase(uri: string, folder: string): Promise<Dumped[]> {
  const client = new mongo.MongoClient(uri);
  try {
    const dumped: Dumped[] = [];
    for (const name of await databaseNames(client, uri)) {
      const database = client.db(name);
      const collections = await database.listCollections({}, { nameOnly: false }).toArray();
      for (const collection of collections) {
        if (collection.type !== "collection" || collection.name.startsWith("system.")) continue;
        const documents = await dumpCollection(database.collection(collection.name), collection, join(folder, name));
        dumped.push({ namespace: `${name}.${collection.name}`, documents });
      }
    }
    return dumped;
  } finally {
    await client.close();
  }
}

async function databaseNames(client: mongo.MongoClient, uri: string): Promise<string[]> {
  const [, named] = /^mongodb(?:\+srv)?:\/\/[^/?]*\/([^?]+)/.exec(uri) ?? [];
  if (named) return [decodeURIComponent(named)];
  const { databases } = await client.db("admin").admin().listDatabases({ nameOnly: true });
  return databases.map(({ name }) => name).filter((name) => !["admin", "config", "local"].includes(name));
}

async function dumpCollection(collection: mongo.Collection, info: object, folder: string): Promise<number> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = encodeURIComponent(collection.collectionName);
  const indexes = await collection.listIndexes().toArray();
  const metadata = {
    indexes,
    uuid: uuidOf(info),
    collectionName: collection.collectionName,
    type: "collection",
    options: optionsOf(info),
  };
  const file = createWriteStream(join(folder, `${name}.bson`), { mode: 0o600 });
  let documents = 0;
  for await (const body of collection.find({}, { raw: true })) {
    documents += 1;
    if (!file.write(body)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
  writeFileSync(join(folder, `${name}.metadata.json`), mongo.BSON.EJSON.stringify(metadata, { relaxed: false }), {
    mode: 0o600,
  });
  return documents;
}

function optionsOf(info: object): unknown {
  return "options" in info ? info.options : {};
}

function uuidOf(info: { readonly info?: { readonly uuid?: unknown } }): string | undefined {
  const uuid = info.info?.uuid;
  return uuid instanceof mongo.Binary ? uuid.toString("hex") : undefined;
}
