import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Caller } from "../../schema/caller";
import { fail } from "../../schema/errors";
import { canonicalAgencyCode } from "../kit";
import { readFiledCode } from "./codes";
import { agencyRole, type Component, commandId, DigitalCopy, type DossierChannel, type DossierRecord } from "./dossier";
import { requestNumber } from "./number";
import { DossierStatus } from "./status";
import type { DossierStore } from "./store";

/** What a citizen files. Fees are not part of it: they are stated by the agency that receives the dossier. */
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
 * Files a dossier for the citizen who calls. The same key with the same content gives the dossier that the first call made, as it is
 * now. Whether the procedure and the agency exist is not known here: subgraphs do not call each other, and the agency that
 * receives the dossier refuses what it cannot handle.
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
  const dossier = newDossier(content, { citizen, command, now });
  if (await store.insert(dossier)) return { dossier };
  const earlier = await store.byCommand(command.id);
  if (earlier === null) throw new Error("the store refused a command as repeated and does not have it");
  const same = earlier.history.some((event) => event.command?.id === command.id && event.command.hash === command.hash);
  return same ? { dossier: earlier } : { refused: "IDEMPOTENCY_KEY_REUSED", field: "idempotencyKey" };
}

function citizenOf(caller: Caller): string {
  if (caller.role === "anonymous" || caller.subject === null) throw fail("UNAUTHENTICATED");
  if (caller.role !== "citizen" || caller.vneidLevel === null) throw fail("FORBIDDEN");
  return caller.subject;
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
  if (submission.idempotencyKey.length < 8 || submission.idempotencyKey.length > 100) return "idempotencyKey";
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

/** One spelling of Vietnamese text: composed letters (NFC), no blanks around it. */
function normalText(text: string): string {
  return text.normalize("NFC").trim();
}

function isText(text: string, longest: number): boolean {
  return text.length > 0 && text.length <= longest && !UNPRINTABLE.test(text);
}

/** Half a surrogate pair, and control characters but line feed and tab. */
const UNPRINTABLE = /\p{Cs}|[^\P{Cc}\n\t]/u;

function hashOf(content: Content): string {
  // The members stand in the order in which readSubmission writes them, so equal contents have equal texts.
  return createHash("sha256").update(JSON.stringify(content)).digest("hex");
}

function newDossier(
  content: Content,
  by: { citizen: string; command: { id: string; hash: string }; now: Date },
): DossierRecord {
  const { citizen, command, now } = by;
  return {
    id: randomUUID(),
    number: null,
    requestNumber: requestNumber(now, randomBytes(10)),
    procedureCode: content.procedure,
    procedureVersion: content.version,
    serviceCode: content.service,
    feeLines: [],
    owner: { citizen: content.owner, organisation: null },
    submitter: citizen,
    receiving: agencyRole(content.agency),
    helping: null,
    deciding: null,
    channel: content.channel,
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
    history: [
      {
        seq: 1,
        at: now,
        actor: { role: "citizen", account: citizen, agency: null },
        from: null,
        to: DossierStatus.FILED,
        note: null,
        command,
      },
    ],
    version: 1,
    synthetic: false,
  };
}
