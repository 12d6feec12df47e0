import { randomUUID } from "node:crypto";
import { type Kysely, sql, type Transaction } from "kysely";
import { findDifferences, stateAfterRun } from "../reconcile";
import { bookSettlement } from "./journal";
import { type LoadedMatch, loadMatch } from "./match";
import type { Tables } from "./tables";

/** An agency and a day that are to be compared. */
export interface ReconciliationKey {
  readonly agency: string;
  readonly day: string;
}

/** Differences that are written by one statement. */
const ROWS = 1000;

/** Compares and keeps what it finds, in one transaction: nothing twice, and nothing that an officer decided is lost. */
export function reconcileIn(database: Kysely<Tables>) {
  return (key: ReconciliationKey, at: Date): Promise<void> =>
    database.transaction().execute(async (transaction) => {
      await saveRun(transaction, key, at);
      const match = await loadMatch(transaction, key.agency, key.day);
      await saveTotals(transaction, key, match);
      await saveDifferences(transaction, key, match, at);
      await settleArrived(transaction, match, at);
    });
}

/** Also locks the run: two runs of one day wait for each other. */
async function saveRun(transaction: Transaction<Tables>, key: ReconciliationKey, at: Date): Promise<void> {
  await transaction
    .insertInto("payments.reconciliation")
    .values({ ...key, run_at: at, own_count: 0, own_total: 0 })
    .onConflict((conflict) =>
      conflict
        .columns(["agency", "day"])
        .doUpdateSet({ run_at: at, version: sql`payments.reconciliation.version + 1` }),
    )
    .execute();
  // Read before the lists are: a list that comes in between makes this run due again.
  await sql`
    update payments.reconciliation r
    set newest_statement = (select max(id) from payments.statement s where s.agency = r.agency and s.day = r.day)
    where r.agency = ${key.agency} and r.day = ${key.day}`.execute(transaction);
}

async function saveTotals(
  transaction: Transaction<Tables>,
  { agency, day }: ReconciliationKey,
  { totals: { own, platform, treasury } }: LoadedMatch,
): Promise<void> {
  await transaction
    .updateTable("payments.reconciliation")
    .set({
      own_count: own.count,
      own_total: own.total,
      platform_count: platform?.count ?? null,
      platform_total: platform?.total ?? null,
      treasury_count: treasury?.count ?? null,
      treasury_total: treasury?.total ?? null,
    })
    .where("agency", "=", agency)
    .where("day", "=", day)
    .execute();
}

async function saveDifferences(
  transaction: Transaction<Tables>,
  key: ReconciliationKey,
  match: LoadedMatch,
  at: Date,
): Promise<void> {
  const found = findDifferences(match);
  const known = await transaction
    .selectFrom("payments.difference")
    .selectAll()
    .where("agency", "=", key.agency)
    .where("day", "=", key.day)
    .execute();
  const knownBy = new Map(known.map((row) => [identityOf(row), row]));
  const foundBy = new Map(found.map((each) => [identityOf(each), each]));
  const fresh = found.filter((each) => !knownBy.has(identityOf(each)));
  for (let from = 0; from < fresh.length; from += ROWS) {
    const rows = fresh.slice(from, from + ROWS).map((each) => ({
      id: randomUUID(),
      ...key,
      type: each.type,
      source: each.source,
      reference: each.reference,
      request_id: each.requestId,
      own_amount: each.ownAmount,
      other_amount: each.otherAmount,
      found_at: at,
    }));
    await transaction.insertInto("payments.difference").values(rows).execute();
  }
  for (const row of known) {
    const again = foundBy.get(identityOf(row));
    const state = stateAfterRun(row.state, again !== undefined);
    const amounts = again === undefined ? {} : { own_amount: again.ownAmount, other_amount: again.otherAmount };
    const same = again === undefined || (again.ownAmount === row.own_amount && again.otherAmount === row.other_amount);
    if (state === row.state && (same || state === "RESOLVED")) continue;
    await transaction
      .updateTable("payments.difference")
      .set({ state, cleared_at: state === "CLEARED" ? at : null, version: row.version + 1, ...amounts })
      .where("id", "=", row.id)
      .execute();
  }
}

/** Money that the Treasury advised, of the amount that we booked, is with the agency's treasury from now on; once. */
async function settleArrived(transaction: Transaction<Tables>, { own, lists, otherDays }: LoadedMatch, at: Date) {
  const advised = new Map(
    [...(lists.TREASURY ?? []), ...otherDays.TREASURY].map((line) => [line.reference, line.amount]),
  );
  const arrived = own.filter((payment) => advised.get(payment.reference) === payment.amount);
  if (arrived.length === 0) return;
  const { rows: booked } = await sql<{ reference: string }>`
    select reference from payments.journal_transaction
    where kind = 'SETTLEMENT' and reference = any(${arrived.map((payment) => payment.reference)}::text[])`.execute(
    transaction,
  );
  const done = new Set(booked.map((row) => row.reference));
  const fresh = arrived.filter((payment) => !done.has(payment.reference));
  if (fresh.length === 0) return;
  const requests = await transaction
    .selectFrom("payments.payment_request")
    .select(["id", "agency"])
    .where("id", "in", [...new Set(fresh.map((payment) => payment.requestId))])
    .execute();
  const requestBy = new Map(requests.map((request) => [request.id, request]));
  for (const { reference, requestId, amount } of fresh) {
    const request = requestBy.get(requestId);
    if (request !== undefined) await bookSettlement(transaction, { request, reference, amount, at });
  }
}

function identityOf({ type, source, reference }: { type: string; source: string; reference: string }): string {
  return `${type}|${source}|${reference}`;
}
