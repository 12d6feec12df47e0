import { describe, expect, test } from "@jest/globals";
import type { Caller } from "../../../../schema/caller";
import {
  agencyRole,
  DigitalCopy,
  DossierChannel,
  DossierFeeKind,
  DossierFeeState,
} from "../../../../subgraphs/dossiers/dossier";
import { OutboxKind } from "../../../../subgraphs/dossiers/life";
import {
  DossierFeeCollection,
  DossierTimeUnit,
  type FeeRule,
  type ProcedureVersion,
} from "../../../../subgraphs/dossiers/rules";
import { type Submission, type SubmissionOutcome, submitDossier } from "../../../../subgraphs/dossiers/service/submit";
import { DossierStatus } from "../../../../subgraphs/dossiers/status";
import { testCaller } from "../../../kit/context";
import { memoryStore, NOW, people } from "./memory-store";

const FEE: FeeRule = {
  kind: DossierFeeKind.PHI,
  code: "F1",
  name: "Phí",
  amount: 20_000,
  state: DossierFeeState.FIXED,
  channel: null,
  agency: null,
  from: null,
  to: null,
};
const VERSION: ProcedureVersion = {
  procedureCode: "2.000815",
  version: 3,
  effectiveFrom: "2026-01-01",
  effectiveTo: null,
  collection: DossierFeeCollection.AFTER,
  afterFifteen: true,
  timeLimits: [{ channel: null, amount: 5, unit: DossierTimeUnit.WORKING_DAY }],
  fees: [FEE],
};
const PAPER = { name: " Bản sao ", code: " P1 ", originals: 1, copies: 2 };
const SUBMISSION: Submission = {
  procedureCode: "2.000815.000.00.00.H26.02",
  receivingAgency: "000.00.15.H26",
  channel: DossierChannel.ONLINE,
  summary: " Chứng thực ",
  components: [PAPER],
  idempotencyKey: "key-00000001",
};

/** A store that knows a version of the procedure, and the days for which it was asked. */
function storeWith(version: ProcedureVersion | "ended" | null) {
  const asked: string[][] = [];
  const store = memoryStore([], {
    async versionOn(procedureCode, day) {
      asked.push([procedureCode, day]);
      return version;
    },
  });
  return { store, asked };
}
const submit = (
  changes: Partial<Submission> = {},
  version: ProcedureVersion | "ended" | null = VERSION,
  caller: Caller = people.citizen,
) => submitDossier({ ...SUBMISSION, ...changes }, caller, storeWith(version).store, NOW);
const refused = (code: string, field: string) => ({ refused: code, field });
const dossierOf = (outcome: SubmissionOutcome) => {
  if ("refused" in outcome) throw new Error(`${outcome.refused} ${outcome.field}`);
  return outcome.dossier;
};

describe("a dossier that is filed", () => {
  test("has the fees and the rules of the version in force as its own", async () => {
    const { store, asked } = storeWith(VERSION);
    const dossier = dossierOf(await submitDossier(SUBMISSION, people.citizen, store, NOW));
    expect(asked).toEqual([["2.000815", "2026-10-05"]]);
    expect(dossier).toMatchObject({
      number: null,
      procedureCode: "2.000815",
      procedureVersion: 3,
      serviceCode: "2.000815.000.00.00.H26.02",
      feeLines: [{ kind: DossierFeeKind.PHI, code: "F1", name: "Phí", amount: 20_000, state: DossierFeeState.FIXED }],
      rules: {
        collection: DossierFeeCollection.AFTER,
        afterFifteen: true,
        timeLimit: { amount: 5, unit: DossierTimeUnit.WORKING_DAY },
      },
      owner: { citizen: "citizen-a", organisation: null },
      submitter: "citizen-a",
      receiving: agencyRole("H26.15"),
      helping: null,
      deciding: null,
      channel: DossierChannel.ONLINE,
      status: DossierStatus.FILED,
      filedAt: NOW,
      receivedAt: null,
      summary: "Chứng thực",
      components: [{ name: "Bản sao", code: "P1", originals: 1, copies: 2, digital: DigitalCopy.NONE }],
      awaitingPayment: false,
      outbox: [],
      vneidAccount: true,
      version: 1,
      synthetic: false,
    });
    expect(dossier.requestNumber).toMatch(/^YC-261005-[0-9A-Z]{10}$/);
    expect(dossier.supplements).toEqual([]);
    expect(dossier.history).toMatchObject([
      {
        seq: 1,
        at: NOW,
        actor: { role: "citizen", account: "citizen-a", agency: null },
        from: null,
        to: "FILED",
        note: null,
      },
    ]);
    expect(store.kept.get(dossier.id)).toEqual(dossier);
  });

  test("under a procedure of which nothing is known has no rules, and the version that was stated", async () => {
    const dossier = dossierOf(await submit({ procedureVersion: 7, procedureCode: "2.000815" }, null));
    expect(dossier).toMatchObject({ procedureVersion: 7, serviceCode: null, feeLines: [], rules: null });
    expect(dossierOf(await submit({}, null)).procedureVersion).toBeNull();
  });

  test("under a procedure that is paid first waits for that, for ten days, when there is anything to pay", async () => {
    const first = { ...VERSION, collection: DossierFeeCollection.BEFORE };
    const dossier = dossierOf(await submit({}, first));
    expect(dossier.awaitingPayment).toBe(true);
    expect(dossier.outbox).toMatchObject([
      {
        kind: OutboxKind.REQUEST_PAYMENT,
        dueAt: NOW,
        variables: {
          input: {
            payer: "citizen-a",
            expiresAt: "2026-10-15T03:00:00.000Z",
            feeLines: [{ code: "F1", amount: 20_000 }],
          },
        },
      },
    ]);
    const free = dossierOf(await submit({}, { ...first, fees: [] }));
    expect([free.awaitingPayment, free.outbox]).toEqual([false, []]);
  });

  test.each<[string, Partial<Submission>, string | null]>([
    ["under a short key", { idempotencyKey: "1234567" }, "idempotencyKey"],
    ["under no code", { procedureCode: "?" }, "procedureCode"],
    ["under version 0", { procedureVersion: 0 }, "procedureVersion"],
    ["under version 1,000,001", { procedureVersion: 1_000_001 }, "procedureVersion"],
    ["under another version than is in force", { procedureVersion: 2 }, "procedureVersion"],
    ["under the version in force", { procedureVersion: 3 }, null],
    ["with no agency's code", { receivingAgency: "h26" }, "receivingAgency"],
    ["without a summary", { summary: " " }, "summary"],
    ["with the longest summary", { summary: "x".repeat(1000) }, null],
    ["with a longer summary", { summary: "x".repeat(1001) }, "summary"],
    ["for oneself", { ownerId: "citizen-a" }, null],
    ["for somebody else", { ownerId: "citizen-b" }, "ownerId"],
    ["with fifty papers", { components: Array.from({ length: 50 }, () => PAPER) }, null],
    ["with fifty-one papers", { components: Array.from({ length: 51 }, () => PAPER) }, "components"],
    ["with a paper without a name", { components: [PAPER, { ...PAPER, name: " " }] }, "components"],
    ["with a paper of a longer name", { components: [{ ...PAPER, name: "x".repeat(501) }] }, "components"],
    ["with a paper without a code", { components: [{ ...PAPER, code: null }] }, null],
    ["with a paper of an empty code", { components: [{ ...PAPER, code: "" }] }, "components"],
    ["with a paper of a longer code", { components: [{ ...PAPER, code: "x".repeat(101) }] }, "components"],
    ["with a thousand originals and no copy", { components: [{ ...PAPER, originals: 1000, copies: 0 }] }, null],
    ["with more originals", { components: [{ ...PAPER, originals: 1001 }] }, "components"],
    ["with half a copy", { components: [{ ...PAPER, copies: 0.5 }] }, "components"],
    ["with less than no copy", { components: [{ ...PAPER, copies: -1 }] }, "components"],
  ])("%s is refused, or not", async (_, changes, field) => {
    const outcome = await submit(changes);
    expect("dossier" in outcome ? null : outcome).toEqual(field === null ? null : refused("INVALID", field));
  });

  test.each([1, 1_000_000])("under version %i of what is not known is taken", async (procedureVersion) => {
    expect(dossierOf(await submit({ procedureVersion }, null)).procedureVersion).toBe(procedureVersion);
  });

  test("is not filed under a procedure that has ended", async () => {
    expect(await submit({}, "ended")).toEqual(refused("INVALID", "procedureCode"));
  });

  test.each<[string, Caller, string]>([
    ["nobody", testCaller({ role: "anonymous" }), "UNAUTHENTICATED"],
    ["a citizen without an account", { ...people.citizen, subject: null }, "UNAUTHENTICATED"],
    ["a citizen without VNeID", { ...people.citizen, vneidLevel: null }, "FORBIDDEN"],
    ["an officer", { ...people.receiving, vneidLevel: 2 }, "FORBIDDEN"],
  ])("is never filed by %s", async (_, caller, code) => {
    await expect(submit({}, VERSION, caller)).rejects.toMatchObject({ extensions: { code } });
  });
});

describe("a submission that comes again", () => {
  test("gives the dossier as it is now, even when the procedure has ended; another under its key is refused", async () => {
    let version: ProcedureVersion | "ended" = VERSION;
    const store = memoryStore([], { versionOn: async () => version });
    const file = (changes: Partial<Submission> = {}) =>
      submitDossier({ ...SUBMISSION, ...changes }, people.citizen, store, NOW);
    const dossier = dossierOf(await file());
    const now = { ...dossier, version: 2 };
    store.kept.set(dossier.id, now);
    expect(await file({ summary: "Chứng thực", receivingAgency: "H26.15", ownerId: "citizen-a" })).toEqual({
      dossier: now,
    });
    const others: Partial<Submission>[] = [
      { procedureCode: "2.000816" },
      { procedureCode: "2.000815" },
      { procedureVersion: 2 },
      { receivingAgency: "H26.16" },
      { channel: DossierChannel.POST },
      { summary: "khác" },
      { components: [] },
      { components: [{ ...PAPER, copies: 3 }] },
    ];
    for (const other of others) expect(await file(other)).toEqual(refused("IDEMPOTENCY_KEY_REUSED", "idempotencyKey"));
    version = "ended";
    expect(await file()).toEqual({ dossier: now });
    expect(store.kept.size).toBe(1);
  });

  test("to a store that refuses it and does not have it is a fault", async () => {
    const store = memoryStore([], { versionOn: async () => VERSION });
    const refusing = { ...store, insert: async () => false };
    await expect(submitDossier(SUBMISSION, people.citizen, refusing, NOW)).rejects.toThrow("does not have it");
  });
});
