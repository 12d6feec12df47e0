import { describe, expect, test } from "@jest/globals";
import { createLog, createRelay, type GraphClient, GraphUnavailable, type OutboxEntry } from "../../../subgraphs/kit";

type State = "WAITING" | "DONE" | "REFUSED";
type Kept = OutboxEntry & { attempts: number; dueAt: Date; state: State; reason?: string };
type Reply = Awaited<ReturnType<GraphClient["ask"]>>;

const START = new Date("2026-01-05T08:00:00Z");
const payload = (...codes: string[]): Reply => ({
  data: { act: { errors: codes.map((code) => ({ code })) } },
  errors: [],
});

/** An outbox in memory, as a store would keep it, with a clock and a graph that answers as it is told. */
function house(ids: readonly (readonly [id: string, lane: string])[], answers: (Reply | Error)[]) {
  let now = START;
  const kept = ids.map(
    ([id, lane]): Kept => ({
      id,
      lane,
      mutation: "mutation",
      variables: { id },
      attempts: 0,
      dueAt: START,
      state: "WAITING",
    }),
  );
  const find = (id: string) => {
    const found = kept.find((entry) => entry.id === id);
    if (found === undefined) throw new Error(`no entry ${id}`);
    return found;
  };
  const asked: unknown[] = [];
  const lines: string[] = [];
  const relay = createRelay({
    name: "test",
    now: () => now,
    log: createLog("test", { destination: { write: (line) => void lines.push(line) } }),
    graph: {
      async ask({ variables }) {
        asked.push(variables?.id);
        const answer = answers.shift() ?? payload();
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
    outbox: {
      async due(at, limit) {
        const lanes = new Set<string>();
        const first = kept.filter((entry) => {
          if (entry.state !== "WAITING" || lanes.has(entry.lane)) return false;
          lanes.add(entry.lane);
          return true;
        });
        return first.filter((entry) => entry.dueAt <= at).slice(0, limit);
      },
      async acknowledge(id) {
        find(id).state = "DONE";
      },
      async postpone(id, until) {
        const entry = find(id);
        entry.attempts += 1;
        entry.dueAt = until;
      },
      async refuse(id, reason) {
        Object.assign(find(id), { state: "REFUSED", reason });
      },
    },
  });
  const pass = (milliseconds: number) => {
    now = new Date(now.getTime() + milliseconds);
  };
  return { relay, find, asked, lines, pass };
}

describe("a relay", () => {
  test("sends every entry that is due and acknowledges what was carried out", async () => {
    const { relay, find, asked } = house(
      [
        ["a", "1"],
        ["b", "2"],
      ],
      [],
    );
    await relay.run();
    expect(asked).toEqual(["a", "b"]);
    expect([find("a").state, find("b").state]).toEqual(["DONE", "DONE"]);
  });

  test("sends the entries of one lane in their order, also when the first one fails", async () => {
    const { relay, find, asked, pass } = house(
      [
        ["a", "1"],
        ["b", "1"],
      ],
      [payload("UNAVAILABLE")],
    );
    await relay.run();
    expect([asked, find("b").state]).toEqual([["a"], "WAITING"]);
    pass(1_000);
    await relay.run();
    expect(asked).toEqual(["a", "a", "b"]);
  });

  test.each(["NOT_FOUND", "CONFLICT", "UNAVAILABLE"])("tries again what was refused with %s", async (code) => {
    const { relay, find, pass } = house([["a", "1"]], [payload(code)]);
    await relay.run();
    expect(find("a").state).toBe("WAITING");
    pass(1_000);
    await relay.run();
    expect(find("a").state).toBe("DONE");
  });

  test.each(["INVALID", "NOT_ALLOWED_NOW", "IDEMPOTENCY_KEY_REUSED"])(
    "keeps for a person what was refused with %s, and says so in the log",
    async (code) => {
      const { relay, find, lines } = house([["a", "1"]], [payload(code)]);
      await relay.run();
      expect([find("a").state, find("a").reason]).toEqual(["REFUSED", code]);
      expect(lines.join()).toContain("needs a person");
    },
  );

  test("keeps for a person what has one refusal that cannot pass", async () => {
    const { relay, find } = house([["a", "1"]], [payload("CONFLICT", "INVALID")]);
    await relay.run();
    expect(find("a").state).toBe("REFUSED");
  });

  test.each([
    ["errors without data", { data: null, errors: [{ message: "The subgraph is down." }] }],
    ["a payload that is null", { data: { act: null }, errors: [] }],
    ["a payload without errors", { data: { act: { errors: null } }, errors: [] }],
  ])("takes %s for no acknowledgement", async (_title, reply) => {
    const { relay, find } = house([["a", "1"]], [reply]);
    await relay.run();
    expect([find("a").state, find("a").attempts]).toEqual(["WAITING", 1]);
  });

  test("postpones and fails when the gateway does not answer", async () => {
    const { relay, find } = house([["a", "1"]], [new GraphUnavailable("away")]);
    await expect(relay.run()).rejects.toThrow(GraphUnavailable);
    expect([find("a").state, find("a").attempts]).toEqual(["WAITING", 1]);
  });

  test("waits twice as long after every failure, and never more than five minutes", async () => {
    const { relay, find, pass } = house(
      [["a", "1"]],
      Array.from({ length: 12 }, () => payload("UNAVAILABLE")),
    );
    const pauses: number[] = [];
    let at = START.getTime();
    for (let attempt = 0; attempt < 12; attempt += 1) {
      await relay.run();
      pauses.push(find("a").dueAt.getTime() - at);
      pass(pauses.at(-1) ?? 0);
      at = find("a").dueAt.getTime();
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300].map((seconds) => seconds * 1_000));
  });
});
