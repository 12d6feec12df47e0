import { canonicalAgencyCode, coversAgency } from "../kit";
import {
  type AgencyCaller,
  commandKey,
  done,
  keyFaults,
  type Outcome,
  type Refusal,
  refused,
  repeated,
  textOf,
} from "./command";
import type { LegalBasis } from "./data/types";
import { type Offering, type OnlineServiceRecord, offeringId, type StoredService, servicesOf } from "./offering";
import { parseProcedureCode } from "./procedure-code";
import type { ProcedureRecord } from "./records";
import type { CommandKey } from "./version";
import type { LegalBasisInput } from "./version-input";

/** What an agency asks to open, or to change of what is open. */
export interface SetServiceRequest {
  readonly procedureCode: string;
  readonly agency?: string | null;
  /** Two digits; a procedure can have several services at one agency. */
  readonly number: string;
  readonly name?: string | null;
  readonly serviceScope: NonNullable<StoredService["serviceScope"]>;
  readonly serviceScopeBasis?: LegalBasisInput | null;
  readonly legacyLevel?: number | null;
  readonly legacyLevelBasis?: LegalBasisInput | null;
  readonly since: string;
  readonly testing: boolean;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
}

export interface CloseServiceRequest {
  readonly code: string;
  readonly until: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
}

/** What opening and closing need of a store. */
export interface OfferingStore {
  procedures(codes: readonly string[]): Promise<readonly (ProcedureRecord | null)[]>;
  offering(id: string): Promise<Offering | null>;
  offeringOfService(code: string): Promise<Offering | null>;
  offeringByKey(account: string, key: string): Promise<Offering | null>;
  /** Writes it as its next version, in one atomic write; false when it changed meanwhile or the caller's key is taken. */
  writeOffering(offering: Offering, expectedVersion: number): Promise<boolean>;
}

const NUMBER = /^\d{2}$/;
const LONGEST_TEXT = 1_000;

/** The code of an online service: the procedure's with the agency's and a number, in the short form of Decision 20/2020/QĐ-TTg. */
export function serviceCode(procedureCode: string, agencyCode: string, number: string): string {
  return `${procedureCode}.${agencyCode}.${number}`;
}

/** A service code in either length: `2.000815.000.00.00.H55.02` is `2.000815.H55.02`. */
export function canonicalServiceCode(input: string): string {
  const { code, agency, service } = parseProcedureCode(input);
  return agency === null || service === null ? input : serviceCode(code, agency, service);
}

/** Opens an online service of the caller's agency, or of a unit under it; changes it when it is there. */
export async function setOnlineService(
  request: SetServiceRequest,
  caller: AgencyCaller,
  store: OfferingStore,
): Promise<Outcome<OnlineServiceRecord>> {
  const faults = faultsOf(request);
  if (faults.length > 0) return refused(...faults);
  const given = textOf(request.agency);
  const agencyCode = given === null ? caller.agency : canonicalAgencyCode(given);
  if (agencyCode === null || !coversAgency(caller.agency, agencyCode))
    return refused({ code: "NOT_FOUND", field: "agency" });
  const [procedure] = await store.procedures([request.procedureCode]);
  if (procedure == null) return refused({ code: "NOT_FOUND", field: "procedureCode" });
  const code = serviceCode(procedure.code, agencyCode, request.number);
  const { idempotencyKey, ...asked } = request;
  const key = commandKey(caller, idempotencyKey, { ...asked, agency: agencyCode });
  const repeat = await repeatOf(key, code, store);
  if (repeat !== null) return repeat;
  if (procedure.state === "REPEALED") return refused({ code: "NOT_ALLOWED_NOW", field: "procedureCode" });
  const found = await store.offering(offeringId(procedure.code, agencyCode));
  const before = found?.services.find((service) => service.code === code);
  const closed = before !== undefined && before.until !== null && before.until < request.since;
  const service: StoredService = {
    code,
    name: textOf(request.name),
    serviceScope: request.serviceScope,
    serviceScopeBasis: basisOf(request.serviceScopeBasis),
    legacyLevel: request.legacyLevel ?? null,
    legacyLevelBasis: basisOf(request.legacyLevelBasis),
    testing: request.testing,
    since: before === undefined || closed ? request.since : before.since,
    until: null,
    earlier: closed ? [...before.earlier, { since: before.since, until: before.until ?? "" }] : (before?.earlier ?? []),
  };
  const offering: Offering = found ?? {
    id: offeringId(procedure.code, agencyCode),
    procedureCode: procedure.code,
    agencyCode,
    since: request.since,
    until: null,
    online: true,
    services: [],
    version: 0,
    origin: "PUBLISHED",
    commands: [],
  };
  return write({ offering, service, key, expectedVersion: request.expectedVersion }, store);
}

/** Says the last day on which a service is open. It stays, with what it was. */
export async function closeOnlineService(
  request: CloseServiceRequest,
  caller: AgencyCaller,
  store: OfferingStore,
): Promise<Outcome<OnlineServiceRecord>> {
  const faults = keyFaults(request);
  if (faults.length > 0) return refused(...faults);
  const code = canonicalServiceCode(request.code);
  const { idempotencyKey, ...asked } = request;
  const key = commandKey(caller, idempotencyKey, { ...asked, code });
  const repeat = await repeatOf(key, code, store);
  if (repeat !== null) return repeat;
  const offering = await store.offeringOfService(code);
  const service = offering?.services.find((each) => each.code === code);
  if (offering === null || service === undefined || !coversAgency(caller.agency, offering.agencyCode))
    return refused({ code: "NOT_FOUND", field: "code" });
  if (service.since !== null && request.until < service.since) return refused({ code: "INVALID", field: "until" });
  const closed = { ...service, until: request.until };
  return write({ offering, service: closed, key, expectedVersion: request.expectedVersion }, store);
}

interface Change {
  readonly offering: Offering;
  readonly service: StoredService;
  readonly key: CommandKey;
  readonly expectedVersion: number;
}

async function write(
  { offering, service, key, expectedVersion }: Change,
  store: OfferingStore,
): Promise<Outcome<OnlineServiceRecord>> {
  const others = offering.services.filter(({ code }) => code !== service.code);
  const next: Offering = {
    ...offering,
    online: true,
    services: [...others, service].toSorted((a, b) => (a.code < b.code ? -1 : 1)),
    version: expectedVersion + 1,
    commands: [...offering.commands, key],
  };
  if (offering.version === expectedVersion && (await store.writeOffering(next, expectedVersion))) {
    return shown(next, service.code);
  }
  return (await repeatOf(key, service.code, store)) ?? refused({ code: "CONFLICT", field: "expectedVersion" });
}

/** What the caller's key gave before; null when it is new. */
async function repeatOf(
  key: CommandKey,
  code: string,
  store: OfferingStore,
): Promise<Outcome<OnlineServiceRecord> | null> {
  const offering = await store.offeringByKey(key.account, key.key);
  const first = offering?.commands.find((each) => each.account === key.account && each.key === key.key);
  if (offering === null || first === undefined) return null;
  const { done: service, refusals } = shown(offering, code);
  return service === null
    ? refused({ code: "IDEMPOTENCY_KEY_REUSED", field: "idempotencyKey" }, ...refusals)
    : repeated(first, key, service);
}

function shown(offering: Offering, code: string): Outcome<OnlineServiceRecord> {
  const service = servicesOf(offering).find((each) => each.code === code);
  return service === undefined ? refused() : done(service);
}

function faultsOf(request: SetServiceRequest): readonly Refusal[] {
  const faults: Refusal[] = [...keyFaults(request)];
  const check = (field: string, holds: boolean) => {
    if (!holds) faults.push({ code: "INVALID", field });
  };
  const { number, name, legacyLevel, expectedVersion } = request;
  check("number", NUMBER.test(number) && number !== "00");
  check("name", (name ?? "").length <= LONGEST_TEXT);
  check("legacyLevel", legacyLevel == null || [1, 2, 3, 4].includes(legacyLevel));
  check("expectedVersion", expectedVersion >= 0);
  for (const field of ["serviceScopeBasis", "legacyLevelBasis"] as const) {
    const basis = request[field];
    const texts = basis == null ? [] : [basis.number, basis.title ?? "", basis.note ?? ""];
    check(`${field}.number`, basis == null || textOf(basis.number) !== null);
    check(
      field,
      texts.every((text) => text.length <= LONGEST_TEXT),
    );
  }
  check("legacyLevelBasis", request.legacyLevelBasis == null || legacyLevel != null);
  return faults;
}

function basisOf(basis: LegalBasisInput | null | undefined): LegalBasis | null {
  if (basis == null) return null;
  const { number, title, issuedOn, effectiveFrom, note } = basis;
  return {
    number: number.normalize("NFC").trim(),
    title: textOf(title),
    issuedOn,
    effectiveFrom: effectiveFrom ?? null,
    note: textOf(note),
  };
}
