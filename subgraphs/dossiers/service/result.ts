import type { DossierRecord } from "../dossier";
import { DossierResultForm, type ResultDocument } from "../life";
import { surveyMessage } from "../messages";
import { DossierAction } from "../transitions";
import { isText, normalText, TEXT_LIMIT } from "./content";
import { carryOut, type Desk, type DossierCommand, type Outcome, refusal } from "./deed";

/** A result as the agency hands it in. */
export type StatedResult = Omit<ResultDocument, "synthetic" | "url"> & { readonly url?: string | null };

export interface Completion extends DossierCommand {
  readonly resultForm: DossierResultForm;
  readonly results: readonly StatedResult[];
  readonly note?: string | null;
}

/** Says whether a result is signed by the agency; `number` is the dossier's. */
export type VerifyResult = (
  result: ResultDocument,
  facts: { readonly agency: string; readonly number: string; readonly filedAt: Date; readonly now: Date },
) => { readonly ok: true } | { readonly ok: false; readonly reason: string };

const MAX_RESULTS = 20;

/**
 * Handling is finished and the result is there; here the clock stops. An electronic result must be signed by the agency that decided,
 * or nothing is finished; a paper one may have electronic copies, which must be signed just so.
 */
export async function finishDossier(
  input: Completion,
  desk: Desk & { readonly verify: VerifyResult },
): Promise<Outcome> {
  const note = input.note == null ? null : normalText(input.note);
  const results = input.results.map((result) => ({ ...inOrder(result), synthetic: false }));
  const { resultForm } = input;
  const content = {
    resultForm,
    note,
    results: results.map((each) => ({ ...each, signedAt: each.signedAt.toISOString() })),
  };
  return carryOut(desk, { ...input, action: DossierAction.FINISH, content }, (dossier, { now }) => {
    if (note !== null && !isText(note, TEXT_LIMIT)) return refusal("INVALID", "note");
    if (resultForm === DossierResultForm.ELECTRONIC && results.length === 0) return refusal("INVALID", "results");
    if (results.length > MAX_RESULTS || !results.every(isWhole)) return refusal("INVALID", "results");
    const { number, filedAt, deciding, receiving } = dossier;
    const facts = { agency: (deciding ?? receiving).code, number: number ?? "", filedAt, now };
    const wrong = results.findIndex((result) => !desk.verify(result, facts).ok);
    if (wrong >= 0) return refusal("INVALID", `results.${wrong}`);
    const set = { finishedAt: now, endedAt: now, resultForm, results };
    return { set, note, outbox: invitation(dossier, now) };
  });
}

function inOrder({ name, documentHash, algorithm, signature, certificates, signedAt, url = null }: StatedResult) {
  return { name: normalText(name), documentHash, algorithm, signature, certificates, signedAt, url };
}

function isWhole({ name, url, certificates }: ResultDocument): boolean {
  const isAddress = url === null || (url.length <= 2000 && /^https:\/\//.test(url) && URL.canParse(url));
  return isText(name, 500) && isAddress && certificates.length <= 10;
}

function invitation(dossier: DossierRecord, finishedAt: Date): DossierRecord["outbox"] {
  const { submitter } = dossier;
  return submitter === null ? [] : [surveyMessage({ ...dossier, submitter }, finishedAt, finishedAt)];
}

/** The result is in the citizen's hands. */
export async function returnResult(
  input: DossierCommand & { readonly note?: string | null },
  desk: Desk,
): Promise<Outcome> {
  const note = input.note == null ? null : normalText(input.note);
  return carryOut(desk, { ...input, action: DossierAction.RETURN, content: { note } }, (_dossier, { now }) => {
    if (note !== null && !isText(note, TEXT_LIMIT)) return refusal("INVALID", "note");
    return { set: { returnedAt: now }, note };
  });
}
