import { type Kysely, sql } from "kysely";
import { type ListLine, type ListSource, logSpanOf, type Match, type OwnPayment } from "../reconcile";
import type { Totals } from "../statement";
import type { Tables } from "./tables";

/** What is compared, and the moment of each own booking. */
export interface LoadedMatch extends Match {
  readonly totals: { readonly own: Totals; readonly platform: Totals | null; readonly treasury: Totals | null };
}

/** Reads what an agency with its units and the lists have of a day: eight statements, however much it is. */
export async function loadMatch(database: Kysely<Tables>, agency: string, day: string): Promise<LoadedMatch> {
  const own = await ownPayments(database, agency, day);
  const lists = {
    PLATFORM: await listOf(database, agency, day, "PLATFORM"),
    TREASURY: await listOf(database, agency, day, "TREASURY"),
  };
  const references = own.map((payment) => payment.reference);
  const others = await linesOfOtherDays(database, day, references);
  const booked = new Set(references);
  const unknown = [...(lists.PLATFORM ?? []), ...(lists.TREASURY ?? [])]
    .map((line) => line.reference)
    .filter((reference) => !booked.has(reference));
  return {
    own,
    lists,
    otherDays: {
      PLATFORM: others.filter((line) => line.source === "PLATFORM"),
      TREASURY: others.filter((line) => line.source === "TREASURY"),
    },
    known: await attemptsBy(database, [...new Set(unknown)]),
    totals: { own: totalsOf(own), platform: totalsOf(lists.PLATFORM), treasury: totalsOf(lists.TREASURY) },
  };
}

function totalsOf(lines: readonly { readonly amount: number }[]): Totals;
function totalsOf(lines: readonly { readonly amount: number }[] | null): Totals | null;
function totalsOf(lines: readonly { readonly amount: number }[] | null): Totals | null {
  if (lines === null) return null;
  return { count: lines.length, total: lines.reduce((sum, line) => sum + line.amount, 0) };
}

/** Our log of a day: payments and surplus, cut at 23:30. */
async function ownPayments(database: Kysely<Tables>, agency: string, day: string): Promise<OwnPayment[]> {
  const { from, before } = logSpanOf(day);
  const { rows } = await sql<OwnPayment>`
    select t.reference, t.request_id as "requestId", a.amount, t.kind = 'PAYMENT' as settled,
      coalesce(o.sent_at is not null, false) as told, f.state as refund,
      t.kind = 'SURPLUS' and exists (
        select 1 from payments.journal_transaction p where p.request_id = t.request_id and p.kind = 'PAYMENT') as duplicate
    from (
      select distinct c.agency from payments.account c
      where c.agency collate "C" >= ${agency} and c.agency collate "C" < ${`${agency}/`}
    ) as covered
    join payments.journal_transaction t on t.agency = covered.agency
      and t.occurred_at >= ${from} and t.occurred_at < ${before} and t.kind in ('PAYMENT', 'SURPLUS')
    join payments.payment_attempt a on a.reference = t.reference
    left join payments.outbox o on o.request_id = t.request_id and o.outcome = 'PAID'
    left join payments.refund f on f.reference = t.reference
    order by t.id`.execute(database);
  return rows;
}

async function listOf(
  database: Kysely<Tables>,
  agency: string,
  day: string,
  source: ListSource,
): Promise<ListLine[] | null> {
  const { rows: statements } = await sql<{ id: number }>`
    select id from payments.statement where agency = ${agency} and day = ${day} and source = ${source}
    order by version desc limit 1`.execute(database);
  const statement = statements[0];
  if (statement === undefined) return null;
  return database
    .selectFrom("payments.statement_line")
    .select(["reference", "amount"])
    .where("statement_id", "=", statement.id)
    .orderBy("position")
    .execute();
}

async function linesOfOtherDays(
  database: Kysely<Tables>,
  day: string,
  references: readonly string[],
): Promise<(ListLine & { readonly source: ListSource })[]> {
  const { rows } = await sql<ListLine & { readonly source: ListSource }>`
    select l.reference, l.amount, s.source
    from payments.statement_line l join payments.statement s on s.id = l.statement_id
    where l.reference = any(${[...references]}::text[]) and s.day <> ${day}::date
      and not exists (select 1 from payments.statement n
        where n.agency = s.agency and n.day = s.day and n.source = s.source and n.version > s.version)
    order by s.day, l.position`.execute(database);
  return rows;
}

async function attemptsBy(database: Kysely<Tables>, references: readonly string[]): Promise<Match["known"][number][]> {
  if (references.length === 0) return [];
  const { rows } = await sql<Match["known"][number]>`
    select reference, request_id as "requestId", amount, state in ('PAID', 'SURPLUS') as booked
    from payments.payment_attempt where reference = any(${[...references]}::text[])`.execute(database);
  return rows;
}
