import type { ServiceScope } from "./data/service-levels";
import type { LegalBasis } from "./data/types";
import type { Origin } from "./records";
import type { CommandKey } from "./version";

/** An agency offers a procedure: one document for both, with its online services in it. */
export interface Offering {
  /** `2.000815:H55` */
  readonly id: string;
  readonly procedureCode: string;
  readonly agencyCode: string;
  /** The first day; null for "as long as is known". */
  readonly since: string | null;
  readonly until: string | null;
  /** Whether an online service of it was ever opened. */
  readonly online: boolean;
  readonly services: readonly StoredService[];
  readonly version: number;
  /** Invented for samples: who offers what is in no source. */
  readonly origin: Exclude<Origin, "REFERENCE">;
  readonly commands: readonly CommandKey[];
}

/** An online service (DVC) with both scales, each with its own legal basis: neither converts into the other. */
export interface StoredService {
  /** `2.000815.H55.01` */
  readonly code: string;
  readonly name: string | null;
  readonly serviceScope: Exclude<ServiceScope, "INFORMATION_ONLY"> | null;
  readonly serviceScopeBasis: LegalBasis | null;
  readonly legacyLevel: number | null;
  readonly legacyLevelBasis: LegalBasis | null;
  /** Tried out, and not open to the public yet. */
  readonly testing: boolean;
  readonly since: string | null;
  /** The last day on which it is open. */
  readonly until: string | null;
  /** When it was open before, if it was closed and opened again. */
  readonly earlier: readonly { readonly since: string | null; readonly until: string }[];
}

/** A service with what its offering says. */
export interface OnlineServiceRecord extends StoredService {
  readonly procedureCode: string;
  readonly agencyCode: string;
  readonly version: number;
  readonly synthetic: boolean;
}

/** Trạng thái of a DVC: đang công khai, chờ dừng công khai, đang kiểm thử; and after the last day. */
export type OnlineServiceState = "PUBLISHED" | "AWAITING_STOP" | "TESTING" | "STOPPED";

/** What the agency offers online of one procedure, and when (contract between the subgraphs, 5). */
export interface OnlineSpan {
  readonly procedure: string;
  readonly since: string | null;
  readonly until: string | null;
}

export function offeringId(procedureCode: string, agencyCode: string): string {
  return `${procedureCode}:${agencyCode}`;
}

/** The services of an offering as they are shown. */
export function servicesOf({ services, procedureCode, agencyCode, version, origin }: Offering): OnlineServiceRecord[] {
  return services.map((service) => ({
    ...service,
    procedureCode,
    agencyCode,
    version,
    synthetic: origin === "SAMPLE",
  }));
}

export function stateOf({ testing, until }: StoredService, day: string): OnlineServiceState {
  if (until !== null && until < day) return "STOPPED";
  if (testing) return "TESTING";
  return until === null ? "PUBLISHED" : "AWAITING_STOP";
}

/**
 * One span for the procedure, whatever the number of its services: from the first day of any to the last day of all. What is only
 * tried out is not offered. Null when there is none.
 */
export function onlineSpanOf({
  procedureCode,
  services,
}: Pick<Offering, "procedureCode" | "services">): OnlineSpan | null {
  const spans = services.filter(({ testing }) => !testing).flatMap((service) => [service, ...service.earlier]);
  const [first] = spans;
  if (first === undefined) return null;
  const starts = spans.map(({ since }) => since);
  const ends = spans.map(({ until }) => until);
  return {
    procedure: procedureCode,
    since: starts.includes(null) ? null : (starts.toSorted().at(0) ?? null),
    until: ends.includes(null) ? null : (ends.toSorted().at(-1) ?? null),
  };
}
