import { randomUUID } from "node:crypto";
import { type Kysely, type Selectable, sql, type Transaction } from "kysely";
import { findDifferences, logSpanOf, type Resolution, stateAfterRun } from "../reconcile";
import { resolveObstacle } from "../service";
import type { DifferenceRecord, Reconciliation, Totals } from "../statement";
import { type Command, type Ran, refuseIf, runOnce } from "./command";
import { bookSettlement } from "./journal";
import { type LoadedMatch, loadMatch } from "./match";
import type { Tables } from "./tables";

/** An officer's word on a difference. */
export interface ResolveWish {
  readonly differenceId: string;
  readonly expectedVersion: number;
  readonly resolution: Resolution;
  readonly note: string;
}

/** An agency and a day that are to be compared. */
export interface ReconciliationKey {
  readonly agency: string;
  readonly day: string;
}

/** Differences of a run before the next statement: many rows are written in few. */
const ROWS = 1000;

/** The daily match. */
export function reconciliationsOf(database: Kysely<Tables>) {
  return {
    /** Payments that a list has and we have not: references that we gave and have not booked, to be asked about. */
    async unbooked({ agency, day }: ReconciliationKey): Promise<string[]> {
      const { known } = await loadMatch(database, agency, day);
      return known.filter((each) => !each.booked).map((each) => each.reference);
    },

    /** Compares and keeps what it finds: nothing twice, and nothing that an officer decided is lost. */
    async reconcile({ agency, day }: ReconciliationKey, at: Date): Promise<void> {
      await database.transaction().execute(async (transaction) => {
        await saveRun(transaction, { agency, day }, at);
        const match = await loadMatch(transaction, agency, day);
        await saveTotals(transaction, { agency, day }, match);
        await saveDifferences(transaction, { agency, day }, match, at);
        await settleArrived(transaction, match, at);
      });
    },

    /** What is to be compared of a day: never compared, listed anew since, or with open differences and not since `before`. */
    async dueReconciliations(day: string, before: Date, limit: number): Promise<ReconciliationKey[]> {
      const { from, before: until } = logSpanOf(day);
      const { rows } = await sql<{ agency: string }>`
        select c.agency from (
          select distinct s.agency from payments.statement s where s.day = ${day}
          union
          select a.agency from (select distinct agency from payments.account where agency is not null) a
          where exists (select 1 from payments.journal_transaction t
              where t.agency = a.agency and t.occurred_at >= ${from} and t.occurred_at < ${until})
            and not exists (select 1 from payments.statement s
              where s.day = ${day} and (s.agency = a.agency or starts_with(a.agency, s.agency || '.')))
        ) as c
        left join payments.reconciliation r on r.agency = c.agency and r.day = ${day}
        where r.agency is null
          or exists (select 1 from payments.statement s
            where s.agency = c.agency and s.day = ${day} and s.id > coalesce(r.newest_statement, 0))
          or (r.run_at < ${before} and exists (select 1 from payments.difference d
            where d.agency = c.agency and d.day = ${day} and d.state = 'OPEN'))
        order by c.agency limit ${limit}`.execute(database);
      return rows.map(({ agency }) => ({ agency, day }));
    },

    async reconciliation({ agency, day }: ReconciliationKey): Promise<Reconciliation | null> {
      const row = await database
        .selectFrom("payments.reconciliation")
        .selectAll()
        .where("agency", "=", agency)
        .where("day", "=", day)
        .executeTakeFirst();
      return row === undefined ? null : reconciliationOf(row);
    },

    /** Differences of a run, oldest first. */
    async differences(
      { agency, day }: ReconciliationKey,
      page: { readonly after: number | null; readonly limit: number },
    ): Promise<DifferenceRecord[]> {
      const rows = await database
        .selectFrom("payments.difference")
        .selectAll()
        .where("agency", "=", agency)
        .where("day", "=", day)
        .where("seq", ">", page.after ?? 0)
        .orderBy("seq")
        .limit(page.limit)
        .execute();
      return rows.map(differenceOf);
    },

    async difference(id: string): Promise<DifferenceRecord | null> {
      const row = await database.selectFrom("payments.difference").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? null : differenceOf(row);
    },

    async resolveDifference(command: Command, wish: ResolveWish): Promise<Ran> {
      const { differenceId: id, expectedVersion, resolution, note } = wish;
      return runOnce(
        database,
        command,
        { name: "resolveDifference", content: wish, result: id },
        async (transaction) => {
          const row = await transaction
            .selectFrom("payments.difference")
            .selectAll()
            .where("id", "=", id)
            .forUpdate()
            .executeTakeFirst();
          if (row === undefined) return refuseIf({ code: "NOT_FOUND", field: "differenceId" });
          refuseIf(resolveObstacle(differenceOf(row), expectedVersion));
          await transaction
            .updateTable("payments.difference")
            .set({
              state: "RESOLVED",
              resolution,
              note,
              resolved_by: command.caller,
              resolved_at: command.at,
              cleared_at: null,
              version: row.version + 1,
            })
            .where("id", "=", id)
            .execute();
        },
      );
    },
  };
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

function reconciliationOf(row: Selectable<Tables["payments.reconciliation"]>): Reconciliation {
  const totals = (count: number | null, total: number | null): Totals | null =>
    count === null || total === null ? null : { count, total };
  return {
    agency: row.agency,
    day: row.day,
    version: row.version,
    runAt: row.run_at,
    own: { count: row.own_count, total: row.own_total },
    platform: totals(row.platform_count, row.platform_total),
    treasury: totals(row.treasury_count, row.treasury_total),
  };
}

function differenceOf(row: Selectable<Tables["payments.difference"]>): DifferenceRecord {
  return {
    id: row.id,
    seq: row.seq,
    agency: row.agency,
    day: row.day,
    type: row.type,
    source: row.source,
    reference: row.reference,
    requestId: row.request_id,
    ownAmount: row.own_amount,
    otherAmount: row.other_amount,
    state: row.state,
    foundAt: row.found_at,
    clearedAt: row.cleared_at,
    resolution: row.resolution,
    note: row.note,
    resolvedAt: row.resolved_at,
    version: row.version,
  };
}
