import { describe, expect, test } from "@jest/globals";
import type { Caller } from "../../../../schema/caller";
import { commandId, type DossierRecord } from "../../../../subgraphs/dossiers/dossier";
import { DossierForm, OutboxKind } from "../../../../subgraphs/dossiers/life";
import { cancelMessage, paymentMessage } from "../../../../subgraphs/dossiers/messages";
import { DossierFeeCollection, DossierTimeUnit } from "../../../../subgraphs/dossiers/rules";
import {
  availableActions,
  type Desk,
  type DossierCommand,
  mayDo,
  type Outcome,
} from "../../../../subgraphs/dossiers/service/deed";
import {
  extendDossier,
  requestSupplement,
  startProcessing,
  stopDossier,
  supplyDossier,
  withdrawDossier,
} from "../../../../subgraphs/dossiers/service/handling";
import { DossierStatus } from "../../../../subgraphs/dossiers/status";
import { ACTORS, DossierAction } from "../../../../subgraphs/dossiers/transitions";
import { testCaller } from "../../../kit/context";
import { deskOf, memoryStore, NOW, people } from "./memory-store";
import { plainDossier, THEN } from "./plain-dossier";

const { FILED, ACCEPTED, IN_PROGRESS, SUPPLEMENT_REQUESTED, PAYMENT_REQUESTED, WITHDRAWN, STOPPED } = DossierStatus;
const DUE = new Date("2026-10-12T10:00:00Z");
const LIMIT = { amount: 5, unit: DossierTimeUnit.WORKING_DAY };
const RULES = { collection: DossierFeeCollection.AFTER, afterFifteen: false, timeLimit: LIMIT };
const COMMAND: DossierCommand = { dossierId: "dossier-a", expectedVersion: 1, idempotencyKey: "key-00000001" };
const LONG = "x".repeat(1001);

const accepted = (changes: Partial<DossierRecord> = {}) =>
  plainDossier({ status: ACCEPTED, receivedAt: THEN, dueAt: DUE, rules: RULES, ...changes });
const refused = (code: string, field: string | null) => ({ refused: code, field });
const dossierOf = (outcome: Outcome) => {
  if ("refused" in outcome) throw new Error(`${outcome.refused} ${outcome.field}`);
  return outcome.dossier;
};
const missing = (suppliedAt: Date | null = null): DossierRecord["supplements"][number] => ({
  seq: 1,
  requestedAt: new Date("2026-10-05T01:00:00Z"),
  requestedBy: { role: "officer", account: "officer-r", agency: "H26.1" },
  content: "Bản chính",
  suppliedAt,
  dueBefore: DUE,
  dueAfter: null,
});

describe("a step", () => {
  const start = (caller: Caller, changes: Partial<DossierCommand> = {}, dossier = accepted()) =>
    startProcessing({ ...COMMAND, note: null, ...changes }, deskOf(memoryStore([dossier]), caller));

  test("is one more event and one more version, and what it leads to is stored", async () => {
    const store = memoryStore([accepted()]);
    const outcome = await startProcessing({ ...COMMAND, note: " Bắt đầu " }, deskOf(store, people.deciding));
    const dossier = dossierOf(outcome);
    expect(dossier).toMatchObject({ status: IN_PROGRESS, version: 2, outbox: [] });
    expect(dossier.history).toHaveLength(2);
    expect(dossier.history[1]).toEqual({
      seq: 2,
      at: NOW,
      actor: { role: "officer", account: "officer-d", agency: "H38.3" },
      from: ACCEPTED,
      to: IN_PROGRESS,
      note: "Bắt đầu",
      command: { id: commandId("officer-d", "key-00000001"), hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(store.kept.get("dossier-a")).toEqual(dossier);
  });

  test.each<[string, Caller, Partial<DossierCommand>, object]>([
    ["under a short key", people.deciding, { idempotencyKey: "1234567" }, refused("INVALID", "idempotencyKey")],
    ["of no dossier", people.deciding, { dossierId: "other" }, refused("NOT_FOUND", "dossierId")],
    ["of a dossier elsewhere", people.elsewhere, {}, refused("NOT_FOUND", "dossierId")],
    ["of another's part", people.receiving, {}, refused("NOT_FOUND", "dossierId")],
    ["of another version", people.deciding, { expectedVersion: 2 }, refused("CONFLICT", "expectedVersion")],
  ])("%s is refused", async (_, caller, changes, expected) => {
    expect(await start(caller, changes)).toEqual(expected);
  });

  test("that the status does not allow is refused", async () => {
    expect(await start(people.deciding, {}, plainDossier())).toEqual(refused("NOT_ALLOWED_NOW", null));
  });

  test.each<[string, Caller, string]>([
    ["nobody known", testCaller({ role: "anonymous" }), "UNAUTHENTICATED"],
    ["nobody known, with an officer's account", { ...people.deciding, role: "anonymous" }, "UNAUTHENTICATED"],
    ["a partner of the agency", { ...people.deciding, role: "partner" }, "FORBIDDEN"],
    ["an officer without an account", testCaller({ role: "officer", agency: "H38.3" }), "UNAUTHENTICATED"],
    ["an officer without an agency", testCaller({ role: "officer", subject: "officer-d" }), "FORBIDDEN"],
    ["a citizen", people.citizen, "FORBIDDEN"],
    ["a service", people.payments, "FORBIDDEN"],
    ["an auditor", testCaller({ role: "auditor", subject: "a", scopes: ["dossier:read"] }), "FORBIDDEN"],
  ])("of officers is never done by %s", async (_, caller, code) => {
    await expect(start(caller)).rejects.toMatchObject({ extensions: { code } });
  });

  test("of citizens is done with a VNeID account alone, and not by officers", async () => {
    const withdraw = (caller: Caller) =>
      withdrawDossier({ ...COMMAND, reason: "Đổi ý" }, deskOf(memoryStore([accepted()]), caller));
    await expect(withdraw({ ...people.citizen, vneidLevel: null })).rejects.toMatchObject({
      extensions: { code: "FORBIDDEN" },
    });
    for (const officer of [people.deciding, { ...people.deciding, vneidLevel: 2 as const }]) {
      await expect(withdraw(officer)).rejects.toMatchObject({ extensions: { code: "FORBIDDEN" } });
    }
    expect(await withdraw({ ...people.citizen, subject: "citizen-b" })).toEqual(refused("NOT_FOUND", "dossierId"));
    expect(dossierOf(await withdraw({ ...people.citizen, vneidLevel: 1 })).status).toBe(WITHDRAWN);
  });

  test("that comes again gives the dossier as it is now; another under its key is refused", async () => {
    const store = memoryStore([accepted()]);
    const desk = deskOf(store, people.deciding);
    const first = await startProcessing({ ...COMMAND, note: "a" }, desk);
    expect(await startProcessing({ ...COMMAND, expectedVersion: 9, note: " a" }, desk)).toEqual(first);
    expect(await startProcessing({ ...COMMAND, note: "b" }, desk)).toEqual(
      refused("IDEMPOTENCY_KEY_REUSED", "idempotencyKey"),
    );
    expect(store.kept.get("dossier-a")?.version).toBe(2);
  });

  test("that comes again is known even when the dossier is not the agency's any more", async () => {
    const store = memoryStore([accepted()]);
    const desk = deskOf(store, people.deciding);
    const dossier = dossierOf(await startProcessing(COMMAND, desk));
    const handedOn = { ...dossier, deciding: plainDossier().receiving };
    store.kept.set(dossier.id, handedOn);
    expect(await startProcessing(COMMAND, desk)).toEqual({ dossier: handedOn });
  });

  test("while the same one is on its way gives what that made, and another one is a conflict", async () => {
    const twin = memoryStore([accepted()]);
    const made = dossierOf(await startProcessing(COMMAND, deskOf(twin, people.deciding)));
    const store = memoryStore([accepted()]);
    store.before = () => store.kept.set(made.id, made);
    expect(await startProcessing(COMMAND, deskOf(store, people.deciding))).toEqual({ dossier: made });
    const other = memoryStore([accepted()]);
    other.before = () => other.kept.set(made.id, { ...accepted(), version: 2 });
    expect(await startProcessing(COMMAND, deskOf(other, people.deciding))).toEqual(
      refused("CONFLICT", "expectedVersion"),
    );
  });
});

describe("the parts in a dossier", () => {
  const actionsOf = (caller: Caller, dossier = accepted()) =>
    Object.values(DossierAction).filter((action) => mayDo(dossier, action, caller));
  const partOf = (...parties: readonly string[]) =>
    Object.values(DossierAction).filter((action) => ACTORS[action].some((party) => parties.includes(party)));

  test("are the citizen's, the three agencies' with those above them, and the payments'", () => {
    expect(actionsOf(people.citizen)).toEqual(partOf("CITIZEN"));
    expect(actionsOf(people.receiving)).toEqual(partOf("RECEIVING"));
    expect(actionsOf(people.helping)).toEqual(partOf("HELPING"));
    expect(actionsOf(people.deciding)).toEqual(partOf("DECIDING"));
    expect(actionsOf(people.above)).toEqual(partOf("DECIDING"));
    expect(actionsOf({ ...people.receiving, agency: "H26" })).toEqual(partOf("RECEIVING", "HELPING"));
    expect(actionsOf(people.payments)).toEqual(partOf("PAYMENTS"));
  });

  test("are nobody else's", () => {
    expect(actionsOf(people.elsewhere)).toEqual([]);
    expect(actionsOf({ ...people.receiving, role: "partner" })).toEqual([]);
    expect(actionsOf({ ...people.payments, scopes: ["dossier:read"] })).toEqual([]);
    expect(actionsOf({ ...people.payments, role: "auditor" })).toEqual([]);
    expect(actionsOf({ ...people.citizen, subject: "citizen-b" })).toEqual([]);
    expect(actionsOf({ ...people.citizen, role: "auditor" })).toEqual([]);
    const unowned = accepted({ owner: { citizen: null, organisation: null }, submitter: null });
    expect(actionsOf({ ...people.citizen, subject: null }, unowned)).toEqual([]);
  });

  test("are the citizen's who owns it as well as the one's who filed it", () => {
    const owner = { citizen: "citizen-b", organisation: null };
    expect(actionsOf(people.citizen, accepted({ owner }))).toEqual(partOf("CITIZEN"));
    expect(actionsOf(people.citizen, accepted({ submitter: "citizen-b" }))).toEqual(partOf("CITIZEN"));
  });

  test("are the receiving agency's to decide while none is stated, and nobody's to help", () => {
    const alone = accepted({ deciding: null, helping: null });
    expect(actionsOf(people.receiving, alone)).toEqual(partOf("RECEIVING", "DECIDING"));
    expect(actionsOf(people.helping, alone)).toEqual([]);
  });

  test("with the status are what can be done now", () => {
    expect(availableActions(accepted(), people.citizen)).toEqual(["WITHDRAW"]);
    expect(availableActions(plainDossier(), people.deciding)).toEqual(["REQUEST_SUPPLEMENT"]);
  });
});

describe("processing", () => {
  const start = (status: DossierStatus, note: string | null | undefined) =>
    startProcessing(
      { ...COMMAND, ...(note === undefined ? {} : { note }) },
      deskOf(memoryStore([accepted({ status })]), people.deciding),
    );

  test("without waiting for a payment needs a reason, otherwise none", async () => {
    expect(await start(PAYMENT_REQUESTED, undefined)).toEqual(refused("INVALID", "note"));
    expect(await start(PAYMENT_REQUESTED, " ")).toEqual(refused("INVALID", "note"));
    expect(dossierOf(await start(PAYMENT_REQUESTED, "Miễn phí")).history.at(-1)?.note).toBe("Miễn phí");
    expect(dossierOf(await start(ACCEPTED, null)).history.at(-1)?.note).toBeNull();
    expect(await start(ACCEPTED, LONG)).toEqual(refused("INVALID", "note"));
  });
});

describe("a supplement", () => {
  test("is asked for with its form, and keeps the appointment that stood", async () => {
    const known = missing(THEN);
    const store = memoryStore([accepted({ supplements: [known] })]);
    const input = { ...COMMAND, content: " Bản chính " };
    const dossier = dossierOf(await requestSupplement(input, deskOf(store, people.receiving)));
    expect(dossier.status).toBe(SUPPLEMENT_REQUESTED);
    expect(dossier.supplements).toEqual([
      known,
      {
        seq: 2,
        requestedAt: NOW,
        requestedBy: { role: "officer", account: "officer-r", agency: "H26.1" },
        content: "Bản chính",
        suppliedAt: null,
        dueBefore: DUE,
        dueAfter: null,
      },
    ]);
    expect(dossier.forms).toEqual([
      {
        form: DossierForm.SUPPLEMENT_REQUEST,
        regulation: "TT 03/2025/TT-VPCP",
        number: "02",
        issuedAt: NOW,
        text: "Bản chính",
        dueBefore: DUE,
        dueAfter: null,
      },
    ]);
    expect(dossier.history.at(-1)?.note).toBe("Bản chính");
  });

  test.each([" ", LONG])("says what is missing: %j does not", async (content) => {
    const desk = deskOf(memoryStore([accepted()]), people.receiving);
    expect(await requestSupplement({ ...COMMAND, content }, desk)).toEqual(refused("INVALID", "content"));
  });

  const waiting = (changes: Partial<DossierRecord> = {}) =>
    accepted({ status: SUPPLEMENT_REQUESTED, supplements: [missing(THEN), missing()], ...changes });
  const supply = (dossier: DossierRecord, note?: string | null) =>
    supplyDossier(
      { ...COMMAND, ...(note === undefined ? {} : { note }) },
      deskOf(memoryStore([dossier]), people.citizen, new Date("2026-10-07T03:00:00Z")),
    );

  test("that came moves the appointment by the time that was waited, and closes that request alone", async () => {
    const dossier = dossierOf(await supply(waiting(), " Đây "));
    const dueAfter = new Date("2026-10-14T10:00:00Z");
    expect(dossier).toMatchObject({ status: ACCEPTED, dueAt: dueAfter });
    expect(dossier.supplements).toEqual([
      missing(THEN),
      { ...missing(), suppliedAt: new Date("2026-10-07T03:00:00Z"), dueAfter },
    ]);
    expect(dossier.history.at(-1)?.note).toBe("Đây");
  });

  test("can be brought to the agency that helps", async () => {
    const outcome = await supplyDossier(COMMAND, deskOf(memoryStore([waiting()]), people.helping));
    expect(dossierOf(outcome).status).toBe(ACCEPTED);
  });

  test("that came leaves a dossier without an appointment without one", async () => {
    const dossier = dossierOf(await supply(waiting({ dueAt: null })));
    expect([dossier.dueAt, dossier.supplements[1]?.dueAfter, dossier.history.at(-1)?.note]).toEqual([null, null, null]);
  });

  test("that came follows the working calendar of the year", async () => {
    const store = memoryStore([waiting()]);
    store.years.push({
      year: 2026,
      holidays: [{ day: "2026-10-13", name: "made up" }],
      workingDays: [],
      decision: "made up",
      source: null,
      version: 1,
    });
    const desk = deskOf(store, people.citizen, new Date("2026-10-07T03:00:00Z"));
    expect(dossierOf(await supplyDossier(COMMAND, desk)).dueAt).toEqual(new Date("2026-10-15T10:00:00Z"));
  });

  test("has a note that can be printed", async () => {
    expect(await supply(waiting(), LONG)).toEqual(refused("INVALID", "note"));
    expect(await supply(waiting(), " ")).toEqual(refused("INVALID", "note"));
  });
});

describe("an extension", () => {
  const extend = (dueAt: Date, reason = "Cần xác minh", now = NOW) =>
    extendDossier({ ...COMMAND, reason, dueAt }, deskOf(memoryStore([accepted()]), people.deciding, now));
  const justAfter = (moment: Date) => new Date(moment.getTime() + 1);

  test("is a later appointment with an apology", async () => {
    const dossier = dossierOf(await extend(justAfter(DUE)));
    expect(dossier).toMatchObject({ status: ACCEPTED, dueAt: justAfter(DUE) });
    expect(dossier.forms).toMatchObject([
      { form: DossierForm.APOLOGY, text: "Cần xác minh", dueBefore: DUE, dueAfter: justAfter(DUE), issuedAt: NOW },
    ]);
    expect(dossier.history.at(-1)?.note).toBe("Cần xác minh");
  });

  test("is never to the same moment, to one that is over, or without a reason", async () => {
    const late = new Date("2026-11-01T00:00:00Z");
    expect(await extend(DUE)).toEqual(refused("INVALID", "dueAt"));
    expect(await extend(late, "Cần xác minh", late)).toEqual(refused("INVALID", "dueAt"));
    expect(dossierOf(await extend(justAfter(late), "Cần xác minh", late)).dueAt).toEqual(justAfter(late));
    expect(await extend(new Date("2226-10-05T00:00:00Z"))).toEqual(refused("INVALID", "dueAt"));
    expect(await extend(justAfter(DUE), " ")).toEqual(refused("INVALID", "reason"));
  });
});

describe("the end of a dossier that is not finished", () => {
  const asked = (dossier: DossierRecord) =>
    paymentMessage(dossier, { payer: "citizen-a", lines: [], expiresAt: DUE }, THEN);

  test("by the citizen is kept with the reason, and waits for no payment", async () => {
    const filed = plainDossier({ awaitingPayment: true });
    const dossier = dossierOf(
      await withdrawDossier({ ...COMMAND, reason: " Đổi ý " }, deskOf(memoryStore([filed]), people.citizen)),
    );
    expect(dossier).toMatchObject({ status: WITHDRAWN, endedAt: NOW, awaitingPayment: false, outbox: [] });
    expect(dossier.history.at(-1)).toMatchObject({ from: FILED, note: "Đổi ý" });
  });

  test("by the agency has its form", async () => {
    const dossier = dossierOf(
      await stopDossier({ ...COMMAND, reason: "Thiếu căn cứ" }, deskOf(memoryStore([accepted()]), people.deciding)),
    );
    expect(dossier).toMatchObject({ status: STOPPED, endedAt: NOW, outbox: [] });
    expect(dossier.forms).toMatchObject([
      { form: DossierForm.STOP, number: "05", text: "Thiếu căn cứ", dueBefore: DUE },
    ]);
    expect(dossier.history.at(-1)?.note).toBe("Thiếu căn cứ");
  });

  test("withdraws nothing when no payment was asked for", async () => {
    const plain = accepted();
    const dossier = { ...plain, outbox: [cancelMessage(plain, "", THEN)] };
    const desk = deskOf(memoryStore([dossier]), people.citizen);
    expect(dossierOf(await withdrawDossier({ ...COMMAND, reason: "Đổi ý" }, desk)).outbox).toEqual(dossier.outbox);
  });

  test("withdraws the requests for payment, where there was one", async () => {
    const plain = accepted();
    const request = asked(plain);
    const dossier = { ...plain, outbox: [cancelMessage(plain, "", THEN), request] };
    const withdrawn = await withdrawDossier(
      { ...COMMAND, reason: "Đổi ý" },
      deskOf(memoryStore([dossier]), people.citizen),
    );
    const stopped = await stopDossier({ ...COMMAND, reason: "Đổi ý" }, deskOf(memoryStore([dossier]), people.deciding));
    for (const { outbox } of [dossierOf(withdrawn), dossierOf(stopped)]) {
      expect(outbox.slice(0, 2)).toEqual(dossier.outbox);
      expect(outbox.slice(2)).toMatchObject([
        {
          kind: OutboxKind.CANCEL_PAYMENT_REQUEST,
          dueAt: NOW,
          variables: { input: { dossierId: "dossier-a", reason: "Đổi ý" } },
        },
      ]);
    }
  });

  test.each([" ", LONG])("has a reason: %j is none", async (reason) => {
    const withdrawn = withdrawDossier({ ...COMMAND, reason }, deskOf(memoryStore([accepted()]), people.citizen));
    const stopped = stopDossier({ ...COMMAND, reason }, deskOf(memoryStore([accepted()]), people.deciding));
    expect(await Promise.all([withdrawn, stopped])).toEqual([
      refused("INVALID", "reason"),
      refused("INVALID", "reason"),
    ]);
  });
});

describe("an action under a key that was used for it", () => {
  const supplying = accepted({ status: SUPPLEMENT_REQUESTED, supplements: [missing()] });
  const later = (hours: number) => new Date(DUE.getTime() + hours * 3_600_000);
  type Act = (desk: Desk, text: string, dueAt: Date) => Promise<Outcome>;
  test.each<[string, Caller, DossierRecord, Act]>([
    [
      "request for papers",
      people.deciding,
      accepted(),
      (desk, content) => requestSupplement({ ...COMMAND, content }, desk),
    ],
    ["supplement", people.citizen, supplying, (desk, note) => supplyDossier({ ...COMMAND, note }, desk)],
    ["withdrawal", people.citizen, accepted(), (desk, reason) => withdrawDossier({ ...COMMAND, reason }, desk)],
    ["stop", people.deciding, accepted(), (desk, reason) => stopDossier({ ...COMMAND, reason }, desk)],
    [
      "extension",
      people.deciding,
      accepted(),
      (desk, reason, dueAt) => extendDossier({ ...COMMAND, reason, dueAt }, desk),
    ],
  ])("is the same %s in the same words alone", async (title, caller, dossier, act) => {
    const desk = deskOf(memoryStore([dossier]), caller);
    const first = await act(desk, "a", later(1));
    expect(dossierOf(first).version).toBe(2);
    expect(await act(desk, " a ", later(1))).toEqual(first);
    expect(await act(desk, "b", later(1))).toEqual(refused("IDEMPOTENCY_KEY_REUSED", "idempotencyKey"));
    const otherTime = title === "extension" ? refused("IDEMPOTENCY_KEY_REUSED", "idempotencyKey") : first;
    expect(await act(desk, "a", later(2))).toEqual(otherTime);
  });
});
