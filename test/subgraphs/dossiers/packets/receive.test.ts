import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { agencyRole } from "../../../../subgraphs/dossiers/dossier";
import { DossierStatus } from "../../../../subgraphs/dossiers/status";
import { aDossier } from "../run-dossiers";
import { dossierEntry, messageOf, NOW, progressEntry } from "./packets";
import { type RunningPackets, runPackets } from "./run-packets";

let serial = 0;
function fresh(): string {
  serial += 1;
  return `H38.10-261005-${String(serial).padStart(5, "0")}`;
}

describe("packets of one-stop systems", () => {
  let run: RunningPackets;
  beforeAll(async () => {
    run = await runPackets();
  });
  afterAll(() => run.close());

  const sync = (changes: Record<string, unknown>, envelope: Record<string, unknown> = {}, system = "lao-cai") =>
    run.send("DongBoHoSoMC", messageOf("DongBoHoSoMC", [dossierEntry(changes)], envelope), system);
  const progress = (changes: Record<string, unknown>, system = "lao-cai", envelope: Record<string, unknown> = {}) =>
    run.send("CapNhatTienDoHoSoMC", messageOf("CapNhatTienDoHoSoMC", [progressEntry(changes)], envelope), system);
  const codes = (answer: { data?: readonly { error_code: string }[] }) => answer.data?.map((each) => each.error_code);

  test("make a dossier, whose status the sender's system alone confirms", async () => {
    const MaHoSo = fresh();
    const answer = await sync({ MaHoSo }, { isUpdating: "False" });
    expect(answer).toMatchObject({ status: 200, error_code: "0", data: [{ MaHoSo, error_code: "0" }] });
    expect(await run.find(MaHoSo)).toMatchObject({
      number: MaHoSo,
      procedureCode: "1.001193",
      status: DossierStatus.ACCEPTED,
      receiving: { code: "H38.10" },
      source: { system: "lao-cai", agency: "H38.10" },
      owner: { citizen: null, organisation: null },
      submitter: null,
      receivedAt: new Date("2026-10-05T01:30:00Z"),
      dueAt: new Date("2026-10-12T10:00:00Z"),
      version: 1,
      synthetic: true,
    });
  });

  test("trap 14: a second DongBoHoSoMC with isUpdating False is answered 3, already exists, and changes nothing", async () => {
    const MaHoSo = fresh();
    await sync({ MaHoSo }, { isUpdating: "False" });
    const before = await run.find(MaHoSo);
    expect(await sync({ MaHoSo }, { isUpdating: "False", session: "again" })).toMatchObject({
      status: 200,
      error_code: "3",
    });
    expect(await sync({ MaHoSo }, { isUpdating: "True" })).toMatchObject({ error_code: "0" });
    expect(await run.find(MaHoSo)).toEqual(before);
  });

  test("trap 9: isUpdating True for a dossier that nobody knows makes it", async () => {
    const MaHoSo = fresh();
    expect(await sync({ MaHoSo }, { isUpdating: true })).toMatchObject({ error_code: "0" });
    expect(await run.find(MaHoSo)).not.toBeNull();
  });

  test("trap 14: progress that comes before its dossier waits for it", async () => {
    const MaHoSo = fresh();
    const note = "Đã chuyển";
    expect(codes(await progress({ MaHoSo, NoiDungXuLy: note }))).toEqual(["0"]);
    expect(await run.find(MaHoSo)).toBeNull();
    await sync({ MaHoSo });
    expect(await run.find(MaHoSo)).toMatchObject({
      status: DossierStatus.IN_PROGRESS,
      history: [{ to: DossierStatus.ACCEPTED }, { from: DossierStatus.ACCEPTED, to: DossierStatus.IN_PROGRESS, note }],
    });
    expect(await pendingOf(MaHoSo)).toEqual([]);
  });

  const pendingOf = async (number: string) => {
    const waiting: string[] = [];
    for await (const message of run.store.waiting("lao-cai", [number])) waiting.push(message.id);
    return waiting;
  };

  test("trap 14: an older message is kept in the reports and leaves the newer status alone", async () => {
    const MaHoSo = fresh();
    await sync({ MaHoSo, TrangThaiHoSo: "9", NgayKetThucXuLy: "20261008090000" });
    expect(codes(await progress({ MaHoSo, TrangThai: "5", ThoiDiemXuLy: "20261006100000" }))).toEqual(["0"]);
    expect(await run.find(MaHoSo)).toMatchObject({
      status: DossierStatus.FINISHED,
      finishedAt: new Date("2026-10-08T02:00:00Z"),
      endedAt: new Date("2026-10-08T02:00:00Z"),
      history: [{ seq: 1 }],
      reports: [{ system: "lao-cai", status: DossierStatus.SUPPLEMENT_REQUESTED, statedStatus: "5", receivedAt: NOW }],
    });
  });

  test("trap 14: status 0 is not a status, but what else the message states counts", async () => {
    const MaHoSo = fresh();
    await sync({ MaHoSo, TrangThaiHoSo: "4" });
    await progress({ MaHoSo, TrangThai: "0", NoiDungXuLy: "Ghi chú" });
    expect(await run.find(MaHoSo)).toMatchObject({
      status: DossierStatus.IN_PROGRESS,
      history: [{}, { to: DossierStatus.IN_PROGRESS, note: "Ghi chú" }],
    });
  });

  test("one bad entry does not take the others with it, and every fault of it is named", async () => {
    const [good, other] = [fresh(), fresh()];
    const bad = dossierEntry({ MaHoSo: fresh(), NgayTiepNhan: "2026-10-05", TrangThaiHoSo: "11", KenhThucHien: "4" });
    const data = [dossierEntry({ MaHoSo: good }), bad, 7, dossierEntry({ MaHoSo: other })];
    const answer = await run.send("DongBoHoSoMC", messageOf("DongBoHoSoMC", data));
    expect(answer.error_code).toBe("5");
    expect(codes(answer)).toEqual(["0", "1", "1", "0"]);
    expect(answer.data?.[1]?.faults?.map((fault) => fault.field)).toEqual([
      "data[1].TrangThaiHoSo",
      "data[1].NgayTiepNhan",
      "data[1].KenhThucHien",
    ]);
    expect(await run.find(good)).not.toBeNull();
    expect(await run.find(other)).not.toBeNull();
  });

  test("a dossier filed here is joined when it comes back with its official number, and is counted once", async () => {
    const filed = aDossier({ receiving: agencyRole("H38.10"), requestNumber: "YC-261004-0123456789" });
    await run.store.insert([filed]);
    const MaHoSo = fresh();
    const before = await run.connection.collection("dossiers").countDocuments();
    await sync({ MaHoSo, SoBienNhan: `BN ${filed.requestNumber}`, TrichYeuHoSo: "Khác", KenhThucHien: "1" });
    await progress({ MaHoSo });
    expect(await run.connection.collection("dossiers").countDocuments()).toBe(before);
    expect(await run.find(MaHoSo)).toMatchObject({
      id: filed.id,
      requestNumber: filed.requestNumber,
      owner: filed.owner,
      submitter: filed.submitter,
      summary: filed.summary,
      channel: filed.channel,
      filedAt: filed.filedAt,
      source: { system: "lao-cai" },
      status: DossierStatus.IN_PROGRESS,
      history: [{ seq: 1 }, { seq: 2, from: DossierStatus.FILED, to: DossierStatus.ACCEPTED }, { seq: 3 }],
    });
  });

  test("trap 14: progress under the request number, before the one-stop system told of the dossier, waits for that", async () => {
    const filed = aDossier({ receiving: agencyRole("H38.10"), requestNumber: "YC-261004-WWWWWWWWWW" });
    await run.store.insert([filed]);
    const MaHoSo = fresh();
    expect(await progress({ MaHoSo: filed.requestNumber })).toMatchObject({ error_code: "0" });
    expect(await run.find(filed.requestNumber)).toEqual(filed);
    await sync({ MaHoSo, SoBienNhan: filed.requestNumber });
    expect(await run.find(MaHoSo)).toMatchObject({ id: filed.id, status: DossierStatus.IN_PROGRESS, reports: [] });
    expect(await pendingOf(filed.requestNumber)).toEqual([]);
  });

  test("a request that is named only after its official number has made a dossier is told to people", async () => {
    const filed = aDossier({ receiving: agencyRole("H38.10"), requestNumber: "YC-261004-ZZZZZZZZZZ" });
    await run.store.insert([filed]);
    const MaHoSo = fresh();
    await sync({ MaHoSo });
    const answer = await sync({ MaHoSo, SoBienNhan: filed.requestNumber, TrangThaiHoSo: "4" });
    expect(answer).toMatchObject({ error_code: "4", data: [{ reason: expect.stringMatching(/two dossiers/) }] });
    expect(await run.find(MaHoSo)).toMatchObject({ status: DossierStatus.IN_PROGRESS });
    expect(await run.find(filed.requestNumber)).toEqual(filed);
  });

  test("a request number of another agency's dossier is not believed", async () => {
    const filed = aDossier({ receiving: agencyRole("H26"), requestNumber: "YC-261004-ABCDEFGHJK" });
    await run.store.insert([filed]);
    const MaHoSo = fresh();
    await sync({ MaHoSo, SoBienNhan: filed.requestNumber });
    expect(await run.find(filed.requestNumber)).toEqual(filed);
    expect((await run.find(MaHoSo))?.id).not.toBe(filed.id);
  });

  test("a dossier that is handled here is not taken over: the message is kept as a contradiction", async () => {
    const MaHoSo = fresh();
    const handled = aDossier({ receiving: agencyRole("H38.10"), number: MaHoSo, status: DossierStatus.ACCEPTED });
    await run.store.insert([handled]);
    const answer = await sync({ MaHoSo, TrangThaiHoSo: "10", NgayTra: "20261008" });
    expect(answer).toMatchObject({ status: 200, error_code: "4" });
    expect(answer.data?.[0]?.reason).toMatch(/handled here/);
    await sync({ MaHoSo, TrangThaiHoSo: "10", NgayTra: "20261008" });
    const after = await run.find(MaHoSo);
    expect(after).toMatchObject({ source: null, status: DossierStatus.ACCEPTED, history: handled.history });
    expect(after?.reports).toHaveLength(1);
  });

  test("trap 15: a dossier of a provincial agency belongs to the ministry's system that reports it", async () => {
    const MaHoSo = fresh();
    await sync({ MaHoSo }, {}, "bo-xay-dung");
    expect(await run.find(MaHoSo)).toMatchObject({
      source: { system: "bo-xay-dung", agency: "H38.10" },
      receiving: { code: "H38.10" },
    });
    expect(await sync({ MaHoSo, TrangThaiHoSo: "4" })).toMatchObject({ error_code: "4" });
    expect(await run.find(MaHoSo)).toMatchObject({
      status: DossierStatus.ACCEPTED,
      source: { system: "bo-xay-dung" },
      reports: [{ system: "lao-cai", status: DossierStatus.IN_PROGRESS }],
    });
  });

  test("another agency's dossier stays untouched, and progress does not tell that it exists", async () => {
    const MaHoSo = fresh();
    await sync({ MaHoSo });
    const before = await run.find(MaHoSo);
    const envelope = { madonvi: "H26" };
    expect(await sync({ MaHoSo, TrangThaiHoSo: "10" }, envelope, "ha-noi")).toMatchObject({ error_code: "2" });
    const known = await progress({ MaHoSo, TrangThai: "10" }, "ha-noi", envelope);
    const unknown = await progress({ MaHoSo: fresh(), TrangThai: "10" }, "ha-noi", envelope);
    expect({ ...known, data: [{ ...known.data?.[0], MaHoSo: "" }] }).toEqual({
      ...unknown,
      data: [{ ...unknown.data?.[0], MaHoSo: "" }],
    });
    expect(await run.find(MaHoSo)).toEqual(before);
  });

  test("a dossier does not change its procedure", async () => {
    const MaHoSo = fresh();
    await sync({ MaHoSo });
    expect(await sync({ MaHoSo, MaTTHC: "2.000815", TrangThaiHoSo: "4" })).toMatchObject({ error_code: "4" });
    expect(await run.find(MaHoSo)).toMatchObject({ procedureCode: "1.001193", status: DossierStatus.ACCEPTED });
  });

  test("two different messages that make one dossier at the same time both count", async () => {
    const MaHoSo = fresh();
    let other: (() => Promise<unknown>) | null = null;
    const racing = await runPackets((store) => ({
      ...store,
      // Another receiver makes the dossier after this one has looked for it.
      async insert(dossiers) {
        const race = other;
        other = null;
        await race?.();
        return store.insert(dossiers);
      },
    }));
    const send = (TrangThaiHoSo: string) =>
      racing.send("DongBoHoSoMC", messageOf("DongBoHoSoMC", [dossierEntry({ MaHoSo, TrangThaiHoSo })]));
    other = () => send("4");
    expect(await send("1")).toMatchObject({ status: 200, error_code: "0" });
    const found = await racing.find(MaHoSo);
    await racing.close();
    expect(found?.status).toBe(DossierStatus.IN_PROGRESS);
    expect(found?.sync?.packets.map((packet) => packet.rank)).toEqual([1, 4]);
  });

  test("what waits for a dossier is the word of the system that sent it, and of no other", async () => {
    const MaHoSo = fresh();
    await progress({ MaHoSo, TrangThai: "9" }, "bo-xay-dung");
    await sync({ MaHoSo });
    expect(await run.find(MaHoSo)).toMatchObject({ status: DossierStatus.ACCEPTED, reports: [], version: 1 });
  });

  test("a hundred at once about one dossier are each counted once", async () => {
    const MaHoSo = fresh();
    const entries = Array.from({ length: 25 }, (_, index) => ({
      MaHoSo,
      NoiDungXuLy: `Bước ${index}`,
      ThoiDiemXuLy: `202610060${index % 10}${String(index).padStart(2, "0")}00`,
    }));
    const all = [...entries, ...entries, ...entries, ...entries].map((entry) => progress(entry));
    await Promise.all([...all, ...Array.from({ length: 20 }, () => sync({ MaHoSo }))]);
    const found = await run.find(MaHoSo);
    expect((found?.history.length ?? 0) + (found?.reports.length ?? 0)).toBe(26);
    expect(found?.sync?.packets).toHaveLength(26);
    expect(await pendingOf(MaHoSo)).toEqual([]);
  });

  test("no name, number, telephone or address of a person is in the store in clear, and all of it is in the sealed message", async () => {
    const MaHoSo = fresh();
    const secrets = ["Nguyễn Thử Mật", "001299000001", "0912 345 678", "mat@example.org", "987612345"];
    const [name = "", cccd = "", phone = "", email = "", cmnd = ""] = secrets;
    await sync({
      MaHoSo,
      ChuHoSo: name,
      Email: email,
      SoDienThoai: phone,
      GhiChu: `${name} ${cccd}`,
      ThongTinKhac: name,
      DinhDanhCHS: [
        { LoaiDinhDanh: 1, SoDinhDanh: cccd },
        { LoaiDinhDanh: 2, SoDinhDanh: cmnd },
      ],
      TrichYeuHoSo: `Cấp đổi thẻ ${cccd}, liên hệ ${phone} hoặc ${email}`,
    });
    await progress({ MaHoSo, NguoiXuLy: name, NoiDungXuLy: `Đã gọi ${phone}, số cũ ${cmnd}` });
    const stored = await Promise.all(
      ["dossiers", "packets"].map((name) => run.connection.collection(name).find({}).toArray()),
    );
    const clear = JSON.stringify(stored, (_, value) => (Buffer.isBuffer(value) ? value.toString("latin1") : value));
    for (const secret of secrets) expect(clear).not.toContain(secret);
    expect((await run.find(MaHoSo))?.summary).toBe("Cấp đổi thẻ [digits], liên hệ [digits] hoặc [email]");
    const raw = await run.connection.collection("packets").findOne({ numbers: MaHoSo, service: "DongBoHoSoMC" });
    expect(raw).not.toBeNull();
    const kept: string[] = [];
    await run.store.keep({ system: "lao-cai", service: "DongBoHoSoMC", receivedAt: NOW, body: "x", numbers: [MaHoSo] });
    for await (const message of run.store.waiting("lao-cai", [MaHoSo])) kept.push(message.body);
    expect(kept).toEqual(["x"]);
  });

  test("a thousand dossiers in one message take one command to keep, two to look up, one to settle, and one for each hundred", async () => {
    const entries = Array.from({ length: 1_000 }, () => dossierEntry({ MaHoSo: `H38.10-${randomUUID()}` }));
    run.commands.length = 0;
    const answer = await run.send("DongBoHoSoMC", messageOf("DongBoHoSoMC", entries));
    expect(answer.error_code).toBe("0");
    const counts = new Map<string, number>();
    for (const command of run.commands) counts.set(command, (counts.get(command) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({
      "findAndModify packets": 1,
      "find dossiers": 2,
      "insert dossiers": 10,
      "find packets": 1,
      "update packets": 1,
    });
  });
});
