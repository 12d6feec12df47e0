import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { DossierStatus } from "../../../subgraphs/dossiers/status";
import { ACTORS, DossierAction, statusAfter, TRANSITIONS } from "../../../subgraphs/dossiers/transitions";
import { ACTS, act, done, dossierIn } from "./acting";
import { callers, type RunningDossiers, runDossiers } from "./run-dossiers";

const STATUSES = Object.values(DossierStatus);

/** Of each status the mutations that are possible, and the status after them. Everything else is refused. */
const TABLE: Readonly<Record<DossierStatus, Readonly<Record<string, string>>>> = {
  FILED: {
    acceptDossier: "ACCEPTED",
    refuseDossier: "NOT_ACCEPTED",
    requestSupplement: "SUPPLEMENT_REQUESTED",
    requestDossierPayment: "PAYMENT_REQUESTED",
    withdrawDossier: "WITHDRAWN",
  },
  ACCEPTED: {
    startProcessing: "IN_PROGRESS",
    forwardDossier: "ACCEPTED",
    requestSupplement: "SUPPLEMENT_REQUESTED",
    requestDossierPayment: "PAYMENT_REQUESTED",
    extendDossier: "ACCEPTED",
    withdrawDossier: "WITHDRAWN",
    stopDossier: "STOPPED",
    finishDossier: "FINISHED",
  },
  NOT_ACCEPTED: {},
  IN_PROGRESS: {
    forwardDossier: "IN_PROGRESS",
    requestSupplement: "SUPPLEMENT_REQUESTED",
    requestDossierPayment: "PAYMENT_REQUESTED",
    extendDossier: "IN_PROGRESS",
    withdrawDossier: "WITHDRAWN",
    stopDossier: "STOPPED",
    finishDossier: "FINISHED",
  },
  SUPPLEMENT_REQUESTED: { supplyDossier: "ACCEPTED", withdrawDossier: "WITHDRAWN", stopDossier: "STOPPED" },
  PAYMENT_REQUESTED: {
    startProcessing: "IN_PROGRESS",
    requestDossierPayment: "PAYMENT_REQUESTED",
    withdrawDossier: "WITHDRAWN",
    stopDossier: "STOPPED",
  },
  WITHDRAWN: {},
  STOPPED: {},
  FINISHED: { requestDossierPayment: "PAYMENT_REQUESTED", returnResult: "RETURNED" },
  RETURNED: {},
};

let run: RunningDossiers;
beforeAll(async () => {
  run = await runDossiers();
});
afterAll(() => run.close());

describe("every mutation in every status", () => {
  const cases = STATUSES.flatMap((status) => Object.keys(ACTS).map((mutation) => [mutation, status] as const));
  test("is a case of its own", () => expect(cases).toHaveLength(120));

  test.each(cases)("%s of a dossier that is %s goes by the table", async (mutation, status) => {
    const dossier = dossierIn(status);
    await run.store.insert(dossier);
    const { by, input } = ACTS[mutation] ?? { by: callers.everything, input: {} };
    const answer = await act(run, by, mutation, { dossierId: dossier.id, expectedVersion: dossier.version, ...input });
    const stored = (await run.store.byIds({ kind: "everything" }, [dossier.id])).get(dossier.id);
    const to = TABLE[status][mutation];
    if (to === undefined) {
      expect(answer).toMatchObject({ dossier: null, errors: [{ code: "NOT_ALLOWED_NOW", field: null }] });
      expect(stored).toEqual(dossier);
    } else {
      expect(answer).toMatchObject({ dossier: { status: to, version: dossier.version + 1 }, errors: [] });
      expect(stored?.history.slice(0, -1)).toEqual(dossier.history);
      expect(stored?.history.at(-1)).toMatchObject({ seq: dossier.history.length + 1, from: status, to });
    }
  });
});

describe("the table", () => {
  test("has an entry for each status, and an actor for each action that it names", () => {
    expect(Object.keys(TRANSITIONS)).toEqual(STATUSES);
    for (const actions of Object.values(TRANSITIONS)) {
      for (const action of Object.keys(actions)) expect(Object.keys(ACTORS)).toContain(action);
    }
  });

  test("ends with the statuses that are terminal", () => {
    const terminal = STATUSES.filter((status) => Object.keys(TRANSITIONS[status]).length === 0);
    expect(terminal).toEqual(["NOT_ACCEPTED", "WITHDRAWN", "STOPPED", "RETURNED"]);
  });

  test("trap 15: allows nothing on a dossier whose status another system confirms, though the agency is provincial", () => {
    for (const status of STATUSES) {
      const dossier = dossierIn(status, { source: { system: "G17-central", agency: "G17" } });
      for (const action of Object.values(DossierAction)) expect(statusAfter(dossier, action)).toBeNull();
    }
  });

  test("lets a dossier that waits for its first payment be paid or withdrawn, and nothing else", () => {
    const dossier = dossierIn(DossierStatus.FILED, { awaitingPayment: true });
    const possible = Object.values(DossierAction).filter((action) => statusAfter(dossier, action) !== null);
    expect(possible).toEqual(["PAY", "WITHDRAW"]);
    const unasked = { ...dossier, awaitingPayment: false };
    expect(statusAfter(unasked, DossierAction.PAY)).toBeNull();
  });

  test("leads back from a supplement or a payment to where the dossier was", () => {
    const { ACCEPTED, IN_PROGRESS, FINISHED, PAYMENT_REQUESTED, SUPPLEMENT_REQUESTED } = DossierStatus;
    const taken = dossierIn(IN_PROGRESS).history;
    const from = (status: DossierStatus, changes: object) => ({ ...dossierIn(status), ...changes });
    const { PAY, SUPPLY } = DossierAction;
    expect(statusAfter(from(PAYMENT_REQUESTED, {}), PAY)).toBe(ACCEPTED);
    expect(statusAfter(from(PAYMENT_REQUESTED, { history: taken }), PAY)).toBe(IN_PROGRESS);
    expect(statusAfter(from(PAYMENT_REQUESTED, { history: taken, finishedAt: new Date() }), PAY)).toBe(FINISHED);
    expect(statusAfter(from(PAYMENT_REQUESTED, { receivedAt: null }), PAY)).toBe(ACCEPTED);
    expect(statusAfter(from(SUPPLEMENT_REQUESTED, {}), SUPPLY)).toBe(ACCEPTED);
    expect(statusAfter(from(SUPPLEMENT_REQUESTED, { history: taken }), SUPPLY)).toBe(IN_PROGRESS);
    expect(statusAfter(from(SUPPLEMENT_REQUESTED, { receivedAt: null }), SUPPLY)).toBe(SUPPLEMENT_REQUESTED);
  });

  test("asks more than the status of some actions", () => {
    const { ACCEPTED, FILED, PAYMENT_REQUESTED, SUPPLEMENT_REQUESTED } = DossierStatus;
    const { ACCEPT, EXTEND, REQUEST_PAYMENT, START, STOP, SUPPLY, WITHDRAW } = DossierAction;
    const supplied = dossierIn(SUPPLEMENT_REQUESTED).supplements.map((each) => ({ ...each, suppliedAt: new Date() }));
    const waiting = { payments: [] };
    const finished = { finishedAt: new Date() };
    const noLimit = { rules: null };
    expect(statusAfter(dossierIn(SUPPLEMENT_REQUESTED, { receivedAt: null }), ACCEPT)).toBeNull();
    expect(statusAfter(dossierIn(SUPPLEMENT_REQUESTED, { receivedAt: null, supplements: supplied }), ACCEPT)).toBe(
      ACCEPTED,
    );
    expect(statusAfter(dossierIn(SUPPLEMENT_REQUESTED, { supplements: supplied }), ACCEPT)).toBeNull();
    expect(statusAfter(dossierIn(SUPPLEMENT_REQUESTED, { supplements: supplied }), SUPPLY)).toBeNull();
    expect(statusAfter(dossierIn(PAYMENT_REQUESTED, waiting), REQUEST_PAYMENT)).toBeNull();
    expect(statusAfter(dossierIn(FILED, noLimit), REQUEST_PAYMENT)).toBeNull();
    expect(statusAfter(dossierIn(ACCEPTED, noLimit), REQUEST_PAYMENT)).toBe(PAYMENT_REQUESTED);
    expect(statusAfter(dossierIn(ACCEPTED, { dueAt: null }), EXTEND)).toBeNull();
    expect(statusAfter(dossierIn(PAYMENT_REQUESTED, { receivedAt: null }), START)).toBeNull();
    for (const action of [START, STOP, WITHDRAW])
      expect(statusAfter(dossierIn(PAYMENT_REQUESTED, finished), action)).toBeNull();
  });
});

describe("Dossier.availableActions", () => {
  test("names what the caller can do now, and nothing that would be refused", async () => {
    const dossier = dossierIn(DossierStatus.IN_PROGRESS);
    await run.store.insert(dossier);
    const actions = async (caller: Parameters<RunningDossiers["ask"]>[0]) => {
      const answer = await run.ask(caller, "query ($id: ID) { dossier(id: $id) { availableActions } }", {
        id: dossier.id,
      });
      return JSON.parse(JSON.stringify(answer.data)).dossier?.availableActions;
    };
    expect(await actions(callers.citizen("citizen-a"))).toEqual(["WITHDRAW"]);
    expect(await actions(callers.officer("H26.1"))).toEqual(["FORWARD", "REQUEST_SUPPLEMENT", "REQUEST_PAYMENT"]);
    expect(await actions(callers.officer("H26.2"))).toEqual([]);
    expect(await actions(callers.officer("H38"))).toEqual([
      "FORWARD",
      "REQUEST_SUPPLEMENT",
      "REQUEST_PAYMENT",
      "EXTEND",
      "STOP",
      "FINISH",
    ]);
    expect(await actions(callers.partner("H38"))).toEqual([]);
    expect(await actions(callers.everything)).toEqual([]);
    expect(await actions(callers.officer("H01"))).toBeUndefined();
  });

  test("follows the dossier", async () => {
    const dossier = dossierIn(DossierStatus.ACCEPTED);
    await run.store.insert(dossier);
    const citizen = callers.citizen("citizen-a");
    const input = { dossierId: dossier.id, expectedVersion: dossier.version, reason: "Không còn nhu cầu" };
    const withdrawn = await done(run, citizen, "withdrawDossier", input);
    expect(withdrawn.availableActions).toEqual([]);
  });
});
