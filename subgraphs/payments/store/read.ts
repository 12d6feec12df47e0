import { type Kysely, type Selectable, sql } from "kysely";
import type { RequestKey } from "../input";
import type { FeeLine, PaymentAttempt, PaymentRequest, Receipt } from "../payment";
import type { Tables } from "./tables";

type Database = Kysely<Tables>;

/** What an agency collected in a span of time. */
export interface CollectionsAsked {
  readonly agency: string;
  readonly from: Date;
  /** Not included. */
  readonly before: Date;
}

/** Reads of payments. Each is one statement, however many keys it gets. */
export function readsOf(database: Database) {
  const requests = () => database.selectFrom("payments.payment_request").selectAll();
  return {
    async requests(ids: readonly string[]): Promise<PaymentRequest[]> {
      return (
        await requests()
          .where("id", "in", [...ids])
          .execute()
      ).map(requestOf);
    },

    async requestsOfDossiers(dossierIds: readonly string[]): Promise<PaymentRequest[]> {
      const rows = await requests()
        .where("dossier_id", "in", [...dossierIds])
        .orderBy("created_at")
        .orderBy("id")
        .execute();
      return rows.map(requestOf);
    },

    /** Newest first, after the given one of the page before. */
    async requestsOfPayer(
      payer: string,
      page: { readonly after: RequestKey | null; readonly limit: number },
    ): Promise<PaymentRequest[]> {
      const { after } = page;
      const rows = await requests()
        .where("payer", "=", payer)
        .$if(after !== null, (query) =>
          query.where(sql<boolean>`(created_at, id) < (${after?.createdAt}::timestamptz, ${after?.id})`),
        )
        .orderBy("created_at", "desc")
        .orderBy("id", "desc")
        .limit(page.limit)
        .execute();
      return rows.map(requestOf);
    },

    async feeLines(requestIds: readonly string[]): Promise<Map<string, FeeLine[]>> {
      const rows = await database
        .selectFrom("payments.fee_line")
        .selectAll()
        .where("request_id", "in", [...requestIds])
        .orderBy("position")
        .execute();
      return grouped(
        rows,
        (row) => row.request_id,
        ({ kind, code, name, amount }) => ({ kind, code, name, amount }),
      );
    },

    async attempts(requestIds: readonly string[]): Promise<Map<string, PaymentAttempt[]>> {
      const rows = await database
        .selectFrom("payments.payment_attempt")
        .selectAll()
        .where("request_id", "in", [...requestIds])
        .orderBy("created_at")
        .orderBy("reference")
        .execute();
      return grouped(rows, (row) => row.request_id, attemptOf);
    },

    async attempt(reference: string): Promise<PaymentAttempt | null> {
      const row = await database
        .selectFrom("payments.payment_attempt")
        .selectAll()
        .where("reference", "=", reference)
        .executeTakeFirst();
      return row === undefined ? null : attemptOf(row);
    },

    /** Attempts that wait for the platform and were neither made nor asked about since `before`; the longest waiting first. */
    async waitingAttempts(before: Date, limit: number): Promise<PaymentAttempt[]> {
      const rows = await database
        .selectFrom("payments.payment_attempt")
        .selectAll()
        .where("state", "=", "PENDING")
        .where(sql<boolean>`coalesce(asked_at, created_at) < ${before}::timestamptz`)
        .orderBy(sql`coalesce(asked_at, created_at)`)
        .limit(limit)
        .execute();
      return rows.map(attemptOf);
    },

    async receipts(requestIds: readonly string[]): Promise<Map<string, Receipt[]>> {
      const rows = await database
        .selectFrom("payments.receipt")
        .selectAll()
        .where("request_id", "in", [...requestIds])
        .orderBy("kind")
        .execute();
      return grouped(rows, (row) => row.request_id, receiptOf);
    },

    /** From the journal: payments less refunds, of each agency and the units under it. In the order of `asked`. */
    async collections(asked: readonly CollectionsAsked[]): Promise<{ count: number; total: number }[]> {
      const { rows } = await sql<{ count: number; total: number }>`
        select coalesce(found.count, 0)::int as count, coalesce(found.total, 0)::bigint as total
        from unnest(
          ${asked.map((each) => each.agency)}::text[],
          ${asked.map((each) => each.from.getTime())}::double precision[],
          ${asked.map((each) => each.before.getTime())}::double precision[]
        ) with ordinality as asked (agency, since, until, position)
        cross join lateral (
          select count(distinct t.id) filter (where t.kind = 'PAYMENT') as count, -sum(e.amount) as total
          from payments.account a
          join payments.journal_entry e on e.account_id = a.id
          join payments.journal_transaction t on t.id = e.transaction_id
          where a.kind in ('PHI_REVENUE', 'LE_PHI_REVENUE')
            and (a.agency = asked.agency or starts_with(a.agency, asked.agency || '.'))
            and t.occurred_at >= to_timestamp(asked.since / 1000) and t.occurred_at < to_timestamp(asked.until / 1000)
        ) as found
        order by asked.position`.execute(database);
      return rows;
    },
  };
}

export function requestOf(row: Selectable<Tables["payments.payment_request"]>): PaymentRequest {
  return {
    id: row.id,
    dossierId: row.dossier_id,
    dossierNumber: row.dossier_number,
    agency: row.agency,
    payer: row.payer,
    procedure: row.procedure_code,
    state: row.state,
    amount: row.amount,
    version: row.version,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    paidAt: row.paid_at,
  };
}

export function attemptOf(row: Selectable<Tables["payments.payment_attempt"]>): PaymentAttempt {
  return {
    reference: row.reference,
    requestId: row.request_id,
    state: row.state,
    amount: row.amount,
    redirectUrl: row.redirect_url,
    createdAt: row.created_at,
    askedAt: row.asked_at,
    settledAt: row.settled_at,
  };
}

function receiptOf(row: Selectable<Tables["payments.receipt"]>): Receipt {
  const { kind, amount, template, symbol, number } = row;
  return { kind, amount, template, symbol, number, issuedAt: row.issued_at };
}

function grouped<Row, Value>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  toValue: (row: Row) => Value,
): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row)) ?? [];
    group.push(toValue(row));
    groups.set(keyOf(row), group);
  }
  return groups;
}
