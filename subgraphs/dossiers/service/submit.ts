import { randomBytes, randomUUID } from "node:crypto";
import type { Caller } from "../../../schema/caller";
import { fail } from "../../../schema/errors";
import { canonicalAgencyCode, dayOf } from "../../kit";
import { readFiledCode } from "../codes";
import {
  agencyRole,
  type Component,
  commandId,
  DigitalCopy,
  type DossierChannel,
  type DossierRecord,
  UNTOUCHED,
} from "../dossier";
import { feeLinesOf, payableLines, timeLimitOf } from "../fees";
import { paymentMessage } from "../messages";
import { requestNumber } from "../number";
import { DossierFeeCollection, type ProcedureVersion } from "../rules";
import { DossierStatus } from "../status";
import type { DossierStore } from "../store";
import { hashOf, isIdempotencyKey, isText, normalText } from "./content";
import { outcomeOf } from "./deed";
import { PAYMENT_TERM } from "./payment";

/** What a citizen files. Fees are not part of it: they follow from the procedure's version. */
export interface Submission {
  readonly procedureCode: string;
  readonly procedureVersion?: number | null;
  readonly receivingAgency: string;
  readonly channel: DossierChannel;
  readonly summary: string;
  readonly ownerId?: string | null;
  readonly components: readonly {
    readonly name: string;
    readonly code?: string | null;
    readonly originals: number;
    readonly copies: number;
  }[];
  readonly idempotencyKey: string;
}

/** The dossier, or which member of the submission stands in its way. */
export type SubmissionOutcome =
  | { readonly dossier: DossierRecord }
  | { readonly refused: "INVALID" | "IDEMPOTENCY_KEY_REUSED"; readonly field: keyof Submission };

/**
 * Files a dossier for the citizen who calls, under the procedure's version in force: its fees and its deadline rule become the dossier's
 * own. The same key with the same content gives the dossier that the first call made, as it is now. A procedure of which the
 * catalogue has told nothing is filed without rules: the agency that receives the dossier refuses what it cannot handle.
 * @throws UNAUTHENTICATED, FORBIDDEN for callers who are no citizens with a VNeID account
 */
export async function submitDossier(
  submission: Submission,
  caller: Caller,
  store: DossierStore,
  now = new Date(),
): Promise<SubmissionOutcome> {
  const citizen = citizenOf(caller);
  const content = readSubmission(submission, citizen);
  if (typeof content === "string") return { refused: "INVALID", field: content };
  const command = { id: commandId(citizen, submission.idempotencyKey), hash: hashOf(content) };
  const version = await store.versionOn(content.procedure, dayOf(now));
  const refused = version === null ? null : misfit(content, version);
  if (refused === null && version !== "ended") {
    const dossier = newDossier(content, { citizen, command, now, version });
    if (await store.insert(dossier)) return { dossier };
  }
  const earlier = await store.byCommand(command.id);
  if (earlier !== null) {
    const outcome = outcomeOf(earlier, command);
    return outcome !== null && "dossier" in outcome
      ? outcome
      : { refused: "IDEMPOTENCY_KEY_REUSED", field: "idempotencyKey" };
  }
  if (refused !== null) return { refused: "INVALID", field: refused };
  throw new Error("the store refused a command as repeated and does not have it");
}

function citizenOf(caller: Caller): string {
  if (caller.role === "anonymous" || caller.subject === null) throw fail("UNAUTHENTICATED");
  if (caller.role !== "citizen" || caller.vneidLevel === null) throw fail("FORBIDDEN");
  return caller.subject;
}

/** What of the submission does not go with what the catalogue told. */
function misfit(content: Content, version: ProcedureVersion | "ended"): "procedureCode" | "procedureVersion" | null {
  if (version === "ended") return "procedureCode";
  return content.version === null || content.version === version.version ? null : "procedureVersion";
}

/** A submission in its one normal form: what the content hash is made of. */
interface Content {
  readonly mutation: "submitDossier";
  readonly procedure: string;
  readonly service: string | null;
  readonly version: number | null;
  readonly agency: string;
  readonly channel: DossierChannel;
  readonly summary: string;
  readonly owner: string;
  readonly components: readonly Component[];
}

/** The normal form, or the member that is not acceptable. */
function readSubmission(submission: Submission, citizen: string): Content | keyof Submission {
  const code = readFiledCode(submission.procedureCode);
  const agency = canonicalAgencyCode(submission.receivingAgency);
  const version = submission.procedureVersion ?? null;
  const owner = submission.ownerId ?? citizen;
  const components = submission.components.map(({ name, code, originals, copies }) => ({
    name: normalText(name),
    code: code == null ? null : normalText(code),
    originals,
    copies,
    digital: DigitalCopy.NONE,
  }));
  const summary = normalText(submission.summary);
  if (!isIdempotencyKey(submission.idempotencyKey)) return "idempotencyKey";
  if (code === null) return "procedureCode";
  if (version !== null && (version < 1 || version > MAX_VERSION)) return "procedureVersion";
  if (agency === null) return "receivingAgency";
  if (!isText(summary, 1000)) return "summary";
  if (owner !== citizen) return "ownerId";
  if (components.length > MAX_COMPONENTS || !components.every(isComponent)) return "components";
  const { procedure, service } = code;
  const { channel } = submission;
  return { mutation: "submitDossier", procedure, service, version, agency, channel, summary, owner, components };
}

const MAX_VERSION = 1_000_000;
const MAX_COMPONENTS = 50;
const MAX_PAPERS = 1000;

function isComponent({ name, code, originals, copies }: Component): boolean {
  const isCount = (count: number) => Number.isInteger(count) && count >= 0 && count <= MAX_PAPERS;
  return isText(name, 500) && (code === null || isText(code, 100)) && isCount(originals) && isCount(copies);
}

function newDossier(
  content: Content,
  by: {
    readonly citizen: string;
    readonly command: { readonly id: string; readonly hash: string };
    readonly now: Date;
    readonly version: ProcedureVersion | null;
  },
): DossierRecord {
  const { citizen, command, now, version } = by;
  const { channel, agency } = content;
  const actor = { role: "citizen", account: citizen, agency: null } as const;
  const filed: DossierRecord = {
    ...UNTOUCHED,
    id: randomUUID(),
    number: null,
    requestNumber: requestNumber(now, randomBytes(10)),
    procedureCode: content.procedure,
    procedureVersion: version?.version ?? content.version,
    serviceCode: content.service,
    feeLines: version === null ? [] : feeLinesOf(version, { channel, agency, day: dayOf(now) }),
    rules:
      version === null
        ? null
        : {
            collection: version.collection,
            afterFifteen: version.afterFifteen,
            timeLimit: timeLimitOf(version, channel),
          },
    owner: { citizen: content.owner, organisation: null },
    submitter: citizen,
    receiving: agencyRole(agency),
    helping: null,
    deciding: null,
    channel,
    status: DossierStatus.FILED,
    filedAt: now,
    receivedAt: null,
    dueAt: null,
    finishedAt: null,
    returnedAt: null,
    endedAt: null,
    summary: content.summary,
    components: content.components,
    supplements: [],
    history: [{ seq: 1, at: now, actor, from: null, to: DossierStatus.FILED, note: null, command }],
    vneidAccount: true,
    version: 1,
    synthetic: false,
  };
  return version?.collection === DossierFeeCollection.BEFORE ? paidFirst(filed, citizen) : filed;
}

/** Some procedures are forwarded to the agency only after the payment (domain reference 7.7). Nothing to pay, nothing to wait for. */
function paidFirst(dossier: DossierRecord, payer: string): DossierRecord {
  const lines = payableLines(dossier);
  if (lines.length === 0) return dossier;
  const expiresAt = new Date(dossier.filedAt.getTime() + PAYMENT_TERM);
  const outbox = [paymentMessage(dossier, { payer, lines, expiresAt }, dossier.filedAt)];
  return { ...dossier, awaitingPayment: true, outbox };
}
