import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { journalFaults, notice, type RunningPayments, runPayments } from "./run-payments";

describe("the notice of a payment (IPN)", () => {
  let running: RunningPayments;
  beforeAll(async () => {
    running = await runPayments("ipn");
  });
  afterAll(() => running.close());

  const effects = async (requestId: string) =>
    (
      await running.rows(sql<{ kind: string }>`
      select kind from payments.journal_transaction where request_id = ${requestId} order by id`)
    ).map((row) => row.kind);

  test("settles the request: journal of phí and lệ phí apart, receipts, outbox", async () => {
    const { request, reference } = await running.started({
      lines: [
        { kind: "PHI", code: "P", name: "Phí", amount: 25_000 },
        { kind: "LE_PHI", code: "L", name: "Lệ phí", amount: 35_000 },
      ],
    });
    expect(await running.state(request.id)).toBe("PENDING");
    expect(await running.notify(notice(reference))).toBe("00");
    expect(await running.state(request.id)).toBe("PAID");
    expect(
      await running.rows(sql`
        select e.account_id as account, e.amount from payments.journal_entry e
        join payments.journal_transaction t on t.id = e.transaction_id where t.request_id = ${request.id} order by position`),
    ).toEqual([
      { account: "PLATFORM_CLEARING", amount: 60_000 },
      { account: "PHI_REVENUE:H26.12", amount: -25_000 },
      { account: "LE_PHI_REVENUE:H26.12", amount: -35_000 },
    ]);
    expect(
      await running.rows(sql`select kind, amount from payments.receipt where request_id = ${request.id} order by kind`),
    ).toEqual([
      { kind: "LE_PHI", amount: 35_000 },
      { kind: "PHI", amount: 25_000 },
    ]);
    expect(
      await running.rows(sql`select outcome, lane, amount from payments.outbox where request_id = ${request.id}`),
    ).toEqual([{ outcome: "PAID", lane: request.dossierId, amount: 60_000 }]);
  });

  test.each([
    ["a wrong MaXacThuc", "97", (right: object) => ({ ...right, MaXacThuc: "0".repeat(64) })],
    ["no MaXacThuc", "97", (right: object) => ({ ...right, MaXacThuc: undefined })],
    ["an amount changed after signing", "97", (right: object) => ({ ...right, SoTien: "1" })],
    [
      "a failure changed into a success",
      "97",
      (_: object, reference: string) => ({ ...notice(reference, { MaLoi: "24" }), MaLoi: "00" }),
    ],
    ["another partner", "97", (_: object, reference: string) => notice(reference, { MaDoiTac: "OTHER" })],
    ["a smaller amount, signed", "04", (_: object, reference: string) => notice(reference, { SoTien: "59999" })],
    ["a larger amount, signed", "04", (_: object, reference: string) => notice(reference, { SoTien: "60001" })],
    ["another currency, signed", "98", (_: object, reference: string) => notice(reference, { MaTienTe: "USD" })],
    ["no amount, signed", "98", (_: object, reference: string) => notice(reference, { SoTien: "0" })],
    ["a negative amount, signed", "98", (_: object, reference: string) => notice(reference, { SoTien: "-60000" })],
    ["a decimal amount, signed", "98", (_: object, reference: string) => notice(reference, { SoTien: "60000.0" })],
    ["a decimal number, signed", "98", (_: object, reference: string) => notice(reference, { SoTien: 60000.5 })],
    [
      "an amount above 2^53, signed",
      "98",
      (_: object, reference: string) => notice(reference, { SoTien: "9007199254740993" }),
    ],
    [
      "an amount with an exponent, signed",
      "98",
      (_: object, reference: string) => notice(reference, { SoTien: "6e4" }),
    ],
    [
      "another kind of message, signed",
      "98",
      (_: object, reference: string) => notice(reference, { LoaiBanTin: "GET_BILL" }),
    ],
    ["no transaction number, signed", "98", (_: object, reference: string) => notice(reference, { MaGiaoDich: "" })],
    [
      "a transaction number with a NUL, signed",
      "98",
      (_: object, reference: string) => notice(reference, { MaGiaoDich: "T\u0000" }),
    ],
    ["an unknown reference, signed", "01", () => notice("dvc0unknown0reference")],
    [
      "other fee lines than the request's",
      "05",
      (right: object) => ({
        ...right,
        ThongTinBienLai: { PhiLePhi: [{ LoaiPhiLePhi: "1", MaPhiLePhi: "LP", TenPhiLePhi: "Phí", SoTien: "60000" }] },
      }),
    ],
    ["something that is no JSON", "98", () => "MaLoi=00"],
    ["a JSON list", "98", () => "[]"],
  ])("with %s is answered %s and has no effect", async (_, code, change) => {
    const { request, reference } = await running.started();
    expect(await running.notify(change(notice(reference), reference))).toBe(code);
    expect(await running.state(request.id)).toBe("PENDING");
    expect(await effects(request.id)).toEqual([]);
    // And it does not stand in the way of the real one.
    expect(await running.notify(notice(reference))).toBe("00");
    expect(await running.state(request.id)).toBe("PAID");
  });

  test("with the request's own fee lines is believed", async () => {
    const { request, reference } = await running.started();
    const lines = [{ LoaiPhiLePhi: 2, MaPhiLePhi: "LP", TenPhiLePhi: "LE PHI", SoTien: 60000 }];
    expect(await running.notify({ ...notice(reference), ThongTinBienLai: { PhiLePhi: lines } })).toBe("00");
    expect(await running.state(request.id)).toBe("PAID");
  });

  test("that comes a hundred times has one effect and one record that counts them", async () => {
    const { request, reference } = await running.started();
    const body = notice(reference);
    const answers = await Promise.all(Array.from({ length: 100 }, () => running.notify(body)));
    expect(new Set(answers)).toEqual(new Set(["00"]));
    expect(await effects(request.id)).toEqual(["PAYMENT"]);
    expect(
      await running.rows(sql`select times, outcome from payments.platform_notice where reference = ${reference}`),
    ).toEqual([{ times: 100, outcome: "PAY" }]);
  });

  test("that comes twice at once under two transaction numbers has one effect", async () => {
    const { request, reference } = await running.started();
    const both = ["A", "B"].map((number) => notice(reference, { MaGiaoDich: `T${number}-${reference}` }));
    expect(await Promise.all(both.map((body) => running.notify(body)))).toEqual(["00", "00"]);
    expect(await effects(request.id)).toEqual(["PAYMENT"]);
  });

  test("that comes before INIT was answered settles the request all the same", async () => {
    const request = await running.request();
    const begun = await running.payments.store.start(
      {
        payer: request.payer,
        idempotencyKey: `key-${request.id}`,
        requestId: request.id,
        expectedVersion: 1,
        now: new Date(),
        referenceFor: () => `dvcearly${request.id.slice(0, 8)}`,
      },
      false,
    );
    expect(begun.kind).toBe("started");
    expect(await running.notify(notice(`dvcearly${request.id.slice(0, 8)}`))).toBe("00");
    expect(await running.state(request.id)).toBe("PAID");
  });

  test("of a success after a failure pays, and a failure after a success changes nothing", async () => {
    const { request, reference } = await running.started();
    expect(await running.notify(notice(reference, { MaLoi: "24", MaGiaoDich: `F-${reference}` }))).toBe("00");
    expect(await running.state(request.id)).toBe("CREATED");
    expect(await running.notify(notice(reference))).toBe("00");
    expect(await running.state(request.id)).toBe("PAID");
    expect(await running.notify(notice(reference, { MaLoi: "24", MaGiaoDich: `G-${reference}` }))).toBe("00");
    expect(await running.state(request.id)).toBe("PAID");
    expect(await effects(request.id)).toEqual(["PAYMENT"]);
  });

  test("that comes after the request expired pays nothing any more: the money is surplus, owed back", async () => {
    const { request, reference } = await running.started({ expiresAt: new Date(Date.now() + 3_600_000) });
    await running.at(new Date(Date.now() + 7_200_000)).work.expire();
    expect(await running.state(request.id)).toBe("EXPIRED");
    expect([await running.notify(notice(reference)), await running.notify(notice(reference))]).toEqual(["00", "00"]);
    expect(await running.state(request.id)).toBe("EXPIRED");
    expect(await effects(request.id)).toEqual(["SURPLUS"]);
    expect(
      await running.rows(sql`select cause, amount, state from payments.refund where reference = ${reference}`),
    ).toEqual([{ cause: "SURPLUS", amount: 60_000, state: "REQUESTED" }]);
  });

  test.each([
    ["an escaped NUL", String.raw`"a\u0000b"`],
    ["half a surrogate pair", String.raw`"\ud800"`],
    ["half a surrogate pair as a name", String.raw`{ "\udfff": 1 }`],
    ["lists within lists, 20000 deep", "[".repeat(20_000) + "]".repeat(20_000)],
  ])("with %s in a field that nobody signs settles the request, and is kept as it came", async (_, value) => {
    const { request, reference } = await running.started();
    const body = `{"GhiChu":${value},${JSON.stringify(notice(reference)).slice(1)}`;
    expect(await running.notify(body)).toBe("00");
    expect(await running.state(request.id)).toBe("PAID");
    expect(await running.notify(body)).toBe("00");
    expect(
      await running.rows(sql`
        select first_body = ${body} as first, last_body = ${body} as last, times
        from payments.platform_notice where reference = ${reference}`),
    ).toEqual([{ first: true, last: true, times: 2 }]);
  });

  test("whose text the database could not hold is kept with that text escaped", async () => {
    const { reference } = await running.started();
    const report = { reference, result: "PAID", amount: 60_000, transaction: `T-${reference}`, lines: null } as const;
    const outcome = await running.payments.store.report(report, new Date(), { body: "a\u0000b \ud800 \u{1f600}" });
    expect(outcome).toBe("PAY");
    expect(
      await running.rows(sql`select first_body from payments.platform_notice where reference = ${reference}`),
    ).toEqual([{ first_body: String.raw`a\u0000b \ud800 ${"\u{1f600}"}` }]);
  });

  test("that comes after the amount of its request was changed is booked as owed back, of its own amount", async () => {
    const { request, reference } = await running.started();
    const lines = [{ LoaiPhiLePhi: "2", MaPhiLePhi: "LP", TenPhiLePhi: "Lệ phí", SoTien: "60000" }];
    await running.notify(notice(reference, { MaLoi: "24", MaGiaoDich: `F-${reference}` }));
    await running.rows(sql`
      with lines as (update payments.fee_line set amount = 70000 where request_id = ${request.id})
      update payments.payment_request set amount = 70000, version = version + 1 where id = ${request.id}`);
    const late = { ...notice(reference), ThongTinBienLai: { PhiLePhi: lines } };
    expect([await running.notify(late), await running.notify(late)]).toEqual(["00", "00"]);
    expect(await running.state(request.id)).toBe("CREATED");
    expect(
      await running.rows(sql`
        select t.kind, e.amount from payments.journal_transaction t join payments.journal_entry e on e.transaction_id = t.id
        where t.request_id = ${request.id} order by e.position`),
    ).toEqual([
      { kind: "SURPLUS", amount: 60_000 },
      { kind: "SURPLUS", amount: -60_000 },
    ]);
    const again = await running.payments.start({
      payer: request.payer,
      paymentRequestId: request.id,
      expectedVersion: 4,
      idempotencyKey: `again-${request.id}`,
    });
    if (again.kind !== "STARTED") throw new Error(again.kind);
    expect(await running.notify(notice(again.attempt.reference, { SoTien: "70000" }))).toBe("00");
    expect(await effects(request.id)).toEqual(["SURPLUS", "PAYMENT"]);
  });

  test("of a second attempt for a request that is paid is booked as owed back, and pays nothing twice", async () => {
    const { request, reference: first } = await running.started();
    await running.notify(notice(first, { MaLoi: "24", MaGiaoDich: `F-${first}` }));
    const again = await running.payments.start({
      payer: request.payer,
      paymentRequestId: request.id,
      expectedVersion: 3,
      idempotencyKey: `second-${request.id}`,
    });
    if (again.kind !== "STARTED") throw new Error(again.kind);
    expect(await running.notify(notice(first))).toBe("00");
    expect(await running.notify(notice(again.attempt.reference))).toBe("00");
    expect(await running.notify(notice(again.attempt.reference))).toBe("00");
    expect(await effects(request.id)).toEqual(["PAYMENT", "SURPLUS"]);
  });

  test("leaves no personal text of a forged body in the log", async () => {
    await running.notify({ HoTenNguoiNop: "Nguyễn Văn Bí Mật", SoCMNDNguoiNop: "012345678901" });
    expect(running.logged.join("")).not.toMatch(/Bí Mật|012345678901/);
  });

  test("leaves nothing of its body in the log when the database refuses it and repeats it in its error", async () => {
    await running.rows(sql`
      create function payments.talk() returns trigger language plpgsql as $body$
      begin
        raise exception '%', new.first_body using errcode = 'check_violation', detail = new.first_body, hint = new.first_body;
      end $body$`);
    await running.rows(sql`
      create trigger talk before insert on payments.platform_notice for each row execute function payments.talk()`);
    const { request, reference } = await running.started();
    const before = running.logged.length;
    expect(await running.notify({ ...notice(reference), HoTenNguoiNop: "Bí Mật" })).toBe("99");
    const said = running.logged.slice(before).join("");
    expect(said).toMatch(/"code":"23514"/);
    expect(said).not.toMatch(/Bí Mật|HoTenNguoiNop|MaXacThuc/);
    await running.rows(sql`drop trigger talk on payments.platform_notice`);
    expect(await running.notify(notice(reference))).toBe("00");
    expect(await running.state(request.id)).toBe("PAID");
  });

  test("in all of the above leaves a journal that adds up and agrees with the requests", async () => {
    expect(await journalFaults(running)).toEqual([]);
  });
});
