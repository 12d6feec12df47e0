import { randomUUID } from "node:crypto";
import { type ExecutionResult, graphql } from "graphql";
import { sql } from "kysely";
import type { Caller } from "../../../schema/caller";
import {
  createEnvironment,
  createLog,
  type GraphClient,
  type Job,
  type PostgresStore,
  readSettings,
  serve,
} from "../../../subgraphs/kit";
import { payments } from "../../../subgraphs/payments";
import { createHousekeeping, type Housekeeping } from "../../../subgraphs/payments/housekeeping";
import type { NewPaymentRequest } from "../../../subgraphs/payments/payment";
import { createPayments, type Payments } from "../../../subgraphs/payments/payments";
import { createPlatformClient } from "../../../subgraphs/payments/platform-client";
import { authenticated, type Fields } from "../../../subgraphs/payments/platform-message";
import { DEVELOPMENT_PARTNER } from "../../../subgraphs/payments/settings";
import { type StandInPlatform, standInDayLists, startStandInPlatform } from "../../../subgraphs/payments/stand-in";
import { testCaller, testContext } from "../../kit/context";
import { openTestPostgres } from "../../kit/postgres";

export const PAYER = "citizen-1";
export const payer = testCaller({ role: "citizen", subject: PAYER });

export interface RunningPayments {
  readonly postgres: PostgresStore;
  readonly payments: Payments;
  readonly platform: StandInPlatform;
  readonly url: string;
  /** Statements that went to the database. */
  readonly statements: string[];
  readonly logged: string[];
  ask(
    source: string,
    caller: Caller,
    variables?: Record<string, unknown>,
  ): Promise<ExecutionResult<Record<string, unknown>>>;
  /** Sends a body to `/ipn` and returns MaLoi of the answer. */
  notify(body: object | string): Promise<string>;
  /** Writes a request of PAYER and returns it. */
  request(change?: Partial<NewPaymentRequest>): Promise<NewPaymentRequest>;
  /** Starts a payment of a new request of PAYER. */
  started(change?: Partial<NewPaymentRequest>): Promise<{ request: NewPaymentRequest; reference: string }>;
  state(requestId: string): Promise<string | undefined>;
  /** What the subgraph does by itself, as it is served. */
  readonly jobs: readonly Job[];
  /** The same payments as they are at another moment. */
  at(moment: Date): { readonly payments: Payments; readonly work: Housekeeping };
  rows<Row>(query: ReturnType<typeof sql<Row>>): Promise<Row[]>;
  close(): Promise<void>;
}

/** The subgraph as it is served, with the stand-in platform and a PostgreSQL of this test file. */
export async function runPayments(
  name: string,
  variables: Record<string, string> = {},
  graph?: GraphClient,
): Promise<RunningPayments> {
  const statements: string[] = [];
  const logged: string[] = [];
  const log = createLog("test", { level: "debug", destination: { write: (line) => void logged.push(line) } });
  const platform = await startStandInPlatform({ port: 0, partner: DEVELOPMENT_PARTNER });
  const postgres = await openTestPostgres(`payments_${name}`, { onStatement: (text) => void statements.push(text) });
  const all = { PAYMENT_PLATFORM_URL: platform.url, PAYMENT_PLATFORM_TIMEOUT_MS: "10000", ...variables };
  const made = createEnvironment({ variables: all, log });
  const environment = {
    ...made,
    postgres: async () => postgres,
    graph: graph === undefined ? made.graph : () => graph,
  };
  const settings = readSettings(payments.settings, all);
  const opened = await payments.open(settings, environment);
  const timeout = settings.PAYMENT_PLATFORM_TIMEOUT_MS;
  const client = createPlatformClient({ url: platform.url, partner: DEVELOPMENT_PARTNER, timeout, secure: false });
  const store = storeOf(opened.store);
  const running = { ...opened, store };
  const service = await serve(payments, running, { gatewayKeys: [], environment, log, port: 0 });
  await running.ready();

  const request = async (change: Partial<NewPaymentRequest> = {}) => {
    const wanted = newRequest(change);
    await running.store.store.addRequests([wanted]);
    return wanted;
  };
  return {
    postgres,
    payments: running.store,
    platform,
    url: service.url,
    statements,
    logged,
    async ask(source, caller, variableValues) {
      const contextValue = testContext(running.store, caller);
      return graphql({ schema: payments.schema(), source, contextValue, variableValues }) as Promise<
        ExecutionResult<Record<string, unknown>>
      >;
    },
    async notify(body) {
      const response = await fetch(`${service.url}/ipn`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: typeof body === "string" ? body : JSON.stringify(body),
      });
      const answer: unknown = await response.json();
      return String(Reflect.get(Object(answer), "MaLoi"));
    },
    request,
    async started(change) {
      const made = await request(change);
      const result = await running.store.start({
        payer: made.payer,
        paymentRequestId: made.id,
        expectedVersion: 1,
        idempotencyKey: `key-${made.id}`,
      });
      if (result.kind !== "STARTED") throw new Error(`start: ${result.kind}`);
      return { request: made, reference: result.attempt.reference };
    },
    async state(requestId) {
      return (await running.store.store.requests([requestId]))[0]?.state;
    },
    jobs: opened.jobs ?? [],
    at(moment) {
      const doubtAfter = settings.PAYMENT_DOUBT_AFTER_MS;
      const { store: database } = running.store;
      const then = createPayments({ store: database, platform: client, timeout, doubtAfter, log, now: () => moment });
      const dayLists = standInDayLists(settings, environment);
      return { payments: then, work: createHousekeeping({ payments: then, log, dayLists }) };
    },
    async rows(query) {
      return (await query.execute(postgres.database())).rows;
    },
    async close() {
      await service.close();
      await running.close();
      await client.close();
      await platform.close();
      await made.close();
      await postgres.close();
    },
  };
}

/** The subgraph's type forgets what its store is. */
function storeOf(store: unknown): Payments {
  return store as Payments;
}

let made = 0;

export function newRequest(change: Partial<NewPaymentRequest> = {}): NewPaymentRequest {
  made += 1;
  const number = String(made).padStart(4, "0");
  const amount = change.amount ?? 60_000;
  return {
    id: randomUUID(),
    dossierId: `dossier-${number}`,
    dossierNumber: `H26.12-261001-${number}`,
    agency: "H26.12",
    payer: PAYER,
    procedure: "1.001247",
    amount,
    createdAt: new Date(Date.now() - 60_000),
    expiresAt: new Date(Date.now() + 86_400_000),
    lines: [{ kind: "LE_PHI", code: "LP", name: "Lệ phí", amount }],
    ...change,
  };
}

/** A result of the platform about a reference, with the right MaXacThuc unless it is changed after. */
export function notice(reference: string, change: Fields = {}) {
  return authenticated(
    "CONFIRM",
    {
      LoaiBanTin: "CONFIRM",
      MaLoi: "00",
      MaDoiTac: DEVELOPMENT_PARTNER.code,
      MaThamChieu: reference,
      SoTien: "60000",
      MaTienTe: "VND",
      MaGiaoDich: `T-${reference}`,
      MaNganHang: "BANK",
      ThoiGianGD: "20261001093000",
      ThongTinGiaoDich: "Thanh toan",
      ...change,
    },
    DEVELOPMENT_PARTNER.secret,
  );
}

/** What every journal must satisfy, whatever happened: nothing is found. */
export function journalFaults(running: RunningPayments): Promise<unknown[]> {
  return journalFaultsIn(running.postgres);
}

export async function journalFaultsIn(postgres: PostgresStore): Promise<unknown[]> {
  const { rows } = await sql`
    select 'sum' as fault, sum(amount)::text as detail from payments.journal_entry having sum(amount) <> 0
    union all
    select 'unbalanced', transaction_id::text from payments.journal_entry group by transaction_id having sum(amount) <> 0
    union all
    select 'effect twice', request_id from payments.journal_transaction
      where kind in ('PAYMENT', 'REFUND') group by request_id, kind having count(*) > 1
    union all
    select 'money of an attempt twice', reference from payments.journal_transaction
      where kind in ('PAYMENT', 'SURPLUS') group by reference having count(*) > 1
    union all
    select 'attempt without its money', a.reference from payments.payment_attempt a
      where (a.state in ('PAID', 'SURPLUS')) <> exists (
        select 1 from payments.journal_transaction t where t.reference = a.reference
          and t.kind = case a.state when 'PAID' then 'PAYMENT' else 'SURPLUS' end)
    union all
    select 'paid without journal', r.id from payments.payment_request r
      where (r.state in ('PAID', 'REFUNDED')) <> exists (
        select 1 from payments.journal_transaction t where t.request_id = r.id and t.kind = 'PAYMENT')
    union all
    select 'ended without a message', r.id from payments.payment_request r
      where r.state in ('PAID', 'REFUNDED', 'EXPIRED', 'CANCELLED') and not exists (
        select 1 from payments.outbox o where o.request_id = r.id and o.outcome = r.state)
    union all
    select 'message twice', o.request_id from payments.outbox o group by o.request_id, o.outcome having count(*) > 1
    union all
    select 'surplus owed to nobody', a.reference from payments.payment_attempt a
      where a.state = 'SURPLUS' and not exists (select 1 from payments.refund f where f.reference = a.reference)
    union all
    select 'owed and not what the account says', f.agency from payments.refund f join payments.account c
      on c.agency = f.agency and c.kind = 'SURPLUS' join payments.journal_entry e on e.account_id = c.id
      group by f.agency, c.id having -(select coalesce(sum(x.amount), 0) from payments.journal_entry x where x.account_id = c.id)
        <> (select coalesce(sum(g.amount), 0) from payments.refund g where g.agency = f.agency and g.cause = 'SURPLUS' and g.state = 'REQUESTED')`.execute(
    postgres.database(),
  );
  return rows;
}
