import { canonicalAgencyCode, dayOf } from "../../kit";
import { dueDate, isAppointment, yearsFrom } from "../deadlines";
import { type AgencyRole, agencyRole, type DossierRecord } from "../dossier";
import { DossierForm } from "../life";
import { officialNumber } from "../number";
import { DossierAction } from "../transitions";
import { workingCalendar } from "../working-calendar";
import { isText, normalText, TEXT_LIMIT } from "./content";
import { type Change, carryOut, type Desk, type DossierCommand, type Outcome, type Refusal, refusal } from "./deed";
import { issue } from "./issue";

/** What the receiving agency states when it receives a dossier. */
export interface Acceptance extends DossierCommand {
  /** The appointment; needed when no rule gives one, else it may only be earlier than the rule's. */
  readonly dueAt?: Date | null;
  readonly decidingAgency?: string | null;
  readonly note?: string | null;
}

/** Receives a dossier: official number, appointment, form "Giấy tiếp nhận hồ sơ và hẹn trả kết quả". Here the clock starts. */
export async function acceptDossier(input: Acceptance, desk: Desk): Promise<Outcome> {
  const deciding = input.decidingAgency == null ? null : canonicalAgencyCode(input.decidingAgency);
  const note = input.note == null ? null : normalText(input.note);
  const asked = input.dueAt ?? null;
  const content = { deciding: deciding ?? input.decidingAgency ?? null, note, dueAt: asked?.toISOString() ?? null };
  return carryOut(desk, { ...input, action: DossierAction.ACCEPT, content }, (dossier, { now }) => {
    if (input.decidingAgency != null && deciding === null) return refusal("INVALID", "decidingAgency");
    if (note !== null && !isText(note, TEXT_LIMIT)) return refusal("INVALID", "note");
    return received(
      dossier,
      { asked, deciding: deciding === null ? null : agencyRole(deciding), note },
      { ...desk, now },
    );
  });
}

/** What reception changes. Takes a serial, so it is asked for only when nothing stands in the way any more. */
async function received(
  dossier: DossierRecord,
  stated: { readonly asked: Date | null; readonly deciding: AgencyRole | null; readonly note: string | null },
  desk: Desk,
): Promise<Change | Refusal> {
  const { now } = desk;
  const calendar = workingCalendar(await desk.store.calendars(yearsFrom(now)));
  const byRule = dueDate(dossier.rules, now, calendar);
  const dueAt = stated.asked ?? byRule;
  if (dueAt === null || !isAppointment(dueAt, now) || (byRule !== null && dueAt > byRule)) {
    return refusal("INVALID", "dueAt");
  }
  return {
    set: { ...(await reception(dossier, dueAt, desk)), deciding: stated.deciding ?? dossier.deciding },
    note: stated.note,
  };
}

/** Number, moment, appointment and receipt of a reception. */
export async function reception(
  dossier: DossierRecord,
  dueAt: Date | null,
  { store, now }: Pick<Desk, "store" | "now">,
) {
  const day = dayOf(now);
  const { code } = dossier.receiving;
  return {
    number: dossier.number ?? officialNumber(code, day, await store.nextSerial(code, day)),
    receivedAt: now,
    dueAt,
    forms: [...dossier.forms, issue(DossierForm.RECEIPT, now, { dueAfter: dueAt })],
  };
}

/** Refuses to receive a dossier, with the form "Phiếu từ chối tiếp nhận giải quyết hồ sơ". */
export async function refuseDossier(input: DossierCommand & { readonly reason: string }, desk: Desk): Promise<Outcome> {
  const reason = normalText(input.reason);
  return carryOut(desk, { ...input, action: DossierAction.REFUSE, content: { reason } }, (dossier, { now }) => {
    if (!isText(reason, TEXT_LIMIT)) return refusal("INVALID", "reason");
    const form = issue(DossierForm.REFUSAL, now, { text: reason });
    return { set: { endedAt: now, forms: [...dossier.forms, form] }, note: reason };
  });
}

/** Hands the dossier to another agency to decide on. The appointment stays: a hand-over never restarts the clock. */
export async function forwardDossier(
  input: DossierCommand & { readonly decidingAgency: string; readonly reason: string },
  desk: Desk,
): Promise<Outcome> {
  const agency = canonicalAgencyCode(input.decidingAgency);
  const reason = normalText(input.reason);
  const content = { agency: agency ?? input.decidingAgency, reason };
  return carryOut(desk, { ...input, action: DossierAction.FORWARD, content }, (dossier) => {
    if (agency === null || agency === (dossier.deciding ?? dossier.receiving).code)
      return refusal("INVALID", "decidingAgency");
    if (!isText(reason, TEXT_LIMIT)) return refusal("INVALID", "reason");
    return { set: { deciding: agencyRole(agency) }, note: reason };
  });
}
