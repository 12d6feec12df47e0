import { canonicalAgencyCode, coversAgency } from "../kit";
import {
  type AgencyCaller,
  commandKey,
  done,
  GOVERNMENT_OFFICE,
  keyFaults,
  type Outcome,
  type Refusal,
  refused,
  repeated,
  textOf,
} from "./command";
import type { AgencyRecord, ProcedureContent, ProcedureRecord, PublishingDecision, SectorRecord } from "./records";
import { type CommandKey, type VersionRecord, versionId } from "./version";
import { readVersion, type VersionInput } from "./version-input";
import { versionMessages } from "./version-message";

interface CommandRequest {
  readonly procedureCode: string;
  readonly decision: PublishingDecision;
  readonly effectiveFrom: string;
  /** The number of the newest version that the officer saw; 0 for a procedure that is not there yet. */
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
}

/** What an officer asks to publish. */
export interface PublishRequest extends VersionInput, CommandRequest {
  /** Needed where the catalogue does not know who publishes the procedure. */
  readonly publishingAgency?: string | null;
}

export interface RepealRequest extends CommandRequest {
  readonly replacedBy: readonly string[];
}

type Found<Record> = Promise<readonly (Record | null)[]>;

/** What publishing needs of a store. */
export interface VersionStore {
  procedures(codes: readonly string[]): Found<ProcedureRecord>;
  agencies(codes: readonly string[]): Found<AgencyRecord>;
  sectors(codes: readonly string[]): Found<SectorRecord>;
  latestVersion(procedureCode: string): Promise<VersionRecord | null>;
  versionByKey(account: string, key: string): Promise<VersionRecord | null>;
  /** One atomic write, with the message to dossiers in it. False when the id or the caller's key is taken. */
  insertVersion(version: VersionRecord): Promise<boolean>;
}

const NATIONAL_CODE = /^[1-9]\.\d{6}$/;
const LONGEST_DECISION = 200;

/**
 * Publishes a version of a procedure, or the first one of a new procedure, for the agency that publishes it. A version is a new
 * document: what was published before stays as it was, and so do the dossiers filed under it.
 */
export async function publishVersion(
  request: PublishRequest,
  caller: AgencyCaller,
  store: VersionStore,
): Promise<Outcome<VersionRecord>> {
  const { read, faults } = readVersion(request);
  const all = [...commandFaults(request), ...faults];
  if (all.length > 0) return refused(...all);
  const key = commandKey(caller, request.idempotencyKey, contentOf(request));
  const basis = await basisOf(request, key, store);
  if ("refusals" in basis) return basis;
  const { latest } = basis;
  const publisher = await publisherOf(request, latest, caller, store);
  if (publisher === null) return refused({ code: "NOT_FOUND", field: "procedureCode" });
  const unknown = await unknownNames(request, { ...read, sector: read.content.sectorCode, publisher }, store);
  if (unknown.length > 0) return refused(...unknown);
  const content: ProcedureContent = {
    ...read.content,
    publishingAgencyCode: publisher,
    decision: request.decision,
    linked: latest?.content.linked ?? null,
  };
  return insert({ state: latest === null ? "PUBLISHED" : "AMENDED", content, basis, request, caller, key }, store);
}

/** Ends a procedure (bãi bỏ) as a last version. Its versions and its dossiers stay. */
export async function repealProcedure(
  request: RepealRequest,
  caller: AgencyCaller,
  store: VersionStore,
): Promise<Outcome<VersionRecord>> {
  const faults = commandFaults(request);
  if (request.expectedVersion === 0) faults.push({ code: "INVALID", field: "expectedVersion" });
  if (faults.length > 0) return refused(...faults);
  const key = commandKey(caller, request.idempotencyKey, contentOf(request));
  const basis = await basisOf(request, key, store);
  if ("refusals" in basis) return basis;
  const publisher = await publisherOf({ publishingAgency: null }, basis.latest, caller, store);
  if (basis.latest === null || publisher === null) return refused({ code: "NOT_FOUND", field: "procedureCode" });
  const successors = await store.procedures(request.replacedBy);
  if (successors.includes(null)) return refused({ code: "NOT_FOUND", field: "replacedBy" });
  const content = { ...basis.latest.content, decision: request.decision, replacedByCodes: request.replacedBy };
  return insert({ state: "REPEALED", content, basis, request, caller, key }, store);
}

interface Basis {
  readonly latest: VersionRecord | null;
}

/** The version that the command builds on; or its first result, when it is repeated, or why it cannot be carried out. */
async function basisOf(
  request: CommandRequest,
  key: CommandKey,
  store: VersionStore,
): Promise<Basis | Outcome<VersionRecord>> {
  const first = await store.versionByKey(key.account, key.key);
  if (first?.request) return repeated(first.request, key, first);
  const latest = await store.latestVersion(request.procedureCode);
  if (latest === null && request.expectedVersion > 0) return refused({ code: "NOT_FOUND", field: "procedureCode" });
  if ((latest?.number ?? 0) !== request.expectedVersion) return refused({ code: "CONFLICT", field: "expectedVersion" });
  if (latest?.state === "REPEALED") return refused({ code: "NOT_ALLOWED_NOW", field: "procedureCode" });
  if (latest?.effectiveFrom != null && request.effectiveFrom < latest.effectiveFrom)
    return refused({ code: "INVALID", field: "effectiveFrom" });
  return { latest };
}

/**
 * Who publishes: the agency of the record, or the agencies that took over when it ended. Null when the caller is neither it nor above
 * it. Where the record names nobody, the Government Office, which keeps the national database, says who it is.
 */
async function publisherOf(
  { publishingAgency }: Pick<PublishRequest, "publishingAgency">,
  latest: VersionRecord | null,
  caller: AgencyCaller,
  store: VersionStore,
): Promise<string | null> {
  const given = textOf(publishingAgency);
  const named = given === null ? null : (canonicalAgencyCode(given) ?? given);
  const recorded = latest?.content.publishingAgencyCode ?? null;
  if (recorded !== null) {
    const [agency] = await store.agencies([recorded]);
    const now =
      agency && agency.validTo !== null && agency.successorCodes.length > 0 ? agency.successorCodes : [recorded];
    const own = now.find((code) => coversAgency(caller.agency, code) && (named === null || named === code));
    return own ?? null;
  }
  if (latest !== null) return coversAgency(GOVERNMENT_OFFICE, caller.agency) ? (named ?? GOVERNMENT_OFFICE) : null;
  const publisher = named ?? caller.agency;
  return coversAgency(caller.agency, publisher) ? publisher : null;
}

async function unknownNames(
  request: PublishRequest,
  names: {
    readonly agencies: ReadonlyMap<string, string>;
    readonly procedures: ReadonlyMap<string, string>;
    readonly sector: string | null;
    readonly publisher: string;
  },
  store: VersionStore,
): Promise<readonly Refusal[]> {
  const agencies: [string, string][] = [...names.agencies, ["publishingAgency", names.publisher]];
  const procedures = [...names.procedures];
  const [knownAgencies, knownProcedures, knownSectors] = await Promise.all([
    store.agencies(agencies.map(([, code]) => code)),
    store.procedures(procedures.map(([, code]) => code)),
    store.sectors(names.sector === null ? [] : [names.sector]),
  ]);
  const missing = [
    ...agencies.filter((_, index) => knownAgencies[index] == null),
    // A paper that only the procedure's own result replaces could never be handed in.
    ...procedures.filter(([, code], index) => knownProcedures[index] == null || code === request.procedureCode),
  ].map(([field]) => field);
  if (knownSectors.includes(null)) missing.push("sector");
  return missing.map((field) => ({ code: "NOT_FOUND", field }));
}

interface NewVersion {
  readonly state: NonNullable<VersionRecord["state"]>;
  readonly content: ProcedureContent;
  readonly basis: Basis;
  readonly request: CommandRequest;
  readonly caller: AgencyCaller;
  readonly key: CommandKey;
}

async function insert(
  { state, content, basis: { latest }, request, caller, key }: NewVersion,
  store: VersionStore,
): Promise<Outcome<VersionRecord>> {
  const { procedureCode, effectiveFrom } = request;
  const number = (latest?.number ?? 0) + 1;
  const version: VersionRecord = {
    id: versionId(procedureCode, number),
    procedureCode,
    number,
    state,
    effectiveFrom,
    effectiveTo: null,
    publishedAt: new Date(),
    publishedByCode: caller.agency,
    content,
    settled: false,
    messages: versionMessages(latest, {
      procedureCode,
      number,
      content,
      effectiveFrom,
      repealed: state === "REPEALED",
    }),
    request: key,
  };
  if (await store.insertVersion(version)) return done(version);
  const first = await store.versionByKey(key.account, key.key);
  if (first?.request) return repeated(first.request, key, first);
  return refused({ code: "CONFLICT", field: "expectedVersion" });
}

function commandFaults(request: CommandRequest): Refusal[] {
  const { number } = request.decision;
  const faults: Refusal[] = [...keyFaults(request)];
  if (!NATIONAL_CODE.test(request.procedureCode)) faults.push({ code: "INVALID", field: "procedureCode" });
  if (request.expectedVersion < 0) faults.push({ code: "INVALID", field: "expectedVersion" });
  if (textOf(number) === null || number.length > LONGEST_DECISION)
    faults.push({ code: "INVALID", field: "decision.number" });
  return faults;
}

function contentOf({ idempotencyKey: _, ...content }: CommandRequest): object {
  return content;
}
