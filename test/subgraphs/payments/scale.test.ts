import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Kysely, type KyselyPlugin, type RootOperationNode, sql } from "kysely";
import type { PostgresStore } from "../../../subgraphs/kit";
import { openPaymentStore } from "../../../subgraphs/payments/store";
import { bookPayment } from "../../../subgraphs/payments/store/journal";
import { lockRequest } from "../../../subgraphs/payments/store/lock";
import { outboxOf } from "../../../subgraphs/payments/store/outbox";
import { readsOf } from "../../../subgraphs/payments/store/read";
import { reconciliationsOf } from "../../../subgraphs/payments/store/reconciliations";
import { requestWritesOf } from "../../../subgraphs/payments/store/requests";
import { startIn } from "../../../subgraphs/payments/store/start";
import type { Tables } from "../../../subgraphs/payments/store/tables";
import { openTestPostgres } from "../../kit/postgres";
import { newRequest } from "./run-payments";

interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly Plans?: readonly PlanNode[];
}

/** Rows of one kind, all of one payer, one agency and one day: the worst that a list can meet. */
const FILL = (from: number, to: number) => `
insert into payments.payment_request (id, dossier_id, dossier_number, agency, payer, procedure_code, state, amount, created_at,
  expires_at, paid_at)
select '00000000-0000-4000-8000-' || lpad(n::text, 12, '0'), 'd' || n, 'd' || n, 'H26.1', 'citizen-1', 'p',
  case when n % 10 = 0 then 'CREATED' else 'PAID' end, 1000, now() - n * interval '1 minute',
  now() + (n % 7 - 3) * interval '1 day' + interval '300 days', case when n % 10 <> 0 then now() end
from generate_series(${from}, ${to}) n;
insert into payments.payment_attempt (reference, request_id, state, amount, redirect_url, created_at, ask_from, settled_at)
select 'reference' || n, '00000000-0000-4000-8000-' || lpad(n::text, 12, '0'),
  case when n % 10 = 0 then 'PENDING' else 'PAID' end, 1000, 'x', now(), now() - n * interval '1 second',
  case when n % 10 <> 0 then now() end
from generate_series(${from}, ${to}) n;
insert into payments.journal_transaction (request_id, reference, kind, occurred_at, agency)
select '00000000-0000-4000-8000-' || lpad(n::text, 12, '0'), 'reference' || n, 'PAYMENT', now(), 'H26.1'
from generate_series(${from}, ${to}) n where n % 10 <> 0;
insert into payments.outbox (outcome, request_id, agency, lane, amount, happened_at, created_at, due_at, sent_at, refused_at)
select 'PAID', '00000000-0000-4000-8000-' || lpad(n::text, 12, '0'), 'H26.1', 'd' || n, 1000, now(), now(),
  now() - n * interval '1 second', case when n % 3 = 0 then now() end, case when n % 3 = 1 then now() end
from generate_series(${from}, ${to}) n;
insert into payments.refund (id, request_id, reference, agency, cause, amount, requested_at)
select '00000000-0000-4000-8000-' || lpad(n::text, 12, '0'), '00000000-0000-4000-8000-' || lpad(n::text, 12, '0'),
  'reference' || n, 'H26.1', 'SURPLUS', 1000, now()
from generate_series(${from}, ${to}) n;
insert into payments.reconciliation (agency, day, run_at, own_count, own_total) values ('H26.1', '2026-10-01', now(), 0, 0)
on conflict do nothing;
insert into payments.difference (id, agency, day, type, source, reference, found_at)
select 'd' || n, 'H26.1', '2026-10-01', 'REFUND', 'OWN', 'reference' || n, now() from generate_series(${from}, ${to}) n;
`;

const SIZES = [1_000, 100_000] as const;

describe("the lists of payments", () => {
  let postgres: PostgresStore;
  const asked: RootOperationNode[] = [];
  const recorder: KyselyPlugin = {
    transformQuery({ node }) {
      asked.push(node);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  beforeAll(async () => {
    postgres = await openTestPostgres("scale");
    await openPaymentStore(postgres);
  });
  afterAll(() => postgres.close());

  /** Brings the tables to a size; the triggers, which prove single writes, would take minutes. */
  const fill = async (from: number, to: number) => {
    await postgres
      .database<Tables>()
      .connection()
      .execute(async (connection) => {
        await sql`set statement_timeout = 0`.execute(connection);
        await sql`set session_replication_role = replica`.execute(connection);
        await sql.raw(FILL(from, to)).execute(connection);
        await sql`set session_replication_role = origin`.execute(connection);
        await sql`analyze`.execute(connection);
        await sql`reset statement_timeout`.execute(connection);
      });
  };
  const plansOf = async (read: (watched: ReturnType<typeof watch>) => Promise<unknown>) => {
    asked.length = 0;
    await read(watch());
    const database = postgres.database<Tables>();
    const plans: PlanNode[] = [];
    for (const node of [...asked]) {
      const compiled = database.getExecutor().compileQuery(node, { queryId: "explain" });
      const { rows } = await database.executeQuery<{ "QUERY PLAN": readonly { readonly Plan: PlanNode }[] }>({
        ...compiled,
        sql: `explain (analyze, format json) ${compiled.sql}`,
      });
      const plan = rows[0]?.["QUERY PLAN"][0]?.Plan;
      if (plan !== undefined) plans.push(plan);
    }
    return plans.flatMap(nodesOf);
  };
  const watch = () => {
    const database = postgres.database<Tables>().withPlugin(recorder);
    return { ...readsOf(database), ...reconciliationsOf(database), outbox: outboxOf(database) };
  };
  /** How rows of tables are found, and how many were looked at. */
  const scansOf = (nodes: readonly PlanNode[]) => {
    const scans = nodes.filter((node) => node["Relation Name"] !== undefined || /Bitmap Index/.test(node["Node Type"]));
    return {
      ways: [...new Set(scans.map((node) => `${node["Node Type"]} ${node["Index Name"] ?? node["Relation Name"]}`))],
      most: Math.max(
        ...scans.map((node) => (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) * node["Actual Loops"]),
      ),
    };
  };

  const page = { limit: 21 };
  const after = { agency: "H26.1", seq: 500 };
  const at = new Date(Date.now() + 3_600_000);
  const id = "00000000-0000-4000-8000-000000000500";
  const reads: [string, string, (store: ReturnType<typeof watch>) => Promise<unknown>][] = [
    [
      "a payer's requests",
      "payment_request_of_payer",
      (store) => store.requestsOfPayer("citizen-1", { ...page, after: null }),
    ],
    [
      "a payer's requests, a later page",
      "payment_request_of_payer",
      (store) =>
        store.requestsOfPayer("citizen-1", { ...page, after: { createdAt: new Date(Date.now() - 30_000_000), id } }),
    ],
    [
      "what an agency owes back",
      "refund_owed",
      (store) => store.refundsOfAgency("H26", true, { ...page, after: null }),
    ],
    [
      "what an agency owes back, a later page",
      "refund_owed",
      (store) => store.refundsOfAgency("H26", true, { ...page, after }),
    ],
    [
      "what an agency ever owed back",
      "refund_of_agency",
      (store) => store.refundsOfAgency("H26", false, { ...page, after }),
    ],
    ["messages that were refused", "outbox_refused", (store) => store.refusedReports("H26", { ...page, after })],
    [
      "differences of a run",
      "difference_of_run",
      (store) => store.differences({ agency: "H26.1", day: "2026-10-01" }, { ...page, after: 500 }),
    ],
    ["requests of a dossier", "payment_request_of_dossier", (store) => store.requestsOfDossiers(["d7"])],
    ["attempts to ask about", "payment_attempt_to_ask", (store) => store.waitingAttempts(at, 20)],
    [
      "requests to expire",
      "payment_request_to_expire",
      (store) => store.requestsToExpire(new Date(Date.now() + 4e10), null, 20),
    ],
    ["messages to send", "outbox_due", (store) => store.outbox.due(at, 20)],
  ];
  const looks = new Map<string, { ways: string[]; most: number }>();

  describe.each(SIZES)("at %i rows", (size) => {
    beforeAll(() => fill(size === SIZES[0] ? 1 : SIZES[0] + 1, size), 120_000);

    test.each(reads)("find %s by an index", async (name, index, read) => {
      const scans = scansOf(await plansOf(read));
      expect(scans.ways.filter((way) => /Seq Scan/.test(way))).toEqual([]);
      expect(scans.ways.some((way) => way.endsWith(index))).toBe(true);
      const before = looks.get(name);
      looks.set(name, scans);
      if (before === undefined) return;
      expect(scans).toEqual(before);
    });
  });
});

describe("the constraints, in a database that nobody has analysed yet", () => {
  let postgres: PostgresStore;
  beforeAll(async () => {
    postgres = await openTestPostgres("scale_fresh");
    await openPaymentStore(postgres);
  });
  afterAll(() => postgres.close());

  /** Books a payment and returns the tables that were read through for it. */
  const book = async (session: Kysely<Tables>) => {
    const made = newRequest();
    const reference = `dvc${made.id.slice(0, 8)}`;
    const { payer, id: requestId } = made;
    const now = new Date();
    const command = {
      payer,
      requestId,
      expectedVersion: 1,
      idempotencyKey: made.id,
      now,
      referenceFor: () => reference,
    };
    await requestWritesOf(session, () => undefined).addRequests([made]);
    await startIn(session)(command, false);
    return session.transaction().execute(async (transaction) => {
      const request = await lockRequest(transaction, requestId);
      if (request === null) throw new Error("no request");
      await sql`update payments.payment_attempt set state = 'PAID', settled_at = now() where reference = ${reference}`.execute(
        transaction,
      );
      await bookPayment(transaction, { request, reference, lines: made.lines, at: now });
      await sql`set constraints all immediate`.execute(transaction);
      const { rows } = await sql<{ relname: string }>`
        select relname from pg_stat_xact_user_tables where schemaname = 'payments' and seq_tup_read > 500`.execute(
        transaction,
      );
      return rows.map((row) => row.relname);
    });
  };

  test("read through no table, though their plans were made when it was empty", async () => {
    const read = await postgres
      .database<Tables>()
      .connection()
      .execute(async (session) => {
        for (let booking = 0; booking < 12; booking += 1) await book(session);
        await sql`set session_replication_role = replica`.execute(session);
        await sql.raw(FILL(1, 2000)).execute(session);
        await sql`set session_replication_role = origin`.execute(session);
        return book(session);
      });
    expect(read).toEqual([]);
  });
});

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}
