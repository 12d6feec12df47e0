import { type Kysely, sql } from "kysely";
import type { RequestKey } from "../input";
import type { FeeLine, PaymentAttempt, PaymentRequest, Receipt, Refund, Report } from "../payment";
import { attemptOf, grouped, receiptOf, refundOf, reportOf, requestOf } from "./rows";
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

    /** Attempts that wait for the platform and are to be asked about from before a moment on; the longest waiting first. */
    async waitingAttempts(before: Date, limit: number): Promise<PaymentAttempt[]> {
      const rows = await database
        .selectFrom("payments.payment_attempt")
        .selectAll()
        .where("state", "in", ["CREATED", "PENDING"])
        .where("ask_from", "<", before)
        .orderBy("ask_from")
        .limit(limit)
        .execute();
      return rows.map(attemptOf);
    },

    /** Unpaid requests whose time is over; the longest over first, after the given one. */
    async requestsToExpire(now: Date, after: RequestEnd | null, limit: number): Promise<PaymentRequest[]> {
      const rows = await requests()
        .where("state", "in", ["CREATED", "PENDING"])
        .where("expires_at", "<=", now)
        .$if(after !== null, (query) =>
          query.where(sql<boolean>`(expires_at, id) > (${after?.expiresAt}::timestamptz, ${after?.id})`),
        )
        .orderBy("expires_at")
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map(requestOf);
    },

    async refundsOfRequests(requestIds: readonly string[]): Promise<Map<string, Refund[]>> {
      const rows = await database
        .selectFrom("payments.refund")
        .selectAll()
        .where("request_id", "in", [...requestIds])
        .orderBy("seq")
        .execute();
      return grouped(rows, (row) => row.request_id, refundOf);
    },

    async refund(id: string): Promise<Refund | null> {
      const row = await database.selectFrom("payments.refund").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? null : refundOf(row);
    },

    /** What an agency and the units under it owe back, or owed; by agency, then oldest first. */
    async refundsOfAgency(agency: string, onlyOwed: boolean, page: AgencyPage): Promise<Refund[]> {
      const rows = await database
        .selectFrom("payments.refund")
        .selectAll()
        .where(afterInAgencies(agency, page))
        .$if(onlyOwed, (query) => query.where("state", "=", "REQUESTED"))
        .orderBy("agency")
        .orderBy("seq")
        .limit(page.limit)
        .execute();
      return rows.map(refundOf);
    },

    async reportsOfRequests(requestIds: readonly string[]): Promise<Map<string, Report[]>> {
      const rows = await database
        .selectFrom("payments.outbox")
        .selectAll()
        .where("request_id", "in", [...requestIds])
        .orderBy("id")
        .execute();
      return grouped(rows, (row) => row.request_id, reportOf);
    },

    /** Messages that dossiers refused for good: for people to look at. */
    async refusedReports(agency: string, page: AgencyPage): Promise<Report[]> {
      const rows = await database
        .selectFrom("payments.outbox")
        .selectAll()
        .where("refused_at", "is not", null)
        .where(afterInAgencies(agency, page, "id"))
        .orderBy("agency")
        .orderBy("id")
        .limit(page.limit)
        .execute();
      return rows.map(reportOf);
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
          from (
            select distinct a.agency from payments.account a
            where a.agency collate "C" >= asked.agency and a.agency collate "C" < asked.agency || '/'
          ) as covered
          join payments.journal_transaction t on t.agency = covered.agency
            and t.occurred_at >= to_timestamp(asked.since / 1000) and t.occurred_at < to_timestamp(asked.until / 1000)
          join payments.journal_entry e on e.transaction_id = t.id
          join payments.account r on r.id = e.account_id and r.kind in ('PHI_REVENUE', 'LE_PHI_REVENUE')
        ) as found
        order by asked.position`.execute(database);
      return rows;
    },
  };
}

/** What orders requests by the end of their time. */
export type RequestEnd = Pick<PaymentRequest, "expiresAt" | "id">;

/** A page of a list that is ordered by agency, then by number. */
export interface AgencyPage {
  readonly after: { readonly agency: string; readonly seq: number } | null;
  readonly limit: number;
}

/**
 * Rows of an agency and the units under it, after the last one of the page before. Codes are letters, digits and points, and
 * `/` follows the point: the agency and its units are one range of an index in byte order.
 */
function afterInAgencies(agency: string, { after }: AgencyPage, number: "seq" | "id" = "seq") {
  const within = sql<boolean>`agency >= ${agency} and agency < ${`${agency}/`}`;
  return after === null
    ? within
    : sql<boolean>`${within} and (agency, ${sql.ref(number)}) > (${after.agency}, ${after.seq})`;
}
