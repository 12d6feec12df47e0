import type { Actor, DossierRecord, HistoryEvent, Supplement } from "./dossier";
import { DossierForm, type IssuedForm } from "./life";
import type { Path, Step } from "./sample-path";
import { issue } from "./service/issue";
import { DossierStatus } from "./status";

/** What follows from the steps that a sample has taken. */
export type Life = Pick<
  DossierRecord,
  "status" | "receivedAt" | "dueAt" | "finishedAt" | "returnedAt" | "endedAt" | "supplements" | "forms" | "history"
>;

/** The life of a sample by its steps, as officers and the citizen lived it. */
export function lifeOf(path: Path, steps: readonly Step[], actors: Readonly<Record<Step["by"], Actor>>): Life {
  const timeOf = (...statuses: DossierStatus[]) => steps.find((step) => statuses.includes(step.to))?.at ?? null;
  const receivedAt = timeOf(DossierStatus.ACCEPTED);
  const finishedAt = timeOf(DossierStatus.FINISHED);
  const returnedAt = timeOf(DossierStatus.RETURNED);
  const supplements = supplementsOf(path, steps, actors.officer);
  const dueAfter = supplements.at(-1)?.dueAfter ?? null;
  const stopped = timeOf(DossierStatus.STOPPED, DossierStatus.NOT_ACCEPTED, DossierStatus.WITHDRAWN);
  return {
    status: steps.at(-1)?.to ?? DossierStatus.FILED,
    receivedAt,
    dueAt: receivedAt === null ? null : (dueAfter ?? path.dueAt),
    finishedAt,
    returnedAt,
    endedAt: finishedAt ?? returnedAt ?? stopped,
    supplements,
    forms: formsOf(path, steps, dueAfter),
    history: historyOf(steps, actors),
  };
}

function supplementsOf(path: Path, steps: readonly Step[], officer: Actor): Supplement[] {
  const asked = steps.findIndex((step) => step.to === DossierStatus.SUPPLEMENT_REQUESTED);
  const request = steps[asked];
  if (request === undefined) return [];
  const suppliedAt = steps[asked + 1]?.at ?? null;
  return [
    {
      seq: 1,
      requestedAt: request.at,
      requestedBy: officer,
      content: "Hồ sơ mẫu: bổ sung giấy tờ",
      suppliedAt,
      dueBefore: path.dueAt,
      dueAfter: suppliedAt === null ? null : path.dueAfterSupplement,
    },
  ];
}

/** The forms that the steps are handed over with; the first reception alone gives a receipt. */
function formsOf(path: Path, steps: readonly Step[], dueAfter: Date | null): IssuedForm[] {
  const received = steps.findIndex(({ to }) => to === DossierStatus.ACCEPTED);
  return steps.flatMap(({ to, at, note }, index) => {
    if (index === received) return [issue(DossierForm.RECEIPT, at, { dueAfter: path.dueAt })];
    if (to === DossierStatus.SUPPLEMENT_REQUESTED)
      return [issue(DossierForm.SUPPLEMENT_REQUEST, at, { text: note, dueBefore: path.dueAt, dueAfter })];
    if (to === DossierStatus.NOT_ACCEPTED) return [issue(DossierForm.REFUSAL, at, { text: note })];
    return to === DossierStatus.STOPPED ? [issue(DossierForm.STOP, at, { text: note })] : [];
  });
}

function historyOf(steps: readonly Step[], actors: Readonly<Record<Step["by"], Actor>>): HistoryEvent[] {
  return steps.map(({ to, at, by, note }, index) => ({
    seq: index + 1,
    at,
    actor: actors[by],
    from: steps[index - 1]?.to ?? null,
    to,
    note,
    command: null,
  }));
}
