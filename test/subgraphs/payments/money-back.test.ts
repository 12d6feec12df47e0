import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { ANONYMOUS, type Caller } from "../../../schema/caller";
import { testCaller } from "../../kit/context";
import { dossiersInbox } from "./dossiers-inbox";
import { journalFaults, notice, payer, type RunningPayments, runPayments } from "./run-payments";

const scopes = ["payment:refund", "payment:receipt"];
const officer = testCaller({ role: "officer", subject: "officer-1", agency: "H26", scopes });
const partner = testCaller({ role: "partner", subject: "partner-1", agency: "H26.12", scopes });
const stranger = testCaller({ role: "officer", subject: "officer-2", agency: "H27", scopes });

describe("money that is owed back", () => {
  let running: RunningPayments;
  const inbox = dossiersInbox();
  beforeAll(async () => {
    running = await runPayments("money_back", {}, inbox.graph);
  });
  afterAll(() => running.close());

  const paid = async () => {
    const { request, reference } = await running.started({
      lines: [
        { kind: "PHI", code: "P", name: "Phí", amount: 10_000 },
        { kind: "LE_PHI", code: "L", name: "Lệ phí", amount: 50_000 },
      ],
    });
    await running.notify(notice(reference));
    return { request, reference };
  };
  const mutate = async (name: string, type: string, selection: string, input: object, caller: Caller) => {
    const { data, errors } = await running.ask(
      `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} errors { code field } } }`,
      caller,
      { input },
    );
    if (errors !== undefined) throw errors[0];
    return data?.[name] as { refund?: { id: string; version: number }; errors: object[] };
  };
  const REFUND = "refund { id state cause amount reason treasuryReference version paymentRequest { id state } }";
  const refund = (input: object, caller: Caller = officer) =>
    mutate("refundPayment", "RefundPaymentInput", REFUND, input, caller);
  const confirm = (input: object, caller: Caller = officer) =>
    mutate("confirmRefund", "ConfirmRefundInput", REFUND, input, caller);
  const wishFor = (id: string, change: object = {}) => ({
    paymentRequestId: id,
    expectedVersion: 3,
    reason: "thu nhầm",
    idempotencyKey: `refund-${id}`,
    ...change,
  });
  const balances = () =>
    running.rows(sql<{ account: string; amount: number }>`
      select account_id as account, sum(amount)::bigint as amount from payments.journal_entry group by 1 order by 1`);

  test("is noted as a duty first, moves when the treasury has paid, and then the dossier is told", async () => {
    const { request } = await paid();
    const before = await balances();
    const duty = await refund(wishFor(request.id));
    expect(duty).toEqual({
      refund: {
        id: expect.any(String),
        state: "REQUESTED",
        cause: "AGENCY",
        amount: 60_000,
        reason: "thu nhầm",
        treasuryReference: null,
        version: 1,
        paymentRequest: { id: request.id, state: "PAID" },
      },
      errors: [],
    });
    expect(await balances()).toEqual(before);
    expect(await refund(wishFor(request.id))).toEqual(duty);
    expect((await refund(wishFor(request.id, { idempotencyKey: "another-key-1" }))).errors).toEqual([
      { code: "NOT_ALLOWED_NOW", field: "paymentRequestId" },
    ]);
    const confirmation = {
      refundId: duty.refund?.id,
      expectedVersion: 1,
      treasuryReference: "UNC-0001",
      idempotencyKey: `confirm-${request.id}`,
    };
    const done = await confirm(confirmation);
    expect(done).toMatchObject({
      refund: { state: "DONE", treasuryReference: "UNC-0001", version: 2, paymentRequest: { state: "REFUNDED" } },
      errors: [],
    });
    expect(await confirm(confirmation)).toEqual(done);
    expect((await confirm({ ...confirmation, expectedVersion: 2, idempotencyKey: "another-key-2" })).errors).toEqual([
      { code: "NOT_ALLOWED_NOW", field: "refundId" },
    ]);
    expect(
      await running.rows(sql`
        select e.account_id as account, e.amount from payments.journal_entry e join payments.journal_transaction t
        on t.id = e.transaction_id where t.request_id = ${request.id} and t.kind = 'REFUND' order by position`),
    ).toEqual([
      { account: "PHI_REVENUE:H26.12", amount: 10_000 },
      { account: "LE_PHI_REVENUE:H26.12", amount: 50_000 },
      { account: "TREASURY:H26.12", amount: -60_000 },
    ]);
    for (const job of running.jobs) await job.run();
    expect(inbox.of(request.id)).toEqual(["PAID", "REFUNDED"]);
  });

  test("is owed back at most once, though many officers ask at the same time", async () => {
    const { request } = await paid();
    const asked = await Promise.all(
      Array.from({ length: 10 }, (_, index) => refund(wishFor(request.id, { idempotencyKey: `at-once-${index}` }))),
    );
    expect(asked.filter((each) => each.errors.length === 0)).toHaveLength(1);
    expect(await running.rows(sql`select 1 from payments.refund where request_id = ${request.id}`)).toHaveLength(1);
  });

  test("of a surplus is there by itself, and takes back nothing from what the request was paid with", async () => {
    const { request, reference: first } = await running.started();
    await running.notify(notice(first, { MaLoi: "24", MaGiaoDich: `F-${first}` }));
    const again = await running.payments.start({
      payer: request.payer,
      paymentRequestId: request.id,
      expectedVersion: 3,
      idempotencyKey: `second-${request.id}`,
    });
    if (again.kind !== "STARTED") throw new Error(again.kind);
    await running.notify(notice(first));
    await running.notify(notice(again.attempt.reference));
    const [owed] = (await running.payments.store.refundsOfRequests([request.id])).get(request.id) ?? [];
    expect(owed).toMatchObject({ cause: "SURPLUS", reference: again.attempt.reference, state: "REQUESTED" });
    const confirmation = {
      refundId: owed?.id,
      expectedVersion: 1,
      treasuryReference: "UNC-2",
      idempotencyKey: "surplus-1",
    };
    expect(await confirm(confirmation)).toMatchObject({ refund: { state: "DONE", paymentRequest: { state: "PAID" } } });
    expect(await balances()).toContainEqual({ account: "SURPLUS:H26.12", amount: 0 });
  });

  test.each([
    ["an old version", { expectedVersion: 1 }, officer, "CONFLICT"],
    ["no reason", { reason: "  " }, officer, "INVALID"],
    ["an officer of another agency, who learns nothing", {}, stranger, "NOT_FOUND"],
    ["an absent request", { paymentRequestId: "00000000-0000-4000-8000-000000000000" }, officer, "NOT_FOUND"],
  ])("is not noted for %s", async (_, change, caller, code) => {
    const { request } = await paid();
    const answer = await refund(wishFor(request.id, { idempotencyKey: `refused-${request.id}`, ...change }), caller);
    expect(answer).toMatchObject({ refund: null, errors: [{ code }] });
  });

  test("is not noted for a request that nobody paid", async () => {
    const request = await running.request();
    expect(await refund(wishFor(request.id, { expectedVersion: 1 }))).toMatchObject({
      errors: [{ code: "NOT_ALLOWED_NOW" }],
    });
  });

  test.each([
    ["nobody in particular", ANONYMOUS, "UNAUTHENTICATED"],
    ["the payer", { ...payer, scopes }, "FORBIDDEN"],
    ["an officer without the scope", { ...officer, scopes: ["payment:read"] }, "FORBIDDEN"],
    ["a partner system", partner, "FORBIDDEN"],
  ])("is not for %s to note or to confirm", async (_, caller, code) => {
    await expect(refund(wishFor("x"), caller)).rejects.toMatchObject({ extensions: { code } });
    const confirmation = { refundId: "x", expectedVersion: 1, treasuryReference: "x", idempotencyKey: "confirm-x" };
    await expect(confirm(confirmation, caller)).rejects.toMatchObject({ extensions: { code } });
  });

  test("is confirmed by nobody of another agency, who learns nothing", async () => {
    const { request } = await paid();
    const { refund: owed } = await refund(wishFor(request.id));
    const confirmation = {
      refundId: owed?.id,
      expectedVersion: 1,
      treasuryReference: "x",
      idempotencyKey: "stranger-1",
    };
    const absent = { ...confirmation, refundId: "00000000-0000-4000-8000-000000000000", idempotencyKey: "stranger-2" };
    const refused = { refund: null, errors: [{ code: "NOT_FOUND", field: "refundId" }] };
    expect([await confirm(confirmation, stranger), await confirm(absent, stranger)]).toEqual([refused, refused]);
  });

  test("is listed for the agency, page by page, with what is done only when that is asked for", async () => {
    const list = async (caller: Caller, all: boolean) => {
      const found: { state: string }[] = [];
      let after: string | null = null;
      do {
        const { data } = await running.ask(
          `query ($after: String, $all: Boolean!) { paymentRefunds(agency: "H26", all: $all, first: 2, after: $after) {
            edges { node { id state paymentRequest { id } } } pageInfo { hasNextPage endCursor } } }`,
          caller,
          { after, all },
        );
        const page = data?.paymentRefunds as {
          edges: { node: { state: string } }[];
          pageInfo: { hasNextPage: boolean; endCursor: string };
        } | null;
        if (page === null) return null;
        found.push(...page.edges.map((edge) => edge.node));
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after !== null);
      return found;
    };
    const rows = await running.rows(sql<{ state: string }>`select state from payments.refund`);
    const owed = rows.filter(({ state }) => state === "REQUESTED");
    expect(await list(officer, true)).toHaveLength(rows.length);
    expect(await list(officer, false)).toHaveLength(owed.length);
    expect(owed.length).toBeLessThan(rows.length);
    expect(await list(stranger, true)).toBeNull();
    expect(await list(ANONYMOUS, true)).toBeNull();
  });

  describe("and receipts", () => {
    const issue = (input: object, caller: Caller = partner) =>
      mutate(
        "issueReceipt",
        "IssueReceiptInput",
        "paymentRequest { version receipts { kind amount template symbol number } }",
        input,
        caller,
      );
    const receiptFor = (id: string, change: object = {}) => ({
      paymentRequestId: id,
      expectedVersion: 3,
      kind: "PHI",
      template: "01BLP",
      symbol: "AA-26",
      number: `N-${id}`,
      issuedAt: "2026-10-01T08:00:00Z",
      idempotencyKey: `receipt-${id}`,
      ...change,
    });

    test("of phí and of lệ phí are numbered by the agency, each once, and never before", async () => {
      const { request } = await paid();
      const empty = { template: null, symbol: null, number: null };
      const numbered = { kind: "PHI", amount: 10_000, template: "01BLP", symbol: "AA-26", number: `N-${request.id}` };
      const first = await issue(receiptFor(request.id));
      expect(first).toEqual({
        paymentRequest: { version: 4, receipts: [{ kind: "LE_PHI", amount: 50_000, ...empty }, numbered] },
        errors: [],
      });
      expect(await issue(receiptFor(request.id))).toEqual(first);
      const other = { number: "another", idempotencyKey: "receipt-again" };
      expect((await issue(receiptFor(request.id, { ...other, expectedVersion: 4 }))).errors).toEqual([
        { code: "NOT_ALLOWED_NOW", field: "number" },
      ]);
      expect((await issue(receiptFor(request.id, { ...other, kind: "LE_PHI" }))).errors).toEqual([
        { code: "CONFLICT", field: "expectedVersion" },
      ]);
    });

    test("have numbers of their own within an agency", async () => {
      const [one, two] = [await paid(), await paid()];
      const number = "0000001";
      expect((await issue(receiptFor(one.request.id, { number }))).errors).toEqual([]);
      expect((await issue(receiptFor(two.request.id, { number }))).errors).toEqual([
        { code: "INVALID", field: "number" },
      ]);
      expect((await issue(receiptFor(two.request.id, { number, symbol: "AB-26" }))).errors).toEqual([]);
    });

    test.each([
      ["an unpaid request", {}, "NOT_ALLOWED_NOW"],
      ["an empty number", { number: "" }, "INVALID"],
      ["a moment that is to come", { issuedAt: "2100-01-01T00:00:00Z" }, "INVALID"],
    ])("are not numbered for %s", async (_, change, code) => {
      const request = await running.request();
      expect((await issue(receiptFor(request.id, { expectedVersion: 1, ...change }))).errors).toMatchObject([{ code }]);
    });

    test("are not numbered by an agency that did not collect", async () => {
      const { request } = await paid();
      expect((await issue(receiptFor(request.id), stranger)).errors).toMatchObject([{ code: "NOT_FOUND" }]);
    });
  });

  test.each([
    [
      "a surplus that is owed to nobody",
      /owed to nobody/,
      sql`update payments.payment_attempt set state = 'SURPLUS', settled_at = now() where state = 'PENDING'`,
    ],
    [
      "a refund of other money than came",
      /not of the money that came/,
      sql`
      insert into payments.refund (id, request_id, reference, agency, cause, amount, requested_at, requested_by)
      select gen_random_uuid()::text, request_id, reference, 'H26.12', 'AGENCY', amount - 1, now(), 'x'
      from payments.payment_attempt a where state = 'PAID'
        and not exists (select 1 from payments.refund f where f.reference = a.reference) limit 1`,
    ],
    [
      "a refund that is done without a journal",
      /paid back 0/,
      sql`
      update payments.refund set state = 'DONE', treasury_reference = 'x', done_by = 'x', done_at = now(), version = 9
      where state = 'REQUESTED'`,
    ],
    ["a refund that is forgotten", /never forgotten/, sql`delete from payments.refund`],
    [
      "a refund that is taken back",
      /only goes from/,
      sql`
      update payments.refund set state = 'REQUESTED', treasury_reference = null, done_by = null, done_at = null, version = 9
      where state = 'DONE'`,
    ],
    [
      "a receipt that is numbered anew",
      /issued once/,
      sql`update payments.receipt set number = 'x' where number is not null`,
    ],
    ["half a receipt number", /receipt_whole/, sql`update payments.receipt set number = 'x' where number is null`],
    [
      "an end of which the dossier is not told",
      /was not told/,
      sql`
      update payments.payment_request set state = 'CANCELLED', closed_at = now(), version = version + 1 where state = 'CREATED'`,
    ],
    [
      "a cancelled request that is paid",
      /cannot go from/,
      sql`
      with ended as (select id from payments.payment_request where state = 'REFUNDED')
      update payments.payment_request set state = 'PAID', version = version + 1 where id in (select id from ended)`,
    ],
  ])("the database refuses %s", async (_, message, statement) => {
    await running.started();
    await expect(running.rows(statement)).rejects.toThrow(message);
  });

  test("in all of the above leaves a journal that adds up", async () => {
    expect(await journalFaults(running)).toEqual([]);
  });
});
