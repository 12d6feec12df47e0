import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { dossierEntry, messageOf } from "./packets";
import { type RunningPackets, runPackets } from "./run-packets";

describe("hostile input", () => {
  let run: RunningPackets;
  beforeAll(async () => {
    run = await runPackets();
  });
  afterAll(() => run.close());

  const nothingStored = async () => {
    for (const name of ["dossiers", "packets"]) expect(await run.connection.collection(name).countDocuments()).toBe(0);
  };

  test.each([
    ["no authorization", {}],
    ["another scheme", { authorization: "Basic abc" }],
    ["an empty secret", { authorization: "Bearer " }],
    ["a wrong secret", { authorization: "Bearer wrong" }],
    ["a hash in place of the secret", { authorization: `Bearer ${"1".repeat(64)}` }],
    ["two headers", { authorization: ["Bearer a", "Bearer b"] }],
    ["a huge secret", { authorization: `Bearer ${"x".repeat(100_000)}` }],
  ])("with %s is answered 401, and nothing of it is kept", async (_, headers) => {
    const answer = await run.post("DongBoHoSoMC", messageOf("DongBoHoSoMC", [dossierEntry()]), headers);
    expect(answer).toMatchObject({ status: 401, error_code: "97" });
    await nothingStored();
  });

  test.each(["", "{", "null", "7", '"text"', "[]", "<xml/>", "\u0000"])("%j is no message", async (body) => {
    expect(await run.send("DongBoHoSoMC", body)).toMatchObject({ status: 400, error_code: "98" });
    await nothingStored();
  });

  test.each([
    ["for an agency of others", { madonvi: "H26" }, "madonvi"],
    ["for an agency whose code only begins alike", { madonvi: "H380" }, "madonvi"],
    ["for the other service", { service: "CapNhatTienDoHoSoMC" }, "service"],
    ["with too many entries", { data: Array.from({ length: 1_001 }, () => dossierEntry()) }, "data"],
  ])("a message %s is refused whole, with the field", async (_, changes, field) => {
    const answer = await run.send("DongBoHoSoMC", messageOf("DongBoHoSoMC", [dossierEntry()], changes));
    expect(answer).toMatchObject({ status: 200, error_code: "98", faults: [{ field }] });
    await nothingStored();
  });

  test("a message as deep as its size allows is read without harm", async () => {
    const deep = `${"[".repeat(500_000)}${"]".repeat(500_000)}`;
    const entry = JSON.stringify(dossierEntry()).replace(/\}$/, `,"Sau":${deep}}`);
    const body = `{"madonvi":"H38","data":[${entry}, ${deep}]}`;
    const answer = await run.send("DongBoHoSoMC", body);
    expect([200, 400]).toContain(answer.status);
  });

  test("operators of a query, names of prototypes and wrong types are only faults", async () => {
    const entries = [
      '{"MaHoSo":{"$ne":null},"__proto__":{"MaTTHC":"1.001193"},"constructor":{"prototype":{}}}',
      JSON.stringify(dossierEntry({ MaHoSo: "H38.10-261005-99999", TaiLieuNop: { $each: [] }, DanhSachLePhi: "x" })),
      JSON.stringify(dossierEntry({ MaHoSo: ["a"], KenhThucHien: [], NgayTiepNhan: {}, ChuHoSo: 1e30 })),
    ];
    const answer = await run.send("DongBoHoSoMC", `{"madonvi":"H38","data":[${entries.join(",")}]}`);
    expect(answer).toMatchObject({ status: 200, error_code: "1" });
    expect(answer.data?.map((each) => each.error_code)).toEqual(["1", "1", "1"]);
    expect(answer.data?.every((each) => (each.faults?.length ?? 0) > 0)).toBe(true);
    expect(await run.find("H38.10-261005-99999")).toBeNull();
  });

  test("one dossier does not grow without end: after a thousand different packets the next is refused", async () => {
    const MaHoSo = "H38.10-261005-88888";
    const entries = Array.from({ length: 1_000 }, (_, index) => dossierEntry({ MaHoSo, TrichYeuHoSo: `Lần ${index}` }));
    await run.send("DongBoHoSoMC", messageOf("DongBoHoSoMC", entries.slice(0, 1)));
    const record = await run.find(MaHoSo);
    const [seen] = record?.sync?.packets ?? [];
    if (record === null || record.sync === null || seen === undefined) throw new Error("no dossier");
    const others = Array.from({ length: 999 }, (_, index) => ({ ...seen, hash: `synthetic ${index}`, settles: [] }));
    const full = { ...record, sync: { ...record.sync, packets: [...others, seen] }, version: record.version + 1 };
    expect(await run.store.replace(record, full)).toBe(true);
    const last = messageOf("DongBoHoSoMC", entries.slice(-1));
    expect(await run.send("DongBoHoSoMC", last)).toMatchObject({ status: 200, error_code: "6" });
    expect((await run.find(MaHoSo))?.version).toBe(full.version);
  });
});
