import { dueAfterPause, isAppointment, yearsFrom } from "../deadlines";
import type { DossierRecord } from "../dossier";
import { DossierForm, OutboxKind } from "../life";
import { cancelMessage } from "../messages";
import { DossierStatus } from "../status";
import { DossierAction, openSupplement } from "../transitions";
import { workingCalendar } from "../working-calendar";
import { isText, normalText, TEXT_LIMIT } from "./content";
import { carryOut, type Desk, type DossierCommand, type Outcome, refusal } from "./deed";
import { issue } from "./issue";

type Reasoned = DossierCommand & { readonly reason: string };

/** Takes the dossier up. From "payment requested" it means: go on without waiting for the payment, for a reason that is noted. */
export async function startProcessing(
  input: DossierCommand & { readonly note?: string | null },
  desk: Desk,
): Promise<Outcome> {
  const note = input.note == null ? null : normalText(input.note);
  return carryOut(desk, { ...input, action: DossierAction.START, content: { note } }, ({ status }) => {
    const needed = status === DossierStatus.PAYMENT_REQUESTED;
    return (note === null ? needed : !isText(note, TEXT_LIMIT)) ? refusal("INVALID", "note") : { note };
  });
}

/** Asks the citizen for papers, with the form "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ". Until they come, the clock stands. */
export async function requestSupplement(
  input: DossierCommand & { readonly content: string },
  desk: Desk,
): Promise<Outcome> {
  const content = normalText(input.content);
  const command = { ...input, action: DossierAction.REQUEST_SUPPLEMENT, content: { content } };
  return carryOut(desk, command, (dossier, { now, actor }) => {
    if (!isText(content, TEXT_LIMIT)) return refusal("INVALID", "content");
    const request = {
      seq: dossier.supplements.length + 1,
      requestedAt: now,
      requestedBy: actor,
      content,
      suppliedAt: null,
      dueBefore: dossier.dueAt,
      dueAfter: null,
    };
    const form = issue(DossierForm.SUPPLEMENT_REQUEST, now, { text: content, dueBefore: dossier.dueAt });
    return { set: { supplements: [...dossier.supplements, request], forms: [...dossier.forms, form] }, note: content };
  });
}

/** The papers are there. The time that passed since they were asked for is not counted: the appointment moves by it. */
export async function supplyDossier(
  input: DossierCommand & { readonly note?: string | null },
  desk: Desk,
): Promise<Outcome> {
  const note = input.note == null ? null : normalText(input.note);
  return carryOut(desk, { ...input, action: DossierAction.SUPPLY, content: { note } }, async (dossier, { now }) => {
    const open = openSupplement(dossier);
    if (open === null) return refusal("NOT_ALLOWED_NOW", null);
    if (note !== null && !isText(note, TEXT_LIMIT)) return refusal("INVALID", "note");
    const { dueAt: dueBefore, rules } = dossier;
    const { requestedAt } = open;
    const calendar = workingCalendar(await desk.store.calendars(yearsFrom(requestedAt)));
    const dueAt =
      dueBefore === null ? null : dueAfterPause(rules, { dueBefore, requestedAt, suppliedAt: now }, calendar);
    const closed = { ...open, suppliedAt: now, dueAfter: dueAt };
    return { set: { dueAt, supplements: dossier.supplements.map((each) => (each === open ? closed : each)) }, note };
  });
}

/** A later appointment, never without the agency's apology (form "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"). */
export async function extendDossier(input: Reasoned & { readonly dueAt: Date }, desk: Desk): Promise<Outcome> {
  const reason = normalText(input.reason);
  const content = { reason, dueAt: input.dueAt.toISOString() };
  return carryOut(desk, { ...input, action: DossierAction.EXTEND, content }, (dossier, { now }) => {
    const { dueAt: dueBefore } = dossier;
    if (!isText(reason, TEXT_LIMIT)) return refusal("INVALID", "reason");
    if (dueBefore === null || input.dueAt <= dueBefore || !isAppointment(input.dueAt, now)) {
      return refusal("INVALID", "dueAt");
    }
    const form = issue(DossierForm.APOLOGY, now, { text: reason, dueBefore, dueAfter: input.dueAt });
    return { set: { dueAt: input.dueAt, forms: [...dossier.forms, form] }, note: reason };
  });
}

/** The citizen takes the dossier back. */
export async function withdrawDossier(input: Reasoned, desk: Desk): Promise<Outcome> {
  const reason = normalText(input.reason);
  return carryOut(desk, { ...input, action: DossierAction.WITHDRAW, content: { reason } }, (dossier, { now }) => {
    if (!isText(reason, TEXT_LIMIT)) return refusal("INVALID", "reason");
    const outbox = cancelled(dossier, reason, now);
    return { set: { endedAt: now, awaitingPayment: false }, note: reason, outbox };
  });
}

/** The agency stops, with the form "Thông báo dừng giải quyết hồ sơ". */
export async function stopDossier(input: Reasoned, desk: Desk): Promise<Outcome> {
  const reason = normalText(input.reason);
  return carryOut(desk, { ...input, action: DossierAction.STOP, content: { reason } }, (dossier, { now }) => {
    if (!isText(reason, TEXT_LIMIT)) return refusal("INVALID", "reason");
    const form = issue(DossierForm.STOP, now, { text: reason, dueBefore: dossier.dueAt });
    const outbox = cancelled(dossier, reason, now);
    return { set: { endedAt: now, forms: [...dossier.forms, form] }, note: reason, outbox };
  });
}

/** The message that withdraws requests for payment, where there was one. */
function cancelled(dossier: DossierRecord, reason: string, now: Date): DossierRecord["outbox"] {
  const asked = dossier.outbox.some(({ kind }) => kind === OutboxKind.REQUEST_PAYMENT);
  return asked ? [cancelMessage(dossier, reason, now)] : [];
}
