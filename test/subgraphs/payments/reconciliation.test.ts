import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { ANONYMOUS, type Caller } from "../../../schema/caller";
import { logDayOf } from "../../../subgraphs/payments/reconcile";
import { testCaller } from "../../kit/context";
import { dossiersInbox, relayOf } from "./dossiers-inbox";
import { journalFaults, notice, payer, type RunningPayments, runPayments } from "./run-payments";

const scopes = ["payment:reconcile"];
const officer = testCaller({ role: "officer", subject: "officer-1", agency: "H26", scopes });
const service = testCaller({ role: "service", subject: "bank-list", scopes });
const auditor = testCaller({ role: "auditor", subject: "auditor-1", scopes: ["payment:read"] });
const today = logDayOf(new Date());

interface Run {
  readonly version: number;
  readonly own: { readonly count: number; readonly total: number };
  readonly platform: object | null;
  readonly treasury: object | null;
  readonly differences: {
    readonly edges: readonly { readonly node: Found }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}
interface Found {
  readonly id: string;
  readonly version: number;
  readonly type: string;
  readonly source: string;
  readonly reference: string;
  readonly state: string;
}

describe("the daily reconciliation", () => {
  let running: RunningPayments;
  const inbox = dossiersInbox();
  beforeAll(async () => {
    running = await runPayments("reconciliation", {}, inbox.graph);
  });
  afterAll(() => running.close());

  const read = async (agency: string, caller: Caller = officer, page = "first: 100"): Promise<Run | null> => {
    const { data, errors } = await running.ask(
      `{ reconciliation(date: "${today}", agency: "${agency}") { date version agency { code }
        own { count total } platform { count total } treasury { count total }
        differences(${page}) { edges { node { id version type source reference state ownAmount otherAmount resolution note
          paymentRequest { state } } } pageInfo { hasNextPage endCursor } } } }`,
      caller,
    );
    if (errors !== undefined) throw errors[0];
    return data?.reconciliation as Run | null;
  };
  const differences = async (agency: string) => ((await read(agency))?.differences.edges ?? []).map(({ node }) => node);
  const short = async (agency: string) =>
    (await differences(agency))
      .map(({ type, source, reference, state }) => [type, source, reference, state].join(" "))
      .sort();
  const mutate = async (name: string, type: string, selection: string, input: object, caller: Caller) => {
    const { data, errors } = await running.ask(
      `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} errors { code field } } }`,
      caller,
      { input },
    );
    if (errors !== undefined) throw errors[0];
    return data?.[name] as { errors: object[]; statement?: object; difference?: object };
  };
  let keys = 0;
  const give = (
    agency: string,
    source: string,
    lines: readonly object[],
    change: object = {},
    caller: Caller = service,
  ) => {
    keys += 1;
    const input = { agency, date: today, source, lines, idempotencyKey: `list-key-${keys}`, ...change };
    return mutate("importStatement", "ImportStatementInput", "statement { version lineCount total }", input, caller);
  };
  const resolve = (input: object, caller: Caller = officer) =>
    mutate(
      "resolveDifference",
      "ResolveDifferenceInput",
      "difference { state resolution note version }",
      input,
      caller,
    );
  const compare = (agency: string) => running.at(new Date()).work.reconcileOne(agency, today);
  const paidAt = async (agency: string) => {
    const { reference } = await running.started({ agency });
    await running.notify(notice(reference));
    return reference;
  };
  const told = async () => {
    await running.rows(sql`update payments.outbox set due_at = now() - interval '1 second'`);
    await relayOf(running.jobs).run();
  };
  const line = (reference: string, amount = 60_000) => ({ reference, amount });

  test("agrees where our log, the platform and the Treasury do, and books that the money arrived", async () => {
    const references = [await paidAt("H26.1"), await paidAt("H26.1.05")];
    await told();
    const lines = references.map((reference) => line(reference));
    expect(await give("H26.1", "PLATFORM", lines)).toEqual({
      statement: { version: 1, lineCount: 2, total: 120_000 },
      errors: [],
    });
    await give("H26.1", "TREASURY", lines);
    await compare("H26.1");
    const sums = { count: 2, total: 120_000 };
    expect(await read("H26.1")).toMatchObject({
      date: today,
      agency: { code: "H26.1" },
      version: 1,
      own: sums,
      platform: sums,
      treasury: sums,
      differences: { edges: [] },
    });
    const settled = () =>
      running.rows(sql`
        select e.account_id as account, e.amount from payments.journal_transaction t join payments.journal_entry e
        on e.transaction_id = t.id where t.kind = 'SETTLEMENT' and t.reference = ${references[1]} order by position`);
    const moved = [
      { account: "TREASURY:H26.1.05", amount: 60_000 },
      { account: "PLATFORM_CLEARING", amount: -60_000 },
    ];
    expect(await settled()).toEqual(moved);
    await compare("H26.1");
    expect(await settled()).toEqual(moved);
  });

  test("finds each type of difference, and a re-run finds none of them twice", async () => {
    const agency = "H26.2";
    const [missing, other, twice] = [await paidAt(agency), await paidAt(agency), await paidAt(agency)];
    await told();
    const untold = await paidAt(agency);
    await give(agency, "PLATFORM", [line(other, 1), line(twice), line(twice), line(untold), line("dvcUnknown0001")]);
    await give(agency, "TREASURY", [line(missing), line(other), line(twice)]);
    const expected = [
      `AMOUNT_DIFFERS PLATFORM ${other} OPEN`,
      `DOSSIER_UPDATED_NO_MONEY PLATFORM ${missing} OPEN`,
      `DOSSIER_UPDATED_NO_MONEY TREASURY ${untold} OPEN`,
      `DUPLICATE_PAYMENT PLATFORM ${twice} OPEN`,
      "PAID_NOT_BOOKED PLATFORM dvcUnknown0001 OPEN",
      `PAID_DOSSIER_NOT_UPDATED OWN ${untold} OPEN`,
    ].sort();
    await compare(agency);
    expect(await short(agency)).toEqual(expected);
    await compare(agency);
    expect(await short(agency)).toEqual(expected);
    expect((await read(agency))?.version).toBe(2);
  });

  test("clears by itself what is right later, opens it again when it is wrong again, and never touches a resolution", async () => {
    const agency = "H26.3";
    const [one, two] = [await paidAt(agency), await paidAt(agency)];
    await told();
    await give(agency, "TREASURY", []);
    await compare(agency);
    const [first, second] = await differences(agency);
    const wish = {
      differenceId: first?.id,
      expectedVersion: first?.version,
      resolution: "EXPLAINED",
      note: "Kho bạc báo có ngày hôm sau",
      idempotencyKey: "resolve-first",
    };
    const resolved = await resolve(wish);
    expect(resolved).toEqual({
      difference: { state: "RESOLVED", resolution: "EXPLAINED", note: "Kho bạc báo có ngày hôm sau", version: 2 },
      errors: [],
    });
    expect(await resolve(wish)).toEqual(resolved);
    expect((await resolve({ ...wish, note: "other" })).errors).toMatchObject([{ code: "IDEMPOTENCY_KEY_REUSED" }]);
    expect((await resolve({ ...wish, idempotencyKey: "resolve-again" })).errors).toMatchObject([{ code: "CONFLICT" }]);
    await give(agency, "TREASURY", [line(one), line(two)], { expectedVersion: 1 });
    await compare(agency);
    const states = async () => new Map((await differences(agency)).map(({ id, state }) => [id, state]));
    expect([...(await states()).values()].sort()).toEqual(["CLEARED", "RESOLVED"]);
    const cleared = { ...wish, differenceId: second?.id, expectedVersion: 2, idempotencyKey: "resolve-cleared" };
    expect((await resolve(cleared)).errors).toMatchObject([{ code: "NOT_ALLOWED_NOW" }]);
    await give(agency, "TREASURY", [], { expectedVersion: 2 });
    await compare(agency);
    expect((await states()).get(first?.id ?? "")).toBe("RESOLVED");
    expect((await states()).get(second?.id ?? "")).toBe("OPEN");
    await expect(running.rows(sql`update payments.difference set note = 'x' where state = 'RESOLVED'`)).rejects.toThrow(
      /never lost/,
    );
    await expect(running.rows(sql`delete from payments.difference`)).rejects.toThrow(/kept/);
    await expect(running.rows(sql`update payments.statement_line set amount = 1`)).rejects.toThrow(/append-only/);
  });

  test("asks the platform about money that a list has and we have not, and books it", async () => {
    const agency = "H26.4";
    const { request, reference } = await running.started({ agency });
    await running.notify(notice(reference, { MaLoi: "24", MaGiaoDich: `F-${reference}` }));
    await running.platform.control({ dropCallbacks: true });
    await running.platform.decide(reference, "pay");
    await running.platform.control({ dropCallbacks: false });
    expect(await running.state(request.id)).toBe("CREATED");
    await give(agency, "PLATFORM", [line(reference)]);
    await running.platform.control({ fail: "QUERY" });
    await compare(agency);
    expect(await short(agency)).toEqual([`PAID_NOT_BOOKED PLATFORM ${reference} OPEN`]);
    await running.platform.control({ fail: "nothing" });
    await compare(agency);
    expect(await running.state(request.id)).toBe("PAID");
    await told();
    await compare(agency);
    expect(new Set((await differences(agency)).map(({ state }) => state))).toEqual(new Set(["CLEARED"]));
  });

  test("names a second payment of a request, and what is owed back, until it was paid back", async () => {
    const agency = "H26.5";
    const { request, reference: first } = await running.started({ agency });
    await running.notify(notice(first, { MaLoi: "24", MaGiaoDich: `F-${first}` }));
    const again = await running.payments.start({
      payer: request.payer,
      paymentRequestId: request.id,
      expectedVersion: 3,
      idempotencyKey: `second-${request.id}`,
    });
    if (again.kind !== "STARTED") throw new Error(again.kind);
    for (const reference of [first, again.attempt.reference]) await running.notify(notice(reference));
    await told();
    await compare(agency);
    expect(await short(agency)).toEqual([`DUPLICATE_PAYMENT OWN ${again.attempt.reference} OPEN`]);
    const [owed] = (await running.payments.store.refundsOfRequests([request.id])).get(request.id) ?? [];
    const command = { caller: "officer:1", idempotencyKey: "confirm-duplicate", at: new Date() };
    const confirmation = { refundId: owed?.id ?? "", expectedVersion: 1, treasuryReference: "UNC-1" };
    expect((await running.payments.store.confirmRefund(command, confirmation)).kind).toBe("done");
    await compare(agency);
    expect(await short(agency)).toEqual([`DUPLICATE_PAYMENT OWN ${again.attempt.reference} CLEARED`]);
  });

  test("gets a list once: the same again changes nothing, another needs the version that it corrects", async () => {
    const agency = "H26.6";
    const lines = [line("dvc00000001", 5)];
    const first = await give(agency, "PLATFORM", lines, { idempotencyKey: "list-of-six" });
    expect(await give(agency, "PLATFORM", lines, { idempotencyKey: "list-of-six" })).toEqual(first);
    expect(await give(agency, "PLATFORM", lines)).toEqual(first);
    expect((await give(agency, "PLATFORM", [])).errors).toEqual([{ code: "CONFLICT", field: "expectedVersion" }]);
    expect((await give(agency, "PLATFORM", [], { expectedVersion: 1 })).statement).toMatchObject({ version: 2 });
    const keys = { idempotencyKey: "list-of-six" };
    expect((await give(agency, "PLATFORM", [], keys)).errors).toMatchObject([{ code: "IDEMPOTENCY_KEY_REUSED" }]);
  });

  test.each([
    ["a list of our own", "OWN", [], "source"],
    ["an amount of nothing", "PLATFORM", [line("dvc1", 0)], "lines"],
    ["a line without a reference", "PLATFORM", [line(" ")], "lines"],
    ["5001 lines", "TREASURY", Array.from({ length: 5001 }, (_, index) => line(`dvc${index}`)), "lines"],
    ["a sum above 2^53 − 1", "TREASURY", [line("a", 2 ** 53 - 1), line("b", 1)], "lines"],
  ])("refuses %s", async (_, source, lines, field) => {
    expect((await give("H26.7", source, lines)).errors).toEqual([{ code: "INVALID", field }]);
  });

  test("is written by the agency's own people and services with the scope, and by nobody else", async () => {
    const lines: object[] = [];
    expect((await give("H26.8", "PLATFORM", lines, {}, officer)).errors).toEqual([]);
    expect((await give("H27", "PLATFORM", lines, {}, officer)).errors).toMatchObject([{ code: "NOT_FOUND" }]);
    for (const caller of [payer, auditor, { ...officer, scopes: [] }, { ...service, scopes: ["payment:read"] }]) {
      await expect(give("H26.8", "PLATFORM", lines, {}, caller)).rejects.toMatchObject({
        extensions: { code: "FORBIDDEN" },
      });
    }
    const [known] = await differences("H26.2");
    const wish = {
      differenceId: known?.id,
      expectedVersion: known?.version,
      resolution: "CORRECTED",
      note: "x",
      idempotencyKey: "resolve-by-other",
    };
    const absent = { ...wish, differenceId: "00000000-0000-4000-8000-000000000000", idempotencyKey: "resolve-absent" };
    const stranger = { ...officer, agency: "H27" };
    const refusal = { difference: null, errors: [{ code: "NOT_FOUND", field: "differenceId" }] };
    expect([await resolve(wish, stranger), await resolve(absent)]).toEqual([refusal, refusal]);
    await expect(resolve(wish, service)).rejects.toMatchObject({ extensions: { code: "FORBIDDEN" } });
  });

  test("is read by the agency, those above it and auditors, and for everybody else is not there", async () => {
    for (const caller of [officer, auditor, testCaller({ role: "officer", subject: "o", agency: "H26.2" })]) {
      expect(await read("H26.2", caller)).not.toBeNull();
    }
    const others = [
      ANONYMOUS,
      payer,
      service,
      { ...auditor, scopes: [] },
      testCaller({ role: "officer", subject: "o", agency: "H27" }),
      testCaller({ role: "officer", subject: "o", agency: "H26.2.05" }),
    ];
    for (const caller of others) expect(await read("H26.2", caller)).toBeNull();
    expect(await read("H26.99")).toBeNull();
  });

  test("gives differences page by page", async () => {
    const seen: string[] = [];
    let page = "first: 2";
    for (;;) {
      const run = await read("H26.2", officer, page);
      if (run === null) throw new Error("no run");
      const { edges, pageInfo } = run.differences;
      seen.push(...edges.map(({ node }) => node.id));
      if (!pageInfo.hasNextPage) break;
      page = `first: 2, after: "${pageInfo.endCursor}"`;
    }
    expect(seen).toEqual((await differences("H26.2")).map(({ id }) => id));
    expect(seen).toHaveLength(6);
  });

  test("leaves a journal that adds up", async () => {
    expect(await journalFaults(running)).toEqual([]);
  });
});

describe("the reconciliation job", () => {
  let running: RunningPayments;
  const inbox = dossiersInbox();
  beforeAll(async () => {
    running = await runPayments("reconciliation_job", {}, inbox.graph);
  });
  afterAll(() => running.close());

  const tomorrow = () => running.at(new Date(Date.now() + 86_400_000)).work;
  const run = (agency: string) => running.payments.store.reconciliation({ agency, day: today });
  const found = async (agency: string) =>
    (await running.payments.store.differences({ agency, day: today }, { after: null, limit: 100 })).map(
      ({ type, source, state }) => `${type} ${source} ${state}`,
    );

  test("compares a closed day once for each agency, with the stand-in's lists", async () => {
    for (const agency of ["H26", "H26", "G12"]) {
      const { reference } = await running.started({ agency });
      await running.platform.decide(reference, "pay");
    }
    for (const job of running.jobs) await job.run();
    expect(await run("H26")).toBeNull();
    expect(await tomorrow().reconcile()).toBe(2);
    const two = { count: 2, total: 120_000 };
    expect(await run("H26")).toMatchObject({ version: 1, own: two, platform: two, treasury: two });
    expect([await found("H26"), await found("G12")]).toEqual([[], []]);
    expect(await tomorrow().reconcile()).toBe(0);
    expect(await running.rows(sql`select 1 from payments.statement`)).toHaveLength(4);
  });

  test("compares again after a corrected list, and every hour while a difference is open", async () => {
    const lines = [{ reference: "dvc000000000", amount: 1, transaction: null, at: null }];
    const command = { caller: "service:x", idempotencyKey: "correct-it", at: new Date() };
    const list = { agency: "G12", day: today, source: "TREASURY" as const, expectedVersion: 1, lines };
    await running.payments.store.importStatement(command, list);
    expect(await tomorrow().reconcile()).toBe(1);
    expect(await found("G12")).toEqual(["DOSSIER_UPDATED_NO_MONEY TREASURY OPEN", "PAID_NOT_BOOKED TREASURY OPEN"]);
    expect(await tomorrow().reconcile()).toBe(0);
    expect(await running.at(new Date(Date.now() + 86_400_000 + 3_700_000)).work.reconcile()).toBe(1);
    expect(await run("G12")).toMatchObject({ version: 3 });
  });

  test("compares an agency whose lists nobody gave, and says that there are none", async () => {
    const { reference } = await running.started({ agency: "H38" });
    await running.notify(notice(reference));
    await tomorrow().reconcile();
    expect(await run("H38")).toMatchObject({ own: { count: 1, total: 60_000 }, platform: null, treasury: null });
  });

  test("finds what the stand-in is told to get wrong, and is tried again after it failed", async () => {
    const { reference } = await running.started({ agency: "H57" });
    await running.platform.decide(reference, "pay");
    for (const job of running.jobs) await job.run();
    await running.platform.control({ fail: "LIST" });
    await expect(tomorrow().reconcile()).rejects.toThrow(/answered 500/);
    await running.platform.control({ fail: "nothing", platformList: "amount", treasuryList: "missing" });
    await running.rows(sql`select 1`);
    await tomorrow().reconcile();
    expect(await found("H57")).toEqual(["AMOUNT_DIFFERS PLATFORM OPEN", "DOSSIER_UPDATED_NO_MONEY TREASURY OPEN"]);
  });
});
