import type { DossierRecord } from "./dossier";
import { DossierPaymentOutcome } from "./life";
import { DossierStatus } from "./status";

/** What can be done to a dossier after it was filed; each is a mutation. */
export enum DossierAction {
  ACCEPT = "ACCEPT",
  REFUSE = "REFUSE",
  START = "START",
  FORWARD = "FORWARD",
  REQUEST_SUPPLEMENT = "REQUEST_SUPPLEMENT",
  SUPPLY = "SUPPLY",
  REQUEST_PAYMENT = "REQUEST_PAYMENT",
  /** By the payments subgraph: the citizen has paid. */
  PAY = "PAY",
  EXTEND = "EXTEND",
  WITHDRAW = "WITHDRAW",
  STOP = "STOP",
  FINISH = "FINISH",
  RETURN = "RETURN",
}

/** Who somebody is to a dossier. An agency covers itself and the units under it. */
export type Party = "CITIZEN" | "RECEIVING" | "HELPING" | "DECIDING" | "PAYMENTS";

/**
 * Where an action leads: a status, the same one (SAME), or back to where the dossier was before it had to wait (RESUME): finished, else
 * taken up, else accepted. One that was not received yet is received by a payment, but after a supplement it stays for an officer.
 */
export type Target = DossierStatus | "SAME" | "RESUME";

const { FILED, ACCEPTED, NOT_ACCEPTED, IN_PROGRESS, SUPPLEMENT_REQUESTED } = DossierStatus;
const { PAYMENT_REQUESTED, WITHDRAWN, STOPPED, FINISHED, RETURNED } = DossierStatus;

/**
 * THE life cycle: of each status the actions that it allows, and where they lead. No official table exists; the edges are those of domain
 * reference 5.2 and one more, 6 → 9: a fee asked for when the result was ready leads back to there.
 */
export const TRANSITIONS: Readonly<Record<DossierStatus, Readonly<Partial<Record<DossierAction, Target>>>>> = {
  [FILED]: {
    ACCEPT: ACCEPTED,
    REFUSE: NOT_ACCEPTED,
    REQUEST_SUPPLEMENT: SUPPLEMENT_REQUESTED,
    REQUEST_PAYMENT: PAYMENT_REQUESTED,
    PAY: "SAME",
    WITHDRAW: WITHDRAWN,
  },
  [ACCEPTED]: {
    START: IN_PROGRESS,
    FORWARD: "SAME",
    REQUEST_SUPPLEMENT: SUPPLEMENT_REQUESTED,
    REQUEST_PAYMENT: PAYMENT_REQUESTED,
    EXTEND: "SAME",
    WITHDRAW: WITHDRAWN,
    STOP: STOPPED,
    FINISH: FINISHED,
  },
  [NOT_ACCEPTED]: {},
  [IN_PROGRESS]: {
    FORWARD: "SAME",
    REQUEST_SUPPLEMENT: SUPPLEMENT_REQUESTED,
    REQUEST_PAYMENT: PAYMENT_REQUESTED,
    EXTEND: "SAME",
    WITHDRAW: WITHDRAWN,
    STOP: STOPPED,
    FINISH: FINISHED,
  },
  [SUPPLEMENT_REQUESTED]: {
    ACCEPT: ACCEPTED,
    SUPPLY: "RESUME",
    WITHDRAW: WITHDRAWN,
    STOP: STOPPED,
  },
  [PAYMENT_REQUESTED]: {
    START: IN_PROGRESS,
    REQUEST_PAYMENT: "SAME",
    PAY: "RESUME",
    WITHDRAW: WITHDRAWN,
    STOP: STOPPED,
  },
  [WITHDRAWN]: {},
  [STOPPED]: {},
  [FINISHED]: {
    REQUEST_PAYMENT: PAYMENT_REQUESTED,
    RETURN: RETURNED,
  },
  [RETURNED]: {},
};

/** Of each action who may do it (domain reference 4.5). */
export const ACTORS: Readonly<Record<DossierAction, readonly Party[]>> = {
  ACCEPT: ["RECEIVING"],
  REFUSE: ["RECEIVING"],
  START: ["DECIDING"],
  FORWARD: ["RECEIVING", "DECIDING"],
  REQUEST_SUPPLEMENT: ["RECEIVING", "DECIDING"],
  SUPPLY: ["CITIZEN", "RECEIVING", "HELPING"],
  REQUEST_PAYMENT: ["RECEIVING", "DECIDING"],
  PAY: ["PAYMENTS"],
  EXTEND: ["DECIDING"],
  WITHDRAW: ["CITIZEN"],
  STOP: ["DECIDING"],
  FINISH: ["DECIDING"],
  RETURN: ["RECEIVING", "HELPING", "DECIDING"],
};

/**
 * The status that an action leads to; null when the dossier does not allow it now. Beside the table: a dossier of another system is
 * changed there alone, and one that is paid first waits for that.
 */
export function statusAfter(dossier: DossierRecord, action: DossierAction): DossierStatus | null {
  const target = TRANSITIONS[dossier.status][action];
  if (target === undefined || dossier.source !== null || !CONDITIONS[action](dossier)) return null;
  if (dossier.awaitingPayment && action !== DossierAction.PAY && action !== DossierAction.WITHDRAW) return null;
  if (target === "SAME") return dossier.status;
  return target === "RESUME" ? resumed(dossier) : target;
}

function resumed({ status, history, receivedAt, finishedAt }: DossierRecord): DossierStatus {
  if (finishedAt !== null) return FINISHED;
  if (receivedAt === null) return status === PAYMENT_REQUESTED ? ACCEPTED : status;
  return history.some((event) => event.to === IN_PROGRESS) ? IN_PROGRESS : ACCEPTED;
}

/** What an action asks of the dossier beside its status. */
const CONDITIONS: Readonly<Record<DossierAction, (dossier: DossierRecord) => boolean>> = {
  ACCEPT: (dossier) => dossier.receivedAt === null && openSupplement(dossier) === null,
  REFUSE: () => true,
  START: ({ receivedAt, finishedAt }) => receivedAt !== null && finishedAt === null,
  FORWARD: () => true,
  REQUEST_SUPPLEMENT: () => true,
  SUPPLY: (dossier) => openSupplement(dossier) !== null,
  // Paid before it was received, it is received by that, and gets an appointment without an officer: so there must be a rule.
  REQUEST_PAYMENT: (dossier) =>
    (dossier.receivedAt !== null || dossier.rules?.timeLimit != null) &&
    (dossier.status !== PAYMENT_REQUESTED || lastRequestFailed(dossier)),
  PAY: ({ status, awaitingPayment }) => status !== FILED || awaitingPayment,
  EXTEND: ({ dueAt }) => dueAt !== null,
  WITHDRAW: ({ finishedAt }) => finishedAt === null,
  STOP: ({ finishedAt }) => finishedAt === null,
  FINISH: () => true,
  RETURN: () => true,
};

/** The request for papers that has not been answered yet. */
export function openSupplement({ supplements }: DossierRecord): DossierRecord["supplements"][number] | null {
  return supplements.find(({ suppliedAt }) => suppliedAt === null) ?? null;
}

function lastRequestFailed({ payments }: DossierRecord): boolean {
  const last = payments.at(-1)?.outcome;
  return last === DossierPaymentOutcome.EXPIRED || last === DossierPaymentOutcome.CANCELLED;
}
