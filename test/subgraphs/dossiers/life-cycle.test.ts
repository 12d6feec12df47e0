import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { openDevelopmentAuthority } from "../../../subgraphs/dossiers/signature/development-authority";
import { signResult } from "../../../subgraphs/dossiers/signature/sign";
import { DossierStatus } from "../../../subgraphs/dossiers/status";
import { dayOf } from "../../../subgraphs/kit";
import { type Acted, act, done, dossierIn, people, refused } from "./acting";
import { aDossier, callers, type RunningDossiers, runDossiers } from "./run-dossiers";

let run: RunningDossiers;
beforeAll(async () => {
  run = await runDossiers();
});
afterAll(() => run.close());

async function stored(status: DossierStatus, changes: Parameters<typeof dossierIn>[1] = {}) {
  const dossier = dossierIn(status, changes);
  await run.store.insert(dossier);
  return { dossier, command: { dossierId: dossier.id, expectedVersion: dossier.version } };
}

const next = ({ id, version }: Acted["dossier"]) => ({ dossierId: id, expectedVersion: version });
const waiting = async (id: string) =>
  [...(await run.store.byIds({ kind: "everything" }, [id])).values()].flatMap(({ outbox }) =>
    outbox.map(({ kind, variables, state }) => ({ kind, variables, state })),
  );

describe("a dossier", () => {
  test("goes from filing to the citizen's hands, with a number, an appointment, and every step in its history", async () => {
    const { command } = await stored(DossierStatus.FILED, { deciding: null });
    const accepted = await done(run, people.receiving, "acceptDossier", { ...command, decidingAgency: "H38.3" });
    expect(accepted).toMatchObject({
      number: expect.stringMatching(/^H26\.1-\d{6}-\d{4}$/),
      decidingAgency: { code: "H38.3" },
      dueAt: expect.stringMatching(/T10:00:00.000Z$/),
      forms: [{ form: "RECEIPT", regulation: "TT 03/2025/TT-VPCP", number: "01" }],
    });
    const started = await done(run, people.deciding, "startProcessing", next(accepted));
    const finished = await done(run, people.deciding, "finishDossier", { ...next(started), resultForm: "PAPER" });
    expect(await waiting(finished.id)).toMatchObject([
      {
        kind: "INVITE_TO_SURVEY",
        state: "WAITING",
        variables: {
          input: { dossierId: finished.id, respondent: "citizen-a", agency: "H38.3", finishedAt: finished.finishedAt },
        },
      },
    ]);
    const record = (await run.store.byIds({ kind: "everything" }, [finished.id])).get(finished.id);
    expect(record?.endedAt).toEqual(record?.finishedAt);
    expect(record?.endedAt).toBeInstanceOf(Date);
    const returned = await done(run, people.helping, "returnResult", next(finished));
    expect(returned).toMatchObject({
      status: "RETURNED",
      statusCode: 10,
      number: accepted.number,
      dueAt: accepted.dueAt,
    });
    expect(returned.history).toMatchObject(
      [
        [null, "FILED", "citizen", null],
        ["FILED", "ACCEPTED", "officer", "H26.1"],
        ["ACCEPTED", "IN_PROGRESS", "officer", "H38.3"],
        ["IN_PROGRESS", "FINISHED", "officer", "H38.3"],
        ["FINISHED", "RETURNED", "officer", "H26.2"],
      ].map(([from, to, actorRole, agency], index) => ({
        seq: index + 1,
        from,
        to,
        actorRole,
        actorAgency: agency === null ? null : { code: agency },
      })),
    );
  });

  test("gets its appointment from the agency when no rule gives one", async () => {
    const { command } = await stored(DossierStatus.FILED, { rules: null });
    const without = await act(run, people.receiving, "acceptDossier", command);
    expect(without.errors).toMatchObject([{ code: "INVALID", field: "dueAt" }]);
    const past = await act(run, people.receiving, "acceptDossier", { ...command, dueAt: "2020-01-02T00:00:00Z" });
    expect(past.errors).toMatchObject([{ code: "INVALID", field: "dueAt" }]);
    const accepted = await done(run, people.receiving, "acceptDossier", { ...command, dueAt: "2099-01-05T03:00:00Z" });
    expect(accepted.dueAt).toBe("2099-01-05T03:00:00.000Z");
  });

  test("gets an appointment that is earlier than the rule's, and none that is later", async () => {
    const { command } = await stored(DossierStatus.FILED);
    const later = await act(run, people.receiving, "acceptDossier", { ...command, dueAt: "2099-01-05T03:00:00Z" });
    expect(later.errors).toMatchObject([{ code: "INVALID", field: "dueAt" }]);
    const soon = new Date(Date.now() + 60_000).toISOString();
    expect(await done(run, people.receiving, "acceptDossier", { ...command, dueAt: soon })).toMatchObject({
      dueAt: soon,
    });
  });

  test("keeps its clock when it is handed to another agency, which then decides alone", async () => {
    const { dossier, command } = await stored(DossierStatus.IN_PROGRESS);
    const input = { ...command, decidingAgency: "000.00.14.H38", reason: "Thuộc thẩm quyền của đơn vị khác" };
    const forwarded = await done(run, people.receiving, "forwardDossier", input);
    expect(forwarded).toMatchObject({
      decidingAgency: { code: "H38.14" },
      dueAt: dossier.dueAt?.toISOString(),
      receivedAt: dossier.receivedAt?.toISOString(),
      number: dossier.number,
      forms: [],
    });
    const finish = { ...next(forwarded), resultForm: "PAPER" };
    expect((await act(run, people.deciding, "finishDossier", finish)).errors).toMatchObject([{ code: "NOT_FOUND" }]);
    expect((await act(run, people.receiving, "finishDossier", finish)).errors).toMatchObject([{ code: "NOT_FOUND" }]);
    await done(run, callers.officer("H38.14"), "finishDossier", finish);
  });

  test("is shown no more to the agency that handed it on, which still learns that its command was carried out", async () => {
    const { command } = await stored(DossierStatus.IN_PROGRESS);
    const input = { ...command, decidingAgency: "H38.4", reason: "Chuyển", idempotencyKey: "hand-on-once" };
    for (const _ of [1, 2]) {
      expect(await act(run, people.deciding, "forwardDossier", input)).toEqual({ dossier: null, errors: [] });
    }
  });

  test.each([["H26"], ["h26"], ["H38.3"]])("is not handed to %s", async (decidingAgency) => {
    const { command } = await stored(DossierStatus.IN_PROGRESS, decidingAgency === "H26" ? { deciding: null } : {});
    const same = decidingAgency === "H26" ? "H26.1" : decidingAgency;
    const { errors } = await act(run, people.receiving, "forwardDossier", {
      ...command,
      decidingAgency: same,
      reason: "Chuyển",
    });
    expect(errors).toMatchObject([{ code: "INVALID", field: "decidingAgency" }]);
  });

  test("waits for papers without its clock running, and is later by that time", async () => {
    const { command } = await stored(DossierStatus.FILED);
    const accepted = await done(run, people.receiving, "acceptDossier", command);
    const asked = await done(run, people.receiving, "requestSupplement", {
      ...next(accepted),
      content: "Thiếu bản sao",
    });
    expect(asked).toMatchObject({
      status: "SUPPLEMENT_REQUESTED",
      supplements: [{ seq: 1, content: "Thiếu bản sao", suppliedAt: null, dueBefore: accepted.dueAt, dueAfter: null }],
      forms: [{ form: "RECEIPT" }, { form: "SUPPLEMENT_REQUEST", number: "02", text: "Thiếu bản sao" }],
    });
    const supplied = await done(run, people.citizen, "supplyDossier", { ...next(asked), note: "Đã nộp đủ" });
    expect(supplied).toMatchObject({ status: "ACCEPTED", dueAt: accepted.dueAt });
    expect(supplied.supplements).toMatchObject([{ seq: 1, dueBefore: accepted.dueAt, dueAfter: supplied.dueAt }]);
    const again = await done(run, people.deciding, "requestSupplement", { ...next(supplied), content: "Thiếu ảnh" });
    expect(again.supplements).toMatchObject([{ seq: 1 }, { seq: 2, suppliedAt: null }]);
  });

  test("is later by the days that the citizen needed for the papers", async () => {
    const { dossier, command } = await stored(DossierStatus.SUPPLEMENT_REQUESTED);
    const supplied = await done(run, people.helping, "supplyDossier", command);
    expect(new Date(String(supplied.dueAt)) > (dossier.dueAt ?? new Date(0))).toBe(true);
    expect(new Date(String(supplied.dueAt)).getTime()).toBeGreaterThan(Date.now());
  });

  test("that was asked for papers before it was received is received after they came", async () => {
    const { command } = await stored(DossierStatus.FILED);
    const asked = await done(run, people.receiving, "requestSupplement", { ...command, content: "Thiếu bản sao" });
    const early = await act(run, people.receiving, "acceptDossier", next(asked));
    expect(early.errors).toMatchObject([{ code: "NOT_ALLOWED_NOW" }]);
    const supplied = await done(run, people.citizen, "supplyDossier", next(asked));
    expect(supplied).toMatchObject({ status: "SUPPLEMENT_REQUESTED", dueAt: null, number: null });
    const accepted = await done(run, people.receiving, "acceptDossier", next(supplied));
    expect(accepted).toMatchObject({ status: "ACCEPTED", number: expect.any(String), dueAt: expect.any(String) });
  });

  test("gets a later appointment only with an apology, whose form says both", async () => {
    const { dossier, command } = await stored(DossierStatus.IN_PROGRESS);
    const extend = (dueAt: string, reason = "Cần xác minh") =>
      act(run, people.deciding, "extendDossier", { ...command, dueAt, reason });
    expect((await extend(dossier.dueAt?.toISOString() ?? "")).errors).toMatchObject([
      { code: "INVALID", field: "dueAt" },
    ]);
    expect((await extend("2099-01-05T10:00:00Z", " ")).errors).toMatchObject([{ code: "INVALID", field: "reason" }]);
    const { dossier: extended } = await extend("2099-01-05T10:00:00Z");
    expect(extended).toMatchObject({
      status: "IN_PROGRESS",
      dueAt: "2099-01-05T10:00:00.000Z",
      forms: [
        {
          form: "APOLOGY",
          regulation: "TT 03/2025/TT-VPCP",
          number: "04",
          text: "Cần xác minh",
          dueBefore: dossier.dueAt?.toISOString(),
          dueAfter: "2099-01-05T10:00:00.000Z",
        },
      ],
    });
  });

  test("does not get an earlier appointment, or the same, by an apology", async () => {
    const { command } = await stored(DossierStatus.IN_PROGRESS, { dueAt: new Date("2099-01-05T10:00:00Z") });
    for (const dueAt of ["2099-01-04T10:00:00Z", "2099-01-05T10:00:00Z"]) {
      const { errors } = await act(run, people.deciding, "extendDossier", { ...command, dueAt, reason: "Lý do" });
      expect(errors).toMatchObject([{ code: "INVALID", field: "dueAt" }]);
    }
  });

  test.each<[string, DossierStatus, string, string | null, string]>([
    ["refuseDossier", DossierStatus.FILED, "REFUSAL", "03", "receiving"],
    ["stopDossier", DossierStatus.IN_PROGRESS, "STOP", "05", "deciding"],
  ])("ends with %s, the reason on its form", async (mutation, status, form, number, who) => {
    const { dossier, command } = await stored(status);
    const officer = who === "receiving" ? people.receiving : people.deciding;
    const ended = await done(run, officer, mutation, { ...command, reason: "Không đủ điều kiện" });
    expect(ended.forms).toMatchObject([{ form, number, regulation: "TT 03/2025/TT-VPCP", text: "Không đủ điều kiện" }]);
    const record = (await run.store.byIds({ kind: "everything" }, [dossier.id])).get(dossier.id);
    expect(record?.endedAt).toBeInstanceOf(Date);
  });

  test("is finished with an electronic result only when that is there and verifies", async () => {
    const { command } = await stored(DossierStatus.IN_PROGRESS);
    const none = await act(run, people.deciding, "finishDossier", { ...command, resultForm: "ELECTRONIC" });
    expect(none.errors).toMatchObject([{ code: "INVALID", field: "results" }]);
    const result = {
      name: "Giấy khai sinh",
      documentHash: "0".repeat(64),
      algorithm: "ES256",
      signature: "AA==",
      certificates: [],
      signedAt: new Date().toISOString(),
    };
    const unsigned = { ...command, resultForm: "ELECTRONIC", results: [result] };
    expect((await act(run, people.deciding, "finishDossier", unsigned)).errors).toMatchObject([
      { code: "INVALID", field: "results.0" },
    ]);
    expect((await run.store.byIds({ kind: "everything" }, [command.dossierId])).get(command.dossierId)?.status).toBe(
      "IN_PROGRESS",
    );
  });
});

describe("an electronic result", () => {
  const sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

  async function signed(agency: string, number: string) {
    const authority = await openDevelopmentAuthority({ dataFolder: run.folder, production: false });
    const statement = { documentHash: sha256, number, agency, signedAt: new Date() };
    return { name: "Giấy khai sinh", ...signResult(statement, await authority.signerOf(agency)) };
  }

  test("that the deciding agency has signed finishes the dossier and stays with it", async () => {
    const { dossier, command } = await stored(DossierStatus.IN_PROGRESS);
    const result = await signed("H38.3", dossier.number ?? "");
    const input = { ...command, resultForm: "ELECTRONIC", results: [result], idempotencyKey: "signed-once" };
    const finished = await done(run, people.deciding, "finishDossier", input);
    expect(finished).toMatchObject({
      status: "FINISHED",
      resultForm: "ELECTRONIC",
      results: [{ name: "Giấy khai sinh", documentHash: sha256 }],
    });
    expect(await done(run, people.deciding, "finishDossier", input)).toEqual(finished);
  });

  test.each<[string, string, Readonly<Record<string, unknown>>]>([
    ["by another agency", "H38.4", {}],
    ["for another document", "H38.3", { documentHash: "0".repeat(64) }],
    ["at another time", "H38.3", { signedAt: "2026-09-20T00:00:00Z" }],
  ])("that was signed %s finishes nothing", async (_, agency, changes) => {
    const { dossier, command } = await stored(DossierStatus.IN_PROGRESS);
    const results = [{ ...(await signed(agency, dossier.number ?? "")), ...changes }];
    const { errors } = await act(run, people.deciding, "finishDossier", {
      ...command,
      resultForm: "ELECTRONIC",
      results,
    });
    expect(errors).toMatchObject([{ code: "INVALID", field: "results.0" }]);
    expect((await run.store.byIds({ kind: "everything" }, [dossier.id])).get(dossier.id)).toEqual(dossier);
  });

  test("that was signed for another dossier finishes nothing", async () => {
    const { command } = await stored(DossierStatus.IN_PROGRESS);
    const results = [await signed("H38.3", "H38.3-260902-9999")];
    const { errors } = await act(run, people.deciding, "finishDossier", {
      ...command,
      resultForm: "ELECTRONIC",
      results,
    });
    expect(errors).toMatchObject([{ code: "INVALID", field: "results.0" }]);
  });

  test.each([["http://example.test/a.pdf"], ["javascript:alert(1)"], ["https://"]])(
    "is not kept with the address %s",
    async (url) => {
      const { dossier, command } = await stored(DossierStatus.IN_PROGRESS);
      const results = [{ ...(await signed("H38.3", dossier.number ?? "")), url }];
      const { errors } = await act(run, people.deciding, "finishDossier", {
        ...command,
        resultForm: "ELECTRONIC",
        results,
      });
      expect(errors).toMatchObject([{ code: "INVALID", field: "results" }]);
    },
  );
});

describe("the official number", () => {
  test("counts up by agency and day", async () => {
    const numbers: unknown[] = [];
    for (let count = 0; count < 3; count += 1) {
      const { command } = await stored(DossierStatus.FILED, { receiving: { code: "H29.7", path: ["H29", "H29.7"] } });
      numbers.push((await done(run, callers.officer("H29.7"), "acceptDossier", command)).number);
    }
    const day = dayOf(new Date()).slice(2).replaceAll("-", "");
    expect(numbers).toEqual([1, 2, 3].map((serial) => `H29.7-${day}-000${serial}`));
  });
});

describe("who may act", () => {
  const reason = "Không đủ điều kiện";

  test.each<[string, string, Parameters<typeof act>[1]]>([
    ["an officer of another province", "stopDossier", callers.officer("H01")],
    ["an officer of a unit under the agency", "stopDossier", callers.officer("H38.3.1")],
    ["an officer of the receiving agency, who may not decide", "stopDossier", people.receiving],
    ["an officer of the helping agency", "stopDossier", people.helping],
    ["a stranger", "withdrawDossier", callers.citizen("stranger")],
  ])("not %s: it is as if there were no dossier", async (_, mutation, caller) => {
    const { command } = await stored(DossierStatus.IN_PROGRESS);
    const refusal = await act(run, caller, mutation, { ...command, reason });
    const absent = await act(run, caller, mutation, { ...command, dossierId: "absent", reason });
    expect(refusal).toEqual(absent);
    expect(refusal.errors).toMatchObject([{ code: "NOT_FOUND", field: "dossierId" }]);
  });

  test("an officer of an agency above the one that decides", async () => {
    const { command } = await stored(DossierStatus.IN_PROGRESS);
    expect(await done(run, callers.officer("H38"), "stopDossier", { ...command, reason })).toMatchObject({
      status: "STOPPED",
    });
  });

  test("the owner and the submitter, when they are two people", async () => {
    for (const person of ["owner", "submitter"]) {
      const { command } = await stored(DossierStatus.ACCEPTED, {
        owner: { citizen: "owner", organisation: null },
        submitter: "submitter",
      });
      expect(await done(run, callers.citizen(person), "withdrawDossier", { ...command, reason })).toMatchObject({
        status: "WITHDRAWN",
      });
    }
  });

  test.each<[string, string, Parameters<typeof act>[1], string]>([
    ["nobody", "withdrawDossier", callers.citizen(""), "UNAUTHENTICATED"],
    ["a citizen who wants to decide", "stopDossier", people.citizen, "FORBIDDEN"],
    ["an officer who wants to withdraw", "withdrawDossier", people.deciding, "FORBIDDEN"],
    ["a partner system", "stopDossier", callers.partner("H38.3"), "FORBIDDEN"],
    ["an auditor", "stopDossier", callers.everything, "FORBIDDEN"],
    ["a service", "stopDossier", callers.service("dossier:read"), "FORBIDDEN"],
    ["a citizen without a VNeID account", "withdrawDossier", { ...people.citizen, vneidLevel: null }, "FORBIDDEN"],
  ])("not %s, by role", async (who, mutation, caller, code) => {
    const { command } = await stored(DossierStatus.ACCEPTED);
    const real = who === "nobody" ? { ...caller, role: "anonymous" as const, subject: null } : caller;
    expect(await refused(run, real, mutation, { ...command, reason })).toEqual([code]);
  });
});

describe("what is not acceptable", () => {
  test.each([
    ["idempotencyKey", "withdrawDossier", { idempotencyKey: "short" }, people.citizen],
    ["idempotencyKey", "withdrawDossier", { idempotencyKey: "k".repeat(101) }, people.citizen],
    ["reason", "withdrawDossier", { reason: " " }, people.citizen],
    ["reason", "stopDossier", { reason: "a".repeat(1001) }, people.deciding],
    ["reason", "stopDossier", { reason: "a\u0000" }, people.deciding],
  ])("names %s of %s and changes nothing", async (field, mutation, changes, caller) => {
    const { dossier, command } = await stored(DossierStatus.ACCEPTED);
    const { errors } = await act(run, caller, mutation, { ...command, reason: "Lý do", ...changes });
    expect(errors).toMatchObject([{ code: "INVALID", field }]);
    expect((await run.store.byIds({ kind: "everything" }, [dossier.id])).get(dossier.id)).toEqual(dossier);
  });

  test.each([
    ["note", "startProcessing", { note: "" }],
    ["content", "requestSupplement", { content: "" }],
    ["decidingAgency", "forwardDossier", { decidingAgency: "x", reason: "Chuyển" }],
    ["feeLines", "requestDossierPayment", { feeLines: [] }],
    ["feeLines", "requestDossierPayment", {}],
    ["feeLines", "requestDossierPayment", { feeLines: [{ kind: "PHI", code: "P", name: "Phí", amount: 0 }] }],
    [
      "feeLines",
      "requestDossierPayment",
      {
        feeLines: Array.from({ length: 2 }, () => ({
          kind: "PHI",
          code: "P",
          name: "Phí",
          amount: Number.MAX_SAFE_INTEGER,
        })),
      },
    ],
    [
      "expiresAt",
      "requestDossierPayment",
      { feeLines: [{ kind: "PHI", code: "P", name: "Phí", amount: 1 }], expiresAt: "2020-01-01T00:00:00Z" },
    ],
  ])("names %s of %s with %j", async (field, mutation, input) => {
    const { command } = await stored(DossierStatus.ACCEPTED, { deciding: null });
    const { errors } = await act(run, people.receiving, mutation, { ...command, ...input });
    expect(errors).toMatchObject([{ code: "INVALID", field }]);
  });
});

describe("a dossier of a one-stop system", () => {
  test("trap 15: is changed by that system alone, whoever else asks", async () => {
    const source = { system: "bo-xay-dung", agency: "G17" };
    const dossier = {
      ...aDossier({ status: DossierStatus.ACCEPTED, receivedAt: new Date(), dueAt: new Date() }),
      source,
    };
    await run.store.insert(dossier);
    const command = { dossierId: dossier.id, expectedVersion: 1, reason: "Lý do" };
    for (const [caller, mutation] of [
      [callers.officer("H26"), "stopDossier"],
      [people.citizen, "withdrawDossier"],
    ] as const) {
      expect((await act(run, caller, mutation, command)).errors).toMatchObject([{ code: "NOT_ALLOWED_NOW" }]);
    }
  });
});
