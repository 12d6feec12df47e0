import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mongo } from "mongoose";
import { isEmbedded, openStoreUnderTest, type StoreUnderTest } from "./store-under-test";

const onlyEmbedded = isEmbedded ? describe : describe.skip;

onlyEmbedded("on the wire", () => {
  let store: StoreUnderTest;
  let path: string;
  beforeAll(async () => {
    store = await openStoreUnderTest("wire");
    path = decodeURIComponent(/^mongodb:\/\/([^/]+)\//.exec(store.store.uri)?.[1] ?? "");
  });
  afterAll(() => store.close());

  async function open(): Promise<Socket> {
    const socket = connect(path);
    await once(socket, "connect");
    return socket.on("error", () => undefined);
  }

  function header(length: number, code: number): Buffer {
    const bytes = Buffer.alloc(16);
    for (const [place, value] of [length, 1, 0, code].entries()) bytes.writeInt32LE(value, place * 4);
    return bytes;
  }

  function message(...sections: Buffer[]): Buffer {
    const body = Buffer.concat([Buffer.alloc(4), ...sections]);
    return Buffer.concat([header(16 + body.length, 2013), body]);
  }

  function command(document: mongo.Document): Buffer {
    return Buffer.concat([Buffer.from([0]), mongo.BSON.serialize(document)]);
  }

  const ping = command({ ping: 1, $db: "admin" });

  test.each<[title: string, bytes: Buffer]>([
    ["random bytes", Buffer.from(Array.from({ length: 200 }, (_, place) => (place * 197 + 91) % 256))],
    ["an HTTP request", Buffer.from("GET / HTTP/1.1\r\nHost: x\r\n\r\n")],
    ["a giant length", header(0x7fffffff, 2013)],
    ["a negative length", header(-1, 2013)],
    ["a length shorter than the header", header(15, 2013)],
    ["an unknown kind of message", header(16, 4242)],
    ["a message without sections", message()],
    ["an unknown section", message(Buffer.concat([Buffer.from([7]), ping.subarray(1)]))],
    ["two commands in one message", message(ping, ping)],
    ["a command cut short", message(ping.subarray(0, ping.length - 3))],
    [
      "a document with a giant length inside",
      message(Buffer.concat([ping.subarray(0, 1), Buffer.from([0xff, 0xff, 0xff, 0x7f]), ping.subarray(5)])),
    ],
    ["a document with an unknown type", message(Buffer.from([0, 8, 0, 0, 0, 0x55, 0x61, 0, 0]))],
    [
      "a string that leaves its document",
      message(Buffer.from([0, 14, 0, 0, 0, 2, 0x61, 0, 0x40, 0, 0, 0, 0x62, 0, 0])),
    ],
    ["a required flag nobody knows", Buffer.concat([header(20, 2013), Buffer.from([4, 0, 0, 0])])],
    ["compressed messages", header(25, 2012)],
  ])("%s close that connection and no other", async (_title, bytes) => {
    const good = await open();
    const bad = await open();
    bad.write(bytes);
    bad.resume();
    if (bytes.length < bytes.readInt32LE(0) && bytes.readInt32LE(0) < 48_000_000 && bytes.readInt32LE(0) > 16)
      bad.end();
    await once(bad, "close");
    good.write(message(ping));
    const [answer] = await once(good, "data");
    expect(mongo.BSON.deserialize(answer.subarray(21))).toMatchObject({ ok: 1 });
    good.destroy();
    expect(await store.db.command({ ping: 1 })).toMatchObject({ ok: 1 });
  });

  test("documents nested without end are refused", async () => {
    let nested: mongo.Document = {};
    for (let depth = 0; depth < 300; depth += 1) nested = { a: nested };
    const socket = await open();
    socket.write(message(command({ insert: "c", documents: [nested], $db: "x" })));
    socket.resume();
    await once(socket, "close");
    expect(await store.db.command({ ping: 1 })).toMatchObject({ ok: 1 });
  });

  test("a message byte by byte is understood", async () => {
    const socket = await open();
    const bytes = message(ping);
    for (let at = 0; at < bytes.length; at += 1) socket.write(bytes.subarray(at, at + 1));
    const [answer] = await once(socket, "data");
    expect(answer.readInt32LE(8)).toBe(1);
    socket.destroy();
  });

  test("two messages at once are answered in order", async () => {
    const socket = await open();
    socket.write(Buffer.concat([message(ping), message(command({ nonsense: 1, $db: "admin" }))]));
    let bytes = Buffer.alloc(0);
    while (bytes.length === 0 || bytes.length < bytes.readInt32LE(0) + 16)
      bytes = Buffer.concat([bytes, (await once(socket, "data"))[0]]);
    const first = bytes.readInt32LE(0);
    expect(mongo.BSON.deserialize(bytes.subarray(21, first))).toMatchObject({ ok: 1 });
    expect(mongo.BSON.deserialize(bytes.subarray(first + 21))).toMatchObject({ ok: 0, code: 59 });
    socket.destroy();
  });

  test("documents beside the command are inserted as they came", async () => {
    const collection = await store.collectionOf([]);
    const documents = [1, 2].map((_id) => Buffer.from(mongo.BSON.serialize({ _id, a: "x" })));
    const content = Buffer.concat([Buffer.from("documents\0"), ...documents]);
    const size = Buffer.alloc(4);
    size.writeInt32LE(content.length + 4);
    const sequence = Buffer.concat([Buffer.from([1]), size, content]);
    const socket = await open();
    socket.write(message(command({ insert: collection.collectionName, $db: store.db.databaseName }), sequence));
    await once(socket, "data");
    socket.destroy();
    expect(await collection.find().toArray()).toEqual([
      { _id: 1, a: "x" },
      { _id: 2, a: "x" },
    ]);
  });

  test("the legacy hello is answered", async () => {
    const name = Buffer.from("admin.$cmd\0");
    const body = Buffer.concat([
      Buffer.alloc(4),
      name,
      Buffer.from([0, 0, 0, 0, 255, 255, 255, 255]),
      mongo.BSON.serialize({ ismaster: 1, helloOk: true }),
    ]);
    const socket = await open();
    socket.write(Buffer.concat([header(16 + body.length, 2004), body]));
    const [answer] = await once(socket, "data");
    expect(answer.readInt32LE(12)).toBe(1);
    expect(mongo.BSON.deserialize(answer.subarray(36))).toMatchObject({
      ismaster: true,
      helloOk: true,
      setName: "embedded",
      ok: 1,
    });
    socket.destroy();
  });

  test("a client that leaves in the middle of a message disturbs nobody", async () => {
    const socket = await open();
    socket.write(message(ping).subarray(0, 30));
    socket.end();
    await once(socket, "close");
    expect(await store.db.command({ ping: 1 })).toMatchObject({ ok: 1 });
  });
});
