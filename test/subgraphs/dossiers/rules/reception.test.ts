import { describe, expect, test } from "@jest/globals";
import { agencyRole, type DossierRecord } from "../../../../subgraphs/dossiers/dossier";
import { DossierForm } from "../../../../subgraphs/dossiers/life";
import { DossierFeeCollection, DossierTimeUnit } from "../../../../subgraphs/dossiers/rules";
import type { DossierCommand, Outcome } from "../../../../subgraphs/dossiers/service/deed";
import {
  type Acceptance,
  acceptDossier,
  forwardDossier,
  refuseDossier,
} from "../../../../subgraphs/dossiers/service/reception";
import { DossierStatus } from "../../../../subgraphs/dossiers/status";
import { deskOf, memoryStore, NOW, people } from "./memory-store";
import { plainDossier, THEN } from "./plain-dossier";

const LIMIT = { amount: 5, unit: DossierTimeUnit.WORKING_DAY };
const RULES = { collection: DossierFeeCollection.AFTER, afterFifteen: false, timeLimit: LIMIT };
/** Five working days after {@link NOW}, a Monday. */
const BY_RULE = new Date("2026-10-12T10:00:00Z");
const COMMAND: DossierCommand = { dossierId: "dossier-a", expectedVersion: 1, idempotencyKey: "key-00000001" };
const LONG = "x".repeat(1001);
const refused = (code: string, field: string | null) => ({ refused: code, field });
const dossierOf = (outcome: Outcome) => {
  if ("refused" in outcome) throw new Error(`${outcome.refused} ${outcome.field}`);
  return outcome.dossier;
};
const shifted = (moment: Date, milliseconds: number) => new Date(moment.getTime() + milliseconds);

describe("the reception of a dossier", () => {
  const accept = (changes: Partial<Acceptance> = {}, dossier: Partial<DossierRecord> = { rules: RULES }) =>
    acceptDossier({ ...COMMAND, ...changes }, deskOf(memoryStore([plainDossier(dossier)]), people.receiving));

  test("gives number, appointment and receipt, and starts the clock", async () => {
    const dossier = dossierOf(await accept({ note: " Đủ " }));
    expect(dossier).toMatchObject({
      status: DossierStatus.ACCEPTED,
      number: "H26.1-261005-0001",
      receivedAt: NOW,
      dueAt: BY_RULE,
      deciding: agencyRole("H38.3"),
    });
    expect(dossier.forms).toMatchObject([
      { form: DossierForm.RECEIPT, number: "01", issuedAt: NOW, text: null, dueBefore: null, dueAfter: BY_RULE },
    ]);
    expect(dossier.history.at(-1)?.note).toBe("Đủ");
  });

  test("keeps the number and the forms that it has", async () => {
    const form = {
      form: DossierForm.SUPPLEMENT_REQUEST,
      regulation: "r",
      number: "02",
      issuedAt: THEN,
      text: null,
      dueBefore: null,
      dueAfter: null,
    };
    const dossier = dossierOf(await accept({}, { rules: RULES, number: "H26.1-260901-0007", forms: [form] }));
    expect(dossier.number).toBe("H26.1-260901-0007");
    expect(dossier.forms).toHaveLength(2);
    expect(dossier.forms[0]).toEqual(form);
    expect(dossier.history.at(-1)?.note).toBeNull();
  });

  test("can state the agency that decides, in either order of its code", async () => {
    expect(dossierOf(await accept({ decidingAgency: "000.00.15.H26" })).deciding).toEqual(agencyRole("H26.15"));
    expect(dossierOf(await accept({ decidingAgency: null })).deciding).toEqual(agencyRole("H38.3"));
    expect(await accept({ decidingAgency: "h26" })).toEqual(refused("INVALID", "decidingAgency"));
  });

  test("can promise an earlier appointment than the rule's, never a later one or one that is over", async () => {
    expect(dossierOf(await accept({ dueAt: shifted(BY_RULE, -1) })).dueAt).toEqual(shifted(BY_RULE, -1));
    expect(dossierOf(await accept({ dueAt: BY_RULE })).dueAt).toEqual(BY_RULE);
    expect(await accept({ dueAt: shifted(BY_RULE, 1) })).toEqual(refused("INVALID", "dueAt"));
    expect(await accept({ dueAt: NOW })).toEqual(refused("INVALID", "dueAt"));
  });

  test("without a rule needs an appointment, which can be any", async () => {
    const far = new Date("2027-10-05T00:00:00Z");
    expect(await accept({}, {})).toEqual(refused("INVALID", "dueAt"));
    expect(dossierOf(await accept({ dueAt: far }, {})).dueAt).toEqual(far);
    expect(await accept({ dueAt: new Date("2226-10-05T00:00:00Z") }, {})).toEqual(refused("INVALID", "dueAt"));
    expect(await accept({ dueAt: NOW }, {})).toEqual(refused("INVALID", "dueAt"));
    expect(dossierOf(await accept({ dueAt: shifted(NOW, 1) }, {})).dueAt).toEqual(shifted(NOW, 1));
  });

  test("follows the working calendar of the year", async () => {
    const store = memoryStore([plainDossier({ rules: RULES })]);
    const holidays = [{ day: "2026-10-07", name: "made up" }];
    store.years.push({ year: 2026, holidays, workingDays: [], decision: "made up", source: null, version: 1 });
    const dossier = dossierOf(await acceptDossier(COMMAND, deskOf(store, people.receiving)));
    expect(dossier.dueAt).toEqual(new Date("2026-10-13T10:00:00Z"));
  });

  test("has a note that can be printed", async () => {
    expect(await accept({ note: LONG })).toEqual(refused("INVALID", "note"));
    expect(await accept({ note: " " })).toEqual(refused("INVALID", "note"));
  });

  test("under a used key is another command when it says anything else", async () => {
    const store = memoryStore([plainDossier({ rules: RULES })]);
    const desk = deskOf(store, people.receiving);
    const first = await acceptDossier({ ...COMMAND, dueAt: BY_RULE, note: "a", decidingAgency: "H26.15" }, desk);
    const same = { ...COMMAND, dueAt: BY_RULE, note: "a ", decidingAgency: "000.00.15.H26" };
    expect(await acceptDossier(same, desk)).toEqual(first);
    for (const change of [
      { dueAt: shifted(BY_RULE, -1) },
      { note: "b" },
      { decidingAgency: "H26.16" },
      { decidingAgency: "h" },
    ]) {
      expect(await acceptDossier({ ...same, ...change }, desk)).toEqual(
        refused("IDEMPOTENCY_KEY_REUSED", "idempotencyKey"),
      );
    }
  });
});

describe("the refusal of a dossier", () => {
  const refuse = (reason: string) =>
    refuseDossier({ ...COMMAND, reason }, deskOf(memoryStore([plainDossier()]), people.receiving));

  test("ends it with its form and its reason", async () => {
    const dossier = dossierOf(await refuse(" Sai thẩm quyền "));
    expect(dossier).toMatchObject({ status: DossierStatus.NOT_ACCEPTED, endedAt: NOW, number: null });
    expect(dossier.forms).toMatchObject([{ form: DossierForm.REFUSAL, number: "03", text: "Sai thẩm quyền" }]);
    expect(dossier.history.at(-1)?.note).toBe("Sai thẩm quyền");
    const desk = deskOf(memoryStore([plainDossier()]), people.receiving);
    const first = await refuseDossier({ ...COMMAND, reason: "a" }, desk);
    expect(await refuseDossier({ ...COMMAND, reason: " a" }, desk)).toEqual(first);
    expect(await refuseDossier({ ...COMMAND, reason: "b" }, desk)).toEqual(
      refused("IDEMPOTENCY_KEY_REUSED", "idempotencyKey"),
    );
    expect(await refuse(" ")).toEqual(refused("INVALID", "reason"));
  });
});

describe("a hand-over", () => {
  const DUE = new Date("2026-10-09T10:00:00Z");
  const forward = (decidingAgency: string, reason = "Đúng thẩm quyền", changes: Partial<DossierRecord> = {}) => {
    const dossier = plainDossier({ status: DossierStatus.ACCEPTED, receivedAt: THEN, dueAt: DUE, ...changes });
    const desk = deskOf(memoryStore([dossier]), people.receiving);
    return forwardDossier({ ...COMMAND, decidingAgency, reason }, desk);
  };

  test("changes who decides and leaves the appointment", async () => {
    const dossier = dossierOf(await forward("000.00.15.H26"));
    expect(dossier).toMatchObject({ status: DossierStatus.ACCEPTED, deciding: agencyRole("H26.15"), dueAt: DUE });
    expect(dossier.history.at(-1)?.note).toBe("Đúng thẩm quyền");
  });

  test("goes to another agency, for a reason", async () => {
    expect(await forward("H38.3")).toEqual(refused("INVALID", "decidingAgency"));
    expect(await forward("h38")).toEqual(refused("INVALID", "decidingAgency"));
    expect(await forward("H26.1", "x", { deciding: null })).toEqual(refused("INVALID", "decidingAgency"));
    expect(dossierOf(await forward("H26.1")).deciding).toEqual(agencyRole("H26.1"));
    expect(await forward("H26.15", " ")).toEqual(refused("INVALID", "reason"));
  });

  test("under a used key is the same one in the same words alone", async () => {
    const desk = deskOf(
      memoryStore([plainDossier({ status: DossierStatus.ACCEPTED, receivedAt: THEN })]),
      people.receiving,
    );
    const hand = (decidingAgency: string, reason: string) =>
      forwardDossier({ ...COMMAND, decidingAgency, reason }, desk);
    const first = await hand("H26.15", "a");
    expect(await hand("000.00.15.H26", " a ")).toEqual(first);
    for (const [agency, reason] of [
      ["H26.16", "a"],
      ["H26.15", "b"],
      ["h26", "a"],
    ] as const) {
      expect(await hand(agency, reason)).toEqual(refused("IDEMPOTENCY_KEY_REUSED", "idempotencyKey"));
    }
  });
});
