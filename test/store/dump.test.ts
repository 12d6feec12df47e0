import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { mongo } from "mongoose";
import { dumpDatabase } from "../../subgraphs/kit/mongo";
import { openStoreUnderTest, type StoreUnderTest } from "./store-under-test";

let store: StoreUnderTest;
let uri: string;
beforeAll(async () => {
  store = await openStoreUnderTest("dump");
  uri = store.store.uri.replace("/?", `/${store.db.databaseName}?`);
});
afterAll(() => store.close());

test("writes what mongorestore reads: the stored bytes one after the other, and the indexes", async () => {
  const documents = Array.from({ length: 300 }, (_, n) => ({
    _id: n,
    n: mongo.Long.fromNumber(n),
    text: `số ${n}`,
    list: [n, { n }],
  }));
  const things = await store.collectionOf(documents);
  await things.createIndex({ n: -1, text: 1 }, { unique: true, name: "by_n" });
  await things.createIndex({ text: 1 }, { partialFilterExpression: { n: { $gt: 5 } } });
  await store.db.createCollection("empty");
  const folder = join(store.folder, "dump");

  const dumped = await dumpDatabase(uri, folder);

  const name = things.collectionName;
  expect(dumped).toEqual(
    expect.arrayContaining([
      { namespace: `${store.db.databaseName}.${name}`, documents: 300 },
      { namespace: `${store.db.databaseName}.empty`, documents: 0 },
    ]),
  );
  const here = join(folder, store.db.databaseName);
  expect((await readdir(here)).toSorted()).toEqual(
    [`${name}.bson`, `${name}.metadata.json`, "empty.bson", "empty.metadata.json"].toSorted(),
  );

  const bytes = await readFile(join(here, `${name}.bson`));
  expect(bytes.equals(Buffer.concat(documents.map((one) => mongo.BSON.serialize(one))))).toBe(true);

  const metadata = mongo.BSON.EJSON.parse(await readFile(join(here, `${name}.metadata.json`), "utf8"));
  expect(metadata).toMatchObject({
    collectionName: name,
    type: "collection",
    options: {},
    indexes: [
      { v: 2, key: { _id: 1 }, name: "_id_" },
      { v: 2, key: { n: -1, text: 1 }, name: "by_n", unique: true },
      { v: 2, key: { text: 1 }, name: "text_1", partialFilterExpression: { n: { $gt: 5 } } },
    ],
  });
  expect(metadata.uuid).toMatch(/^[0-9a-f]{32}$/);
});

test("writes every database when the address names none", async () => {
  await store.collectionOf([{ a: 1 }]);
  const dumped = await dumpDatabase(store.store.uri, join(store.folder, "all"));
  expect(dumped.some((one) => one.namespace.startsWith(`${store.db.databaseName}.`))).toBe(true);
});
