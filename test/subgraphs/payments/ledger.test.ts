import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Kysely, sql } from "kysely";
import type { PostgresStore } from "../../../subgraphs/kit";
import { openPaymentStore, type PaymentStore } from "../../../subgraphs/payments/store";
import { openTestPostgres } from "../../kit/postgres";
import { newRequest } from "./run-payments";

type Statements = (database: Kysely<unknown>) => Promise<unknown>;

describe("the ledger's constraints, against raw SQL", () => {
  let postgres: PostgresStore;
  let store: PaymentStore;
  const { id } = newRequest();
  const other = newRequest({ amount: 2 ** 53 - 1 });
  const third = newRequest();
  const whole = [
    ["A", other.amount],
    ["B", -other.amount],
  ] as const;

  beforeAll(async () => {
    postgres = await openTestPostgres("ledger");
    store = await openPaymentStore(postgres);
    await store.addRequests([newRequest({ id }), other, third]);
    await run(async (database) => {
      await sql`insert into payments.account values ('A', 'PLATFORM_CLEARING', null), ('B', 'PHI_REVENUE', 'H26')`.execute(
        database,
      );
      await journal(database, 1, [
        ["A", 60_000],
        ["B", -60_000],
      ]);
      await paid(database);
    });
  });
  afterAll(() => postgres.close());

  /** One transaction. */
  const run = (statements: Statements) =>
    postgres
      .database<unknown>()
      .transaction()
      .execute((transaction) => statements(transaction));

  const journal = async (
    database: Kysely<unknown>,
    number: number,
    entries: readonly (readonly [string, number])[],
    kind = "PAYMENT",
    request = id,
    attempted: number | null = entries[0]?.[1] ?? null,
  ) => {
    if (kind === "PAYMENT" && attempted !== null) {
      await sql`
        insert into payments.payment_attempt (reference, request_id, state, amount, created_at, ask_from, settled_at)
        values (${referenceOf(number)}, ${request}, 'PAID', ${attempted}, now(), now(), now()) on conflict do nothing`.execute(
        database,
      );
    }
    const { rows } = await sql<{ id: number }>`
      insert into payments.journal_transaction (request_id, reference, kind, occurred_at)
      values (${request}, ${referenceOf(number)}, ${kind}, now()) returning id`.execute(database);
    for (const [index, [account, amount]] of entries.entries()) {
      await sql`insert into payments.journal_entry values (${rows[0]?.id}, ${index + 1}, ${account}, ${amount})`.execute(
        database,
      );
    }
  };
  const referenceOf = (number: number) => `reference${String(number).replace(".", "")}`;
  const paid = async (database: Kysely<unknown>, request = id) => {
    await sql`update payments.payment_request set state = 'PAID', paid_at = now(), version = version + 1 where id = ${request}`.execute(
      database,
    );
    await told(database, "PAID", request);
  };
  const told = (database: Kysely<unknown>, outcome: string, request = id) =>
    sql`
      insert into payments.outbox (outcome, request_id, agency, lane, amount, happened_at, created_at, due_at)
      select ${outcome}, id, agency, dossier_id, amount, now(), now(), now() from payments.payment_request
      where id = ${request} on conflict do nothing`.execute(database);

  const surplus =
    (...entries: (readonly [string, number])[]): Statements =>
    (database) =>
      journal(database, Math.random(), entries, "SURPLUS");

  test("take a transaction of two entries that add up to zero", async () => {
    await expect(run(surplus(["A", 5], ["B", -5]))).resolves.toBeUndefined();
  });

  const refused: [string, RegExp, Statements][] = [
    ["an unbalanced transaction", /2 entries that add up to 1\b/, surplus(["A", 5], ["B", -4])],
    ["a transaction of one entry", /1 entries/, surplus(["A", 5])],
    ["a transaction without entries", /0 entries/, surplus()],
    ["an entry of nothing", /check/, surplus(["A", 5], ["B", -5], ["B", 0])],
    [
      "an amount outside ±(2^53 − 1)",
      /check/,
      (database) => sql`insert into payments.journal_entry values (1, 9, 'A', 9007199254740992)`.execute(database),
    ],
    [
      "entries added to a closed transaction",
      /was closed/,
      async (database) => {
        await sql`insert into payments.journal_entry values (1, 3, 'A', 1), (1, 4, 'B', -1)`.execute(database);
      },
    ],
    [
      "a changed entry",
      /append-only/,
      (database) => sql`update payments.journal_entry set amount = amount * 2`.execute(database),
    ],
    ["a removed entry", /append-only/, (database) => sql`delete from payments.journal_entry`.execute(database)],
    ["an emptied journal", /append-only/, (database) => sql`truncate payments.journal_entry`.execute(database)],
    [
      "a changed transaction",
      /append-only/,
      (database) => sql`update payments.journal_transaction set occurred_at = now()`.execute(database),
    ],
    [
      "a removed transaction",
      /append-only/,
      (database) => sql`delete from payments.journal_transaction`.execute(database),
    ],
    [
      "everything emptied at once",
      /append-only/,
      (database) => sql`truncate payments.payment_request cascade`.execute(database),
    ],
    ["a removed account", /append-only/, (database) => sql`delete from payments.account`.execute(database)],
    [
      "a second payment of a request",
      /journal_one_effect/,
      (database) =>
        journal(database, 2, [
          ["A", 60_000],
          ["B", -60_000],
        ]),
    ],
    [
      "a reference booked twice",
      /reference/,
      (database) =>
        journal(
          database,
          1,
          [
            ["A", 60_000],
            ["B", -60_000],
          ],
          "PAYMENT",
          other.id,
        ),
    ],
    [
      "a payment of which the request knows nothing",
      /is CREATED with a PAYMENT/,
      (database) =>
        journal(
          database,
          3,
          [
            ["A", 5],
            ["B", -5],
          ],
          "PAYMENT",
          other.id,
        ),
    ],
    ["a paid request without a payment", /is PAID with a PAYMENT of 0/, (database) => paid(database, other.id)],
    [
      "a payment of another amount than the request's",
      /is PAID with a PAYMENT of 5/,
      async (database) => {
        await journal(
          database,
          4,
          [
            ["A", 5],
            ["B", -5],
          ],
          "PAYMENT",
          other.id,
        );
        await paid(database, other.id);
      },
    ],
    [
      "a payment of another amount than its attempt's",
      /of which 5 was attempted/,
      async (database) => {
        await journal(database, 5, whole, "PAYMENT", other.id, 5);
        await paid(database, other.id);
      },
    ],
    [
      "a payment without an attempt",
      /of which <NULL> was attempted/,
      async (database) => {
        await journal(database, 6, whole, "PAYMENT", other.id, null);
        await paid(database, other.id);
      },
    ],
    [
      "a payment by an attempt of another request",
      /of which <NULL> was attempted/,
      async (database) => {
        await sql`
          insert into payments.payment_attempt (reference, request_id, state, amount, created_at, ask_from, settled_at)
          values (${referenceOf(7)}, ${third.id}, 'PAID', ${other.amount}, now(), now(), now())`.execute(database);
        await journal(database, 7, whole, "PAYMENT", other.id, null);
        await paid(database, other.id);
      },
    ],
    [
      "another amount of an attempt",
      /asks for never changes/,
      (database) => sql`update payments.payment_attempt set amount = amount - 1`.execute(database),
    ],
    [
      "a paid request that becomes unpaid",
      /cannot go from PAID to CREATED/,
      (database) =>
        sql`update payments.payment_request set state = 'CREATED', paid_at = null, version = version + 1 where id = ${id}`.execute(
          database,
        ),
    ],
    [
      "a paid request without its moment",
      /check/,
      (database) =>
        sql`update payments.payment_request set paid_at = null, version = version + 1 where id = ${id}`.execute(
          database,
        ),
    ],
    [
      "another amount of a paid request",
      /cannot change/,
      (database) =>
        sql`update payments.payment_request set amount = 1, version = version + 1 where id = ${id}`.execute(database),
    ],
    [
      "another payer",
      /never changes/,
      (database) =>
        sql`update payments.payment_request set payer = 'x', version = version + 1 where id = ${other.id}`.execute(
          database,
        ),
    ],
    [
      "a change under the same version",
      /raise the version/,
      (database) =>
        sql`update payments.payment_request set state = 'CANCELLED' where id = ${other.id}`.execute(database),
    ],
    [
      "a changed line of a paid request",
      /cannot change/,
      (database) => sql`update payments.fee_line set amount = 1 where request_id = ${id}`.execute(database),
    ],
    [
      "a line more than the amount",
      /add up to/,
      (database) => sql`insert into payments.fee_line values (${other.id}, 9, 'PHI', 'P', 'Phí', 1)`.execute(database),
    ],
    [
      "a line less than the amount",
      /add up to 0/,
      (database) => sql`delete from payments.fee_line where request_id = ${other.id}`.execute(database),
    ],
    [
      "an amount that its lines do not make",
      /add up to/,
      (database) =>
        sql`update payments.payment_request set amount = 7, version = version + 1 where id = ${other.id}`.execute(
          database,
        ),
    ],
  ];

  test.each(refused)("refuse %s", async (_, message, statements) => {
    await expect(run(statements)).rejects.toThrow(message);
  });

  test.each([
    ["nothing", 0],
    ["less than nothing", -1],
    ["more than 2^53 − 1", 2 ** 53],
    ["half a đồng", 0.5],
  ])("refuse a request over %s", async (_, amount) => {
    await expect(store.addRequests([newRequest({ amount })])).rejects.toThrow();
  });

  test("take a request over 2^53 − 1 đồng, and read it back to the last one", async () => {
    expect((await store.requests([other.id]))[0]?.amount).toBe(9_007_199_254_740_991);
  });

  test("let the lines and the amount of an unpaid request change together", async () => {
    const request = newRequest();
    await store.addRequests([request]);
    await run(async (database) => {
      await sql`update payments.fee_line set amount = 7 where request_id = ${request.id}`.execute(database);
      await sql`update payments.payment_request set amount = 7, version = version + 1 where id = ${request.id}`.execute(
        database,
      );
    });
    expect((await store.requests([request.id]))[0]).toMatchObject({ amount: 7, version: 2 });
  });
});
