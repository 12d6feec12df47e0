import { randomUUID } from "node:crypto";
import { expect } from "@jest/globals";
import type { Caller } from "../../../schema/caller";
import { agencyRole, type DossierRecord } from "../../../subgraphs/dossiers/dossier";
import { DossierPaymentOutcome } from "../../../subgraphs/dossiers/life";
import { DossierFeeCollection, DossierTimeUnit } from "../../../subgraphs/dossiers/rules";
import { DossierStatus } from "../../../subgraphs/dossiers/status";
import { aDossier, callers, type RunningDossiers } from "./run-dossiers";

/** What a mutation of a dossier answers. */
export interface Acted {
  readonly dossier: Readonly<Record<string, unknown>> & {
    readonly id: string;
    readonly version: number;
    readonly status: string;
  };
  readonly errors: readonly { readonly code: string; readonly field: string | null }[];
}

export type Answer = Pick<Acted, "errors"> & { readonly dossier: Acted["dossier"] | null };

const FIELDS = `dossier {
  id number status statusCode version receivedAt dueAt finishedAt returnedAt awaitingPayment resultForm availableActions
  decidingAgency { code } procedureVersion rules { collection afterFifteen timeLimit { amount unit } }
  feeLines { kind code name amount state } payments { paymentRequestId outcome amount }
  forms { form regulation number text dueBefore dueAfter } supplements { seq content suppliedAt dueBefore dueAfter }
  results { name documentHash } reports { system statedStatus reason }
  history { seq from to note actorRole actorAgency { code } }
} errors { code field message }`;

/** Calls a mutation that answers `dossier` and `errors`. */
export async function act(
  run: RunningDossiers,
  caller: Caller,
  mutation: string,
  input: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const source = `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { ${FIELDS} } }`;
  const answer = await run.ask(caller, source, { input: { idempotencyKey: randomUUID(), ...input } });
  expect(answer.errors).toBeUndefined();
  const data: { done: Answer } = JSON.parse(JSON.stringify(answer.data));
  return data.done;
}

/** The same, for what must succeed. */
export async function done(...call: Parameters<typeof act>): Promise<Acted["dossier"]> {
  const { dossier, errors } = await act(...call);
  expect(errors).toEqual([]);
  if (dossier === null) throw new Error("the mutation showed no dossier");
  return dossier;
}

/** The top-level error codes of a mutation that is refused to a whole role. */
export async function refused(
  run: RunningDossiers,
  caller: Caller,
  mutation: string,
  input: Readonly<Record<string, unknown>>,
): Promise<readonly unknown[]> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const source = `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { errors { code } } }`;
  const answer = await run.ask(caller, source, { input: { idempotencyKey: randomUUID(), ...input } });
  return (answer.errors ?? []).map((error) => error.extensions.code);
}

/** Who acts in these tests: an agency for each role, and the citizen. */
export const people = {
  citizen: callers.citizen("citizen-a"),
  receiving: callers.officer("H26.1"),
  helping: callers.officer("H26.2"),
  deciding: callers.officer("H38.3"),
  payments: callers.service("dossier:payment", "dossier:read"),
  catalogue: callers.service("dossier:procedures"),
};

const { ACCEPTED, NOT_ACCEPTED, SUPPLEMENT_REQUESTED, PAYMENT_REQUESTED } = DossierStatus;
const { FILED, WITHDRAWN, STOPPED, FINISHED, RETURNED } = DossierStatus;

/** A dossier in a status, with all that belongs to it: received where it must have been, with open requests where there are. */
export function dossierIn(status: DossierStatus, changes: Partial<DossierRecord> = {}): DossierRecord {
  const received = status !== FILED && status !== NOT_ACCEPTED;
  const at = new Date("2026-09-02T02:00:00Z");
  const ended = [NOT_ACCEPTED, WITHDRAWN, STOPPED, FINISHED, RETURNED].includes(status);
  const plain = aDossier();
  const steps = [FILED, ...(received ? [ACCEPTED] : []), ...(status === FILED || status === ACCEPTED ? [] : [status])];
  const [filed] = plain.history;
  if (filed === undefined) throw new Error("a dossier without history");
  return {
    ...plain,
    receiving: agencyRole("H26.1"),
    helping: agencyRole("H26.2"),
    deciding: agencyRole("H38.3"),
    rules: {
      collection: DossierFeeCollection.AFTER,
      afterFifteen: false,
      timeLimit: { amount: 5, unit: DossierTimeUnit.WORKING_DAY },
    },
    status,
    number: received ? `H26.1-260902-${randomUUID().slice(0, 4)}${plain.id.slice(0, 6)}` : null,
    receivedAt: received ? at : null,
    dueAt: received ? new Date("2026-09-10T10:00:00Z") : null,
    finishedAt: status === FINISHED || status === RETURNED ? at : null,
    returnedAt: status === RETURNED ? at : null,
    endedAt: ended ? at : null,
    supplements:
      status === SUPPLEMENT_REQUESTED
        ? [
            {
              seq: 1,
              requestedAt: at,
              requestedBy: { role: "officer", account: "officer-H26.1", agency: "H26.1" },
              content: "Giấy tờ còn thiếu",
              suppliedAt: null,
              dueBefore: new Date("2026-09-10T10:00:00Z"),
              dueAfter: null,
            },
          ]
        : [],
    payments:
      status === PAYMENT_REQUESTED
        ? [{ paymentRequestId: "old", outcome: DossierPaymentOutcome.EXPIRED, amount: 0, at }]
        : [],
    history: steps.map((to, index) => ({ ...filed, seq: index + 1, from: steps[index - 1] ?? null, to })),
    version: steps.length,
    ...changes,
  };
}

/** The one who may do each action, and an input that it accepts. */
export const ACTS: Readonly<
  Record<string, { readonly by: Caller; readonly input: Readonly<Record<string, unknown>> }>
> = {
  acceptDossier: { by: people.receiving, input: {} },
  refuseDossier: { by: people.receiving, input: { reason: "Không thuộc thẩm quyền" } },
  forwardDossier: {
    by: people.receiving,
    input: { decidingAgency: "H38.4", reason: "Thuộc thẩm quyền của đơn vị khác" },
  },
  startProcessing: { by: people.deciding, input: { note: "Thụ lý" } },
  requestSupplement: { by: people.receiving, input: { content: "Thiếu bản sao" } },
  supplyDossier: { by: people.citizen, input: {} },
  requestDossierPayment: {
    by: people.deciding,
    input: { feeLines: [{ kind: "LE_PHI", code: "LP01", name: "Lệ phí", amount: 50_000 }] },
  },
  extendDossier: { by: people.deciding, input: { reason: "Cần xác minh thêm", dueAt: "2099-01-05T10:00:00Z" } },
  withdrawDossier: { by: people.citizen, input: { reason: "Không còn nhu cầu" } },
  stopDossier: { by: people.deciding, input: { reason: "Không đủ điều kiện" } },
  finishDossier: { by: people.deciding, input: { resultForm: "PAPER" } },
  returnResult: { by: people.receiving, input: {} },
};
