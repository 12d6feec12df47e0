import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { DossierRecord } from "../../../../subgraphs/dossiers/dossier";
import { applySync } from "../../../../subgraphs/dossiers/packets/apply";
import type { Packet } from "../../../../subgraphs/dossiers/packets/packet";
import { dossierPacket, NOW, progressPacket } from "./packets";

/** A delivery: a packet, and when it comes. */
interface Delivery {
  readonly packet: Packet;
  readonly receivedAt: Date;
}

/** What stays the same whatever the order of arrival: everything but names given here and the order of the logs. */
function settled(record: DossierRecord) {
  const { id, version, history, reports, sync, ...rest } = record;
  const packets = sync?.packets.map(({ receivedAt, ...packet }) => packet);
  return { ...rest, sync: { ...sync, packets } };
}

/** Applies deliveries as the receiver does: progress that comes before its dossier waits for it. */
function deliver(
  deliveries: readonly Delivery[],
  check?: (before: DossierRecord | null, after: DossierRecord) => void,
) {
  let record: DossierRecord | null = null;
  let waiting: Delivery[] = [];
  const queue = [...deliveries];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const outcome = applySync(record, next.packet, next.receivedAt);
    if (outcome.kind === "waiting") waiting.push(next);
    if (!("record" in outcome)) continue;
    check?.(record, outcome.record);
    record = outcome.record;
    queue.unshift(...waiting);
    waiting = [];
  }
  return record;
}

const digits = (value: number, length: number) => String(value).padStart(length, "0");
const stamp = fc
  .record({ day: fc.integer({ min: 1, max: 8 }), hour: fc.integer({ min: 0, max: 23 }), whole: fc.boolean() })
  .map(({ day, hour, whole }) => `202610${digits(day, 2)}${whole ? "" : `${digits(hour, 2)}3000`}`);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const status = fc.integer({ min: 0, max: 10 }).map(String);

const dossierPackets = fc
  .record({
    TrangThaiHoSo: status,
    NgayTiepNhan: stamp,
    NgayNopHoSo: maybe(stamp),
    NgayHenTra: maybe(fc.constantFrom("20261010170000", "20261020", "")),
    NgayKetThucXuLy: maybe(stamp),
    NgayTra: maybe(stamp),
    NgayTuChoi: maybe(stamp),
    KenhThucHien: fc.constantFrom("1", 2, "03"),
    TrichYeuHoSo: fc.constantFrom("Một", "Hai", "Ba"),
    LoaiDoiTuong: fc.constantFrom("1", "2"),
    DuocThanhToanTrucTuyen: maybe(fc.constantFrom("0", "1", 2)),
    DonViXuLy: fc.constantFrom("H38.10", "000.00.11.H38", "Sở Thử nghiệm"),
    TaiLieuNop: fc.array(fc.record({ TenTepDinhKem: fc.constantFrom("a.pdf", "b.pdf"), DuocSoHoa: fc.boolean() }), {
      maxLength: 2,
    }),
    DanhSachLePhi: fc.array(fc.record({ TenPhiLePhi: fc.constant("Phí"), Gia: fc.constantFrom(0, "8000", "") }), {
      maxLength: 1,
    }),
  })
  .map((changes) => dossierPacket(changes));
const progressPackets = fc
  .record({ TrangThai: status, ThoiDiemXuLy: stamp, NoiDungXuLy: fc.constantFrom("x", "y", null) })
  .map((changes) => progressPacket(changes));

const place = (packet: Packet) => `${packet.at.toISOString()} ${packet.rank}`;
const sequence = fc.tuple(dossierPackets, fc.array(fc.oneof(dossierPackets, progressPackets), { maxLength: 9 }));
/** Packets of different moments or statuses, in the order of what happened. */
const distinct = sequence
  .map(([first, others]) =>
    [...new Map([first, ...others].map((packet) => [place(packet), packet])).values()].sort(
      (one, other) => one.at.getTime() - other.at.getTime() || one.rank - other.rank,
    ),
  )
  .filter((packets) => packets.some((packet) => packet.procedureCode !== null));

/** The same packets in another order, each at least once. */
const scrambled = <Value>(values: readonly Value[]) =>
  fc
    .tuple(
      fc.shuffledSubarray([...values], { minLength: values.length }),
      fc.array(fc.tuple(fc.constantFrom(...values), fc.nat({ max: 100 })), { maxLength: 8 }),
    )
    .map(([order, repeats]) => {
      const all = [...order];
      for (const [value, at] of repeats) all.splice(at % (all.length + 1), 0, value);
      return all;
    });

const inTime = (packets: readonly Packet[]): Delivery[] =>
  packets.map((packet, index) => ({ packet, receivedAt: new Date(NOW.getTime() + index * 1000) }));

describe("trap 14: packets in any order, and repeated", () => {
  test("end in the same dossier as in-order delivery", () => {
    fc.assert(
      fc.property(
        distinct.chain((packets) => fc.tuple(fc.constant(packets), scrambled(packets))),
        ([packets, mixed]) => {
          const inOrder = deliver(inTime(packets));
          const other = deliver(inTime(mixed));
          if (inOrder === null || other === null) throw new Error("no dossier came of it");
          expect(settled(other)).toEqual(settled(inOrder));
        },
      ),
      { numRuns: 150 },
    );
  });

  test("of one moment and status end the same in whatever order they are worked on, by when they came or else by content", () => {
    const tied = fc
      .tuple(sequence, fc.boolean())
      .map(([[first, others], together]) =>
        inTime([first, ...others]).map((each) => (together ? { ...each, receivedAt: NOW } : each)),
      )
      .map((deliveries) => [...new Map(deliveries.map((each) => [each.packet.hash, each])).values()]);
    fc.assert(
      fc.property(
        tied.chain((all) => fc.tuple(fc.constant(all), scrambled(all))),
        ([all, mixed]) => {
          const one = deliver(all);
          const other = deliver(mixed);
          if (one === null || other === null) throw new Error("no dossier came of it");
          expect(settled(other)).toEqual(settled(one));
        },
      ),
      { numRuns: 150 },
    );
  });

  test("are all found: each different one stands once in the history or the reports, and nowhere twice", () => {
    fc.assert(
      fc.property(
        sequence.chain(([first, others]) => scrambled([first, ...others])),
        (mixed) => {
          const record = deliver(inTime(mixed));
          const hashes = new Set(mixed.map((packet) => packet.hash));
          expect(new Set(record?.sync?.packets.map((packet) => packet.hash))).toEqual(hashes);
          expect((record?.history.length ?? 0) + (record?.reports.length ?? 0)).toBe(hashes.size);
          const commands = record?.history.map((event) => event.command?.hash) ?? [];
          expect(new Set(commands).size).toBe(commands.length);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("only ever add to the history and the reports, and the history is in the order of what happened", () => {
    fc.assert(
      fc.property(
        sequence.chain(([first, others]) => scrambled([first, ...others])),
        (mixed) => {
          const record = deliver(inTime(mixed), (before, after) => {
            if (before === null) return;
            expect(after.history.slice(0, before.history.length)).toEqual(before.history);
            expect(after.reports.slice(0, before.reports.length)).toEqual(before.reports);
            expect(after.version).toBe(before.version + 1);
            expect(after.id).toBe(before.id);
          });
          const moments = record?.history.map((event) => event.at.getTime()) ?? [];
          expect(moments).toEqual(moments.toSorted((one, other) => one - other));
          expect(record?.history.map((event) => event.seq)).toEqual(moments.map((_, index) => index + 1));
        },
      ),
      { numRuns: 150 },
    );
  });

  test("change nothing when all come a second time", () => {
    fc.assert(
      fc.property(sequence, ([first, others]) => {
        const all = inTime([first, ...others]);
        const record = deliver(all);
        for (const { packet } of all) expect(applySync(record, packet, NOW)).toEqual({ kind: "unchanged" });
      }),
      { numRuns: 100 },
    );
  });
});
