import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "@jest/globals";
import { createSharing } from "../../../gateway/engine/compiled/share";
import { type TestGateway, testGateway } from "../../kit/gateway";

/** A counter whose reads wait until the test lets them go, each with the value that it had when it was asked. */
async function heldCounter() {
  let value = 1;
  const held: (() => void)[] = [];
  const arrivals: (() => void)[] = [];
  let asked = 0;
  const send = (response: ServerResponse, data: object) =>
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ data }));
  const opened = await testGateway(
    [
      {
        name: "counter",
        sdl: "type Query { value: Int } type Mutation { raise: Int }",
        respond: (_request, response, body) => {
          if (body.includes("raise")) {
            value += 1;
            send(response, { raise: value });
            return;
          }
          asked += 1;
          const seen = value;
          held.push(() => void send(response, { value: seen }));
          for (const arrived of arrivals.splice(0)) arrived();
        },
      },
    ],
    { engine: "compiled" },
  );
  return {
    opened,
    asked: () => asked,
    /** Resolves when so many reads have come to the subgraph. */
    async arrived(count: number) {
      while (asked < count) await new Promise<void>((resolve) => arrivals.push(resolve));
    },
    release() {
      for (const each of held.splice(0)) each();
    },
  };
}

let gateway: TestGateway | undefined;
afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

const READ = "{ value }";

describe("work that is shared", () => {
  const never = () => new AbortController().signal;

  test("is done once for all who ask while it is under way, and again afterwards", async () => {
    const sharing = createSharing<number>();
    let done = 0;
    const work = async () => {
      done += 1;
      return done;
    };
    const once = (key: string) => sharing.once(key, never(), work);
    expect(await Promise.all([once("a"), once("a"), once("b")])).toEqual([1, 1, 2]);
    expect(await once("a")).toBe(3);
  });

  test("goes on while one of them waits, is given up when all have gone, and begins anew for the next", async () => {
    const sharing = createSharing<string>();
    const people = [new AbortController(), new AbortController()];
    let told: AbortSignal | undefined;
    const waiting = people.map(({ signal }) =>
      sharing.once("a", signal, (everybody) => {
        told = everybody;
        return new Promise((_resolve, reject) => everybody.addEventListener("abort", () => reject(everybody.reason)));
      }),
    );
    const outcomes = Promise.allSettled(waiting);
    await Promise.resolve();
    people[0]?.abort("first");
    expect(told?.aborted).toBe(false);
    people[1]?.abort("last");
    expect(told?.aborted).toBe(true);
    expect(await sharing.once("a", never(), async () => "anew")).toBe("anew");
    expect((await outcomes).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });
});

describe("identical reads under way", () => {
  test("of different callers are different requests", async () => {
    const counter = await heldCounter();
    gateway = counter.opened;
    const token = await gateway.token({ role: "auditor", subject: "a", scopes: [] });
    const both = [gateway.ask(READ), gateway.ask(READ, { token })];
    await counter.arrived(2);
    counter.release();
    await Promise.all(both);
    expect(counter.asked()).toBe(2);
  });

  test("are not joined by who has changed something meanwhile: it reads its own write", async () => {
    const counter = await heldCounter();
    gateway = counter.opened;
    const before = gateway.ask(READ);
    await counter.arrived(1);
    expect((await gateway.ask("mutation { raise }")).body.data).toEqual({ raise: 2 });
    const after = gateway.ask(READ);
    await counter.arrived(2);
    counter.release();
    expect((await after).body.data).toEqual({ value: 2 });
    expect((await before).body.data).toEqual({ value: 1 });
  });
});
