import { afterEach, describe, expect, test } from "@jest/globals";
import type { PacketStore } from "../../../../subgraphs/dossiers/packets/port";
import { DossierStatus } from "../../../../subgraphs/dossiers/status";
import { dossierEntry, messageOf, NOW, NUMBER, progressEntry } from "./packets";
import { type RunningPackets, runPackets } from "./run-packets";

/** A store that stops for good at its nth write from now, before or after doing it, as a killed process would. */
function killable() {
  let left = Number.POSITIVE_INFINITY;
  let late = false;
  const write = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    left -= 1;
    if (left < 0 || (left === 0 && !late)) throw new Error("killed");
    const result = await work();
    if (left === 0) throw new Error("killed");
    return result;
  };
  return {
    killAt(count: number, after: boolean) {
      left = count;
      late = after;
    },
    revive() {
      left = Number.POSITIVE_INFINITY;
    },
    get died() {
      return left <= 0;
    },
    wrap: (store: PacketStore): PacketStore => ({
      ...store,
      keep: (message) => write(() => store.keep(message)),
      finish: (id, numbers) => write(() => store.finish(id, numbers)),
      settle: (id, numbers) => write(() => store.settle(id, numbers)),
      insert: (dossiers) => write(() => store.insert(dossiers)),
      replace: (before, after) => write(() => store.replace(before, after)),
    }),
  };
}

const OTHER = "H38.10-261005-00055";
const PROGRESS = messageOf("CapNhatTienDoHoSoMC", [
  progressEntry(),
  progressEntry({ TrangThai: "9", ThoiDiemXuLy: "20261007" }),
  progressEntry({ MaHoSo: OTHER }),
]);
const DOSSIERS = messageOf("DongBoHoSoMC", [dossierEntry(), dossierEntry({ MaHoSo: OTHER })]);

describe("a receiver that is cut short", () => {
  let run: RunningPackets | undefined;
  afterEach(() => run?.close());

  const stateOf = async (running: RunningPackets) => {
    const found = await Promise.all([NUMBER, OTHER].map((number) => running.find(number)));
    const waiting: string[] = [];
    for await (const message of running.store.waiting("lao-cai", [NUMBER, OTHER])) waiting.push(message.id);
    for await (const message of running.store.unsettled(new Date("2027-01-01T00:00:00Z"))) waiting.push(message.id);
    return {
      waiting,
      dossiers: found.map((each) => ({
        status: each?.status,
        history: each?.history.map((event) => [event.to, event.at]),
        reports: each?.reports.length,
      })),
    };
  };

  test("at any write loses nothing and does nothing twice: repeated by its sender, or resumed by itself", async () => {
    const plain = await runPackets();
    await plain.send("CapNhatTienDoHoSoMC", PROGRESS);
    await plain.send("DongBoHoSoMC", DOSSIERS);
    const expected = await stateOf(plain);
    await plain.close();
    expect(expected).toMatchObject({
      waiting: [],
      dossiers: [{ status: DossierStatus.FINISHED, reports: 0 }, { status: DossierStatus.IN_PROGRESS }],
    });
    expect(expected.dossiers[0]?.history).toHaveLength(3);

    const kill = killable();
    run = await runPackets(kill.wrap);
    let points = 0;
    for (const after of [false, true]) {
      for (let at = 1; ; at += 1) {
        await Promise.all(["dossiers", "packets"].map((name) => run?.connection.collection(name).deleteMany({})));
        kill.killAt(at, after);
        const answers = [await run.send("CapNhatTienDoHoSoMC", PROGRESS), await run.send("DongBoHoSoMC", DOSSIERS)];
        const died = kill.died;
        kill.revive();
        if (!died) break;
        points += 1;
        expect(answers.some((answer) => answer.status === 503 && answer.error_code === "99")).toBe(true);
        // A sender that was told to sends it again; what was kept before the kill goes on by itself.
        if (points % 2 === 0) {
          run.at(new Date(NOW.getTime() + 3_600_000));
          await run.job.run();
          run.at(NOW);
        }
        if (answers[0]?.status === 503) await run.send("CapNhatTienDoHoSoMC", PROGRESS);
        if (answers[1]?.status === 503) await run.send("DongBoHoSoMC", DOSSIERS);
        expect(await stateOf(run)).toEqual(expected);
      }
    }
    expect(points).toBeGreaterThan(10);
  });

  test("after the message was kept is finished without its sender", async () => {
    const kill = killable();
    run = await runPackets(kill.wrap);
    kill.killAt(2, false);
    expect(await run.send("DongBoHoSoMC", DOSSIERS)).toMatchObject({ status: 503 });
    kill.revive();
    await run.job.run();
    expect(await run.find(NUMBER)).toBeNull();
    run.at(new Date(NOW.getTime() + 61_000));
    await run.job.run();
    expect(await run.find(NUMBER)).not.toBeNull();
    expect((await run.find(NUMBER))?.sync?.packets[0]?.receivedAt).toEqual(NOW);
    expect((await stateOf(run)).waiting).toEqual([]);
  });
});
