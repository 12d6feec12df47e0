import { type Kysely, type Selectable, sql } from "kysely";
import { logSpanOf, type Resolution } from "../reconcile";
import { resolveObstacle } from "../service";
import type { DifferenceRecord, Reconciliation, Totals } from "../statement";
import { type Command, type Ran, refuseIf, runOnce } from "./command";
import { loadMatch } from "./match";
import { type ReconciliationKey, reconcileIn } from "./reconciliation-run";
import type { Tables } from "./tables";

/** An officer's word on a difference. */
export interface ResolveWish {
  readonly differenceId: string;
  readonly expectedVersion: number;
  readonly resolution: Resolution;
  readonly note: string;
}

/** The daily match. */
export function reconciliationsOf(database: Kysely<Tables>) {
  return {
    /** Payments that a list has and we have not: references that we gave and have not booked, to be asked about. */
    async unbooked({ agency, day }: ReconciliationKey): Promise<string[]> {
      const { known } = await loadMatch(database, agency, day);
      return known.filter((each) => !each.booked).map((each) => each.reference);
    },

    reconcile: reconcileIn(database),

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
